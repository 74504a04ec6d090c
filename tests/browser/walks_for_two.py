"""The forms that two have: what one says, what they write and answer together, what returns, a way back."""

from __future__ import annotations

from tests.browser.couples import follow, press
from tests.browser.walks_in_settings import file_of_the_calendar
from tests.browser.walks_of_joining import open_notebook, sign_in


def note_for_both(walk, partner):
    both = f"Both of us First you see what {partner} will find"
    for about in ("moment", "appreciation"):
        walk.go(f"/today/note/{about}/")
        walk.send(both, text=walk.marker(f"{about}, changed after the look ahead"))
        walk.send("Change it, or keep it for me")
        walk.send(both, text=walk.marker(f"{about} for both, by {walk.person.name}"))
        walk.send("Share it")


def say_one_true_thing(walk, partner):
    """Through every field and answer of an evening: too long, changed, let lie, softened, put on the shelf."""
    look = f"See it as {partner} will"
    for kind in ("closer", "need", "feeling"):
        walk.go(f"/us/say/{kind}/")
        walk.send(look, text=walk.marker(f"{kind}, too long") + " so" * 120)
        walk.send(look, text=walk.marker(f"{kind}, softened after the look ahead"))
        walk.send("Soften it")
        walk.send(look, text=walk.marker(f"{kind}, looked at by {walk.person.name}"))
        walk.send({"closer": "Keep it for myself instead"}.get(kind, "Let it lie till morning Then look once more"))
    drafts = walk.page.locator("a[href^='/us/draft/']").evaluate_all("(all) => all.map((a) => a.pathname)")
    assert len(drafts) == 2
    walk.go(f"{drafts[0]}soften/")
    walk.send("Leave it like this", text=walk.marker("a draft, softened"))
    walk.send("Let it go")
    walk.go("/us/say/feeling/")
    walk.send(look, text=walk.marker(f"one true thing by {walk.person.name}"))
    walk.send(f"Put it on the shelf {partner} can find it on Sunday")


def make_room(walk):
    walk.go("/us/")
    follow(walk.page, "Something from")
    walk.look()
    for answer in ("Later", "Now"):
        if answer == "Now":
            follow(walk.page, "Something from")
        walk.send(answer)
    walk.send("Too much")
    walk.send("Keep a copy in my notebook")


def share_from_the_notebook(walk):
    walk.go("/today/note/moment/")
    walk.send("Only me Into your notebook", text=walk.marker("shared from the notebook"))
    open_notebook(walk)
    for link in ("Let it go", "Share this one"):
        follow(walk.page, link)
        walk.look()
    walk.send("Share it")


def share_a_line(walk):
    walk.go("/mine/looking-back/circle/")
    walk.fill_in_the_sheet(walk.marker("on every line of a sheet"))
    walk.send("Share this one")
    walk.send("Share it")


def write_lines(walk):
    """Agreements, something parked, the years ahead and the story: each form refused once and sent once."""
    walk.go("/us/agreements/write/")
    walk.send("Write it", text=f"you will {walk.marker('a line that speaks for the other')}")
    walk.send("Write it", text=walk.marker("a line"))
    walk.go("/us/agreements/write/?about=break")
    walk.send("Write it", text=walk.marker("a line about a break"), back=walk.marker("back after"))
    walk.go("/us/agreements/park/")
    walk.send("Park it", text=walk.marker("something parked"))
    for line, more in (("a line", {}), ("a line about a break", {"back": walk.marker("back later")})):
        walk.go("/us/agreements/")
        follow(walk.page, walk.secrets[line])
        walk.look()
        follow(walk.page, "Say it in other words")
        walk.look()
        walk.send("Keep these words", text=walk.marker(f"{line}, changed"), **more)
    walk.go("/us/story/write/")
    walk.send("Add it", when="long ago " * 20, text=walk.marker("a piece"))
    walk.send("Add it", when=walk.marker("when"), text=walk.marker("a piece"))
    follow(walk.page, "Other words")
    walk.look()
    walk.send("Keep these words", when=walk.marker("when, changed"), text=walk.marker("a piece, changed"))
    walk.go("/us/future/write/")
    walk.send("Seal it", tuesday=walk.marker("tuesday"), stays=walk.marker("stays"), more=walk.marker("more"))


def answer_together(walk, partner):
    """A question for both and a letter: each field refused once, looked at, changed, kept, and sealed."""
    walk.go("/us/questions/")
    if walk.page.get_by_role("button", name="Another one").count():
        walk.send("Another one")
    walk.go("/us/questions/write/")
    walk.page.get_by_text("Guess first").click()
    walk.send("Look at it", guess=walk.marker("a guess, too long") + " so" * 200, text=walk.marker("an answer"))
    walk.send("Look at it", guess=walk.marker("a guess"), text=walk.marker("an answer, looked at"))
    walk.send("Change it")
    walk.send("Look at it", text=walk.marker("an answer, kept"))
    walk.send("Keep it for myself instead")
    walk.go("/us/questions/write/")
    walk.page.get_by_text("Guess first").click()
    walk.send("Look at it", guess=walk.marker("a guess of mine"), text=walk.marker("an answer, sealed"))
    walk.send("Seal it")
    walk.go("/us/letters/write/")
    days = walk.page.get_by_label("In three months")
    walk.send("Look at it", text=walk.marker("a letter") + " so" * (0 if days.count() else 2000))
    if days.count():
        days.check()
    walk.send("Look at it", text=walk.marker(f"a letter to {partner}"))
    walk.send("Seal it")


def answer_lines(walk):
    """Say yes to one line of the other and put the next one aside."""
    walk.go("/us/agreements/")
    for button in ("Yes It stands for both", "Put aside Nobody is told"):
        walk.send(button)
    for path in ("/us/agreements/put-aside/", "/us/future/", "/us/story/", "/us/questions/", "/us/letters/"):
        walk.go(path)
    walk.go("/us/questions/told/")


def keep_times(*walks):
    for does in (propose_a_time, keep_a_time):
        for walk in walks:
            does(walk)


def propose_a_time(walk):
    """Refused once, for a name that is too long, and sent once."""
    walk.go("/us/returns/new/?kind=own")
    for more in (" so" * 20, ""):
        walk.page.get_by_label("Monday").check()
        walk.send("Propose it", title=walk.marker(f"a time{more}") + more, at="21:00")
    walk.look()


def keep_a_time(walk):
    """Say yes to the other's, move it, let it rest; and have it in a calendar."""
    walk.go("/us/returns/")
    walk.send("Yes Then it is for both")
    follow(walk.page, "Move it")
    walk.look()
    walk.send("Move it", on="2026-11-25", at="20:15")
    walk.page.locator("summary").first.click()
    walk.send("A week")
    assert walk.secrets["a time"] not in file_of_the_calendar(walk)


def mend(walk, partner):
    """A line of one's own, sent from the page of Us by one and from the page to hold up by the other; and the matter."""
    walk.go("/us/way-back/")
    walk.send("Look at it first", text=walk.marker("a line looked at"))
    walk.send("Another one")
    if walk.person.name < partner:
        walk.send("Look at it first", text=walk.marker("a line to mend"))
        walk.send("Send it")
    else:
        walk.type_and_leave("/help/hold-up/own/", "unsent", walk.marker("a line held up"))
        walk.page.get_by_role("link", name="Send it instead").click()
        walk.page.get_by_role("button", name=f"Send it to {partner}").click()
        walk.page.get_by_text("It is there now.").wait_for()
    walk.go("/us/way-back/")
    walk.go("/us/")
    walk.go("/us/matter/")
    walk.send("I could come back to it")


def breakfast(ann, bo):
    sign_in(bo)
    press(bo.page, "Unfold")
    bo.look()
    bo.send("Keep a copy in my notebook")
    open_notebook(bo)
    bo.send("Look", words=bo.marker("looked for in vain"))
    sign_in(ann)
    for path in ("/us/", "/us/joined/", "/settings/ending/", "/settings/leave/", "/settings/who-can-read-what/"):
        ann.go(path)


def their_own_still_opens(walk):
    assert walk.secrets["tuesday"] in walk.person.go("/us/future/").content()
    for path, what in (("/us/questions/told/", "an answer, sealed"), ("/us/letters/", "a letter to")):
        page = walk.person.go(path).content()
        assert [text for name, text in walk.secrets.items() if name.startswith(what) and text in page]


def take_one_back(walk):
    walk.go("/us/")
    follow(walk.page, "From you")
    walk.look()
    walk.send("Take it back")
    assert walk.person.heading() == "It is back with you."
