"""Compiled or from its sources, the library is the same; a compiled file that is out of date is noticed."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from undrift.domain.errors import MalformedLibrary, NotFound
from undrift.domain.practices import Capacity, Need, NotWhen, Practice, Sense, Tag
from undrift.library import Library, LineKind, compiled
from undrift.library.compiled import compile_library, read_compiled
from undrift.library.loader import load_from
from undrift.library.records import library_from, practice_from
from undrift.library.sources import read_records

from .shelf import ARTICLE, ARTICLE_FILE, PRACTICE, PRACTICE_FILE, write_library


@pytest.fixture
def root(tmp_path):
    return write_library(tmp_path / "library")


@pytest.fixture
def built(tmp_path):
    return tmp_path / "built" / "library.json"


def test_compiled_equals_sources(root, built):
    from_sources = load_from(root, built)
    compile_library(root, built)
    assert read_compiled(root, built) == from_sources == load_from(root, built)


words = st.text(min_size=1, max_size=40)


@given(
    title=words,
    minutes=st.integers(1, 60),
    needs=st.lists(st.sampled_from(Need), min_size=1, unique=True),
    tags=st.lists(st.sampled_from(Tag), min_size=1, unique=True),
    energy=st.sampled_from(Capacity),
    requires=st.lists(st.sampled_from(Sense), unique=True),
    not_when=st.lists(st.sampled_from(NotWhen), unique=True),
    say=st.lists(words, max_size=3),
    instead=st.none() | words,
    body=words,
)
def test_a_record_survives_the_compiled_file(**fields):
    record = {**whole_record(), **fields}
    through_the_file = json.loads(json.dumps(record, ensure_ascii=False))
    practice = practice_from(record)
    assert practice_from(through_the_file) == practice
    assert (practice.title, practice.say, practice.tags) == (fields["title"], tuple(fields["say"]), set(fields["tags"]))


def whole_record():
    return {
        "id": "a-cup",
        "title": "A cup",
        "sources": ["S3.14"],
        "evidence": {"grade": "C-", "claim": "Often."},
        "minutes": 3,
        "reach": "solo",
        "depth": 0,
        "needs": ["warmth"],
        "branch": ["browse"],
        "tags": ["ritual"],
        "energy": "little",
        "setting": ["apart"],
        "moment": ["any"],
        "asks_of_partner": "nothing",
        "why": "It is short.",
        "opening": "Make one.",
        "steps": ["Fill it."],
        "say": [],
        "avoid": [],
        "variants": [{"where": "distance", "do": "Wave."}],
        "requires": [],
        "not_when": [],
        "good_after": [],
    }


def test_values_have_their_types(root, built):
    library = compile_library(root, built)
    practice = library.practice("put-the-kettle-on")
    assert isinstance(practice, Practice)
    assert practice.tags == {Tag.RITUAL, Tag.PRESENCE}
    assert practice.not_when == {NotWhen.FEAR_OF_PARTNER}
    assert practice.energy is Capacity.LITTLE
    assert practice.body.startswith("A cup set down is a *small thing*.")
    assert library.article("small-cups").title == "Small cups"
    assert library.rendered["put-the-kettle-on"].startswith("<p>A cup set down is a <em>small thing</em>.</p>")
    assert '<a href="/help/">' in library.rendered["small-cups"]


def test_help_lines_say_how_they_were_checked(root, built):
    library = load_from(root, built)
    [samaritans] = library.country("gb").lines
    [directory] = library.country("INT").lines
    assert (library.country("GB").emergency, library.country("INT").emergency) == ("999", None)
    assert (samaritans.kind, samaritans.phone) == (LineKind.CRISIS, "116 123")
    assert (samaritans.checked, samaritans.last_checked) == ("not yet called; from public listings", "2026-11-20")
    assert (directory.checked, directory.last_checked) == ("opened in a browser", "2026-11-19")


@pytest.mark.parametrize("ask", [Library.practice, Library.article, Library.country])
def test_what_is_not_there_is_not_found(root, built, ask):
    with pytest.raises(NotFound):
        ask(load_from(root, built), "nowhere")


CHANGES = {
    "changed": lambda root: (root / PRACTICE_FILE).write_text(PRACTICE.replace("for two", "for 2"), encoding="utf-8"),
    "added": lambda root: (root / "articles/tea.md").write_text(ARTICLE.replace("small-cups", "tea"), encoding="utf-8"),
    "removed": lambda root: (root / ARTICLE_FILE).unlink(),
}


@pytest.mark.parametrize("change", CHANGES.values(), ids=CHANGES)
def test_a_stale_compiled_file_is_noticed(root, built, change):
    before = compile_library(root, built)
    change(root)
    assert read_compiled(root, built) is None
    assert load_from(root, built) != before


def test_same_bytes_with_another_time_are_not_stale(root, built):
    compile_library(root, built)
    os.utime(root / PRACTICE_FILE, (0, 0))
    assert read_compiled(root, built) is not None


def test_a_copied_library_is_not_stale(root, built, tmp_path):
    compile_library(root, built)
    copy = shutil.copytree(root, tmp_path / "copy", copy_function=shutil.copyfile)
    assert read_compiled(copy, built) is not None


@pytest.mark.parametrize("content", ["", "{", "[]", "{}", '{"shape": []}'])
def test_a_damaged_compiled_file_is_ignored(root, built, content):
    whole = compile_library(root, built)
    built.write_text(content, encoding="utf-8")
    assert load_from(root, built) == whole


def test_a_new_format_makes_old_files_stale(root, built, monkeypatch):
    compile_library(root, built)
    monkeypatch.setattr(compiled, "FORMAT", compiled.FORMAT + 1)
    assert read_compiled(root, built) is None


def test_a_malformed_source_leaves_the_compiled_file_alone(root, built):
    compile_library(root, built)
    kept = built.read_bytes()
    (root / PRACTICE_FILE).write_text("nothing", encoding="utf-8")
    with pytest.raises(MalformedLibrary):
        compile_library(root, built)
    assert built.read_bytes() == kept
    assert [path.name for path in built.parent.iterdir()] == ["library.json"]


FAST_START = """
import sys
from pathlib import Path
from undrift.library.loader import load_from
library = load_from(Path(sys.argv[1]), Path(sys.argv[2]))
heavy = {"pydantic", "yaml", "markdown_it", "django"} & set(sys.modules)
print(len(library.practices), *sorted(heavy))
"""


def test_the_fast_road_imports_nothing_heavy(root, built):
    compile_library(root, built)
    said = subprocess.run(
        [sys.executable, "-c", FAST_START, root, built], check=True, capture_output=True, text=True
    ).stdout
    assert said.split() == ["1"]


def test_a_hundred_and_twenty_practices_load_fast(root, built):
    for number in range(119):
        text = PRACTICE.replace("put-the-kettle-on", f"cup-{number}") + "More words here. " * 40 + "\n"
        (root / f"practices/cup-{number}.md").write_text(text, encoding="utf-8")
    compile_library(root, built)
    took = min(seconds(lambda: load_from(root, built)) for _ in range(5))
    assert took < 0.06, f"{took * 1000:.1f} ms; processor time; about 7 ms is usual"


def seconds(work):
    start = time.process_time()
    work()
    return time.process_time() - start


def test_records_are_plain_json(root):
    records = read_records(root)
    assert library_from(json.loads(json.dumps(records))) == library_from(records)
