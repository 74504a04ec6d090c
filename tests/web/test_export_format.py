"""The written format: what is taken along fits its schema, and the check that comes with the program agrees with it."""

from __future__ import annotations

import copy
import json
import re
import runpy

import jsonschema_rs
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests.house.places import ROOT
from undrift.actions.export import IF_WANTED, SECTIONS
from undrift.domain.export import document, fits

from .couples import Kept
from .lives import lived, taken
from .weeks import GLAD, answers, lives

FILE = ROOT / "docs" / "export-format.schema.json"
PAGE = (ROOT / "docs" / "export-format.md").read_text(encoding="utf-8")
SCHEMA = json.loads(FILE.read_text(encoding="utf-8"))


@pytest.fixture
def life(home, clock, kdf):
    return Kept.world(clock, kdf, lived)


def test_the_schema_in_the_documents_is_the_one_of_now():
    printed = runpy.run_path(str(ROOT / "scripts" / "print_export_schema.py"))["printed"]
    assert printed() == FILE.read_text(encoding="utf-8"), "run: .venv/bin/python scripts/print_export_schema.py"
    assert json.loads(json.dumps(document({s.name: s.schema for s in SECTIONS}, IF_WANTED))) == SCHEMA


def test_the_page_names_every_list_in_its_order():
    assert re.findall(r"^\| `(\w+)` \|", PAGE, re.MULTILINE) == [section.name for section in SECTIONS]
    for section in SECTIONS:
        row = next(line for line in PAGE.splitlines() if line.startswith(f"| `{section.name}` |"))
        for part in section.schema["properties"]:
            assert f"`{part}`" in row, f"{section.name}: {part}"


@pytest.mark.parametrize("who", ["ann", "bo", "cleo"])
@pytest.mark.parametrize("weeks", ["", "yes"])
def test_what_anybody_takes_along_fits_it(life, who, weeks):
    lives(life, life.ann, 3, 1)
    answers(life.ann, **GLAD)
    file = json.loads(taken(getattr(life, who), weeks=weeks))
    jsonschema_rs.validator_for(SCHEMA).validate(file)
    wanted = [section.name for section in SECTIONS if weeks or not section.if_wanted]
    assert list(file) == ["undrift", "name", *wanted]
    assert len(file.get("weeks_marked", ())) == (2 if weeks and who == "ann" else 0)


def test_each_item_stands_on_its_own_line_in_the_one_way_there_is(life):
    file = taken(life.ann).decode()
    lines = [
        line.rstrip(",") for line in file.splitlines() if line.startswith("{") and not line.startswith('{"undrift"')
    ]
    assert len(lines) == sum(len(items) for items in json.loads(file).values() if isinstance(items, list))
    for line in lines:
        body = json.loads(line)
        again = json.dumps(body, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
        assert again.encode("utf-8", "backslashreplace").decode() == line
    assert taken(life.ann).decode() == file


ODD = st.sampled_from(
    [None, True, 0, 1.5, 2.0, -1, 10**400, "", "x" * 500, "2026-11-20", "2026-11-20\n", "a b", [], {}, "x" * 50_000]
)


@pytest.mark.parametrize("section", SECTIONS, ids=lambda section: section.name)
@settings(max_examples=150, deadline=None, suppress_health_check=list(HealthCheck))
@given(data=st.data())
def test_the_check_of_the_program_agrees_with_a_kept_one(section, data):
    """Take something that fits, change one part of it to something odd, and ask both."""
    item = data.draw(fitting(section.schema))
    where = data.draw(st.sampled_from(places(section.schema)))
    odd = put(item, where, data.draw(ODD))
    kept = jsonschema_rs.validator_for(section.schema)
    assert fits(section.schema, item) is kept.is_valid(item) is True
    assert fits(section.schema, odd) is kept.is_valid(odd)


def fitting(schema) -> st.SearchStrategy:
    named = schema["type"]
    if not isinstance(named, str):
        return st.one_of(*(fitting({**schema, "type": one}) for one in named))
    if named == "object":
        return st.fixed_dictionaries({name: fitting(part) for name, part in schema["properties"].items()})
    if named == "array":
        return st.lists(fitting(schema["items"]), max_size=2)
    if named == "string":
        return st.from_regex(schema["pattern"], fullmatch=True) if "pattern" in schema else st.text(max_size=20)
    if named == "integer":
        return st.integers(schema["minimum"], schema["maximum"])
    return st.booleans() if named == "boolean" else st.none()


def places(schema, at: tuple = ()) -> list[tuple]:
    inner = [place for name, part in schema.get("properties", {}).items() for place in places(part, (*at, name))]
    more = [(*at, "one more")] if schema["type"] == "object" else []
    return [at, *inner, *more] if at else [*inner, *more]


def put(item, where: tuple, odd):
    changed = copy.deepcopy(item)
    place = changed
    for name in where[:-1]:
        place = place[name]
    place[where[-1]] = odd
    return changed
