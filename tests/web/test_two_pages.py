"""What both can see shows days and never hours, counts nothing, and costs the same after years."""

from __future__ import annotations

import re
from html.parser import HTMLParser

import pytest

from undrift.actions import couplekeys, sharing, shelves
from undrift.domain.notebook import Kind
from undrift.domain.sharing import opens_at
from undrift.store.models import Shared, Standing
from undrift.vault import entries

from .couples import (
    accepts,
    confirms,
    has_shared,
    invites,
    leaves,
    next_morning,
    takes_new_keys,
    us_of,
    visit_of,
)
from .forms import form_to
from .world import NEW_WORDS, text_of

NOTE = "/today/note/moment/"
HOUR = re.compile(
    r"\d{1,2}[:.]\d{2}|\b\d{1,2} ?[ap]\.?m\b|o.clock|\bjust now\b|\bago\b|\btonight\b|\bhours?\b|\bminutes?\b",
    re.IGNORECASE,
)
READING_TIME = "Something to read 3 minutes"
DAY = re.compile(r"(Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day \d{1,2} (November|December)( \d{4})?")


class _Seen(HTMLParser):
    """The words of a page as a person sees them, without its drawings."""

    def __init__(self) -> None:
        super().__init__()
        self.words: list[str] = []
        self.hidden = 0

    def handle_starttag(self, tag, attrs):
        self.hidden += tag in {"svg", "style", "script", "nav"}

    def handle_endtag(self, tag):
        self.hidden -= tag in {"svg", "style", "script", "nav"}

    def handle_data(self, data):
        if not self.hidden:
            self.words.append(data)


def seen(page) -> str:
    reader = _Seen()
    reader.feed(page if isinstance(page, str) else text_of(page))
    return " ".join(" ".join(reader.words).split())


def shared_pages(couple) -> list[str]:
    """Every page about what is shared, as each of the two sees it, on several days."""
    hers = [has_shared(couple.ann, "You warmed the car"), has_shared(couple.ann, "We laughed", Kind.MOMENT)]
    his = has_shared(couple.bo, "You waited")
    looks = [us_of(couple.ann), us_of(couple.bo), couple.ann.get(hers[0]), couple.ann.get("/us/?shared=1")]
    looks.append(couple.ann.post(NOTE, {"text": "A walk", "for": "both"}))
    next_morning(couple)
    couple.clock.later(days=1, hours=3, minutes=33)
    for somebody in (couple.ann, couple.bo):
        somebody.sign_in()
        looks += [us_of(somebody), *(somebody.get(path) for path in (*hers, his, f"{his}?opening=1", f"{his}?kept=1"))]
    looks += [couple.ann.post(f"{hers[1]}take-back/"), couple.bo.get("/settings/unlink/"), us_of(couple.bo)]
    takes_new_keys(couple.bo)
    looks += [us_of(couple.ann), us_of(couple.bo), couple.ann.get("/us/words/"), couple.ann.get(his)]
    for somebody in (couple.ann, couple.bo):
        confirms(somebody)
    looks += [couple.ann.get("/us/joined/"), us_of(couple.bo)]
    leaves(couple.ann)
    couple.bo.sign_in()
    looks += [us_of(couple.bo), couple.bo.get(his), couple.bo.post("/us/put-away/")]
    assert all(page if isinstance(page, str) else page.status_code == 200 for page in looks)
    return [seen(page) for page in looks]


def test_no_page_about_what_is_shared_tells_an_hour_or_counts(couple):
    pages = shared_pages(couple)
    assert sum("You warmed the car" in page for page in pages) >= 8
    assert sum(bool(DAY.search(page)) for page in pages) >= 8
    for page in (page.replace(READING_TIME, "") for page in pages):
        assert not HOUR.search(page), f"{HOUR.findall(page)} in: {page}"
        counted = re.findall(r"\d+", DAY.sub("", page))
        assert counted == [], f"{counted} in: {page}"


def test_what_is_sealed_for_the_other_holds_no_hour(couple):
    has_shared(couple.ann, "You warmed the car")
    couple.ann.post("/settings/touch/", {"touch": ["hug"]})
    visit = visit_of(couple.bo)
    row, told = Shared.objects.get(), Standing.objects.get()
    key = couplekeys.held(visit.unlocked, f"{row.couple_id}:{row.author_id}")
    body = entries.open_entry(key.key, bytes(row.sealed), shelves.place_of(row, key.version))
    assert body == {"kind": "appreciation", "text": "You warmed the car"}
    joint = couplekeys.held(visit.unlocked, f"{row.couple_id}:joint")
    place = shelves.standing_place(row.couple_id, told.person_id, joint.version)
    assert set(entries.open_entry(joint.key, bytes(told.sealed), place)) == {"level", "touch", "ready"}


def test_the_seal_tells_only_roughly_how_long_it_is(couple):
    for text in ("a", "x" * 400):
        has_shared(couple.ann, text)
    assert len({len(bytes(row.sealed)) for row in Shared.objects.all()}) == 1


@pytest.mark.parametrize(
    ("hour", "arrives"),
    [
        (0, "2026-11-21"),
        (1, "2026-11-21"),
        (2, "2026-11-22"),
        (8, "2026-11-22"),
        (19, "2026-11-22"),
        (23, "2026-11-22"),
    ],
)
def test_an_entry_arrives_at_the_first_breakfast_at_least_four_hours_away(couple, hour, arrives):
    couple.clock.time = couple.clock.time.replace(day=21, hour=hour, minute=0)
    for somebody in couple.everybody:
        somebody.sign_in()
    address = has_shared(couple.ann, "You warmed the car")
    assert opens_at(couple.clock.time).isoformat() == f"{arrives}T05:00:00+00:00"
    for _ in range(40):
        arrived = couple.clock.time.isoformat() >= f"{arrives}T05"
        assert (couple.bo.get(address).status_code == 200) == arrived
        if arrived:
            return
        couple.clock.later(hours=1)
        couple.bo.sign_in()
    pytest.fail("it never arrived")


def thick(couple, how_many: int) -> None:
    ann, bo = visit_of(couple.ann), visit_of(couple.bo)
    for n in range(how_many):
        kind = Kind.APPRECIATION if n % 3 else Kind.MOMENT
        sharing.share(ann if n % 2 else bo, kind, f"number {n}.", note_key="")


def queries_of(somebody, path, count) -> int:
    somebody.get(path)
    with count() as found:
        assert somebody.get(path).status_code == 200
    return len(found)


@pytest.fixture
def count():
    from django.db import connection
    from django.test.utils import CaptureQueriesContext

    return lambda: CaptureQueriesContext(connection)


def test_pages_cost_the_same_with_three_entries_and_with_three_hundred(couple, count):
    thick(couple, 26)
    next_morning(couple)
    paths = ("/us/", "/today/", "/mine/", f"/us/{Shared.objects.first().id}/")
    few = [queries_of(somebody, path, count) for somebody in (couple.ann, couple.bo) for path in paths]
    thick(couple, 274)
    for _ in range(2):
        next_morning(couple)
    for _ in range(8):  # what came in one day is looked through in a few visits
        assert (couple.ann.get("/us/").status_code, couple.bo.get("/us/").status_code) == (200, 200)
    many = [queries_of(somebody, path, count) for somebody in (couple.ann, couple.bo) for path in paths]
    assert many == few
    assert max(many) <= 7, (
        "Us: who I am to whom, entries, what waits, what is there at once, a conversation, room, lies"
    )


def test_every_entry_stands_on_exactly_one_page_for_each(couple):
    thick(couple, 50)
    couple.bo.post(f"/us/{Shared.objects.filter(author__name='Bo').first().id}/take-back/")
    next_morning(couple)
    for somebody in (couple.ann, couple.bo):
        found, path = [], "/us/"
        while path:
            page = us_of(somebody) if path == "/us/" else text_of(somebody.get(path))
            found += re.findall(r"number (\d+)\.", page)
            older = re.search(r'href="(/us/\?before=[^"]+)"', page)
            path = older[1] if older else ""
        assert found == [str(n) for n in reversed(range(50)) if n != 0]


def test_today_stays_one_query_in_the_evening_whatever_stands_between_the_two(world, count):
    def both(most: int) -> None:
        for somebody in (world.ann, world.bo):
            somebody.sign_in()
            assert queries_of(somebody, "/today/", count) <= most

    both(1)
    accepts(world.bo, invites(world.ann))
    both(1)
    confirms(world.ann)
    both(1)
    confirms(world.bo)
    thick(world, 5)
    both(1)
    next_morning(world)
    both(4)
    world.clock.later(hours=12)
    both(1)
    leaves(world.ann)
    both(1)


def test_a_folded_note_is_the_newest_and_opening_it_puts_away_the_older_ones(couple):
    for text in ("the older", "the newer"):
        has_shared(couple.ann, text)
    next_morning(couple)
    page = text_of(couple.bo.get("/today/"))
    actions = re.findall(r'action="(/us/[0-9a-f]{32}/unfold/)"', page)
    assert len(actions) == 1
    assert "the newer" not in page
    opened = couple.bo.send(couple.bo.get("/today/"), actions[0])
    assert "the newer" in text_of(couple.bo.get(opened["Location"]))
    assert form_to(text_of(couple.bo.get(opened["Location"])), opened["Location"].partition("?")[0] + "keep/")
    assert "unfold/" not in text_of(couple.bo.get("/today/"))
    assert "unfold/" not in text_of(couple.ann.get("/today/"))


ZONES = ("", "America/Los_Angeles", "Asia/Tokyo", "Pacific/Kiritimati", "Pacific/Pago_Pago")


@pytest.mark.parametrize("hour", [4, 19])
@pytest.mark.parametrize("hers", ZONES)
def test_no_clock_of_the_reader_opens_an_entry_before_its_authors_breakfast(couple, hers, hour):
    """Two who live far apart, and one who tries other time zones in the settings: taking back still leaves no trace."""
    couple.clock.time = couple.clock.time.replace(day=21, hour=hour)
    for somebody in couple.everybody:
        somebody.sign_in()
    couple.ann.fill("/settings/life/", zone=hers)
    address = has_shared(couple.ann, "You warmed the car")
    couple.clock.later(minutes=1)
    for his in ZONES[1:]:
        couple.bo.fill("/settings/life/", zone=his)
        assert couple.bo.get(address).status_code == 404, f"with his clock at {his} Bo reads what has not arrived"
        assert "warmed" not in us_of(couple.bo)


def test_whoever_lives_far_away_reads_it_within_a_day_of_the_authors_breakfast(couple):
    couple.ann.fill("/settings/life/", zone="Asia/Tokyo")
    couple.bo.fill("/settings/life/", zone="America/Los_Angeles")
    address = has_shared(couple.ann, "You warmed the car")
    couple.clock.later(hours=49)
    couple.bo.sign_in()
    assert couple.bo.get(address).status_code == 200


@pytest.mark.parametrize(
    "text",
    [
        "<script>alert(1)</script>",
        "{{ me }} {% csrf_token %}",
        "\u202eevil\u202c",
        "\U0001f600" * 3000,
        "x" * 20_000,
        "' OR 1=1 --",
    ],
    ids=["script", "template", "direction", "emoji", "long", "sql"],
)
def test_whatever_is_typed_arrives_as_text_and_as_it_was_typed(couple, text):
    ahead = couple.ann.post(NOTE, {"text": text, "for": "both", "note_key": "k"})
    assert "<script>alert" not in text_of(ahead)
    sent = couple.ann.send(ahead, NOTE, seen="yes")
    assert sent["Location"] == "/us/?shared=1"
    next_morning(couple)
    address = f"/us/{Shared.objects.get().id}/"
    listed, opened = us_of(couple.bo), text_of(couple.bo.get(address))
    assert "<script>alert" not in listed + opened
    assert text[:200] in seen(listed)
    assert text in seen(opened)
    couple.bo.post(f"{address}keep/")
    assert text in seen(couple.bo.notebook())


def test_a_page_of_long_entries_stays_short(couple):
    for number in range(5):
        has_shared(couple.ann, f"{number} " + "x" * 19_000)
    assert len(text_of(couple.ann.get("/us/"))) < 20_000


@pytest.mark.parametrize("text", ["", "   ", "\0", "x" * 20_001])
def test_what_cannot_be_shared_is_said_at_the_field_and_nothing_is_lost(couple, text):
    for more in ({}, {"seen": "yes"}):
        answer = couple.ann.post(NOTE, {"text": text, "for": "both", **more})
        assert answer.status_code == 422
        assert form_to(text_of(answer), NOTE).fields["text"] == [text]
    assert not Shared.objects.exists()


def test_a_copy_to_take_along_holds_ones_own_words_only(couple):
    has_shared(couple.ann, "of Ann")
    has_shared(couple.bo, "of Bo")
    next_morning(couple)
    for form in ("json", "html"):
        page = text_of(couple.ann.post("/settings/take-along/", {"passphrase": couple.ann.words, "form": form}))
        assert "of Ann" in page
        assert "of Bo" not in page


def test_a_new_passphrase_and_the_recovery_code_keep_what_the_two_have(couple):
    address = has_shared(couple.bo, "You waited")
    next_morning(couple)
    made = couple.ann.post("/welcome/recovery/", {"passphrase": couple.ann.words})
    code = "".join(re.findall(r"<span>([A-Z2-7]{4})</span>", text_of(made)))
    couple.ann.post("/settings/passphrase/", {"old_passphrase": couple.ann.words, "passphrase": NEW_WORDS})
    assert "You waited" in text_of(couple.ann.get(address))
    phone = couple.ann.elsewhere()
    answer = phone.post("/recover/", {"name": "Ann", "code": code, "passphrase": couple.ann.words})
    assert answer.status_code == 302, text_of(answer)
    assert "You waited" in text_of(phone.get(address))
    assert has_shared(phone, "and I came")
