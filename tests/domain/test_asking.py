"""One sentence an evening: no question comes twice, and in all of Undrift there is one a day."""

from __future__ import annotations

import json
from datetime import UTC, datetime, timedelta
from random import Random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.domain.sheets import drawn_sheet
from undrift.domain import asking, evening
from undrift.domain.desk import Desk, Offer
from undrift.domain.evening import Phase
from undrift.domain.sentences import LEFT_KEPT, QUESTIONS_KEPT, Slowly, left_with
from undrift.domain.sheets import SHEETS
from undrift.domain.sheets.kept import Kept

numbers = st.integers(0, 2**32)
YEAR = 365 * 24 * 60


def evening_desk(**more) -> Desk:
    return Desk(**{"slowly": asking.slowly(SHEETS["day"], Kept("day"), Desk()), **more})


def arrived(desk: Desk, local: datetime, practice: str | None = None, answer: str = "") -> Desk:
    desk = evening.offered(evening.arrived(desk, local, "some"), practice)
    return evening.answered(desk, local, answer) if practice and answer else desk


@given(numbers, st.booleans())
def test_no_question_comes_twice_and_it_ends_by_itself(number, held):
    r = Random(number)
    kept = drawn_sheet(r)
    desk = Desk(keep_joint_away=held)
    desk = desk.with_(slowly=asking.slowly(SHEETS[kept.sheet], kept, desk))
    assert desk.slowly is None or len(desk.slowly.ahead) <= QUESTIONS_KEPT
    night, asked, desks = datetime(2026, 11, 20, 21, tzinfo=UTC), [], [desk]
    for _ in range(QUESTIONS_KEPT + 2):
        night += timedelta(days=1)
        desk = arrived(desk, night)
        question = asking.sentence_tonight(desk, night)
        if question is None:
            continue
        asked.append(question.line.id)
        entry = f"{len(asked):032x}" if r.random() < 0.5 else ""
        desk = asking.after_sentence(desk, night, question.line.id, entry)
        assert asking.sentence_tonight(desk, night + timedelta(minutes=30)) is None, "asked again the same evening"
        desks.append(desk)
    one = r.choice(desks)
    assert Desk.from_json(json.loads(json.dumps(one.to_json()))) == one
    assert len(asked) == len(set(asked))
    assert not set(asked) & set(kept.lines), "what stands on the sheet is asked"
    assert desk.slowly is None


ACTS = ("arrive", "offer", "offer nothing", "did", "not_today", "land", "leave", "sentence", "not tonight")


@given(numbers)
def test_in_all_of_undrift_one_question_a_day(number):
    """Whoever opens Today at any time meets at most one question between four in the morning and the next."""
    r = Random(number)
    desk, now, asked = evening_desk(), datetime(2026, 1, 1, tzinfo=UTC) + timedelta(minutes=r.randint(0, 2 * YEAR)), {}
    desk = desk.with_(slowly=Slowly("tide", tuple(SHEETS["tide"].lines)))
    for _ in range(r.randint(0, 60)):
        now, act = now + timedelta(minutes=r.randint(5, r.choice((20, 300, 2400)))), r.choice(ACTS)
        day = evening.evening_of(now)
        if evening.phase(desk, now) is Phase.LANDING:
            asked.setdefault(day, set()).add("landing")
        question = asking.sentence_tonight(desk, now)
        if act == "arrive":
            desk = evening.arrived(desk, now, "some")
        elif act.startswith("offer"):
            desk = evening.offered(desk, None if "nothing" in act else "a")
        elif act in {"did", "not_today"}:
            desk = evening.answered(desk, now, act)
        elif act in {"land", "leave"} and desk.landing_due:
            if evening.phase(desk, now) is Phase.LANDING:
                desk = evening.asked(evening.landed(desk, "closer" if act == "land" else None), now)
        elif question is not None:
            asked.setdefault(day, set()).add("sentence")
            desk = asking.after_sentence(desk, now, question.line.id, "e" * 32 if act == "sentence" else "")
    assert all(len(kinds) == 1 for kinds in asked.values()), asked


@given(numbers)
def test_what_waits_at_the_door_is_bounded_and_comes_once(number):
    r, left = Random(number), ()
    entries = [f"{r.randint(0, 99)}" for _ in range(r.randint(0, 200))]
    for entry in entries:
        left = left_with(left, entry)
    assert len(left) <= LEFT_KEPT
    assert len(set(left)) == len(left)
    assert not entries or left[-1] == entries[-1]
    body = {
        **Desk().to_json(),
        "sentences_left": [f"{n}" for n in range(500)],
        "slowly": {"sheet": "day", "ahead": ["x"] * 500},
    }
    desk = Desk.from_json(body)
    assert len(desk.sentences_left) == LEFT_KEPT
    assert len(desk.slowly.ahead) == QUESTIONS_KEPT


NIGHT = datetime(2026, 11, 20, 21, tzinfo=UTC)


@pytest.mark.parametrize(
    "desk",
    [
        Desk(),
        evening_desk(),
        arrived(evening_desk(), NIGHT, "a"),
        arrived(evening_desk(), NIGHT, "a", "did"),
        arrived(evening_desk(guest=True), NIGHT),
        arrived(evening_desk(paused_until="2026-11-30T00:00:00"), NIGHT),
        arrived(evening_desk(asked_on="2026-11-20"), NIGHT),
        arrived(
            evening_desk(landing_due=Offer("a", "2026-11-19", "did"), landing_due_from="2026-11-19T22:00:00"), NIGHT
        ),
        arrived(evening_desk(slowly=Slowly("withdrawn", ("x",))), NIGHT),
        arrived(evening_desk(slowly=Slowly("day", ("withdrawn",))), NIGHT),
    ],
    ids=[
        "never chosen",
        "not arrived",
        "a step waits",
        "trying",
        "a guest",
        "resting",
        "asked today",
        "a landing",
        "-",
        "--",
    ],
)
def test_evenings_without_a_sentence(desk):
    assert asking.sentence_tonight(desk, NIGHT) is None


@pytest.mark.parametrize("practice", [None, "a"])
@pytest.mark.parametrize("hour", [17, 20, 23, 1])
def test_evenings_with_a_sentence(practice, hour):
    night = NIGHT.replace(hour=hour)
    assert asking.sentence_tonight(arrived(evening_desk(), night, practice, "not_today"), night).line.id == "greet"


@pytest.mark.parametrize("hour", [5, 9, 12, 16])
def test_the_daytime_asks_nothing(hour):
    day = NIGHT.replace(hour=hour)
    assert asking.sentence_tonight(arrived(evening_desk(), day), day) is None


def test_a_hold_that_comes_later_silences_what_it_must_and_nothing_else():
    chosen = Slowly("circle", tuple(SHEETS["circle"].lines))
    held = arrived(Desk(slowly=chosen, keep_joint_away=True), NIGHT)
    assert asking.sentence_tonight(held, NIGHT) is None
    free = held.with_(keep_joint_away=False)
    assert asking.sentence_tonight(free, NIGHT).line.id == "when"
    own = held.with_(slowly=asking.slowly(SHEETS["circle"], Kept("circle"), held))
    assert asking.sentence_tonight(own, NIGHT).line.id == "when", "what somebody chose in a hold is taken from them"
    signs = held.with_(slowly=Slowly("signs", ("close", "ease")))
    assert asking.sentence_tonight(signs, NIGHT).line.id == "ease"
