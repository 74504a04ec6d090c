"""The forms by which two become two: an invitation, the words, new keys, and what may come near."""

from __future__ import annotations

from tests.browser.walks_in_settings import OWN_WORDS, open_where_asked, recovery_code


def sign_up(walk, whose):
    walk.go("/sign-up/?own")
    name_oneself(walk, whose)


def name_oneself(walk, whose):
    walk.person.name = walk.marker(f"{whose}'s name")
    walk.person.words = OWN_WORDS.format(walk.marker(f"{whose}'s passphrase"))
    walk.send("Open my door", name=walk.person.name, passphrase=walk.person.words)


def sign_in(walk, path="/today/"):
    walk.go(f"/sign-in/?next={path}")
    walk.send("Come in", name=walk.person.name, passphrase=walk.person.words)


def invite(walk):
    walk.go("/us/invite/")
    walk.send("Make a link")
    link = walk.page.get_by_role("link", name="/join/#").inner_text().strip()
    walk.secrets["the invitation"] = link.rsplit("#", 1)[1]
    return link


def join(walk, link):
    """By a wrong code, then by the link, with a phrase of one's own."""
    walk.go("/join/")
    walk.send("Go on", code=walk.marker("no invitation"))
    walk.go("/")
    walk.page.goto(link)
    walk.look()
    for button in ("Go on", "I am new here", "Choose my own"):
        walk.send(button)
    name_oneself(walk, "Bo")
    walk.go("/welcome/safety/")
    walk.send("No need")


def read_words(walk, what):
    walk.go("/us/words/")
    open_where_asked(walk)
    walk.secrets[f"{what} read by {walk.person.name}"] = " ".join(walk.page.locator(".spoken li").all_inner_texts())
    walk.send("They are the same")


def open_notebook(walk):
    walk.go("/mine/notebook/")
    open_where_asked(walk)


def choose(walk):
    """Say which touch is welcome and how near steps may come; both cross over sealed."""
    for path, kind in (("/settings/touch/", "checkbox"), ("/settings/joint/", "radio")):
        walk.go(path)
        walk.page.get_by_role(kind).last.check()
        walk.send("Keep this")


def make_new_keys(walk):
    walk.go("/settings/new-keys/")
    new = OWN_WORDS.format(walk.marker("a passphrase with new keys"))
    walk.send("Make new keys", old_passphrase=walk.person.words, passphrase=new)
    walk.person.words = new
    recovery_code(walk, "the recovery code")


def type_everything_else(walk):
    """Fields that stand on pages which only one of the two has come past."""
    walk.go("/settings/leave/")
    walk.send("Delete everything", passphrase=walk.marker("wrong on leaving"))
    walk.go("/settings/unlink/")
    walk.send("Close it", passphrase=walk.marker("wrong on closing"))
