"""The document about privacy prints the same table of readers that the pages show."""

from __future__ import annotations

import runpy

import pytest
from django.template.loader import render_to_string
from django.utils.html import escape

from tests.house.places import ROOT
from undrift.domain.readers import PROMISE, TABLE

script = runpy.run_path(str(ROOT / "scripts" / "print_readers.py"))
printed, PAGE = script["printed"], script["PAGE"]


def test_the_table_in_the_document_is_the_one_of_now():
    page = PAGE.read_text(encoding="utf-8")
    assert printed(page) == page, "run: .venv/bin/python scripts/print_readers.py"


def test_a_stale_table_is_noticed_and_the_words_around_it_stay():
    page = PAGE.read_text(encoding="utf-8")
    stale = page.replace(TABLE[0].host_note, "Nothing at all.")
    assert stale != page
    assert printed(stale) == page


def test_the_document_has_one_place_for_the_table():
    with pytest.raises(ValueError, match="unpack"):
        printed("a page without marks")


def test_no_cell_breaks_the_table():
    cells = [text for r in TABLE for text in (r.thing, r.example, r.you, r.partner_note, r.host_note)]
    assert [text for text in cells if "|" in text or "\n" in text or "'" in text] == []


def test_the_page_tells_all_three_readers_of_every_thing():
    page = render_to_string("settings/_who_reads.html", {"table": TABLE, "promise": PROMISE})
    for row in TABLE:
        for words in (row.thing, row.example, row.you, row.partner_note, row.host_note):
            assert escape(words) in page, row.thing
    for reader in ("You", "Your partner", "Whoever runs this computer"):
        assert page.count(f"<dt>{reader}</dt>") == len(TABLE)
