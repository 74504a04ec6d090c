"""The sheets of Looking back: nothing typed is ever lost, nothing is asked twice, and a hold silences what it must."""

from __future__ import annotations

import json
import re
from datetime import UTC, date, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from undrift.domain import asking, evening, noticing
from undrift.domain.desk import HOLDS, Desk, Offer
from undrift.domain.errors import NotFound
from undrift.domain.evening import Phase
from undrift.domain.sentences import LEFT_KEPT, QUESTIONS_KEPT, Slowly, left_with
from undrift.domain.sheets import SHEETS, sheet
from undrift.domain.sheets.kept import Kept
from undrift.domain.sheets.merging import (
    CHANGED_TWICE,
    LONGEST_LINE,
    LONGEST_SHEET,
    TOO_LONG,
    TOO_MUCH,
    Typed,
    cleaned,
    merged,
)
from undrift.domain.sheets.shape import Line, Ticks
from undrift.library.rows import is_row

NAMES = st.sampled_from(list(SHEETS))
TEXTS = st.sampled_from(["", "a", "b", "tea\nwith you", "  spaces ", "nul\0", "שלום"]) | st.text(max_size=12)
WHENS = st.datetimes(datetime(2026, 1, 1), datetime(2027, 12, 31)).map(lambda d: d.replace(tzinfo=UTC))
WAITS = st.timedeltas(timedelta(minutes=5), timedelta(hours=40))
OLDER_AND_NEWER = st.dictionaries(st.sampled_from(["later", "withdrawn"]), st.text(min_size=1, max_size=5))


def mark(line: str, text: str) -> str:
    return f"<{line}:{text}>"


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


def window(kept: Kept, lines: dict[str, str] | None = None, ticks: dict[str, frozenset[str]] | None = None) -> Typed:
    """A page that was opened on a sheet as it stood, with some of it changed."""
    which = SHEETS[kept.sheet]
    stands = {line: kept.lines.get(line, "") for line in which.lines}
    had = {t.id: frozenset(kept.ticks.get(t.id, ())) for t in which.ticks}
    marks = {line: mark(line, text) for line, text in kept.lines.items()}
    return Typed({**stands, **(lines or {})}, marks, {**had, **(ticks or {})}, had)


@st.composite
def two_windows(draw):
    name = draw(NAMES)
    kept = draw(kept_sheets(name))
    changes = [(draw(lines_of(name)), draw(ticks_of(name))) for _ in range(2)]
    return kept, changes


@given(two_windows())
def test_two_windows_lose_no_typed_word(case):
    before, ((first, _), (second, _)) = case
    which = SHEETS[before.sheet]
    one = merged(which, before, window(before, first), mark)
    typed = window(before, second)
    both = merged(which, one.kept, typed, mark)
    assert one.problems == {}
    for line in which.lines:
        was, a = before.lines.get(line, ""), cleaned(first.get(line, before.lines.get(line, "")))
        b, stands = cleaned(typed.lines[line]), both.kept.lines.get(line, "")
        if line in both.problems:
            assert both.problems[line] == CHANGED_TWICE
            assert stands == a, "what the first window wrote is gone"
            assert typed.lines[line] == second[line], "what the second window wrote is not in its field"
        else:
            assert stands == (b if b != was else a)
            assert {a, b} - {was, ""} <= {stands}, "words of one window are nowhere"


@given(two_windows())
def test_after_a_line_was_seen_twice_keeping_it_again_keeps_what_stands_in_the_field(case):
    before, ((first, _), (second, _)) = case
    which = SHEETS[before.sheet]
    one = merged(which, before, window(before, first), mark).kept
    both = merged(which, one, window(before, second), mark)
    again = {line: second[line] for line in both.problems}
    settled = merged(which, both.kept, window(both.kept, again), mark)
    assert settled.problems == {}
    for line, text in again.items():
        assert settled.kept.lines.get(line, "") == cleaned(text)


@given(two_windows())
def test_ticks_of_two_windows_add_up(case):
    before, ((_, first), (_, second)) = case
    which = SHEETS[before.sheet]
    one = merged(which, before, window(before, ticks=first), mark).kept
    both = merged(which, one, window(before, ticks=second), mark).kept
    for ticks in which.ticks:
        had = frozenset(before.ticks.get(ticks.id, ()))
        changed_by_both = {x for x in first[ticks.id] ^ had if x in second[ticks.id] ^ had}
        stands = set(both.ticks.get(ticks.id, ()))
        assert stands == (had ^ (first[ticks.id] ^ had) ^ (second[ticks.id] ^ had)) ^ changed_by_both


@given(two_windows(), st.data())
def test_a_form_that_arrives_in_pieces_erases_nothing(case, data):
    before, ((first, _), _) = case
    which, whole = SHEETS[before.sheet], window(before, first)
    left = {line: text for line, text in whole.lines.items() if data.draw(st.booleans())}
    pieces = Typed(left)
    after = merged(which, before, pieces, mark)
    for line, text in before.lines.items():
        assert after.kept.lines.get(line) == text, "a line without its mark was overwritten"
    for line, text in left.items():
        said = cleaned(text)
        assert not said or after.kept.lines.get(line) == said or line in after.problems
    assert after.kept.ticks == before.ticks


@given(NAMES, st.data())
def test_what_a_later_release_knows_stays_on_the_sheet(name, data):
    kept = data.draw(kept_sheets(name)).saying("of-later", "words").ticking("ticks-of-later", ["x"])
    first = next(iter(SHEETS[name].lines))
    after = merged(SHEETS[name], kept, window(kept, {first: "new"}), mark).kept
    assert (after.lines["of-later"], after.ticks["ticks-of-later"], after.more) == ("words", ("x",), kept.more)
    assert Kept.of(json.loads(json.dumps(after.body()))) == after
    title, _, lines = noticing.in_words(after)
    assert title == SHEETS[name].title
    assert ("of-later", "words") in lines


@given(NAMES, st.data())
def test_an_evening_sentence_goes_under_what_stands_there(name, data):
    kept, text = data.draw(kept_sheets(name)), "one sentence"
    line = data.draw(st.sampled_from(sorted(SHEETS[name].lines)))
    after = kept.adding(line, text)
    before = kept.lines.get(line, "")
    assert after.lines[line].split("\n")[-1] == text
    assert after.lines[line].startswith(before)
    assert {k: v for k, v in after.lines.items() if k != line} == {k: v for k, v in kept.lines.items() if k != line}


def test_five_thousand_words_are_welcome_and_more_than_a_line_can_hold_is_said():
    which, kept = SHEETS["day"], Kept("day")
    five_thousand = "kettle " * 5_000
    assert merged(which, kept, Typed({"greet": five_thousand}), mark).problems == {}
    both = merged(which, kept, Typed({"greet": "x" * (LONGEST_LINE + 1), "part": "a nod"}), mark)
    assert both.problems == {"greet": TOO_LONG}
    assert both.kept.lines == {"part": "a nod"}, "another line waits for one that is too long"


def test_a_sheet_that_could_not_be_sent_again_does_not_come_to_be():
    """All lines travel in one form. What grew by evenings may be long; it may shrink, and never gets stuck."""
    which, kept = SHEETS["story"], Kept("story")
    lines = list(which.lines)[:5]
    for line in lines:
        kept = merged(which, kept, Typed({line: "🙂" * (LONGEST_LINE - 1)}), mark).kept
    assert kept.size <= LONGEST_SHEET
    full = merged(which, kept, Typed({"back": "y" * LONGEST_LINE}), mark)
    assert full.problems == {"back": TOO_MUCH}
    grown = kept.saying("first", "z" * (LONGEST_LINE + 50))
    shorter = merged(which, grown, window(grown, {"first": "z" * (LONGEST_LINE + 20)}), mark)
    assert shorter.problems == {}


# The words


def test_names_are_known_once_and_say_where_they_come_from():
    lines = [name for s in SHEETS.values() for name in s.lines]
    assert len(lines) == len(set(lines)), "a carried field could not be told from another"
    named = " ".join(
        [s.rows for s in SHEETS.values()]
        + [item.rows for s in SHEETS.values() for part in s.parts for item in part.items]
    ).split()
    assert all(map(is_row, named))
    wanted = "S0.3 S0.5 S0.6 S0.7 S0.8 S0.9 S0.10 S0.13 S0.14 S1.2 S1.5 S1.6 S1.7 S1.8 S1.9 S1.10 S1.11 S2.3 S2.4 S2.5 S2.19 S2.20 S2.21 S2.22 S2.23 S2.24 S2.25 S2.41 S3.2 S3.5 S3.6 S3.7 S3.9 S3.10 S3.11 S3.21"
    assert set(wanted.split()) <= set(named)


def everything_said() -> list[str]:
    said = []
    for s in SHEETS.values():
        said += [s.title, s.about, s.plain, s.kind]
        for part in s.parts:
            said += [part.title, part.hint]
            for item in part.items:
                said += [item.words]
                said += [item.example, item.evening] if isinstance(item, Line) else [item.hint]
                said += [o.words for o in item.options] if isinstance(item, Ticks) else []
    return [text for text in said if text]


def test_the_words_keep_the_voice():
    for text in everything_said():
        assert "!" not in text
        assert not re.search(
            r"\b(audit|assessment|score|cycle|toxic|wife|husband|marriage|should|must)\b", text, re.IGNORECASE
        )


def test_what_is_asked_alone_can_be_understood_alone():
    for s in SHEETS.values():
        for _, line in s.questions:
            assert line.alone.endswith("?"), line.id
            assert line.alone == line.words or len(line.alone) > len(line.words) - 10
    asked = [line.alone for s in SHEETS.values() for _, line in s.questions]
    assert len(asked) == len(set(asked))


def test_what_is_no_sheet_is_not_found():
    for name in ("", "map", "Circle", "x" * 99):
        with pytest.raises(NotFound):
            sheet(name)
    with pytest.raises(NotFound):
        sheet("day").line("when")


# Holds

HELD = [
    Desk(keep_joint_away=True),
    Desk(severe_problem=True),
    Desk(way_in="betrayal"),
    Desk(situations=("betrayal",)),
    *(Desk(holds=(name,)) for name in HOLDS if name != "unsure_staying"),
]
FREE = [Desk(), Desk(way_in="flat"), Desk(holds=("unsure_staying",))]
DAYS = [date(2026, 1, 1) + timedelta(days=n) for n in range(0, 800, 3)]


@pytest.mark.parametrize("desk", HELD, ids=repr)
def test_under_a_hold_no_word_of_no_fault_is_put_to_anybody(desk):
    assert noticing.held(desk)
    for day in DAYS:
        for which in SHEETS.values():
            assert noticing.opening(which, desk, day) == which.plain
    shown = [noticing.shown(s, Kept(s.id), resting=True) for s in SHEETS.values()]
    words = [item.words + getattr(item, "hint", "") for parts in shown for part in parts for item in part.items]
    assert not [w for w in words if re.search(r"fond of you both|goes round|us\b.*our|does not mean|feel close", w)]
    assert not [part for parts in shown for part in parts if part.rests]


@pytest.mark.parametrize("desk", FREE, ids=repr)
def test_without_a_hold_everything_is_there(desk):
    assert not noticing.held(desk)
    assert all(noticing.shown(s, Kept(s.id), resting=False) == s.parts for s in SHEETS.values())
    assert {noticing.opening(SHEETS["circle"], desk, day) for day in DAYS} == {
        SHEETS["circle"].plain,
        SHEETS["circle"].kind,
    }


@given(st.integers(0, 2**31))
def test_the_order_under_a_hold_is_one_that_everybody_has_now_and_then(seed):
    held = {noticing.in_order(Desk(seed=seed, keep_joint_away=True), day) for day in DAYS}
    free = {noticing.in_order(Desk(seed=seed), day) for day in DAYS}
    assert len(held) == 1
    assert held < free
    order = next(iter(held))
    assert [s.id for s in order[:2]] == ["day", "signs"]
    assert order[-1].rests
    assert {s.id for s in order} == set(SHEETS), "a sheet cannot be reached"


@given(NAMES, st.data())
def test_what_somebody_wrote_is_found_again_under_any_hold(name, data):
    kept = data.draw(kept_sheets(name))
    parts = noticing.shown(SHEETS[name], kept, resting=True)
    items = [item for part in parts for item in part.items]
    lines = {line for item in items for line in ([item.id] if isinstance(item, Line) else [])}
    for item in items:
        if isinstance(item, Ticks) and item.with_lines:
            lines |= {item.line_of(option).id for option in item.options}
    assert set(kept.lines) <= lines
    assert set(kept.ticks) <= {item.id for item in items}


# One sentence an evening


def evening_desk(**more) -> Desk:
    return Desk(**{"slowly": asking.slowly(SHEETS["day"], Kept("day"), Desk()), **more})


def arrived(desk: Desk, local: datetime, practice: str | None = None, answer: str = "") -> Desk:
    desk = evening.offered(evening.arrived(desk, local, "some"), practice)
    return evening.answered(desk, local, answer) if practice and answer else desk


@given(NAMES, st.data(), st.booleans())
def test_no_question_comes_twice_and_it_ends_by_itself(name, data, held):
    kept = data.draw(kept_sheets(name))
    desk = Desk(keep_joint_away=held)
    desk = desk.with_(slowly=asking.slowly(SHEETS[name], kept, desk))
    assert desk.slowly is None or len(desk.slowly.ahead) <= QUESTIONS_KEPT
    night, asked = datetime(2026, 11, 20, 21, tzinfo=UTC), []
    for _ in range(40):
        night += timedelta(days=1)
        desk = arrived(desk, night)
        question = asking.sentence_tonight(desk, night)
        if question is None:
            continue
        asked.append(question.line.id)
        entry = f"{len(asked):032x}" if data.draw(st.booleans()) else ""
        desk = asking.after_sentence(desk, night, question.line.id, entry)
        assert asking.sentence_tonight(desk, night + timedelta(minutes=30)) is None, "asked again the same evening"
        assert Desk.from_json(json.loads(json.dumps(desk.to_json()))) == desk
    assert len(asked) == len(set(asked))
    assert not set(asked) & set(kept.lines), "what stands on the sheet is asked"
    assert desk.slowly is None


ACTS = st.sampled_from(
    ["arrive", "offer", "offer nothing", "did", "not_today", "land", "leave", "sentence", "not tonight"]
)


@given(WHENS, st.lists(st.tuples(WAITS, ACTS), max_size=60))
def test_in_all_of_undrift_one_question_a_day(start, life):
    """Whoever opens Today at any time meets at most one question between four in the morning and the next."""
    desk, now, asked = evening_desk(), start, {}
    desk = desk.with_(slowly=Slowly("tide", tuple(SHEETS["tide"].lines)))
    for wait, act in life:
        now += wait
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


@given(st.lists(st.text(min_size=1, max_size=3), max_size=200))
def test_what_waits_at_the_door_is_bounded_and_comes_once(entries):
    left: tuple[str, ...] = ()
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
