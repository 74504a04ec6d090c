"""What the schema cannot see of the first fourteen evenings: steps that exist and fit, and that it is not homework."""

from __future__ import annotations

from typing import TYPE_CHECKING

from undrift.domain.pacing import ENERGY, LONGEST_ON_LITTLE
from undrift.domain.practices import Capacity, Reach, Tag
from undrift.library.wording import slips_in, stray_braces

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from undrift.library.problems import Problem
    from undrift.library.schema import BeginningFile, FirstEveningEntry, PracticeFile
    from undrift.library.sources import Source

WARM = (Tag.PLAY, Tag.MEMORY, Tag.GREETING)
DOES_WITHOUT = {"betrayal": {Tag.MEMORY, Tag.GREETING}}
"""Where trust was just broken, fond memories are no comfort and nobody is asked to greet."""
STRENGTHS = (Capacity.LITTLE, Capacity.SOME, Capacity.PLENTY)


def beginning_problems(beginning: Source[BeginningFile], practices: Mapping[str, PracticeFile]) -> Iterator[Problem]:
    yield from beginning.misnamed("way")
    for number, evening in enumerate(beginning.content.evenings):
        for path, sentence in _evening_problems(evening, practices):
            yield beginning.problem(("evenings", number, path), sentence)
    for finding in _line_findings(beginning.content.after):
        yield beginning.problem(("after",), f"`after` {finding}")
    yield from _repeat_problems(beginning, practices)
    yield from _warmth_problems(beginning, practices)


def _evening_problems(evening: FirstEveningEntry, practices: Mapping[str, PracticeFile]) -> Iterator[tuple[str, str]]:
    for finding in _line_findings(evening.line):
        yield "line", f"`line` {finding}"
    for strength in STRENGTHS:
        name = getattr(evening, strength.value)
        practice = practices.get(name)
        if practice is None:
            yield strength.value, f"`{strength.value}` names {name}, but there is no practices/{name}.md."
        elif ENERGY[practice.energy] > ENERGY[strength]:
            yield (
                strength.value,
                f"{name} takes {practice.energy.value}; choose one that takes {strength.value} or less.",
            )
        elif strength is Capacity.LITTLE and practice.minutes > LONGEST_ON_LITTLE:
            yield strength.value, f"{name} takes {practice.minutes} minutes; on a little, {LONGEST_ON_LITTLE} at most."
        elif practice.reach is not Reach.SOLO and strength is not Capacity.PLENTY:
            yield strength.value, f"{name} is for two; on little and some choose a step for one."


def _line_findings(line: str) -> Iterator[str]:
    yield from slips_in(line)
    yield from stray_braces(line, may_name_partner=False)


def _repeat_problems(beginning: Source[BeginningFile], practices: Mapping[str, PracticeFile]) -> Iterator[Problem]:
    """The same evening may name a step twice; another evening only after its rest."""
    last: dict[str, int] = {}
    for number, evening in enumerate(beginning.content.evenings):
        for name in {getattr(evening, strength.value) for strength in STRENGTHS}:
            before = last.get(name)
            if before is not None and name in practices and number - before < practices[name].cooldown_days:
                sentence = f"{name} comes back after {number - before} evenings and rests for more; choose another."
                yield beginning.problem(("evenings", number), sentence)
            last[name] = number


def _warmth_problems(beginning: Source[BeginningFile], practices: Mapping[str, PracticeFile]) -> Iterator[Problem]:
    names = {getattr(e, s.value) for e in beginning.content.evenings for s in STRENGTHS}
    tags = {tag for name in names if name in practices for tag in practices[name].tags}
    without = DOES_WITHOUT.get(beginning.content.way, set())
    for wanted in WARM:
        if wanted not in tags and wanted not in without:
            yield beginning.problem(("evenings",), f"no evening has {wanted.value}; these are evenings, not homework.")
