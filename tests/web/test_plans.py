"""When this, then that: Ann's own, for nobody else."""

from __future__ import annotations

import re

from .forms import errors_in, form_to
from .world import text_of

PAGE = "/mine/plans/"


def keeps(somebody, when, then):
    return somebody.fill(PAGE, when=when, then=then)


def taking_away(somebody):
    return re.findall(r'action="(/mine/plans/[0-9a-f]{32}/take-away/)"', text_of(somebody.get(PAGE)))


def test_a_plan_is_kept_and_taken_away(world):
    assert keeps(world.ann, "the kettle goes on", "I look up").status_code == 302
    assert "When the kettle goes on, <span>I look up</span>" in text_of(world.ann.get(PAGE))
    (address,) = taking_away(world.ann)
    assert world.ann.post(address).status_code == 302
    assert "kettle goes on, " not in text_of(world.ann.get(PAGE)).partition("<form")[0]
    assert world.ann.post(address).status_code == 404


def test_a_plan_is_nobody_elses(world):
    keeps(world.ann, "the heron calls", "I wave")
    (address,) = taking_away(world.ann)
    for other in (world.bo, world.cleo):
        assert "heron" not in text_of(other.get(PAGE))
        assert other.post(address).status_code == 404
    assert taking_away(world.ann) == [address]


def test_half_a_plan_comes_back_with_what_was_typed(world):
    answer = keeps(world.ann, "", "I look up")
    assert answer.status_code == 422
    assert list(errors_in(text_of(answer))) == ["when"]
    assert form_to(text_of(answer), PAGE).filled()["then"] == ["I look up"]


def test_a_step_can_be_brought_along_and_a_made_up_one_cannot(world):
    assert "Look up when they speak" in text_of(world.ann.get(f"{PAGE}?step=look-up-when-they-speak"))
    assert world.ann.get(f"{PAGE}?step=no-such-step").status_code == 200


def test_just_me_looks_the_same_with_plans_and_without(world):
    before = text_of(world.ann.get("/mine/"))
    keeps(world.ann, "the kettle goes on", "look up")
    tokens = r'name="csrfmiddlewaretoken" value="[^"]*"'
    assert re.sub(tokens, "", text_of(world.ann.get("/mine/"))) == re.sub(tokens, "", before)


def test_plans_are_taken_along(world):
    keeps(world.ann, "the heron calls", "wave")
    world.ann.open_notebook()
    for how in ("json", "page"):
        taken = world.ann.post("/settings/take-along/", {"passphrase": world.ann.words, "form": how})
        assert "the heron calls" in text_of(taken), how
