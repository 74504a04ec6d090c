"""The sentence above the step: plain, true whatever was done before, and nothing for whoever looks over a shoulder."""

from __future__ import annotations

import re

import pytest

from undrift.library import load

ARCS = {beginning.way: beginning for beginning in load().beginnings}

NOT_ON_A_LINE = {
    "a we for the two": r"\b(we|us|our|ours|together|let's|you two|both of you|couple)\b",
    "a count": r"\d|\b(first|second|third|fourth|fifth|seventh|tenth|fourteen|halfway|last|so far|almost there|evenings left)\b",
    "praise": r"\b(well done|proud|good job|great|bravo|congratulations|you did|you have done|keep going)\b",
    "pressure": r"\b(must|should|have to|need to|ought|try harder|remember to|don't forget|missed|yet|still time|worth it)\b",
    "what brought somebody here": r"\b(fragile|trust|hurt|betray\w*|affair|cheat\w*|lie|lies|lying|lied|secret\w*|argu\w*|quarrel\w*"
    r"|fight\w*|row|sorry|forgiv\w*|safe\w*|afraid|fear\w*|worr\w*|broke\w*|heal\w*|doubt\w*|leave|leaving|alone|lonely|sad|tears"
    r"|divorce|separat\w*|partner|relationship|marriage|love\w*|distance|apart|help\w*|therap\w*|decid\w*)\b",
    "a promise": r"\b(will|always|never fails|closer|better|soon)\b(?! do\b)",
}
THREE_ROWS_ON_A_PHONE = 82
ONE_SENTENCE = re.compile(r"[A-Z][^.?!]*\.")


def lines_of(way: str) -> list[str]:
    return [*(page.line for page in ARCS[way].evenings), ARCS[way].after]


@pytest.mark.parametrize("way", ARCS)
@pytest.mark.parametrize("what", NOT_ON_A_LINE)
def test_a_line_gives_nothing_away(way, what):
    for line in lines_of(way):
        assert (found := re.search(NOT_ON_A_LINE[what], line, re.IGNORECASE)) is None, f"{line!r} has {what}: {found}"


@pytest.mark.parametrize("way", ARCS)
def test_a_line_is_one_plain_sentence(way):
    for line in lines_of(way):
        assert ONE_SENTENCE.fullmatch(line), line
        assert len(line) <= THREE_ROWS_ON_A_PHONE, line


def test_no_line_stands_twice():
    lines = [line for way in ARCS for line in lines_of(way)]
    assert len(set(lines)) == len(lines)
