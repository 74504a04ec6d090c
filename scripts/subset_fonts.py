"""Cut Newsreader down to what Undrift prints.

    python scripts/subset_fonts.py <unpacked @fontsource-variable/newsreader 5.3.0>

Writes three files: the roman everybody loads, a roman with accented letters that a browser
fetches only where a page has one (`unicode-range` in site.css), and one weight of italic. A fourth, for paper, has
every Latin letter Newsreader has: a summary is printed on the server, where nothing is fetched.
"""

from __future__ import annotations

import io
import shutil
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Any

from fontTools import subset
from fontTools.merge import Merger
from fontTools.ttLib import TTFont
from fontTools.varLib import instancer

if TYPE_CHECKING:
    from collections.abc import Iterator

STATIC = Path(__file__).resolve().parent.parent / "src" / "undrift" / "web" / "static"
ASCII = range(0x20, 0x7F)
PUNCTUATION = (0xA0, 0xA9, 0xB7, 0xD7, 0x2010, 0x2011, 0x2013, 0x2014, 0x2018, 0x2019, 0x201C, 0x201D, 0x2026)
ACCENTED = (*range(0xA1, 0x100), 0x131, 0x152, 0x153, 0x178, 0x20AC, 0x2212)

NEVER_SLANTED = "#$%&*+/<=>@[\\]^_`{|}~"

OPTICAL_SIZE = 20
PRINTED_SIZE, PRINTED_WEIGHT = 12, 400
PAPER = STATIC.parents[1] / "adapters" / "paper"
ROMAN_WEIGHTS = (380, 380, 600)
ITALIC_WEIGHT = 400
PAIRS, SPACE = 2, "space"
FEATURES = ["kern", "liga", "mark", "ccmp", "locl"]


def cut(source: Path, characters: list[int], weight: float | tuple[int, int, int]) -> bytes:
    options = subset.Options(layout_features=FEATURES, hinting=False, name_IDs=[0, 1, 2, 13])
    font = TTFont(source)
    subsetter = subset.Subsetter(options)
    subsetter.populate(unicodes=characters)
    subsetter.subset(font)
    smaller = instancer.instantiateVariableFont(_reopened(font), {"opsz": OPTICAL_SIZE, "wght": weight})
    even_spaces(smaller)
    return _saved(smaller, "woff2")


def for_paper(sources: list[Path]) -> bytes:
    """Put the parts together as one plain TrueType font, at the size of print. PDF writing reads no layout tables."""
    options = subset.Options(layout_features=[], hinting=False, name_IDs=[0, 1, 2, 13], drop_tables=["GPOS", "GSUB"])
    parts = []
    for source in sources:
        font = instancer.instantiateVariableFont(TTFont(source), {"opsz": PRINTED_SIZE, "wght": PRINTED_WEIGHT})
        subsetter = subset.Subsetter(options)
        subsetter.populate(unicodes=list(font.getBestCmap()))
        subsetter.subset(font)
        parts.append(io.BytesIO(_saved(font, None)))
    return _saved(Merger().merge(parts), None)


def even_spaces(font: TTFont) -> None:
    """Drop kerning against the word space: on a screen it makes *your notebook* look like one word."""
    for lookup in font["GPOS"].table.LookupList.Lookup:
        for table in (getattr(table, "ExtSubTable", table) for table in lookup.SubTable):
            for value in _values_beside_a_space(table):
                value.XAdvance = 0
                value.XAdvDevice = None


def _values_beside_a_space(table: Any) -> Iterator[Any]:
    if table.LookupType != PAIRS:
        return
    if table.Format == 1:
        for first, pairs in zip(table.Coverage.glyphs, table.PairSet, strict=True):
            yield from (pair.Value1 for pair in pairs.PairValueRecord if SPACE in (first, pair.SecondGlyph))
        return
    after = table.ClassDef2.classDefs.get(SPACE)
    if SPACE in table.Coverage.glyphs:
        before = table.Class1Record[table.ClassDef1.classDefs.get(SPACE, 0)]
        yield from (second.Value1 for second in before.Class2Record)
    if after is not None:
        yield from (first.Class2Record[after].Value1 for first in table.Class1Record)


def _reopened(font: TTFont) -> TTFont:
    return TTFont(io.BytesIO(_saved(font, None)))


def _saved(font: TTFont, flavor: str | None) -> bytes:
    font.flavor = flavor
    out = io.BytesIO()
    font.save(out)
    return out.getvalue()


def main(package: Path) -> None:
    roman = package / "files" / "newsreader-latin-opsz-normal.woff2"
    italic = package / "files" / "newsreader-latin-opsz-italic.woff2"
    everyday = [*ASCII, *PUNCTUATION]
    accented = [letter for letter in ACCENTED if letter not in PUNCTUATION]
    slanted = [letter for letter in everyday if chr(letter) not in NEVER_SLANTED]
    written = {
        "newsreader.woff2": cut(roman, everyday, ROMAN_WEIGHTS),
        "newsreader-accents.woff2": cut(roman, accented, ROMAN_WEIGHTS),
        "newsreader-italic.woff2": cut(italic, slanted, ITALIC_WEIGHT),
    }
    for name, content in written.items():
        (STATIC / "fonts" / name).write_bytes(content)
        print(f"{name}: {len(content)} bytes")
    letters = ("latin", "latin-ext", "vietnamese")
    printed = for_paper([package / "files" / f"newsreader-{part}-opsz-normal.woff2" for part in letters])
    (PAPER / "newsreader.ttf").write_bytes(printed)
    print(f"newsreader.ttf: {len(printed)} bytes")
    shutil.copyfile(package / "LICENSE", STATIC / "fonts" / "LICENSE-newsreader.txt")


if __name__ == "__main__":
    main(Path(sys.argv[1]))
