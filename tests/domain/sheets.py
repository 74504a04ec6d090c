"""Sheets of Looking back, drawn by a number, with anything that a person may have written."""

from __future__ import annotations

from random import Random

from undrift.domain.sheets import SHEETS
from undrift.domain.sheets.kept import Kept
from undrift.domain.sheets.merging import cleaned

TEXTS = ("", "a", "b", "tea\nwith you", "  spaces ", "nul\0", "שלום")
ODD = "ab7 \n\r\t\0\u00a0\u2028\u200fé<&%\"'\\ש🫂"


def drawn_text(r: Random) -> str:
    return r.choice(TEXTS) if r.random() < 0.6 else "".join(r.choices(ODD, k=r.randint(0, 12)))


def drawn_lines(r: Random, name: str) -> dict[str, str]:
    every = sorted(SHEETS[name].lines)
    return {line: drawn_text(r) for line in r.sample(every, r.randint(0, len(every)))}


def drawn_ticks(r: Random, name: str) -> dict[str, frozenset[str]]:
    often = {t.id: r.choice((0, 0.3, 0.8)) for t in SHEETS[name].ticks}
    return {t.id: frozenset(o.id for o in t.options if r.random() < often[t.id]) for t in SHEETS[name].ticks}


def drawn_sheet(r: Random, name: str = "") -> Kept:
    name = name or r.choice(list(SHEETS))
    kept = Kept(name, more={key: drawn_text(r) for key in ("later", "withdrawn") if r.random() < 0.5})
    for line, text in drawn_lines(r, name).items():
        kept = kept.saying(line, cleaned(text))
    for ticks, chosen in drawn_ticks(r, name).items():
        kept = kept.ticking(ticks, sorted(chosen))
    return kept
