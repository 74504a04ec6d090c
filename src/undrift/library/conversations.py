"""What the schema cannot see of a guided conversation: that each turn has its words, and that they are easy to read."""

from __future__ import annotations

from typing import TYPE_CHECKING

from undrift.domain.conversation_kinds import PARKED, SCRIPTS, Light, words_needed
from undrift.library.grade import reading_grade, too_hard
from undrift.library.rows import not_rows
from undrift.library.schema import BeatEntry, ConversationFile, ScreenEntry
from undrift.library.wording import slips_in

if TYPE_CHECKING:
    from collections.abc import Iterator

    from undrift.library.problems import Problem
    from undrift.library.sources import Source

Found = tuple[tuple[str | int, ...], str]


def conversation_problems(source: Source[ConversationFile]) -> Iterator[Problem]:
    yield from source.misnamed("kind")
    for path, sentence in _findings(source.content):
        yield source.problem(path, sentence)


def _findings(content: ConversationFile) -> Iterator[Found]:
    for position, sentence in not_rows(content.sources):
        yield ("sources", position), sentence
    yield from _beat_findings(content)
    yield from _wording_findings(content)
    for sentence in too_hard(reading_grade("\n\n".join(reading_parts(content)))):
        yield ("title",), sentence


def _beat_findings(content: ConversationFile) -> Iterator[Found]:
    needed = words_needed(content.kind)
    if list(content.beats) != needed:
        yield ("beats",), f"`beats` must be these, in this order: {', '.join(needed)}."
        return
    beats = {beat.words: beat for beat in SCRIPTS[content.kind].values()}
    for name, entry in content.beats.items():
        beat = beats[name]
        wanted = {"both"} if beat.light is Light.BOTH else {"here", "there"}
        wanted |= {label for label in ("go_on", "got_it", "again") if getattr(beat, label)}
        given = {key for key in BeatEntry.model_fields if getattr(entry, key) is not None}
        if given != wanted:
            yield ("beats", name), f"`{name}` needs exactly {', '.join(sorted(wanted))}."
    ends_otherwise = any(PARKED in {beat.onward, beat.again} for beat in beats.values())
    if ends_otherwise != (content.parked is not None):
        yield ("kind",), "`parked` belongs to a conversation that can end without being finished, and to no other."


def _wording_findings(content: ConversationFile) -> Iterator[Found]:
    for text in reading_parts(content):
        rest = text.replace("{name}", "")
        for finding in slips_in(text):
            yield ("title",), f"“{text[:40]}” {finding}"
        if "{" in rest or "}" in rest:
            yield ("title",), f"“{text[:40]}” has braces; only {{name}} is filled in."


def reading_parts(content: ConversationFile) -> list[str]:
    """Everything a person reads of it, each its own sentence."""
    screens = [screen for entry in content.beats.values() for screen in (entry.here, entry.there, entry.both)]
    labels = [label for entry in content.beats.values() for label in (entry.go_on, entry.got_it, entry.again)]
    shown = (screen for screen in (*screens, content.closing, content.parked) if screen)
    lines = [line for screen in shown for line in _lines(screen)]
    return [text for text in (content.title, content.lead, content.aside, *lines, *labels) if text]


def _lines(screen: ScreenEntry) -> tuple[str, ...]:
    return screen.title, screen.read, *screen.say
