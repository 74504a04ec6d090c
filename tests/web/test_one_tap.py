"""One tap is enough for a small note, and says only one's own side."""

from __future__ import annotations

import pytest

from .couples import pair, us_of
from .forms import errors_in
from .world import text_of


@pytest.mark.parametrize(
    ("about", "tapped", "kept"),
    [
        ("reaching-out", "reached", "I reached out."),
        ("reaching-out", "later", "They reached out. I saw it later."),
        ("appreciation", "tried", "I saw you try."),
    ],
)
def test_one_tap_keeps_a_note(world, about, tapped, kept):
    assert world.ann.fill(f"/today/note/{about}/", tapped=tapped).status_code == 302
    world.ann.open_notebook()
    assert kept in world.ann.notebook()


def test_a_tap_and_a_line_are_kept_together(world):
    world.ann.fill("/today/note/reaching-out/", tapped="answered", text="It was about the heron.")
    world.ann.open_notebook()
    assert "They reached out, and I answered. It was about the heron." in world.ann.notebook()


def test_neither_tap_nor_line_is_nothing_to_keep(world):
    for tapped in ("", "made-up"):
        answer = world.ann.fill("/today/note/reaching-out/", tapped=tapped)
        assert answer.status_code == 422
        assert "text" in errors_in(text_of(answer))


def test_an_effort_seen_is_shared_after_a_look(world):
    pair(world.ann, world.bo)
    path = "/today/note/appreciation/"
    ahead = world.ann.fill(path, tapped="tried", text="", **{"for": "both"})
    assert "I saw you try." in text_of(ahead)
    assert world.ann.send(ahead, path, seen="yes", **{"for": "both"}).status_code == 302
    assert us_of(world.ann).count("I saw you try.") == 1
    assert "I saw you try." not in us_of(world.cleo)
