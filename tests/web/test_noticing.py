"""Looking back, as people meet it: half done is done enough, two windows lose nothing, and it is nobody else's."""

from __future__ import annotations

import json
import re
from contextlib import suppress
from urllib.parse import urlencode

import pytest
from django.utils.html import escape

from tests.store.test_tables import on_disk
from undrift.actions import desk as desks
from undrift.actions import noticing, sentences
from undrift.domain.errors import UndriftError
from undrift.domain.sheets import SHEETS
from undrift.domain.sheets.merging import CHANGED_TWICE, LONGEST_LINE, TOO_LONG, Typed
from undrift.store.models import Entry, Shared, Sheet

from .couples import Kept, ann_and_bo, leaves, next_morning, pair, takes_new_keys, us_of, visit_of
from .forms import errors_in, form_to
from .test_bad_input import FAMILY, MARKUP, RIGHT_TO_LEFT
from .world import Someone, World, signed_in, text_of, without_tokens

INDEX = "/mine/looking-back/"
CIRCLE = "/mine/looking-back/circle/"
DAY = "/mine/looking-back/day/"
STORY = "/mine/looking-back/story/"
SENTENCE = "/mine/sentence/"
LINK = 'href="/mine/sentence/"'
STRANGE = [RIGHT_TO_LEFT, FAMILY, MARKUP, "line\nline", "  a  space  ", "𝕬" * 100]


def says(somebody: Someone, path: str, **lines: str) -> None:
    typed = {f"line-{name.replace('_', '-')}": text for name, text in lines.items()}
    answer = somebody.fill(path, **typed)
    assert answer.status_code == 302, text_of(answer)


def fields_of(somebody: Someone, path: str) -> dict[str, list[str]]:
    return form_to(text_of(somebody.get(path)), path).fields


def said(somebody: Someone, path: str, line: str) -> str:
    return fields_of(somebody, path)[f"line-{line}"][0]


def ticked(somebody: Someone, path: str, ticks: str) -> list[str]:
    return fields_of(somebody, path)[f"tick-{ticks}"]


@pytest.fixture
def couple(home, clock, kdf):
    return Kept.world(clock, kdf, ann_and_bo)


@pytest.mark.parametrize("name", SHEETS)
def test_a_sheet_can_be_left_half_done_and_picked_up(world, name):
    path, lines = f"{INDEX}{name}/", list(SHEETS[name].lines)
    says(world.ann, path, **{lines[0]: "the first half"})
    world.clock.later(hours=20)
    world.ann.sign_in()
    assert said(world.ann, path, lines[0]) == "the first half"
    assert all(said(world.ann, path, line) == "" for line in lines[1:])
    says(world.ann, path, **{lines[-1]: "the other half"})
    assert said(world.ann, path, lines[0]) == "the first half"
    assert said(world.ann, path, lines[-1]) == "the other half"
    assert Sheet.objects.count() == 1


def test_ticks_are_kept_and_taken_back(world):
    world.ann.fill(STORY, **{"tick-outside": ["work", "money"], "line-outside-work": "Night shifts"})
    assert ticked(world.ann, STORY, "outside") == ["work", "money"]
    world.ann.fill(STORY, **{"tick-outside": ["money", "none such"]})
    assert ticked(world.ann, STORY, "outside") == ["money"]
    assert said(world.ann, STORY, "outside-work") == "Night shifts", "a line went with its tick"
    form = form_to(text_of(world.ann.get(STORY)), STORY).filled()
    form.pop("tick-outside")
    assert signed_in(world.ann.post(STORY, form))
    assert ticked(world.ann, STORY, "outside") == []


@pytest.mark.parametrize("text", STRANGE, ids=range(len(STRANGE)))
def test_whatever_is_typed_stands_there_as_it_was(world, text):
    says(world.ann, CIRCLE, when=text, under=text)
    page = text_of(world.ann.get(CIRCLE))
    assert said(world.ann, CIRCLE, "when") == text.strip()
    assert page.count(escape(text.strip())) >= 4, "it stands in its field and in the drawing"
    assert "<script>alert" not in page


def test_five_thousand_words_are_kept(world):
    words = " ".join(["kettle"] * 5_000)
    says(world.ann, DAY, greet=words, ask=words)
    assert said(world.ann, DAY, "greet") == words
    assert len(bytes(Sheet.objects.get().sealed)) < 200_000


def test_what_a_line_cannot_hold_is_said_there_and_everything_stays(world):
    answer = world.ann.fill(DAY, **{"line-greet": MARKUP + "b" * LONGEST_LINE, "line-part": "a nod"})
    assert answer.status_code == 422
    assert errors_in(text_of(answer)) == {"line-greet": TOO_LONG}
    assert form_to(text_of(answer), DAY).fields["line-greet"][0] == MARKUP + "b" * LONGEST_LINE
    assert said(world.ann, DAY, "part") == "a nod"
    assert signed_in(world.ann.send(answer, DAY, **{"line-greet": "shorter"}))
    assert said(world.ann, DAY, "greet") == "shorter"


def test_a_sheet_full_of_emoji_can_still_be_sent(world):
    lines = [f"line-{line}" for line in list(SHEETS["story"].lines)[:4]]
    form = form_to(text_of(world.ann.get(STORY)), STORY).filled(**dict.fromkeys(lines, "🙂" * 37_000))
    for _ in range(2):
        answer = world.ann.post(STORY, urlencode(form, doseq=True), content_type="application/x-www-form-urlencoded")
        assert signed_in(answer), answer.status_code
        form = form_to(text_of(world.ann.get(STORY)), STORY).filled(**{"line-first": "one more"})
    assert said(world.ann, STORY, "first") == "one more"
    assert len(said(world.ann, STORY, "outside-family")) == 37_000


# Two windows


def test_untouched_lines_of_an_older_window_give_way_silently(world):
    says(world.ann, DAY, greet="before", part="before")
    older = world.ann.get(DAY)
    says(world.ann, DAY, greet="newer")
    assert signed_in(world.ann.send(older, DAY, **{"line-part": "from the older window"}))
    assert said(world.ann, DAY, "greet") == "newer"
    assert said(world.ann, DAY, "part") == "from the older window"


@pytest.mark.parametrize("before", ["", "how it was"])
def test_the_same_line_changed_in_two_windows_shows_both(world, before):
    if before:
        says(world.ann, DAY, greet=before)
    first, second = world.ann.get(DAY), world.ann.get(DAY)
    world.ann.send(first, DAY, **{"line-greet": "of the first <b>"})
    answer = world.ann.send(second, DAY, **{"line-greet": "of the second", "line-ask": "another line"})
    assert answer.status_code == 422
    page = text_of(answer)
    assert errors_in(page) == {"line-greet": escape(CHANGED_TWICE)} or errors_in(page) == {"line-greet": CHANGED_TWICE}
    assert form_to(page, DAY).fields["line-greet"] == ["of the second"]
    assert "of the first &lt;b&gt;" in page
    assert 'The rest is kept. <a href="#f-line-greet">' in page
    assert said(world.ann, DAY, "greet") == "of the first <b>"
    assert said(world.ann, DAY, "ask") == "another line", "a line without trouble waits"
    assert signed_in(world.ann.send(answer, DAY))
    assert said(world.ann, DAY, "greet") == "of the second"


def test_the_same_words_from_two_windows_or_two_taps_are_no_trouble(world):
    first, second = world.ann.get(DAY), world.ann.get(DAY)
    for page in (first, first, second):
        assert signed_in(world.ann.send(page, DAY, **{"line-greet": "a nod"}))
    assert said(world.ann, DAY, "greet") == "a nod"


def test_a_line_emptied_here_and_changed_there_is_not_lost(world):
    says(world.ann, DAY, greet="how it was")
    older = world.ann.get(DAY)
    says(world.ann, DAY, greet="newer")
    answer = world.ann.send(older, DAY, **{"line-greet": ""})
    assert answer.status_code == 422
    assert said(world.ann, DAY, "greet") == "newer"


def test_a_form_in_pieces_erases_nothing(world):
    says(world.ann, STORY, first="the autumn", outside_work="nights")
    world.ann.fill(STORY, **{"tick-inside": ["talk"]})
    for junk in ({}, {"then": "share when"}, {"line-first": ""}, {"line-nowhere": "x", "tick-inside": "x"}):
        assert signed_in(world.ann.post(STORY, junk))
    for junk in ({"line-first": "other"}, {"line-first": "other", "was-first": "0" * 24}):
        assert world.ann.post(STORY, junk).status_code == 422
    assert said(world.ann, STORY, "first") == "the autumn"
    assert said(world.ann, STORY, "outside-work") == "nights"
    assert ticked(world.ann, STORY, "inside") == ["talk"]


# Whose it is


def test_nobody_else_meets_a_word_of_it(couple):
    says(couple.ann, CIRCLE, when="salt marsh", mine="salt marsh")
    for somebody in (couple.bo, couple.cleo):
        for path in (INDEX, *(f"{INDEX}{name}/" for name in SHEETS), "/mine/notebook/", "/us/", "/today/", "/mine/"):
            assert "salt marsh" not in text_of(somebody.get(path))
    pages = {without_tokens(p.get(CIRCLE)).replace(p.name, "") for p in (couple.bo, couple.cleo)}
    assert len({re.sub(r'name="(author|note_key)" value="[^"]*"', "", page) for page in pages}) <= 2
    for path in (f"{CIRCLE}when/share/", f"{CIRCLE}when/let-go/"):
        answers = [p.get(path) for p in (couple.bo, couple.cleo)] + [couple.bo.get(f"{CIRCLE}none/let-go/")]
        assert {a.status_code for a in answers} == {404}
        assert len({a.content for a in answers}) == 1
    for somebody in (couple.bo, couple.cleo):
        somebody.post(f"{CIRCLE}let-go/")
        somebody.post(f"{CIRCLE}when/let-go/")
    assert said(couple.ann, CIRCLE, "when") == "salt marsh"


@pytest.mark.parametrize(
    "path", [f"{INDEX}map/", f"{INDEX}map/let-go/", f"{CIRCLE}none/share/", f"{INDEX}x/when/let-go/"]
)
def test_what_is_no_sheet_is_not_there(world, path):
    for person in world.everybody:
        assert person.get(path).status_code == 404
        assert person.post(path).status_code == 404


def test_the_ways_in_look_the_same_empty_and_full(world):
    ways = ("/mine/", INDEX)
    before = [without_tokens(world.ann.get(path)) for path in ways]
    for name in SHEETS:
        says(world.ann, f"{INDEX}{name}/", **{next(iter(SHEETS[name].lines)): "words"})
    world.ann.fill(DAY, then="evening")
    assert [without_tokens(world.ann.get(path)) for path in ways] == before


def test_with_the_door_closed_nothing_is_shown(world):
    says(world.ann, CIRCLE, when="salt marsh")
    world.ann.post("/mine/door/close/")
    for path in (INDEX, CIRCLE, f"{CIRCLE}when/share/", f"{CIRCLE}when/let-go/", f"{CIRCLE}let-go/"):
        answer = world.ann.get(path)
        assert answer.status_code == 302
        assert answer["Location"].startswith("/mine/door/")


# Words on their way


def test_a_door_that_closed_while_somebody_wrote_loses_no_line(world):
    says(world.ann, DAY, greet="how it was", part="to be emptied")
    page = world.ann.get(DAY)
    world.clock.later(minutes=6)
    typed = {"line-greet": "five slow\nminutes", "line-part": "", "line-ask": "new <3"}
    answer = world.ann.send(page, DAY, **typed)
    assert answer.status_code == 401
    assert "Your words are still here" in text_of(answer)
    shown = world.ann.send(answer, "/mine/door/", passphrase=world.ann.words)
    form = form_to(text_of(shown), DAY)
    assert form.fields["line-greet"] == ["five slow\nminutes"]
    assert "How do you greet each other?" in text_of(shown)
    assert signed_in(world.ann.send(shown, DAY))
    assert said(world.ann, DAY, "greet") == "five slow\nminutes"
    assert said(world.ann, DAY, "ask") == "new <3"
    assert said(world.ann, DAY, "part") == ""


def test_carried_lines_still_know_what_they_were(world):
    says(world.ann, DAY, greet="how it was")
    page = world.ann.get(DAY)
    phone = world.ann.elsewhere()
    phone.sign_in()
    says(phone, DAY, greet="from the phone")
    world.clock.later(minutes=40)
    answer = world.ann.send(page, DAY, **{"line-greet": "from the desk"})
    assert answer.status_code == 401
    shown = world.ann.send(answer, "/sign-in/", name="Ann", passphrase=world.ann.words)
    again = world.ann.send(shown, DAY)
    assert again.status_code == 422
    assert "from the phone" in text_of(again)
    assert form_to(text_of(again), DAY).fields["line-greet"] == ["from the desk"]


def test_ticks_alone_are_carried_too(world):
    page = world.ann.get(STORY)
    world.clock.later(minutes=6)
    answer = world.ann.send(page, STORY, **{"tick-inside": ["talk", "tired"]})
    shown = world.ann.send(answer, "/mine/door/", passphrase=world.ann.words)
    assert signed_in(world.ann.send(shown, STORY))
    assert ticked(world.ann, STORY, "inside") == ["talk", "tired"]


@pytest.mark.parametrize("other", ["bo", "cleo"])
def test_carried_lines_are_dropped_when_somebody_else_signs_in(world, other):
    page = world.ann.get(DAY)
    world.clock.later(minutes=40)
    answer = world.ann.send(page, DAY, **{"line-greet": "salt marsh"})
    somebody = getattr(world, other)
    led = world.ann.send(answer, "/sign-in/", name=somebody.name, passphrase=somebody.words)
    assert signed_in(led)
    assert "salt marsh" not in text_of(world.ann.get(DAY))


# Sharing line by line


def test_one_line_is_shared_after_a_look_and_the_sheet_keeps_it(couple):
    says(couple.ann, CIRCLE, when="salt marsh", under="alone with it")
    led = couple.ann.fill(CIRCLE, then="share under")
    assert led["Location"] == f"{CIRCLE}under/share/"
    ahead = couple.ann.get(led["Location"])
    assert "This is what Bo will find." in text_of(ahead)
    assert "Your sheet keeps its line" in text_of(ahead)
    assert Shared.objects.count() == 0
    for _ in range(2):
        assert couple.ann.send(ahead, led["Location"])["Location"] == "/us/?shared=1"
    assert Shared.objects.count() == 1, "a second tap shared it twice"
    assert said(couple.ann, CIRCLE, "under") == "alone with it"
    assert "alone with it" not in us_of(couple.bo)
    next_morning(couple)
    assert "alone with it" in us_of(couple.bo)
    assert "something I noticed" in us_of(couple.bo)
    assert "salt marsh" not in us_of(couple.bo)
    assert couple.cleo.get("/us/").status_code == 200
    assert "alone with it" not in us_of(couple.cleo)


def test_a_line_taken_back_comes_home_and_may_be_shared_again(couple):
    says(couple.ann, CIRCLE, under="alone with it")
    path = f"{CIRCLE}under/share/"
    couple.ann.send(couple.ann.get(path), path)
    entry = Shared.objects.get().id
    couple.ann.post(f"/us/{entry}/take-back/")
    assert "Something I noticed" in couple.ann.notebook()
    note = re.findall(r"/mine/notebook/([0-9a-f]{32})/", couple.ann.notebook())[0]
    assert couple.ann.get(f"/mine/notebook/{note}/share/").status_code == 200


def test_unsaved_words_are_kept_before_the_look_ahead(couple):
    says(couple.ann, CIRCLE, under="alone")
    led = couple.ann.fill(CIRCLE, then="share under", **{"line-under": "alone with it", "line-when": "late"})
    assert "alone with it" in text_of(couple.ann.get(led["Location"]))
    assert said(couple.ann, CIRCLE, "when") == "late"


def test_alone_there_is_nobody_to_share_a_line_with(couple):
    says(couple.cleo, CIRCLE, when="salt marsh")
    assert "Share this one" not in text_of(couple.cleo.get(CIRCLE))
    assert couple.cleo.get(f"{CIRCLE}when/share/").status_code == 404
    assert couple.cleo.post(f"{CIRCLE}when/share/").status_code == 404
    says(couple.ann, CIRCLE, when="salt marsh")
    page = text_of(couple.ann.get(CIRCLE))
    assert page.count("Share this one") == 1, "an empty line can be shared"
    assert couple.ann.get(f"{CIRCLE}mine/share/").status_code == 404


def test_a_line_too_long_to_share_says_so_and_stays(couple):
    says(couple.ann, CIRCLE, when="w" * 20_001)
    path = f"{CIRCLE}when/share/"
    answer = couple.ann.send(couple.ann.get(path), path)
    assert answer.status_code == 422
    assert list(errors_in(text_of(answer))) == ["text"]
    assert Shared.objects.count() == 0


# Letting go


def test_one_line_is_let_go_and_the_others_stay(world):
    says(world.ann, DAY, greet="salt marsh", part="a nod")
    led = world.ann.fill(DAY, then="let-go greet")["Location"]
    assert "salt marsh" in text_of(world.ann.get(led))
    for _ in range(2):
        assert signed_in(world.ann.post(led))
    assert said(world.ann, DAY, "greet") == ""
    assert said(world.ann, DAY, "part") == "a nod"


def test_a_sheet_let_go_leaves_the_file(world):
    says(world.ann, DAY, greet="salt marsh")
    says(world.ann, CIRCLE, when="another sheet")
    row = Sheet.objects.order_by("on_day", "id")
    sealed = {r.pk: bytes(r.sealed)[:32] for r in row}
    led = world.ann.fill(DAY, then="let-go")["Location"]
    assert led == f"{DAY}let-go/"
    for _ in range(2):
        assert signed_in(world.ann.post(led))
    (left,) = Sheet.objects.values_list("pk", flat=True)
    disk = on_disk()
    assert [pk for pk, blob in sealed.items() if blob in disk] == [left]
    assert said(world.ann, CIRCLE, "when") == "another sheet"
    assert said(world.ann, DAY, "greet") == ""


def test_a_line_emptied_leaves_the_file(world):
    says(world.ann, DAY, greet="salt marsh", part="a nod")
    before = bytes(Sheet.objects.get().sealed)[:32]
    says(world.ann, DAY, greet="")
    assert before not in on_disk()
    says(world.ann, DAY, part="")
    assert Sheet.objects.count() == 0


# Keys, export, leaving


def test_sheets_open_after_new_keys_and_not_with_the_old_ones(world):
    says(world.ann, CIRCLE, when="salt marsh")
    world.ann.fill(STORY, **{"tick-outside": ["work"]})
    before = {bytes(s.sealed) for s in Sheet.objects.all()}
    takes_new_keys(world.ann)
    assert said(world.ann, CIRCLE, "when") == "salt marsh"
    assert ticked(world.ann, STORY, "outside") == ["work"]
    assert not before & {bytes(s.sealed) for s in Sheet.objects.all()}
    assert {s.key_version for s in Sheet.objects.all()} == {2}
    says(world.ann, CIRCLE, mine="after it")


def test_a_sheet_saved_while_new_keys_are_made_is_readable_or_refused(world):
    under_way = visit_of(world.ann)
    takes_new_keys(world.ann)
    saved = None
    with suppress(UndriftError):
        saved = noticing.save(under_way, SHEETS["day"], Typed({"greet": "at that moment"}))
    assert (said(world.ann, DAY, "greet") == "at that moment") == (saved is not None)


def test_a_damaged_sheet_stops_nothing_and_is_said(world):
    says(world.ann, CIRCLE, when="salt marsh")
    says(world.ann, DAY, greet="a nod")
    damaged = noticing.open_drawer(visit_of(world.ann)).ids["circle"][0]
    Sheet.objects.filter(pk=damaged).update(sealed=b"junk")
    assert said(world.ann, DAY, "greet") == "a nod"
    assert "cannot be opened any more" in text_of(world.ann.get(CIRCLE))
    says(world.ann, CIRCLE, when="anew")
    takes_new_keys(world.ann)
    assert said(world.ann, CIRCLE, "when") == "anew"
    assert [s.get("opened") for s in taken(world.ann)].count(False) == 1
    assert "could not be opened" in text_of(
        world.ann.post("/settings/take-along/", {"passphrase": world.ann.words, "form": "page"})
    )


def test_a_sheet_of_somebody_else_or_of_another_row_does_not_open(world):
    says(world.ann, CIRCLE, when="salt marsh")
    says(world.bo, CIRCLE, when="of bo")
    ann, bo = (Sheet.objects.get(owner__name=name) for name in ("Ann", "Bo"))
    Sheet.objects.filter(pk=bo.pk).update(sealed=ann.sealed)
    assert said(world.bo, CIRCLE, "when") == ""
    assert "cannot be opened" in text_of(world.bo.get(CIRCLE))


def test_an_older_row_that_somebody_put_back_breaks_nothing(world):
    says(world.ann, CIRCLE, when="older")
    older = Sheet.objects.get()
    world.ann.post(f"{CIRCLE}let-go/")
    world.clock.later(days=1)
    world.ann.sign_in()
    says(world.ann, CIRCLE, when="newer")
    older.save(force_insert=True)
    assert said(world.ann, CIRCLE, "when") == "newer"
    says(world.ann, CIRCLE, when="newest")
    assert said(world.ann, CIRCLE, "when") == "newest"
    world.ann.post(f"{CIRCLE}let-go/")
    assert Sheet.objects.count() == 0


def taken(somebody: Someone) -> list[dict]:
    answer = somebody.post("/settings/take-along/", {"passphrase": somebody.words, "form": "json"})
    return json.loads(text_of(answer))["looking_back"]


def test_the_export_has_every_sheet_in_words(world):
    says(world.ann, CIRCLE, when=MARKUP, under=RIGHT_TO_LEFT.strip())
    world.ann.fill(CIRCLE, **{"tick-guard": ["quiet"]})
    (sheet,) = taken(world.ann)
    assert sheet["title"] == "How it goes between you"
    assert [one["words"] for ticks in sheet["ticks"] for one in ticks["chosen"]] == ["I go quiet"]
    assert [line["text"] for line in sheet["lines"]] == [MARKUP, RIGHT_TO_LEFT.strip()]
    assert all(line["question"].endswith("?") for line in sheet["lines"])
    page = text_of(world.ann.post("/settings/take-along/", {"passphrase": world.ann.words, "form": "page"}))
    assert escape(MARKUP) in page
    assert "<script" not in page
    assert taken(world.bo) == taken(world.cleo) == []


@pytest.mark.parametrize("who", ["ann", "bo"])
def test_leaving_the_other_leaves_the_sheets_and_leaving_wipes_them(couple, who):
    somebody = getattr(couple, who)
    says(somebody, CIRCLE, when="salt marsh")
    says(couple.cleo, CIRCLE, when="of cleo")
    leaves(somebody)
    assert said(somebody, CIRCLE, "when") == "salt marsh"
    sealed = bytes(Sheet.objects.get(owner__name=somebody.name).sealed)[:32]
    assert sealed in on_disk()
    answer = somebody.post("/settings/leave/", {"passphrase": somebody.words})
    assert "It is gone" in text_of(answer)
    assert sealed not in on_disk()
    assert Sheet.objects.get().owner.name == "Cleo"


# Under a hold


@pytest.mark.parametrize("how", ["joint", "betrayal"])
def test_under_a_hold_every_sheet_is_there_and_no_page_says_why(world, how):
    free = without_tokens(world.ann.get(INDEX))
    if how == "joint":
        world.ann.post("/settings/joint/", {"keep": "away"})
    else:
        world.ann.fill("/settings/life/", situation=["betrayal"])
    held = text_of(world.ann.get(INDEX))
    order = re.findall(r'href="/mine/looking-back/(\w+)/"', held)
    assert order[:2] == ["day", "signs"]
    assert sorted(order) == sorted(SHEETS)
    now = without_tokens(world.ann.get(INDEX))
    assert sorted(now.split("\n")) == sorted(free.split("\n")), "the page has other words, not only another order"
    for name in SHEETS:
        page = text_of(world.ann.get(f"{INDEX}{name}/"))
        assert not re.search(r"kept away|held|hold|safety|betray|instead of this sheet", page.partition("<main")[2])
        assert "against, not each other" not in page


def test_words_written_before_a_hold_are_still_there(world):
    says(world.ann, CIRCLE, seen="two tired people")
    world.ann.post("/settings/joint/", {"keep": "away"})
    assert said(world.ann, CIRCLE, "seen") == "two tired people"
    assert "line-once" not in fields_of(world.ann, CIRCLE)
    world.ann.post("/settings/joint/", {"keep": "light"})
    assert "line-once" in fields_of(world.ann, CIRCLE)


# One sentence an evening


def nothing_tonight(world: World, somebody: Someone) -> None:
    """Be in an evening without a step: the seed and the history decide, so it is written onto the desk."""
    visit = visit_of(somebody)
    from undrift.domain import evening

    def change(desk):
        local = desks.local_now(desk)
        return evening.offered(evening.arrived(desk.with_(tonight=None), local, "some"), None)

    desks.change(visit, change)


def begin(world: World, path: str = DAY) -> Someone:
    assert world.ann.fill(path, then="evening").status_code == 302
    nothing_tonight(world, world.ann)
    return world.ann


def next_evening(world: World) -> None:
    world.clock.later(days=1)
    world.ann.sign_in()
    nothing_tonight(world, world.ann)


def test_an_evening_sentence_waits_at_the_closed_door_and_goes_into_its_sheet(world):
    says(world.ann, DAY, greet="by day")
    ann = begin(world)
    ann.post("/mine/door/close/")
    assert LINK in text_of(ann.get("/today/"))
    page = ann.get(SENTENCE)
    assert "How do you find out how the other is?" in text_of(page)
    for _ in range(2):
        assert ann.send(page, SENTENCE, text="in the car", answer="keep")["Location"] == "/today/kept/"
    assert Entry.objects.count() == 1
    assert LINK not in text_of(ann.get("/today/"))
    assert "Nothing is asked tonight" in text_of(ann.get(SENTENCE))
    ann.open_notebook()
    assert "One sentence, in the evening" in ann.notebook()
    assert said(ann, DAY, "ask") == "in the car"
    assert said(ann, DAY, "greet") == "by day"
    assert Entry.objects.count() == 0
    assert "in the car" not in ann.notebook()
    assert said(ann, DAY, "ask") == "in the car"


def test_a_second_sentence_for_the_same_line_stands_under_the_first(world):
    ann = begin(world)
    page = ann.get(SENTENCE)
    ann.send(page, SENTENCE, text="the first", answer="keep")
    says(ann, CIRCLE, when="another sheet was opened meanwhile")
    visit = visit_of(ann)
    sentences.answer(visit, "day", "greet", "the second", note_key="")
    assert said(ann, DAY, "greet") == "the first\nthe second"


def test_a_window_that_was_open_meanwhile_loses_neither(world):
    ann = begin(world)
    open_page = ann.get(DAY)
    ann.send(ann.get(SENTENCE), SENTENCE, text="of the evening", answer="keep")
    assert said(ann, DAY, "greet") == "of the evening"
    answer = ann.send(open_page, DAY, **{"line-greet": "of the window"})
    assert answer.status_code == 422
    assert "of the evening" in text_of(answer)
    assert form_to(text_of(answer), DAY).fields["line-greet"] == ["of the window"]


def test_not_tonight_is_an_answer_and_is_not_asked_again(world):
    ann = begin(world)
    assert "How do you greet each other?" in text_of(ann.get(SENTENCE))
    ann.send(ann.get(SENTENCE), SENTENCE, answer="not_tonight")
    assert LINK not in text_of(ann.get("/today/"))
    assert "Nothing is asked tonight" in text_of(ann.get(SENTENCE))
    assert Entry.objects.count() == 0
    next_evening(world)
    assert LINK in text_of(ann.get("/today/"))
    assert "How do you greet each other?" not in text_of(ann.get(SENTENCE))


def test_no_more_of_these_ends_it(world):
    ann = begin(world)
    ann.send(ann.get(SENTENCE), SENTENCE, answer="no_more")
    for _ in range(3):
        assert LINK not in text_of(ann.get("/today/"))
        next_evening(world)
    assert 'aria-pressed="true">All at once' in text_of(ann.get(DAY))


def test_all_at_once_ends_it_too_and_keeps_what_was_typed(world):
    ann = begin(world)
    assert 'aria-pressed="true">One sentence an evening' in text_of(ann.get(DAY))
    ann.fill(CIRCLE, then="at-once")
    assert LINK in text_of(ann.get("/today/")), "another sheet's choice ended it"
    ann.fill(DAY, then="at-once", **{"line-greet": "a nod"})
    assert LINK not in text_of(ann.get("/today/"))
    assert said(ann, DAY, "greet") == "a nod"


def test_what_was_answered_on_the_sheet_is_not_asked_in_the_evening(world):
    ann = begin(world)
    says(ann, DAY, greet="a nod", ask="in the car", hard="I ring my sister", part="the door")
    assert "nothing but arrangements" in text_of(ann.get(SENTENCE))
    says(ann, DAY, arranged="all of it")
    assert LINK not in text_of(ann.get("/today/"))
    assert "One sentence an evening" not in text_of(ann.get(DAY)), "it offers to ask what is answered"


def test_an_evening_with_a_landing_has_no_sentence(world):
    from undrift.domain.desk import Offer

    ann = begin(world)
    due = Offer("feet-on-the-floor", "2026-11-20", "did")
    desks.change(visit_of(ann), lambda d: d.with_(landing_due=due, landing_due_from="2026-11-20T18:30:00"))
    page = ann.get("/today/")
    assert LINK not in text_of(page)
    ann.send(page, "/today/landing/", landing="closer")
    assert LINK not in text_of(ann.get("/today/"))
    next_evening(world)
    assert LINK in text_of(ann.get("/today/"))


def test_the_line_on_today_says_nothing_of_the_sheet(world):
    ann = begin(world, f"{INDEX}tide/")
    page = text_of(ann.get("/today/"))
    assert LINK in page
    assert not re.search(r"afraid|fear|losing|looking back|sheet|question", page.partition("<main")[2], re.IGNORECASE)


def test_an_empty_sentence_is_said_and_the_question_stays(world):
    ann = begin(world)
    answer = ann.send(ann.get(SENTENCE), SENTENCE, text="  ", answer="keep")
    assert answer.status_code == 422
    assert "How do you greet each other?" in text_of(answer)
    assert list(errors_in(text_of(answer))) == ["text"]


def test_an_evening_sentence_survives_an_expired_session(world):
    ann = begin(world)
    page = ann.get(SENTENCE)
    world.clock.later(minutes=31)
    answer = ann.send(page, SENTENCE, text="salt marsh", answer="keep")
    assert answer.status_code == 401
    shown = ann.send(answer, "/sign-in/", name="Ann", passphrase=ann.words)
    assert signed_in(ann.send(shown, SENTENCE))
    assert said(ann, DAY, "greet") == "salt marsh"


@pytest.mark.parametrize(
    "junk", [{}, {"sheet": "map", "line": "when"}, {"sheet": "day", "line": "when"}, {"line": "\0"}]
)
def test_words_for_a_question_that_is_none_are_a_note(world, junk):
    assert signed_in(world.ann.post(SENTENCE, {"text": "salt marsh", **junk}))
    assert "salt marsh" in world.ann.notebook()
    assert signed_in(world.ann.post(SENTENCE, {"answer": "not_tonight", **junk}))


def test_a_sentence_let_go_in_the_notebook_does_not_come_back(world):
    ann = begin(world)
    ann.send(ann.get(SENTENCE), SENTENCE, text="salt marsh", answer="keep")
    note = Entry.objects.get().id
    ann.post(f"/mine/notebook/{note}/let-go/")
    assert said(ann, DAY, "greet") == ""


def test_sentences_survive_new_keys_at_the_door(world):
    ann = begin(world)
    ann.send(ann.get(SENTENCE), SENTENCE, text="salt marsh", answer="keep")
    takes_new_keys(ann)
    assert said(ann, DAY, "greet") == "salt marsh"


def test_a_sheet_let_go_takes_its_waiting_sentences_along(world):
    ann = begin(world)
    ann.send(ann.get(SENTENCE), SENTENCE, text="salt marsh", answer="keep")
    ann.post(f"{DAY}let-go/")
    next_evening(world)
    assert LINK not in text_of(ann.get("/today/"))
    assert "salt marsh" not in ann.notebook()
    assert said(ann, DAY, "greet") == ""
    assert (Entry.objects.count(), Sheet.objects.count()) == (0, 0)


def test_bo_and_cleo_are_asked_nothing(couple):
    couple.ann.fill(DAY, then="evening")
    for somebody in couple.everybody:
        nothing_tonight(couple, somebody)
    assert LINK in text_of(couple.ann.get("/today/"))
    for somebody in (couple.bo, couple.cleo):
        assert LINK not in text_of(somebody.get("/today/"))
        assert "Nothing is asked tonight" in text_of(somebody.get(SENTENCE))


# What it costs


@pytest.mark.parametrize("path", [INDEX, SENTENCE, *(f"{INDEX}{name}/" for name in SHEETS)])
def test_pages_stay_small(world, path):
    assert len(world.ann.get(path).content) <= 12_000


def test_a_pair_is_not_needed_and_pairing_changes_nothing(world):
    says(world.ann, CIRCLE, when="salt marsh")
    pair(world.ann, world.bo)
    assert said(world.ann, CIRCLE, "when") == "salt marsh"
    assert "salt marsh" not in text_of(world.bo.get(CIRCLE))


def test_what_is_held_in_memory_does_not_print_itself(world):
    says(world.ann, CIRCLE, when="salt marsh")
    visit = visit_of(world.ann)
    drawer = noticing.open_drawer(visit)
    shown = repr(drawer) + repr(drawer.kept("circle")) + repr(list(noticing.every(visit)))
    assert "salt marsh" not in shown + repr(Typed({"when": "salt marsh"}))
