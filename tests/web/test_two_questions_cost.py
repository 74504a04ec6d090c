"""What the pages ask of the store does not grow with the years."""

from __future__ import annotations

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from undrift.store.models import Answer, Question

from .couples import Kept, ann_and_bo
from .questions import LETTERS, QUESTIONS, TOLD, answers, evenings_later, open_one, sees

MANY = 120
PATHS = (QUESTIONS, TOLD, LETTERS, "/us/", "/today/")


@pytest.fixture
def opened(home, clock, kdf):
    couple = Kept.world(clock, kdf, ann_and_bo)
    open_one(couple.ann, couple.bo, "hers", "his")
    evenings_later(couple, 3)
    return couple


def years_of(how_many: int) -> None:
    """Rows as of many rounds; each opens as little as an old damaged one, and is looked at as often."""
    question, both = Question.objects.get(), list(Answer.objects.all())
    for number in range(how_many):
        prompt = f"{number:032x}"
        Question.objects.create(
            id=prompt,
            couple_id=question.couple_id,
            page=question.page,
            key_version=question.key_version,
            sealed=question.sealed,
        )
        for position, row in enumerate(both):
            row.pk, row.prompt = f"{number:030x}{position:02x}", prompt
            row.save(force_insert=True)


def asked_of_the_store(somebody) -> dict[str, int]:
    found = {}
    for path in PATHS:
        somebody.get(path)
        with CaptureQueriesContext(connection) as seen:
            assert somebody.get(path).status_code == 200
        found[path] = len(seen)
    return found


def test_queries_do_not_grow_with_the_years(opened):
    few = asked_of_the_store(opened.ann)
    years_of(MANY)
    assert asked_of_the_store(opened.ann) == few
    assert max(few.values()) <= 12, few


def test_each_question_of_the_store_uses_an_index(opened):
    years_of(MANY)
    for path in (QUESTIONS, TOLD, "/us/"):
        with CaptureQueriesContext(connection) as seen:
            opened.ann.get(path)
        for query in seen:
            if '"question"' in query["sql"] or '"answer"' in query["sql"]:
                assert not [line for line in plan_of(query["sql"]) if line.startswith("SCAN")], query["sql"]


def test_us_reads_no_entry_that_it_does_not_show(opened):
    """What has no limit is found by its own name, for by the couple alone every entry of all the years is read."""
    with CaptureQueriesContext(connection) as seen:
        opened.ann.get("/us/")
    asked = [query["sql"] for query in seen if 'FROM "shared"' in query["sql"]]
    assert len(asked) >= 2
    for sql in asked:
        [line] = plan_of(sql)
        assert " LIMIT " in sql or "note_key=?" in line, (sql, line)
        assert "TEMP B-TREE" not in line


def plan_of(sql: str) -> list[str]:
    with connection.cursor() as cursor:
        cursor.execute(f"EXPLAIN QUERY PLAN {sql}")
        return [row[3] for row in cursor.fetchall()]


def test_a_waiting_answer_costs_every_other_page_one_question_of_the_store(opened):
    opened.ann.get("/library/")
    opened.ann.get("/mine/")
    with CaptureQueriesContext(connection) as before:
        opened.ann.get("/mine/")
    answers(opened.ann, "something")
    opened.ann.get("/mine/")
    with CaptureQueriesContext(connection) as waiting:
        opened.ann.get("/mine/")
    assert len(waiting) - len(before) == 1


def test_the_list_comes_a_few_at_a_time(opened):
    for number in range(9):
        evenings_later(opened, 3)
        open_one(opened.ann, opened.bo, f"hers {number}", f"his {number}")
    first = sees(opened.ann, TOLD)
    assert "his 8" in first
    assert "his 4" in first
    assert "his 3" not in first
    page = opened.ann.get(TOLD).content.decode()
    older = page.split("?before=", 1)[1].split('"', 1)[0]
    second = sees(opened.ann, f"{TOLD}?before={older}")
    assert "his 0" in second
    assert "his 8" not in second
    for odd in ("0", "x", "-1", "9" * 30, "٣"):
        assert opened.ann.get(f"{TOLD}?before={odd}").status_code == 200
