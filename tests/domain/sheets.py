"""Sheets of Looking back, drawn with anything that a person may have written."""

from __future__ import annotations

from hypothesis import strategies as st

from undrift.domain.sheets import SHEETS
from undrift.domain.sheets.kept import Kept
from undrift.domain.sheets.merging import cleaned

NAMES = st.sampled_from(list(SHEETS))
TEXTS = st.sampled_from(["", "a", "b", "tea\nwith you", "  spaces ", "nul\0", "שלום"]) | st.text(max_size=12)
OLDER_AND_NEWER = st.dictionaries(st.sampled_from(["later", "withdrawn"]), st.text(min_size=1, max_size=5))


def lines_of(name: str) -> st.SearchStrategy[dict[str, str]]:
    return st.dictionaries(st.sampled_from(sorted(SHEETS[name].lines)), TEXTS)


def ticks_of(name: str) -> st.SearchStrategy[dict[str, frozenset[str]]]:
    every = [(t.id, [o.id for o in t.options]) for t in SHEETS[name].ticks]
    return st.fixed_dictionaries({name: st.frozensets(st.sampled_from(ids)) for name, ids in every})


@st.composite
def kept_sheets(draw, name: str) -> Kept:
    kept = Kept(name, more=draw(OLDER_AND_NEWER))
    for line, text in draw(lines_of(name)).items():
        kept = kept.saying(line, cleaned(text))
    for ticks, chosen in draw(ticks_of(name)).items():
        kept = kept.ticking(ticks, sorted(chosen))
    return kept
