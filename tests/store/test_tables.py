"""What whoever holds the disk can see: every column is written down, and the page tells of each that can be read."""

from __future__ import annotations

import pytest
from django.apps import apps

from tests.store.columns import COLUMNS, DAY, KEY, KEYS_ONLY, NAMES_SOMEBODY, OPEN, SEALED, TOLD, UNCHOSEN
from undrift.domain.readers import TABLE, Sight


def built() -> dict[str, list[str]]:
    return {m._meta.db_table: [f.column for f in m._meta.fields] for m in apps.get_app_config("store").get_models()}


def finer_than_a_day(table: str) -> list[str]:
    models = apps.get_app_config("store").get_models()
    fields = (f for m in models if m._meta.db_table == table for f in m._meta.fields)
    return [f.column for f in fields if f.get_internal_type() in {"DateTimeField", "TimeField"}]


def about_somebody() -> set[str]:
    return {table for table, columns in COLUMNS.items() if NAMES_SOMEBODY & set(columns)}


def said_of(table: str) -> str:
    where = {"couple": "member"}.get(table, table)
    return " ".join(f"{r.example} {r.host.value} {r.host_note}" for r in TABLE if r.table == where)


def test_every_column_is_written_down():
    assert {t: sorted(c) for t, c in built().items()} == {t: sorted(c) for t, c in COLUMNS.items()}


def test_the_table_of_readers_names_tables_and_columns_that_exist():
    for row in TABLE:
        if row.table:
            assert row.columns, row.thing
            assert set(row.columns) <= set(built()[row.table]), row.thing


def test_every_row_says_something_about_all_three_readers():
    for row in TABLE:
        assert row.you, row.thing
        assert isinstance(row.partner, Sight), row.thing
        assert isinstance(row.host, Sight), row.thing
        assert row.host_note, row.thing


def test_every_link_from_one_row_to_a_person_is_known_by_name():
    links = {
        f.column
        for m in apps.get_app_config("store").get_models()
        for f in m._meta.fields
        if f.is_relation and f.related_model._meta.db_table == "person"
    }
    assert links == NAMES_SOMEBODY


@pytest.mark.parametrize("row", [r for r in TABLE if r.host is not Sight.READS and r.table], ids=lambda r: r.thing)
def test_what_the_host_cannot_read_lies_in_sealed_or_plainly_public_columns(row):
    kinds = {COLUMNS[row.table][column] for column in row.columns}
    if row.host is Sight.NOT:
        assert kinds == {SEALED}
    assert SEALED in kinds or kinds <= {KEY, DAY}


def test_what_the_partner_cannot_read_is_locked_also_where_they_hold_the_disk():
    for row in TABLE:
        if row.table and row.partner is Sight.NOT:
            assert {COLUMNS[row.table][c] for c in row.columns} == {SEALED}, row.thing


@pytest.mark.parametrize("row", [r for r in TABLE if r.host is Sight.SEES_THAT], ids=lambda r: r.thing)
def test_where_only_the_day_is_promised_nothing_finer_is_kept(row):
    """The readers' table says: that something was kept, and on which day. A column with a minute in it says more."""
    finer = finer_than_a_day(row.table)
    assert not finer or "minute" in row.host_note, f"the host sees more than the page says: {finer}"


def test_every_column_that_can_be_read_is_told_on_the_page():
    for table in (about_somebody() | {"person", "couple", "conversation", "question"}) - KEYS_ONLY:
        readable = {c for c, kind in COLUMNS[table].items() if kind in {OPEN, DAY}} - UNCHOSEN
        assert readable == set(TOLD.get(table, {})), table
        for column, words in TOLD.get(table, {}).items():
            assert words in said_of(table), f"{table}.{column}"


def test_every_table_that_names_a_person_is_in_the_table_of_readers():
    covered = {r.table for r in TABLE} | KEYS_ONLY
    assert about_somebody() <= covered, "whoever runs this can see these, and the page does not say so"


def test_what_is_passed_over_on_the_page_holds_keys_and_nothing_else():
    for table in KEYS_ONLY:
        readable = {c for c, kind in COLUMNS[table].items() if kind not in {KEY, SEALED}}
        assert readable <= UNCHOSEN, table
