"""A brought file shuts nobody out of their own pages, and holds nobody else's writing up."""

from __future__ import annotations

import json

from undrift.actions.bringing import MOST_ITEMS

from .lives import brings, taken
from .world import Someone, text_of


def dora() -> Someone:
    return Someone("Dora", "harvest kettle drift velvet ladder").sign_up()


def with_items(file: bytes, part: str, items: list) -> bytes:
    return json.dumps(json.loads(file) | {part: items}, ensure_ascii=False).encode()


def test_an_evening_of_a_later_release_is_refused_whole(home, clock, kdf):
    somebody = dora()
    before = taken(somebody)
    evening = {"on": "2026-11-01", "practice": "x", "step": "x", "answer": "perhaps", "landing": None}
    answer = brings(somebody, with_items(before, "evenings", [evening]))
    assert "newer version" in text_of(answer)
    assert taken(somebody) == before
    assert somebody.post("/today/capacity/", {"capacity": "some"}).status_code in {200, 302}


def test_a_time_in_a_zone_this_machine_does_not_know_goes_by_the_clock_of_the_home(home, clock, kdf):
    somebody = dora()
    time = {"title": "a walk", "days": ["mo"], "every": "1", "minutes": "10", "at": "19:00",
            "zone": "Mars/Olympus", "starts": "2026-11-01", "until": None}  # fmt: skip
    assert "Your words are here." in text_of(brings(somebody, with_items(taken(somebody), "times", [time])))
    assert "a walk" in text_of(somebody.get("/mine/returns/"))
    assert somebody.post("/today/capacity/", {"capacity": "some"}).status_code in {200, 302}


def test_weeks_of_ten_thousand_years_cost_no_more_than_a_life(home, clock, kdf):
    from datetime import date, timedelta

    somebody, monday = dora(), date(1900, 1, 1)
    weeks = [{"week_from": (monday + timedelta(weeks=n)).isoformat(), "text": f"week {n}"} for n in range(9_000)]
    assert "Your words are here." in text_of(brings(somebody, with_items(taken(somebody), "weeks", weeks)))
    kept = json.loads(taken(somebody))["weeks"]
    assert 0 < len(kept) <= 1_300
    assert kept[-1]["text"] == "week 8999"


def test_more_than_one_file_may_hold_is_refused_and_so_is_one_endless_item(home, clock, kdf):
    somebody = dora()
    before = taken(somebody)
    many = with_items(before, "promises", [{"text": "x"}] * (MOST_ITEMS + 1))
    assert "more than one file may hold" in text_of(brings(somebody, many))
    endless = with_items(before, "promises", [{"text": "x" * 3_000_000}])
    assert brings(somebody, endless).status_code == 422
    assert taken(somebody) == before
