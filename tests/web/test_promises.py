"""Small promises: one line, kept or let be, gone either way, and never anybody else's."""

from __future__ import annotations

import json
import re

from undrift.domain.promises import AT_MOST, LONGEST

from .couples import everything
from .forms import form_to
from .world import text_of, without_tokens

PATH = "/mine/promises/"


def promises(somebody, text: str):
    return somebody.fill(PATH, promise=text)


def ids(somebody) -> list[str]:
    return re.findall(r'name="kept" value="([0-9a-f]{32})"', text_of(somebody.get(PATH)))


def empty(somebody) -> str:
    return re.sub(r'name="note_key" value="[^"]*"', "", without_tokens(somebody.get(PATH)))


def test_kept_and_let_be_leave_the_same_and_nothing(ann):
    before = empty(ann)
    for how in ("kept", "let_be"):
        assert promises(ann, "I will ring at six").status_code == 302
        assert "I will ring at six" in text_of(ann.get(PATH))
        assert ann.post(PATH, {how: ids(ann)[0]}).status_code == 302
        assert empty(ann) == before
    from undrift.actions import desk as desks

    from .couples import visit_of

    assert "six" not in json.dumps(desks.read(visit_of(ann)).to_json())


def test_they_stand_on_no_other_page_and_just_me_looks_the_same(ann):
    paths = ("/mine/", "/today/", "/us/", "/settings/")
    before = {path: without_tokens(ann.get(path)) for path in paths}
    promises(ann, "I will ring at six")
    assert {path: without_tokens(ann.get(path)) for path in paths} == before


def test_one_line_only_a_dozen_at_most_and_nothing_typed_is_lost(ann):
    for wrong in ("", "   ", "x" * (LONGEST + 1)):
        answer = promises(ann, wrong)
        assert answer.status_code == 422
        assert form_to(text_of(answer), PATH).fields["promise"] == [wrong]
    for n in range(AT_MOST):
        assert promises(ann, f"number\r\n {n} ").status_code == 302
    assert "number 3<" in text_of(ann.get(PATH))
    answer = promises(ann, "one too many")
    assert answer.status_code == 422
    assert "one too many" in text_of(answer)
    assert len(ids(ann)) == AT_MOST


def test_the_same_form_sent_twice_is_one_promise(ann):
    page = ann.get(PATH)
    for _ in range(2):
        ann.send(page, PATH, promise="I will ring at six")
    assert len(ids(ann)) == 1


def test_another_persons_is_not_there(world):
    promises(world.ann, "of ann alone")
    hers = ids(world.ann)[0]
    before = everything()
    for somebody in (world.bo, world.cleo):
        for how in ("kept", "let_be"):
            for wanted in (hers, "0" * 32, "x"):
                assert somebody.post(PATH, {how: wanted}).status_code == 404
        assert "of ann alone" not in text_of(somebody.get(PATH))
    assert everything() == before
    assert ids(world.ann) == [hers]


def test_they_come_along_as_ones_own_words(ann):
    promises(ann, "I will <ring> at six")
    data = json.loads(text_of(ann.post("/settings/take-along/", {"passphrase": ann.words, "form": "json"})))
    assert data["promises"] == [{"text": "I will <ring> at six"}]
    page = text_of(ann.post("/settings/take-along/", {"passphrase": ann.words, "form": "page"}))
    assert "I will &lt;ring&gt; at six" in page


def test_a_promise_survives_a_session_that_ended(world):
    page = world.ann.get(PATH)
    world.clock.later(minutes=31)
    answer = world.ann.send(page, PATH, promise="I will ring at six")
    assert answer.status_code == 401
    form = form_to(text_of(answer), "/sign-in/").filled(name="Ann", passphrase=world.ann.words)
    shown = world.ann.post("/sign-in/", form)
    assert form_to(text_of(shown), PATH).fields["promise"] == ["I will ring at six"]
    assert "A promise in one line" in text_of(shown)
    assert ids(world.ann) == []
    assert world.ann.send(shown, PATH).status_code == 302
    assert len(ids(world.ann)) == 1
