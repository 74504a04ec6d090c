"""The demo's ten weeks, lived through the real actions with a cheap key derivation."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest
from django.conf import settings
from django.core.management import call_command
from django.db import connection

from tests.web.world import Clock, Someone, text_of
from undrift.actions import (
    agreements,
    capture,
    climate,
    couples,
    desk,
    evenings,
    future,
    keys,
    letters,
    notebook,
    passphrases,
    people,
    promises,
    questions,
    reminders,
    rituals,
    sharing,
    story,
)
from undrift.actions import told as lists
from undrift.actions.questions import Where
from undrift.adapters import clock as clocks
from undrift.cli.demo import life, script
from undrift.cli.demo.players import Player
from undrift.domain.couples import Phase
from undrift.domain.desk import LANDINGS, SITUATIONS, WAYS_IN
from undrift.domain.evening import Phase as EveningPhase
from undrift.domain.intensity import TOUCH_KINDS
from undrift.domain.notebook import Kind
from undrift.domain.rounds import Page, Stage
from undrift.domain.sharing import opens_at
from undrift.library import load
from undrift.vault.slots import PassphraseKdf

pytestmark = pytest.mark.django_db
ZONE = ZoneInfo("UTC")
SCRIPT = script.read()
BREAKFAST = datetime(2026, 11, 20, 8, 0, tzinfo=UTC)
SHARING = {"tells", "thanks", "shares-note"}
PRIVATE = {"note", "moment", "reaching-out", "appreciation", "last-close", "sideways"}


@pytest.fixture(scope="module")
def ten_weeks(django_db_setup, django_db_blocker) -> Iterator[tuple[Clock, list[str]]]:
    """Lived once for all of these tests, which only look: ending yesterday, and it is breakfast."""
    clock, told = Clock(), []
    clock.time = BREAKFAST
    clocks.use(clock)
    keys.use_kdf(PassphraseKdf.cheap())
    with django_db_blocker.unblock(), pytest.MonkeyPatch.context() as patch:
        patch.setattr(people, "draw_seed", lambda: 7)
        life.live(SCRIPT, ZONE, told.append)
        yield clock, told
        call_command("flush", verbosity=0, interactive=False)


@pytest.fixture
def told(ten_weeks) -> list[str]:
    return ten_weeks[1]


@pytest.fixture
def lived(ten_weeks) -> Iterator[Clock]:
    clocks.use(ten_weeks[0])
    yield ten_weeks[0]
    clocks.use(None)


@pytest.fixture
def nora(lived) -> Player:
    return Player.of(SCRIPT.couple[0])


@pytest.fixture
def sam(lived) -> Player:
    return Player.of(SCRIPT.couple[1])


def every_shared(player: Player) -> list[sharing.SharedEntry]:
    visit, before, found = player.visit(), "", []
    while True:
        page = sharing.page(visit, before)
        found += page.entries
        if not page.older:
            return found
        before = page.older


def words_of(name: str, verbs: set[str]) -> set[str]:
    return {m.text for m in SCRIPT.moments() if m.who == (name,) and m.does in verbs}


def test_the_weeks_are_told_by_name_and_in_order(lived, told):
    assert told == [f"Week {n}. {week.about}" for n, week in enumerate(SCRIPT.weeks, start=1)]
    assert len(told) == 10


def test_the_two_are_paired_and_call_each_other_by_name(nora, sam):
    for me, other in ((nora, sam), (sam, nora)):
        together = couples.together(me.visit())
        assert (together.partner_name, together.phase, together.renewed) == (other.name, Phase.PAIRED, False)


def test_both_read_the_same_shelves_and_nothing_that_was_taken_back(nora, sam):
    back = {m.called for m in SCRIPT.moments() if m.does == "takes-back"}
    gone = {m.text for m in SCRIPT.moments() if m.called in back and m.text}
    moved = {m.called for m in SCRIPT.moments() if m.does == "shares-note"}
    from_notebook = {m.text for m in SCRIPT.moments() if m.called in moved and m.text}
    wanted = (words_of("Nora", SHARING) | words_of("Sam", SHARING) | from_notebook) - gone - {""}
    assert gone
    assert from_notebook
    for player in (nora, sam):
        assert {e.text for e in every_shared(player)} == wanted
        assert {e.mine for e in every_shared(player)} == {True, False}


def test_both_notebooks_open_whole_and_hold_what_each_wrote(nora, sam):
    for player in (nora, sam):
        notes = list(notebook.every(player.private_visit()))
        texts = [note.text for note in notes]
        assert None not in texts
        moved = {m.called for m in SCRIPT.moments() if m.does == "shares-note"}
        given = {m.text for m in SCRIPT.moments() if m.called in moved}
        assert words_of(player.name, PRIVATE) - given <= set(texts)
        assert not given & set(texts)
        assert Counter(note.kind for note in notes)[Kind.LANDING] >= 2


def test_what_was_taken_back_and_what_was_kept_lie_in_the_notebook(nora, sam):
    carry = next(m.text for m in SCRIPT.moments() if m.called == "carry" and m.text)
    crumbs = next(m.text for m in SCRIPT.moments() if m.called == "crumbs" and m.text)
    assert carry in {note.text for note in notebook.every(nora.private_visit())}
    kept = [note.text for note in notebook.every(sam.private_visit()) if note.kind == Kind.KEPT]
    assert kept == [crumbs]


def test_at_breakfast_a_folded_note_waits_for_each_and_todays_page_is_fresh(nora, sam):
    for player, other in ((nora, "Sam"), (sam, "Nora")):
        visit = player.visit()
        found = sharing.folded(visit)
        last = [m.text for m in SCRIPT.moments() if m.who == (other,) and m.does == "thanks"][-1]
        assert found.text == last
        assert evenings.tonight(visit).phase in {EveningPhase.ARRIVE, EveningPhase.LANDING}, (
            "no step is on the table yet"
        )


def test_each_has_evenings_behind_them_of_every_sort(nora, sam):
    for player, fewest in ((nora, 25), (sam, 12)):
        history = desk.read(player.visit()).history
        assert len(history) >= fewest
        assert {offer.answer for offer in history} >= {"did", "not_today"}
        assert {offer.landing for offer in history} >= {"closer", "same"}


def test_what_they_write_together_is_there_for_both(nora, sam):
    for player in (nora, sam):
        visit = player.visit()
        page = agreements.page(visit)
        assert [(line.mine, bool(line.about)) for line in page.stands] == [
            (player is sam, False),
            (player is nora, True),
        ]
        assert len(page.parked) == len(page.open) + len(page.asked) == 1
        assert len(story.page(visit).pieces) == 4
        view = future.view(visit)
        assert view.stage is Stage.OPEN
        assert view.exchange.both == ("outdoors", "time_two")
        assert all((view.exchange.only_mine, view.exchange.only_theirs, view.mine.lines, view.theirs.lines))


def test_three_questions_have_opened_one_lies_there_and_two_letters_wait(nora, sam):
    for player in (nora, sam):
        visit = player.visit()
        opened = lists.page(visit).told
        assert [one.page for one in opened] == ["question"] * 3
        assert all(one.mine and one.theirs for one in opened)
        assert questions.view(visit).where is Where.OPEN, "nobody has looked at the last one yet"
        questions.look(visit, Page.QUESTION)
        assert questions.view(player.visit()).where is (Where.SEALED if player is nora else Where.LIES)
        assert letters.view(visit).where is Where.SEALED


def test_two_times_return_and_one_is_proposed_to_nora(nora, sam):
    hers, his = (rituals.page(player.visit()) for player in (nora, sam))
    names = {"Ten minutes on the stairs", "Coffee at the window, phones in the drawer"}
    for page in (hers, his):
        assert {time.line.text for time in page.stands} == names
    assert [time.line.text for time in hers.asked] == [time.line.text for time in his.open]
    assert (len(hers.asked), len(hers.open), len(his.asked)) == (1, 0, 0)


def test_each_keeps_something_for_themselves_that_the_other_has_not(nora, sam):
    hers, his = nora.private_visit(), sam.private_visit()
    assert (reminders.mine(hers).own, reminders.mine(his).on) == (True, False)
    assert (len(desk.read(hers).plans), len(desk.read(his).plans)) == (1, 0)
    assert (len(promises.mine(hers)), len(promises.mine(his))) == (0, 1)
    assert (capture.keys_of(hers), [key.place for key in capture.keys_of(his)]) == ([], ["phone"])
    assert len(climate.weekly_readings(climate.open_weeks(hers))) == len(SCRIPT.weeks)
    assert 1 < len(climate.weekly_readings(climate.open_weeks(his))) < len(SCRIPT.weeks)


def test_nothing_is_dated_after_yesterday(nora, sam):
    with connection.cursor() as cursor:
        for table, column in (
            ("entry", "on_day"),
            ("shared", "on_day"),
            ("couple", "began_on"),
            ("person", "began_on"),
        ):
            cursor.execute(f"SELECT max({column}) FROM {table}")
            newest = cursor.fetchone()[0]
            assert date.fromisoformat(str(newest)) <= BREAKFAST.date() - timedelta(days=1)
        cursor.execute("SELECT max(opens_at) FROM shared")
        assert datetime.fromisoformat(str(cursor.fetchone()[0])).replace(tzinfo=UTC) <= BREAKFAST
    for player in (nora, sam):
        assert all(note.at < BREAKFAST.isoformat() for note in notebook.every(player.private_visit()) if note.at)
        assert all(offer.on < BREAKFAST.date().isoformat() for offer in desk.read(player.visit()).history)


@pytest.mark.parametrize("hour", range(24))
def test_at_any_hour_everything_lies_behind_and_the_last_notes_have_arrived(hour):
    now = BREAKFAST.replace(hour=hour, minute=1)
    last_day = life.last_day(now)
    times = sorted(when for when, _ in life.plan(SCRIPT, last_day, ZONE, lambda _: None))
    assert last_day - timedelta(days=69) == times[0].date()
    assert times[-1] < now
    assert opens_at(times[-1]) <= now


def test_no_word_of_theirs_lies_in_clear_in_the_database(lived):
    path = Path(str(settings.DATABASES["default"]["TEST"]["NAME"]))
    raw = b"".join(part.read_bytes() for part in path.parent.glob(f"{path.name}*"))
    texts = [moment.text for moment in SCRIPT.moments() if moment.text]
    texts += [landing.line for landing in SCRIPT.landings.values()]
    pieces = {piece for text in texts for piece in re.findall(r"[A-Za-z ,]{12,}", text)}
    secrets = pieces | {word for who in SCRIPT.couple for word in who.passphrase.split()}
    assert b"Nora" in raw
    assert len(pieces) > 100
    assert [secret for secret in secrets if secret.encode() in raw] == []


def test_the_pages_show_it(lived):
    """Us, Today and the notebook of each, over the pages themselves."""
    for character in SCRIPT.couple:
        someone = Someone(character.name, character.passphrase)
        assert someone.sign_in().status_code == 302
        assert character.partner_word in text_of(someone.get("/us/"))
        assert someone.get("/today/").status_code == 200
        own = [m.text for m in SCRIPT.moments() if m.who == (character.name,) and m.does in PRIVATE][-1]
        assert own[:20] in someone.notebook()


def test_the_real_clock_is_back_even_after_a_bad_end():
    def tell(_: str) -> None:
        raise RuntimeError(clocks.now().isoformat())

    clocks.use(None)
    with pytest.raises(RuntimeError) as stopped:
        life.live(SCRIPT, ZONE, tell)
    now = datetime.now(UTC)
    assert now - datetime.fromisoformat(str(stopped.value)) > timedelta(days=69)
    assert abs(clocks.now() - now) < timedelta(minutes=1)


def test_the_passphrases_are_drawn_words_that_sign_up_takes():
    for who in SCRIPT.couple:
        words = who.passphrase.split()
        assert len(words) == passphrases.OFFERED_WORDS
        assert set(words) <= set(passphrases.word_list())


def test_every_line_of_the_script_can_be_played():
    from undrift.cli.demo.deeds import DEEDS

    names = {who.name for who in SCRIPT.couple}
    for who in SCRIPT.couple:
        assert who.way_in in WAYS_IN
        assert set(who.situations) <= set(SITUATIONS)
        assert set(who.touch) <= set(TOUCH_KINDS)
    days = [moment.day for moment in SCRIPT.moments()]
    assert days == sorted(days)
    assert {name for moment in SCRIPT.moments() for name in moment.who} == names
    assert {moment.does for moment in SCRIPT.moments()} <= {*DEEDS, "read-words"}
    for number, week in enumerate(SCRIPT.weeks):
        assert {(moment.day - 1) // 7 for moment in week.moments} == {number}
    steps = {practice.id for practice in load().practices}
    assert {practice for practice, _ in SCRIPT.landings} <= steps
    assert {landing.landing for landing in SCRIPT.landings.values()} <= set(LANDINGS)


def test_the_words_are_plain():
    for text in [m.text for m in SCRIPT.moments()] + [landing.line for landing in SCRIPT.landings.values()]:
        assert "!" not in text
        assert "'" not in text
        assert not re.search(r"\b(Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day\b", text), "days move with the day it is run"
