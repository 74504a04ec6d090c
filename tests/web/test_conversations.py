"""Guided conversations as Ann and Bo have them at their phones, and as Cleo never sees them."""

from __future__ import annotations

import re

import pytest

from undrift.actions import conversations, shelves
from undrift.domain.conversation_kinds import Kind
from undrift.store.models import Conversation, Couple, Door, Shared

from .couples import leaves, takes_new_keys, us_of, visit_of
from .forms import forms_in
from .world import Someone, text_of, without_tokens

HERE, NOW, PRESS, ALL = "/us/conversation/", "/us/conversation/now/", "/us/conversation/press/", "/us/conversations/"


def lays(somebody: Someone, kind: str = "listening", **chosen: str):
    path = f"{ALL}{kind}/"
    return somebody.fill(path, **{"begins": "me", "phones": "two", **chosen})


def buttons(somebody: Someone, path: str = HERE) -> dict[str, dict]:
    """Every button on the page, by what it presses, with the form that it sends."""
    found = {}
    for form in forms_in(text_of(somebody.get(path))):
        for _, value in form.buttons:
            found.setdefault(value, form.filled(what=value))
    return found


def presses(somebody: Someone, what: str):
    return somebody.post(PRESS, buttons(somebody)[what])


def heading(somebody: Someone, path: str = HERE) -> str:
    found = re.search(r"<h1[^>]*>(.*?)</h1>", text_of(somebody.get(path)), re.DOTALL)
    return found[1].strip() if found else ""


def begun(world, kind: str = "listening", **chosen: str) -> None:
    lays(world.ann, kind, **chosen)
    presses(world.ann, "here")
    presses(world.bo, "here")


def seen(somebody: Someone, path: str = NOW) -> str:
    return without_tokens(somebody.get(path))


def test_one_lays_it_out_and_the_other_finds_a_quiet_row(couple):
    before = us_of(couple.bo)
    assert lays(couple.ann)["Location"] == HERE
    assert "It is here when you both are." in seen(couple.ann)
    assert "here when you both are" in us_of(couple.bo)
    assert "here when you both are" not in before
    assert "It is here when you both are." in seen(couple.bo)


def test_that_one_is_here_alone_is_shown_to_nobody(couple):
    lays(couple.ann)
    before = [seen(couple.bo, path) for path in (NOW, ALL, "/us/", "/today/")]
    number = Conversation.objects.get().number
    presses(couple.ann, "here")
    assert "You are here." in seen(couple.ann)
    assert [seen(couple.bo, path) for path in (NOW, ALL, "/us/", "/today/")] == before
    assert Conversation.objects.get().number == number, "what travels to the other phone has not changed either"


def test_it_begins_when_both_are_here_within_the_same_hour(couple):
    lays(couple.ann)
    presses(couple.ann, "here")
    couple.clock.later(minutes=61)
    for somebody in (couple.ann, couple.bo):
        somebody.sign_in()
    presses(couple.bo, "here")
    assert "You are here." in seen(couple.bo)
    presses(couple.ann, "here")
    assert heading(couple.ann) == heading(couple.bo) == "One speaks. One listens."


@pytest.mark.parametrize("kind", list(Kind))
def test_each_kind_goes_through_to_its_end_on_two_phones(couple, kind):
    begun(couple, kind)
    people = (couple.ann, couple.bo)
    titles = set()
    for _ in range(40):
        couple.clock.later(seconds=20)
        choices = [buttons(somebody) for somebody in people]
        if "keep" in choices[0]:
            break
        titles |= {heading(somebody) for somebody in people}
        mover = next(n for n in (0, 1) if {"yes", "go-on"} & set(choices[n]))
        presses(people[mover], "yes" if "yes" in choices[mover] else "go-on")
    assert "Phones away" in seen(couple.ann)
    assert len(titles) > 5
    assert not any("{" in title for title in titles)


def test_each_sees_their_own_side_of_a_turn(couple):
    begun(couple)
    presses(couple.bo, "go-on")
    assert heading(couple.ann) == "Say one thing that matters to you."
    assert heading(couple.bo) == "Ann speaks."
    assert "go-on" in buttons(couple.ann)
    assert "go-on" not in buttons(couple.bo)
    couple.clock.later(minutes=3)
    assert "go-on" in buttons(couple.bo), "nobody waits for a phone that sleeps"


def test_whoever_laid_it_out_can_let_the_other_begin(couple):
    begun(couple, begins="other")
    presses(couple.ann, "go-on")
    assert heading(couple.bo) == "Say one thing that matters to you."


def test_of_two_who_press_at_once_the_first_counts_and_nothing_is_skipped(couple):
    begun(couple)
    both = [buttons(somebody)["go-on"] for somebody in (couple.ann, couple.bo)]
    answers = [who.post(PRESS, form) for who, form in zip((couple.ann, couple.bo), both, strict=True)]
    assert {a.status_code for a in answers} == {302}
    assert heading(couple.ann) == "Say one thing that matters to you."


def test_a_third_browser_of_the_same_person_shows_the_same(couple):
    begun(couple)
    presses(couple.ann, "go-on")
    other = couple.ann.elsewhere()
    other.sign_in()
    assert seen(other) == seen(couple.ann)
    presses(other, "go-on")
    assert heading(couple.ann) == heading(other) == "Bo says it back."


def test_a_phone_that_slept_twenty_minutes_and_a_clock_that_is_wrong_do_not_matter(couple):
    begun(couple)
    presses(couple.ann, "go-on")
    couple.clock.later(minutes=20)
    page = text_of(couple.ann.get(HERE))
    assert "Say one thing that matters to you." in page
    gone, whole = re.search(r'<progress max="(\d+)" value="(\d+)"', page).groups()
    assert gone == whole, "the page is told what has passed and never what time it is"
    assert "T20:" not in page


def test_a_pause_needs_no_reason_and_leaving_looks_the_same(couple):
    looks = []
    for what in ("pause", "leave"):
        begun(couple)
        mark = Conversation.objects.get().mark
        presses(couple.ann, what)
        looks.append(seen(couple.bo).replace(mark, ""))
        assert "A pause." in looks[-1]
        assert "Ann" not in looks[-1]
        Conversation.objects.all().delete()
    assert looks[0] == looks[1]


def test_a_return_time_is_local_and_triggers_nothing_when_it_has_passed(couple):
    begun(couple)
    presses(couple.ann, "pause")
    assert "Back at about 19:20" in seen(couple.bo)
    rows = list(Conversation.objects.values_list())
    couple.clock.later(minutes=21)
    assert "Back at about" not in seen(couple.bo)
    assert list(Conversation.objects.values_list()) == rows
    for somebody in (couple.ann, couple.bo):
        presses(somebody, "here")
    assert heading(couple.bo) == "One speaks. One listens.", "where it was left"


def test_who_left_does_not_meet_it_on_us_and_the_other_does(couple):
    begun(couple)
    assert presses(couple.ann, "leave")["Location"] == "/us/"
    assert HERE + '"' not in us_of(couple.ann)
    assert HERE + '"' in us_of(couple.bo)


def test_it_ends_by_itself(couple):
    begun(couple, "check-in", minutes="5")
    couple.clock.later(minutes=10)
    assert heading(couple.ann) == "That was it."
    assert "Phones away" in seen(couple.bo)


def test_it_is_kept_only_when_both_say_so_and_each_is_asked_once(couple):
    for first, second, kept in (("keep", "keep-not", 0), ("keep-not", "keep", 0), ("keep", "keep", 1)):
        begun(couple, "check-in", minutes="5")
        couple.clock.later(minutes=11)
        before = seen(couple.bo)
        assert "Phones away." in text_of(presses(couple.ann, first))
        assert "keep" not in buttons(couple.ann), "asked once"
        assert seen(couple.bo) == before, "what one answers is not shown to the other"
        presses(couple.bo, second)
        assert Shared.objects.count() == kept
        assert not Conversation.objects.exists()
    assert "A conversation, on Friday." in us_of(couple.bo)
    assert "From you both" in us_of(couple.bo)
    assert "A conversation, on Friday." not in us_of(couple.ann), (
        "for the other from breakfast on, as all that is shared"
    )
    couple.clock.later(hours=12)
    couple.ann.sign_in()
    assert "A conversation, on Friday." in us_of(couple.ann)


def test_two_never_lie_there_at_once_and_nothing_is_lost_by_trying(couple):
    lays(couple.ann)
    assert lays(couple.bo, "mending")["Location"] == f"{HERE}?there=1"
    assert heading(couple.bo) == "Listening"
    presses(couple.bo, "leave")
    assert heading(couple.ann) == "Listening", "out of one's own sight is not away"
    assert lays(couple.bo, "mending")["Location"] == HERE
    assert heading(couple.ann) == "Mending"


def test_whoever_laid_it_out_can_put_it_away(couple):
    lays(couple.ann)
    assert "put-away" not in buttons(couple.bo)
    presses(couple.ann, "put-away")
    assert couple.bo.get(HERE)["Location"] == ALL
    assert not Conversation.objects.exists()


def test_on_one_shared_phone_the_notebook_closes_and_both_are_asked(couple):
    couple.ann.open_notebook()
    lays(couple.ann, phones="one")
    assert "here when you both are" not in us_of(couple.bo)
    assert couple.ann.get("/mine/notebook/").status_code == 200
    presses(couple.ann, "here")
    assert couple.ann.get("/mine/notebook/")["Location"].startswith("/mine/door/")
    presses(couple.ann, "go-on")
    page = text_of(couple.ann.get(HERE))
    assert "Ann speaks." in page
    assert "Say one thing that matters to you." in page
    couple.clock.later(minutes=31)
    couple.ann.sign_in()
    assert "Ann, keep that it happened?" in seen(couple.ann)
    presses(couple.ann, "keep")
    assert "Bo, keep that it happened?" in seen(couple.ann)
    assert "Phones away." in text_of(presses(couple.ann, "keep"))
    assert Shared.objects.count() == 1
    assert "From you both" not in us_of(couple.ann), "one of them alone could have pressed both"


def test_an_outsider_with_the_address_finds_nothing(couple):
    begun(couple)
    mine = buttons(couple.ann)["go-on"]
    before = list(Conversation.objects.values_list())
    for path in (HERE, NOW, ALL, f"{ALL}listening/"):
        assert couple.cleo.get(path).status_code == 404
        assert couple.cleo.get(path).content == couple.cleo.get("/us/nothing/").content
    assert couple.cleo.post(PRESS, mine).status_code == 404
    assert couple.cleo.post(f"{ALL}listening/", {"begins": "me", "phones": "two"}).status_code == 404
    assert list(Conversation.objects.values_list()) == before
    assert Someone("Nobody", "").get(HERE)["Location"].startswith("/sign-in/")


def test_when_one_leaves_the_other_meets_a_kind_sentence(couple):
    begun(couple)
    last = buttons(couple.bo)["go-on"]
    leaves(couple.ann)
    assert not Conversation.objects.exists()
    assert couple.bo.get(NOW)["Location"].startswith("/sign-in/")
    assert couple.bo.post(PRESS, last).status_code == 401
    couple.bo.sign_in()
    assert heading(couple.bo) == "The conversation has ended."
    assert couple.bo.post(PRESS, last)["Location"] == HERE
    assert couple.ann.get(HERE).status_code == 404


def test_new_keys_end_it_and_a_new_shelf_key_does_not(couple):
    begun(couple)
    before = seen(couple.bo)
    shelves.rotate(visit_of(couple.ann))
    assert seen(couple.bo) == before
    presses(couple.bo, "go-on")
    assert heading(couple.bo) == "Ann speaks."
    takes_new_keys(couple.ann)
    assert not Conversation.objects.exists()


def test_deleting_everything_takes_it_along(couple):
    begun(couple)
    couple.ann.post("/settings/leave/", {"passphrase": couple.ann.words})
    assert not Conversation.objects.exists()


def test_a_row_that_somebody_damaged_is_no_conversation_and_no_error(couple):
    begun(couple)
    row = Conversation.objects.get()
    for sealed in (b"", bytes(row.sealed)[:-1] + b"\0", b"\1" * 200):
        Conversation.objects.update(sealed=sealed)
        assert couple.ann.get(HERE)["Location"] == ALL
        assert us_of(couple.ann)
        assert couple.ann.post(PRESS, {"what": "go-on", "mark": row.mark, "seen": "2"}).status_code == 302
    lays(couple.ann, "mending")
    assert heading(couple.bo) == "Mending"


@pytest.mark.parametrize(
    "sent",
    [
        {},
        {"what": "go-on"},
        {"what": "nonsense", "seen": "2"},
        {"what": "go-on", "seen": "-1"},
        {"what": "go-on", "seen": "9" * 40},
        {"what": "pause", "minutes": "𝟚𝟘"},
        {"what": "keep", "who": "1"},
        {"what": "here"},
        {"what": "put-away"},
    ],
)
def test_what_does_not_fit_changes_nothing_and_shows_where_things_are(couple, sent):
    begun(couple)
    before = seen(couple.bo)
    mark = Conversation.objects.get().mark
    assert couple.ann.post(PRESS, {"mark": "other", **sent}).status_code == 302
    if sent.get("what") != "pause":
        assert couple.ann.post(PRESS, {"mark": mark, **sent}).status_code == 302
    assert seen(couple.bo) == before


def test_a_choice_that_is_none_is_refused_in_a_sentence(couple):
    for wrong in ({"minutes": "7"}, {"begins": "nobody"}, {"phones": "three"}):
        answer = couple.ann.post(f"{ALL}check-in/", {"minutes": "5", **wrong})
        assert answer.status_code == 422
        assert "Please choose one of these." in text_of(answer)
    assert couple.ann.get(f"{ALL}none-such/").status_code == 404
    assert not Conversation.objects.exists()


def test_looking_again_by_itself_keeps_no_door_open(couple):
    begun(couple)
    before = Door.objects.get(person__name="Ann", scope="shared").idle_until
    couple.clock.later(minutes=10)
    couple.ann.get(NOW)
    assert Door.objects.get(person__name="Ann", scope="shared").idle_until == before
    couple.ann.get(HERE)
    assert Door.objects.get(person__name="Ann", scope="shared").idle_until > before


def test_the_row_is_of_one_size_and_says_neither_who_nor_what(couple):
    sizes = set()
    couple_id = Couple.objects.get().pk
    for kind in Kind:
        for somebody in (couple.ann, couple.bo):
            somebody.sign_in()
        begun(couple, kind)
        for _ in range(9):
            couple.clock.later(seconds=200)
            for somebody in (couple.ann, couple.bo):
                sent = buttons(somebody)
                if "go-on" in sent:
                    presses(somebody, "go-on")
                    break
            row = Conversation.objects.get()
            sizes.add(len(row.sealed))
        Conversation.objects.all().delete()
    assert len(sizes) == 1
    assert row.couple_id == couple_id


def test_the_page_of_a_kind_points_to_help_where_being_heard_is_not_enough(couple):
    page = text_of(couple.ann.get(f"{ALL}understanding/"))
    assert 'href="/help/professional/"' in page
    assert "it still needs solving" in page.lower()


def test_a_talk_is_found_by_its_members_alone(couple):
    lays(couple.ann)
    assert conversations.now(visit_of(couple.bo)).who == 1
    assert conversations.now(visit_of(couple.ann)).who == 0
    assert conversations.on_us(visit_of(couple.cleo)) is None
