"""Tonight's choice as a whole: one suggestion, its reasons, and what it leans towards."""

from collections import Counter
from dataclasses import replace

from undrift.domain.practices import Need, Sense, Tag
from undrift.domain.state import State
from undrift.domain.steps import choose

from .worlds import LIBRARY, days_ago, evening, practice


def tonight(library=LIBRARY, **changes):
    return choose(State.from_json(evening(**changes)), library)


def tally(library, **changes):
    state = State.from_json(evening(**changes))
    return Counter(choose(replace(state, seed=seed), library).practice.id for seed in range(120))


def test_an_empty_library_means_nothing_fits():
    assert tonight(()).to_json() == {"practice": None, "because": ["nothing:nothing-fits"], "held_back": []}


def test_nothing_fits_when_every_step_waits():
    choice = tonight((practice("long", Tag.PLAY, minutes=60),), person__minutes=5)
    assert choice.to_json() == {
        "practice": None,
        "because": ["nothing:nothing-fits"],
        "held_back": [{"practice": "long", "rule": "minutes"}],
    }


def test_what_was_merely_not_drawn_is_not_held_back():
    pair = (practice("one", Tag.PLAY), practice("two", Tag.PLAY))
    assert tonight(pair).held_back == ()


def test_the_order_of_the_library_does_not_matter():
    assert tonight(LIBRARY).practice == tonight(tuple(reversed(LIBRARY))).practice


def test_the_same_all_day_and_different_over_days_and_people():
    assert tonight(now="2026-03-10T08:00").practice == tonight(now="2026-03-10T21:00").practice
    assert len({tonight(now=f"2026-03-{day:02}T20:00").practice for day in range(1, 20)}) > 3
    assert len({tonight(seed=seed).practice for seed in range(20)}) > 3


def test_ordinary_evenings_are_no_homework():
    warm = {Tag.PLAY, Tag.MEMORY, Tag.GREETING, Tag.NOVELTY}
    drawn = tally(
        tuple(practice(tag.value, tag) for tag in (Tag.PLAY, Tag.MEMORY, Tag.GREETING, Tag.HELP_SEEKING, Tag.BID))
    )
    assert sum(drawn[tag.value] for tag in warm) > 60
    assert drawn["help_seeking"] > 0


def test_after_an_argument_a_pause_first_then_mending():
    hot = {tonight(seed=s, rupture={"at": "2026-03-10T19:55"}).practice for s in range(20)}
    assert all(Tag.PAUSE in p.tags for p in hot)
    later = {tonight(seed=s, rupture={"at": "2026-03-10T12:00"}).practice for s in range(20)}
    assert all(Tag.REPAIR in p.tags for p in later)


def test_after_an_argument_fear_still_wins():
    for ready in ([False, False], [True, True]):
        choice = tonight(person__fear_of_partner=True, rupture={"at": "2026-03-10T12:00", "ready": ready})
        assert choice.practice.tags == {Tag.PAUSE}


def test_after_too_much_the_easier_sibling():
    pair = (practice("hard", Tag.BID, easier="easy"), practice("easy", Tag.PRESENCE), practice("other", Tag.PRESENCE))
    drawn = tally(pair, history=[days_ago(1, "hard", landing="too_much")])
    assert drawn["easy"] > 2 * drawn["other"] > 0


def test_where_a_sense_is_left_out_its_substitute():
    trio = (
        practice("look", Tag.BID, requires=(Sense.GAZE,), instead="turn"),
        practice("turn", Tag.BID),
        practice("other", Tag.BID),
    )
    drawn = tally(trio, person__senses_avoided=["gaze"])
    assert drawn["turn"] > 1.5 * drawn["other"] > 0


def test_leanings_towards_branch_need_newness_and_what_goes_well_together():
    def leans(first, second, **changes):
        drawn = tally((first, second), **changes)
        return drawn[first.id] > 1.2 * drawn[second.id] > 0

    plain = practice("plain", Tag.BID)
    assert leans(plain, practice("b", Tag.BID, branch=("stabilise",)))
    assert leans(practice("b", Tag.BID, needs=(Need.FUN,)), plain, person__needs=["fun"])
    assert leans(practice("b", Tag.BID), plain, history=[days_ago(20, "plain")])
    assert leans(practice("b", Tag.BID, good_after=("play-0",)), plain, history=[days_ago(20, "play-0")])
    assert leans(
        plain, practice("deep", Tag.BID, depth=1), history=[days_ago(d, "gone", landing="same") for d in (40, 41)]
    )
    assert leans(practice("play", Tag.PLAY), plain)
    assert leans(plain, practice("waking", Tag.BID, moment=("waking",)), person__moment_of_day="bedtime")
    assert leans(practice("one-hand", Tag.BID, one_handed=True, quiet=True), plain, person__hands_full=True)
    assert leans(practice("flat", Tag.CURIOSITY), plain, person__way_in="flat")


def test_variety_over_the_last_three():
    lately = practice("lately", Tag.LISTENING, cooldown_days=9)
    trio = (practice("alike", Tag.LISTENING), practice("other", Tag.BID), lately)
    drawn = tally(trio, history=[days_ago(1, "lately"), days_ago(2, "lately")])
    assert drawn["other"] > 1.5 * drawn["alike"] > 0


def test_because_names_the_step_and_never_a_level_or_a_person():
    told = " ".join(tonight(person__needs=["calm"]).because)
    assert "energy: it takes " in told
    for never in ("partner", "cap", "fear", "hold", "safe"):
        assert never not in told
