"""What one keeps for oneself changes nothing on the other's screens: not a word, not an order, not a number."""

from __future__ import annotations

import itertools
import random
import re

import pytest

from undrift.actions import desk as desks
from undrift.actions import notebook, standing
from undrift.domain import intensity
from undrift.domain.desk import LANDINGS, SITUATIONS, WAYS_IN, Desk, Offer, Told, Tonight
from undrift.domain.disclosure import Disclosure
from undrift.domain.drafts import Draft
from undrift.domain.going_on import GOING_ON
from undrift.domain.ground import BESIDES, GROUND, Check
from undrift.domain.measured import Measured
from undrift.domain.notebook import Kind
from undrift.domain.promises import Promise
from undrift.domain.repair import Afterwards
from undrift.domain.room import Heard
from undrift.store.models import Desk as DeskRow
from undrift.store.models import Entry
from undrift.store.writing import writing

from .couples import (
    Kept,
    ann_and_bo,
    has_shared,
    id_of,
    next_morning,
    shares,
    takes_new_keys,
    us_of,
    visit_of,
    writes_down,
)
from .disclosures import has_put, lays, looks, mornings_later, newest_of, says, waits_for
from .world import Someone, World, text_of

HOLDS = ("recent_betrayal", "self_harm", "addiction", "separating", "unsure_staying")
WEEKS = ("2026-11-06", "2026-11-13", "2026-11-20")
KINDS = tuple(intensity.TOUCH_KINDS)
STEPS = ("feet-on-the-floor",)
PAIRS = 1000
ALL_EVERY = 100


@pytest.fixture
def couple(home, clock, kdf):
    return Kept.world(clock, kdf, ann_and_bo)


def without_keys(page: str) -> str:
    """The page without what is drawn anew each time: form tokens and the key of a note."""
    return re.sub(r'name="(csrfmiddlewaretoken|note_key)" value="[^"]*"', "", page)


def shown(somebody: Someone, path: str) -> str:
    answer = somebody.get(path)
    return f"{answer.status_code} {answer.get('Location', '')} {without_keys(text_of(answer))}"


def private_desk(chance: random.Random, told: Told | None) -> Desk:
    """Some state of a person's own, with what is told to the other held as it is."""

    def some(of):
        return tuple(sorted(chance.sample(of, chance.randrange(len(of) + 1))))

    on = f"2026-11-{chance.randrange(1, 21):02}"
    offer = Offer(
        chance.choice(STEPS), on, chance.choice(("none", "did", "not_today")), chance.choice((None, *LANDINGS))
    )
    return Desk(
        seed=chance.randrange(2**31),
        zone=chance.choice(("", "UTC", "Asia/Tokyo", "America/Los_Angeles")),
        partner_word=chance.choice(("", "Annie", "love")),
        way_in=chance.choice((None, *WAYS_IN)),
        situations=some(SITUATIONS),
        keep_joint_away=chance.random() < 0.5,
        severe_problem=chance.random() < 0.5,
        holds=some(HOLDS),
        paused_until=chance.choice((None, "2026-12-01T10:00:00", "2026-11-02T10:00:00")),
        argued_at=chance.choice((None, "2026-11-20T08:00:00")),
        tonight=chance.choice((None, Tonight(on, "some", chosen=True, practice=STEPS[0], answer="did"))),
        landing_due=chance.choice((None, offer)),
        landing_due_from=chance.choice(("", "2026-11-20T08:00:00")),
        history=tuple(offer for _ in range(chance.randrange(5))),
        saved=chance.choice(((), STEPS)),
        last_evening=chance.choice(("", on)),
        close_line=chance.choice(("", "a" * 32)),
        began_at=chance.choice(("", "2026-11-01T10:00:00+00:00")),
        deeper_welcome=chance.random() < 0.5,
        touch_yes=tuple(sorted({*some(KINDS), *(told.touch if told else ())})),
        told=told,
        unfolded=chance.randrange(9),
        guest=chance.random() < 0.5,
        checks=tuple(Check(on, *(chance.choice((None, *range(5))) for _ in range(5))) for on in some(WEEKS)),
        one_sided_on=some(WEEKS),
        wants_help=chance.random() < 0.5,
        promises=chance.choice(((), (Promise("b" * 32, "his own promise"),))),
        asked_on=chance.choice(("", "2026-11-20")),
        afterwards=Afterwards(
            asked_about=chance.choice(("", "2026-11-20T08:00:00")),
            asked_on=chance.choice(("", "2026-11-20")),
            answered=chance.random() < 0.5,
            room_from=chance.choice(("", "2026-11-20")),
        ),
        disclosure=private_part(chance, on),
        measured=Measured(chance.choice(("", on)), chance.random() < 0.5, chance.choice(("", on)), put={"apart": on}),
    )


def private_part(chance: random.Random, on: str) -> Disclosure:
    """Drafts of his, and what he did with what Ann said: opened, held, put off, found too much."""
    draft = Draft("d" * 32, "feeling", "only his", chance.random() < 0.5, on, on)
    heard = Heard(on, chance.randrange(1, 4), chance.choice(("about_right", "too_much")))
    return Disclosure(
        drafts=chance.choice(((), (draft,))),
        said=chance.choice(("", "a" * 32)),
        said_on=chance.choice(("", on)),
        passed=chance.randrange(9),
        opened_on=chance.choice(("", on)),
        quiet_on=chance.choice(("", on)),
        answered=chance.choice(("", "a" * 32)),
        ask_about=chance.choice(("", "a" * 32)),
        heard=tuple(heard for _ in range(chance.randrange(4))),
    )


class Private:
    """What Bo keeps for himself, put into his rows as his own browser would: his desk and his notebook."""

    def __init__(self, world: World) -> None:
        self.visit = visit_of(world.bo)
        self.told = desks.read(self.visit).told

    def becomes(self, chance: random.Random) -> None:
        sealed = desks.sealed(self.visit.person, self.visit.unlocked.desk_key, private_desk(chance, self.told))
        DeskRow.objects.filter(pk=self.visit.person).update(sealed=sealed)
        Entry.objects.filter(owner_id=self.visit.person).delete()
        for _ in range(chance.randrange(3)):
            notebook.write(self.visit, chance.choice(list(Kind)), "his own", note_key="")


OWN = (
    *("/mine/ground/", "/mine/ground/apart/", "/mine/ground/kept/", "/mine/going-on/", "/mine/going-on/kept/"),
    *("/mine/promises/", "/mine/summary/", "/mine/helps/"),
)


class Eyes:
    """Ann's screens in several evenings of hers: landing, arriving, a step, on the way, nothing tonight."""

    PATHS = (
        "/today/",
        "/us/",
        "/us/say/",
        "/us/say/need/",
        "/mine/",
        "/mine/notebook/",
        "/settings/joint/",
        "/settings/touch/",
        "/settings/",
        "/us/way-back/",
        "/us/matter/",
        *OWN,
    )

    def __init__(self, world: World, *entries: str) -> None:
        self.ann, self.visit = world.ann, visit_of(world.ann)
        own = desks.read(self.visit)
        on = desks.local_now(own).date().isoformat()
        offer = Offer(STEPS[0], on, "did")
        step = Tonight(on, "some", chosen=True, practice=STEPS[0])
        evenings = (
            own.with_(tonight=None, landing_due=None),
            own.with_(tonight=step, history=(Offer(STEPS[0], on),)),
            own.with_(tonight=Tonight(on, "little", chosen=True, practice=STEPS[0], answer="did")),
            own.with_(tonight=Tonight(on, "some", chosen=True, practice=None)),
            own.with_(landing_due=offer, landing_due_from=f"{on}T04:00:00"),
        )
        self.desks = [desks.sealed(self.visit.person, self.visit.unlocked.desk_key, desk) for desk in evenings]
        paths = (*self.PATHS, *entries)
        self.looks = [(n, "/today/") for n in range(len(self.desks))] + [(0, p) for p in paths if p != "/today/"]
        self.first = {look: self.see(look) for look in self.looks}

    def see(self, look: tuple[int, str]) -> str:
        evening, path = look
        DeskRow.objects.filter(pk=self.visit.person).update(sealed=self.desks[evening])
        return shown(self.ann, path)


def test_a_thousand_private_states_of_bo_leave_anns_pages_byte_for_byte_the_same(couple):
    entries = [
        has_shared(couple.ann, "of hers"),
        has_shared(couple.bo, "You carried the bags"),
        has_shared(couple.bo, "walk", Kind.MOMENT),
        has_put(couple.ann),
    ]
    lays(couple.ann)
    writes_down(couple.ann, "her own")
    mornings_later(couple, 2)
    chance, bo, ann = random.Random(20261120), Private(couple), Eyes(couple, *entries)
    assert len(set(ann.first.values())) == len(ann.looks), "the evenings differ, or this test would see nothing"
    assert "unfold/" in ann.first[0, "/today/"]
    said = intensity.message(desks.newest(bo.visit))
    looks = itertools.cycle(ann.looks)
    for n in range(PAIRS):
        bo.becomes(chance)
        assert intensity.message(desks.newest(bo.visit)) == said
        for look in ann.looks if n % ALL_EVERY == 0 else (next(looks),):
            assert ann.see(look) == ann.first[look], f"{look} tells something of state {n}"


def test_the_step_chosen_for_ann_depends_on_bo_only_by_what_is_told(couple):
    """The same telling from very different people: the same evening, each of thirty times."""
    chance, bo = random.Random(7), Private(couple)
    ann = visit_of(couple.ann)
    own = desks.read(ann).with_(deeper_welcome=True, touch_yes=KINDS, way_in="flat", seed=3)
    seen: dict[str, set[str]] = {}
    for n, told in enumerate((Told(0), Told(1), Told(4, touch=("holding_hands", "hug"))) * 10):
        bo.told = told
        bo.becomes(chance)
        bo.visit.sealed_desk = bytes(DeskRow.objects.get(pk=bo.visit.person).sealed)
        desk = desks.read(bo.visit)
        with writing():
            standing.tell(bo.visit, desk)
        said = str(intensity.message(desk))
        sealed = desks.sealed(ann.person, ann.unlocked.desk_key, own)
        DeskRow.objects.filter(pk=ann.person).update(sealed=sealed)
        couple.ann.post("/today/capacity/", {"capacity": "plenty"})
        seen.setdefault(said, set()).add(shown(couple.ann, "/today/"))
        assert n >= 3 or standing.heard(visit_of(couple.ann)) is not None
    assert len(seen) == 3
    assert all(len(pages) == 1 for pages in seen.values()), "something besides the told level chose Ann's step"


def screens(somebody: Someone, *more: str) -> dict[str, str]:
    """Everything on the screens of somebody, what they can take along included."""
    paths = (
        *("/today/", "/us/", "/us/joined/", "/us/words/", "/us/invite/", "/mine/", "/mine/notebook/", "/settings/"),
        *("/settings/joint/", "/settings/touch/", "/settings/ending/", "/settings/unlink/", "/settings/life/"),
        *(
            "/settings/places/",
            "/settings/pause/",
            "/settings/leave/",
            "/today/note/appreciation/",
            "/join/",
            *OWN,
            "/us/way-back/",
            "/us/matter/",
            *more,
        ),
        *("/us/say/", "/us/say/feeling/"),
    )
    found = {path: shown(somebody, path) for path in paths}
    for form in ("json", "html"):
        found[form] = text_of(somebody.post("/settings/take-along/", {"passphrase": somebody.words, "form": form}))
    return found


def keeps_a_copy(bo, address):
    bo.post(f"{address}keep/")


def unfolds(bo, address):
    bo.post(f"{address}unfold/")


def reads(bo, address):
    for path in ("/us/", address, "/today/"):
        assert bo.get(path).status_code == 200


def pauses(bo, address):
    bo.post("/settings/pause/", {"for": "week"})


def keeps_joint_things_away(bo, address):
    bo.post("/settings/joint/", {"keep": "away"})


def welcomes_deeper_things(bo, address):
    bo.post("/settings/joint/", {"keep": "deeper"})


def says_yes_to_touch(bo, address):
    bo.post("/settings/touch/", {"touch": list(KINDS)})


def is_afraid(bo, address):
    bo.post("/welcome/safety/", {"answer": "keep_away"})


def writes_alone(bo, address):
    for about in ("moment", "reaching-out", "appreciation", "sideways"):
        bo.fill(f"/today/note/{about}/", text="only his", **{"for": "me"})


def goes_through_an_evening(bo, address):
    bo.post("/today/capacity/", {"capacity": "little"})
    bo.post("/today/answer/", {"answer": "not_today"})


def signs_out_and_in_elsewhere(bo, address):
    bo.post("/sign-out/")
    bo.elsewhere("10.1.1.1").sign_in(remember="yes")


def shares_and_takes_back_before_breakfast(bo, address):
    bo.post(f"{shares(bo, 'on second thoughts')}take-back/")


def shares_for_tomorrow(bo, address):
    shares(bo, "tomorrow, then")


def looks_at_what_ann_will_find_and_leaves_it(bo, address):
    bo.fill("/today/note/appreciation/", text="perhaps", **{"for": "both"})


def could_come_back_to_it(bo, address):
    bo.post("/us/matter/", {"say": "ready"})


def takes_that_back(bo, address):
    bo.post("/us/matter/", {"say": "not_yet"})


def looks_at_a_line_and_leaves_it(bo, address):
    bo.post("/us/way-back/", {"line": "own", "text": "perhaps"})


def leaves_the_question_of_the_day_after(bo, address):
    bo.post("/today/mending/", {"mending": "leave"})


def types_wrong_words(bo, address):
    bo.post("/settings/unlink/", {"passphrase": "not these ones at all"})


def changes_his_passphrase(bo, address):
    bo.post("/settings/passphrase/", {"old_passphrase": bo.words, "passphrase": "tall lantern copper acorn thimble"})


def says_how_the_ground_is(bo, address):
    bo.open_notebook()
    bo.fill("/mine/ground/", **dict.fromkeys((*GROUND, *BESIDES), "0"))
    bo.fill("/mine/ground/apart/", serious="yes", only_me="yes")


def says_what_is_going_on(bo, address):
    bo.open_notebook()
    assert bo.fill("/mine/going-on/", going_on=list(GOING_ON)).status_code == 302


def promises_himself_something(bo, address):
    assert bo.fill("/mine/promises/", promise="only his").status_code == 302


def puts_a_summary_together(bo, address):
    bo.open_notebook()
    for step in ("look", "pdf", "page"):
        assert bo.post("/mine/summary/", {"tried": "only his", "step": step}).status_code == 200


DEEDS = [
    says_how_the_ground_is,
    says_what_is_going_on,
    promises_himself_something,
    puts_a_summary_together,
    keeps_a_copy,
    unfolds,
    reads,
    pauses,
    keeps_joint_things_away,
    welcomes_deeper_things,
    says_yes_to_touch,
    is_afraid,
    writes_alone,
    goes_through_an_evening,
    signs_out_and_in_elsewhere,
    shares_and_takes_back_before_breakfast,
    shares_for_tomorrow,
    looks_at_what_ann_will_find_and_leaves_it,
    could_come_back_to_it,
    takes_that_back,
    looks_at_a_line_and_leaves_it,
    leaves_the_question_of_the_day_after,
    types_wrong_words,
    changes_his_passphrase,
]


def test_nothing_bo_does_for_himself_shows_on_any_screen_of_ann(couple):
    mine, his = has_shared(couple.ann, "You warmed the car"), has_shared(couple.bo, "You waited")
    writes_down(couple.ann, "her own")
    next_morning(couple)
    before = screens(couple.ann, mine, his)
    for deed in DEEDS:
        couple.bo.sign_in()
        deed(couple.bo, mine)
        after = screens(couple.ann, mine, his)
        assert [path for path in before if before[path] != after[path]] == [], deed.__name__


def mark_of(page: str) -> str:
    found = re.search(r"\?before=([0-9a-f]+)", page)
    assert found, "there is no older page"
    return found[1]


def told_by(marks: list[str]) -> list[int]:
    """What can be read from a row of page marks: by how much each went up, where they are numbers that count."""
    if not all(mark.isdigit() and len(mark) < 19 for mark in marks):
        return [0] * (len(marks) - 1)
    return [int(later) - int(before) for before, later in itertools.pairwise(marks)]


def test_the_marks_of_older_notes_do_not_count_what_the_other_writes(couple):
    for n in range(21):
        couple.ann.writes(f"number {n}")
    marks = [mark_of(couple.ann.notebook())]
    for his in (0, 3, 0):
        for _ in range(his):
            couple.bo.writes("only his")
        couple.ann.writes("one more")
        marks.append(mark_of(couple.ann.notebook()))
    for _ in range(19):
        couple.ann.writes("many more")
        marks.append(mark_of(couple.ann.notebook()))
    steps = told_by(marks)
    assert len(set(steps)) == 1, f"the numbers went up by {steps}: Bo wrote three notes, and it shows"


def test_the_marks_of_older_pages_do_not_count_what_was_taken_back_or_waits(couple):
    couple.bo.post(f"{has_shared(couple.bo, 'taken back before breakfast')}take-back/")
    marks = []
    for n in range(27):
        if n == 6:
            couple.bo.post(f"{has_shared(couple.bo, 'on second thoughts')}take-back/")
        has_shared(couple.ann, f"number {n}", Kind.MOMENT)
        if n >= 12:
            marks.append(mark_of(us_of(couple.ann)))
    steps = told_by(marks)
    assert len(set(steps)) == 1, f"the numbers went up by {steps}: what Bo took back left a trace"


def test_new_keys_of_bo_tell_ann_only_that_there_are_words_to_read(couple):
    address = has_shared(couple.bo, "You waited")
    next_morning(couple)
    takes_new_keys(couple.bo)
    for page in screens(couple.ann, address).values():
        assert "passphrase was" not in page
    assert "One of you has new keys" in us_of(couple.ann)
    assert id_of(couple.bo) not in "".join(screens(couple.ann, address).values())


def opens(bo, address):
    says(bo, address, "now")


def says_later(bo, address):
    says(bo, address, "later")


def says_not_today(bo, address):
    says(bo, address, "not_today")


def leaves_it_unasked(bo, address):
    assert waits_for(bo) == address


def finds_it_about_right(bo, address):
    opens(bo, address)
    assert bo.get(address).status_code == 200
    bo.post(f"{address}landed/", {"landing": "about_right"})


def finds_it_too_much(bo, address):
    opens(bo, address)
    bo.post(f"{address}landed/", {"landing": "too_much"})


def opens_it_and_leaves_the_question(bo, address):
    opens(bo, address)
    bo.post(f"{address}landed/", {"landing": "leave"})


def opens_and_keeps_a_copy(bo, address):
    opens(bo, address)
    assert bo.post(f"{address}keep/").status_code == 302


def opens_after_putting_it_off(bo, address):
    says_not_today(bo, address)
    opens(bo, address)


def writes_one_back_and_takes_it_back(bo, address):
    opens(bo, address)
    has_put(bo, "I have been feeling that too.")
    bo.post(f"{newest_of(bo)}take-back/")


def lets_one_lie(bo, address):
    lays(bo)


WITH_WHAT_ANN_SAID = [
    leaves_it_unasked,
    opens,
    says_later,
    says_not_today,
    finds_it_about_right,
    finds_it_too_much,
    opens_it_and_leaves_the_question,
    opens_and_keeps_a_copy,
    opens_after_putting_it_off,
    writes_one_back_and_takes_it_back,
    lets_one_lie,
    keeps_joint_things_away,
    is_afraid,
    pauses,
]


@pytest.mark.parametrize("deed", WITH_WHAT_ANN_SAID, ids=lambda deed: deed.__name__)
def test_whatever_becomes_of_what_ann_said_her_pages_stay_the_same(couple, deed):
    """On the same day, a week later when the next may go, and in everything she can do by then."""
    has_put(couple.ann)
    lays(couple.ann, "I have been feeling hopeful.")
    mornings_later(couple, 2)
    address = newest_of(couple.ann)
    path = re.search(r"/us/draft/[0-9a-f]{32}/", text_of(couple.ann.get("/us/say/")))[0]
    with_nothing = [day_of_ann(couple, address, path, days) for days in (0, 3, 3)]
    assert with_nothing[0] != with_nothing[2], "a week is over, and the next may go: or this would compare nothing"
    couple.clock.later(days=-6)
    for somebody in couple.everybody:
        somebody.sign_in()
    deed(couple.bo, address)
    after = [day_of_ann(couple, address, path, days) for days in (0, 3, 3)]
    for day, (before, now) in enumerate(zip(with_nothing, after, strict=True)):
        assert [page for page in before if before[page] != now[page]] == [], f"{deed.__name__}, look {day}"


def day_of_ann(couple, address, draft, days):
    couple.clock.later(days=days)
    couple.ann.sign_in()
    found = screens(couple.ann, address, draft)
    found["look ahead"] = without_keys(text_of(looks(couple.ann, "I have been feeling calm.")))
    return found
