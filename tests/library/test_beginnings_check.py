"""What `undrift library check` says of an arc that does not fit, and of the one that goes without."""

from __future__ import annotations

from dataclasses import replace

import pytest

from undrift.library.beginnings import beginning_problems
from undrift.library.places import SOURCES
from undrift.library.sources import read_sources

READ = read_sources(SOURCES)
PRACTICES = {source.content.id: source.content for source in READ.practices}
ARCS = {source.content.way: source for source in READ.beginnings}


def said_of(way: str, number: int, **changes: str) -> list[str]:
    """Change one evening of an arc that fits, and give what the check says."""
    arc = ARCS[way]
    evenings = list(arc.content.evenings)
    evenings[number - 1] = evenings[number - 1].model_copy(update=changes)
    changed = replace(arc, content=arc.content.model_copy(update={"evenings": evenings}))
    return [problem.sentence for problem in beginning_problems(changed, PRACTICES)]


@pytest.mark.parametrize("way", ARCS)
def test_what_ships_fits(way):
    assert list(beginning_problems(ARCS[way], PRACTICES)) == []


@pytest.mark.parametrize(
    ("changes", "words"),
    [
        ({"little": "no-such-step"}, "there is no practices/no-such-step.md"),
        ({"little": "one-clear-request"}, "choose one that takes little or less"),
        ({"little": "ten-minutes-that-are-only-yours"}, "on a little, 5 at most"),
        ({"some": "a-game-with-no-points"}, "is for two"),
        ({"line": "You can do it!"}, "exclamation mark"),
        ({"line": "Say goodnight to {partner}."}, "braces"),
    ],
)
def test_a_step_or_a_line_that_does_not_fit_is_named(changes, words):
    assert any(words in sentence for sentence in said_of("flat", 4, **changes))


def test_a_step_rests_before_it_comes_back():
    said = said_of("flat", 7, some="the-photo-at-the-back-of-the-phone")
    assert any("comes back after 4 evenings" in sentence for sentence in said)


def without_warmth(way: str) -> list[str]:
    arc = ARCS[way]
    dull = arc.content.evenings[0].model_copy(update=dict.fromkeys(("little", "some", "plenty"), "feet-on-the-floor"))
    changed = replace(arc, content=arc.content.model_copy(update={"evenings": [dull] * 14}))
    return [p.sentence for p in beginning_problems(changed, PRACTICES) if "homework" in p.sentence]


def test_an_arc_is_not_homework_and_after_a_betrayal_only_play_is_asked_for():
    assert [sentence.split()[3].rstrip(";") for sentence in without_warmth("flat")] == ["play", "memory", "greeting"]
    assert [sentence.split()[3].rstrip(";") for sentence in without_warmth("betrayal")] == ["play"]
