"""What can be chosen about reminders, and when fewer are offered."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from undrift.domain.deliveries import checked_address
from undrift.domain.desk import Desk
from undrift.domain.errors import BadInput
from undrift.domain.reminders import WORDS, Reminders, Wish, chosen, gone_quieter, may_go_quieter

TODAY = date(2026, 11, 25)
WISH = Wish(
    own=True,
    rituals=False,
    lies_ready=False,
    at="19:30",
    days=("0", "2"),
    keep_quiet=True,
    quiet_from="21:30",
    quiet_to="08:00",
    words="quiet",
)


def test_nothing_is_on_until_it_is_chosen():
    assert not Desk().reminders.on
    assert not Reminders().on


def test_what_was_chosen_is_kept_with_the_day_it_began():
    kept = chosen(Reminders(), WISH, TODAY)
    assert (kept.own, kept.at, kept.days, kept.shown) == (True, "19:30", (0, 2), "A quiet moment")
    assert kept.since == "2026-11-25"
    assert chosen(kept, replace(WISH, at="18:00"), TODAY + timedelta(days=9)).since == "2026-11-25"


def test_off_forgets_since_when():
    off = chosen(chosen(Reminders(), WISH, TODAY), replace(WISH, own=False), TODAY)
    assert not off.on
    assert off.since == ""


@pytest.mark.parametrize(
    ("field", "change"),
    [
        ("at", {"at": "25:00"}),
        ("at", {"at": "tonight"}),
        ("at", {"at": "22:00"}),
        ("at", {"at": "07:59"}),
        ("days", {"days": ()}),
        ("days", {"days": ("7", "Monday")}),
        ("quiet_from", {"quiet_from": ""}),
        ("quiet_to", {"quiet_to": "8"}),
        ("words", {"words": "Your partner has not answered"}),
    ],
)
def test_what_does_not_fit_is_said_at_its_field(field, change):
    with pytest.raises(BadInput) as problem:
        chosen(Reminders(), replace(WISH, **change), TODAY)
    assert problem.value.field == field


def test_without_quiet_hours_any_time_may_be_chosen():
    kept = chosen(Reminders(), replace(WISH, keep_quiet=False, at="23:45"), TODAY)
    assert kept.quiet_from == kept.quiet_to
    assert kept.at == "23:45"


def test_the_words_name_nobody_and_nothing():
    for words in WORDS.values():
        assert len(words) < 30
        assert not set("!?") & set(words)
        assert not {"partner", "undrift", "waiting", "answer"} & set(words.lower().split())


def test_an_older_desk_and_a_newer_one_both_open():
    assert Desk.from_json({"reminders": []}).reminders == Reminders()
    assert Desk.from_json({}).reminders == Reminders()
    kept = Desk(reminders=chosen(Reminders(), WISH, TODAY))
    assert Desk.from_json(kept.to_json()) == kept
    assert Desk.from_json({"reminders": {"own": True, "from_the_future": 1}}).reminders.own


def evenings(how: str, many: int) -> list[tuple[str, str | None]]:
    return [((TODAY - timedelta(days=n)).isoformat(), how) for n in range(many)]


def test_after_four_good_weeks_fewer_are_offered_once():
    kept = chosen(Reminders(), WISH, TODAY - timedelta(days=28))
    assert may_go_quieter(kept, evenings("closer", 8), TODAY)
    assert not may_go_quieter(gone_quieter(kept, "no"), evenings("closer", 8), TODAY)
    quieter = gone_quieter(kept, "yes")
    assert quieter.quieter
    assert not may_go_quieter(quieter, evenings("closer", 8), TODAY)
    assert not gone_quieter(quieter, "as_before").quieter
    with pytest.raises(BadInput):
        gone_quieter(kept, "perhaps")


@pytest.mark.parametrize("how", ["too_much", "did_not_happen"])
def test_not_after_hard_ones(how):
    kept = chosen(Reminders(), WISH, TODAY - timedelta(days=40))
    assert not may_go_quieter(kept, [*evenings("closer", 9), (TODAY.isoformat(), how)], TODAY)


def test_not_early_and_not_after_a_handful():
    assert not may_go_quieter(chosen(Reminders(), WISH, TODAY - timedelta(days=27)), evenings("same", 20), TODAY)
    assert not may_go_quieter(chosen(Reminders(), WISH, TODAY - timedelta(days=60)), evenings("same", 7), TODAY)
    assert not may_go_quieter(Reminders(), evenings("closer", 20), TODAY)


@pytest.mark.parametrize("typed", ["ann@home.example", " ann+undrift@mail.home.example "])
def test_an_address(typed):
    assert checked_address(typed) == typed.strip()


@given(st.text(max_size=40))
def test_what_is_no_address_or_would_be_two_is_refused(typed):
    try:
        kept = checked_address(typed)
    except BadInput as problem:
        assert problem.field == "mail"  # noqa: PT017 - either is fine; which one depends on the text
    else:
        assert kept.count("@") >= 1
        assert not set(kept) & set("\r\n ,;<>")


@pytest.mark.parametrize(
    "typed", ["", "ann", "ann@home", "@home.example", "a@b.c\nBcc: d@e.f", "a@b.c, d@e.f", "a@.", "ä@b.c"]
)
def test_these_are_no_address(typed):
    with pytest.raises(BadInput):
        checked_address(typed)
