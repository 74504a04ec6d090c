"""Whatever goes wrong, neither the page nor the log nor a mail tells what a person typed or holds."""

from __future__ import annotations

import io
import logging

import pytest
from django.core import mail

from .addresses import DOORS, POST, address, routes
from .world import Someone, text_of

CANARY = "salt-marsh-heron"
WORDS = ("text", "landing_line", "partner_word", "name", "words", "zone", "when", "then")
SECRETS = ("passphrase", "old_passphrase", "code")
TYPED = {name: f"{CANARY} in {name}" for name in (*WORDS, *SECRETS)}


class Broken(Exception):
    """Something nobody thought of."""


@pytest.fixture
def journal():
    """Everything the configured handlers write, as the host's journal would keep it."""
    kept = io.StringIO()
    handlers = {h for name in ("django", "", "uvicorn", "django.request") for h in logging.getLogger(name).handlers}
    own = [h for h in handlers if type(h) is logging.StreamHandler]
    assert own, "no handler of our own is installed"
    before = [(h, h.setStream(kept)) for h in own]
    yield kept
    for handler, stream in before:
        handler.setStream(stream)


def tells_nothing(person: Someone, answer, journal: str) -> None:
    """The page may show people their own words again, so that they are not lost; a journal may show nothing."""
    for secret in (CANARY, person.cookie, person.mark, person.words):
        assert secret not in journal
    page = text_of(answer)
    for name in WORDS:
        page = page.replace(TYPED[name], "")
    for secret in (CANARY, "Broken", person.cookie, person.mark, person.words):
        assert secret not in page


@pytest.mark.parametrize("route", DOORS)
def test_an_error_in_any_route_tells_nothing(world, route, monkeypatch, journal, settings):
    settings.ADMINS = [("Host", "host@example.org")]
    settings.EMAIL_BACKEND = "django.core.mail.backends.locmem.EmailBackend"

    def breaks(*args: object, **kwargs: object) -> None:
        held = CANARY + " in a local"
        try:
            int(held)
        except ValueError as cause:
            raise Broken(f"{CANARY} in the message") from cause

    pattern = routes()[route]
    monkeypatch.setattr(pattern, "callback", breaks)
    ann, how = world.ann, DOORS[route][1]
    answer = ann.post(address(route), TYPED) if how == POST or len(how) > 1 else ann.get(address(route))
    assert answer.status_code == 500
    assert "Something here did not work." in text_of(answer)
    assert "Broken" in journal.getvalue()
    tells_nothing(ann, answer, journal.getvalue() + "".join(str(m.message()) for m in mail.outbox))


@pytest.mark.parametrize(
    ("path", "action"),
    [
        ("/mine/write/", "undrift.actions.notebook.write"),
        ("/today/note/moment/", "undrift.actions.notebook.write"),
        ("/welcome/close/", "undrift.actions.notebook.write"),
        ("/today/landing/", "undrift.actions.notebook.write"),
        ("/mine/looking-back/day/", "undrift.actions.noticing.save"),
        ("/mine/looking-back/day/greet/let-go/", "undrift.actions.noticing.let_go_line"),
        ("/mine/looking-back/day/let-go/", "undrift.actions.noticing.let_go"),
        ("/mine/sentence/", "undrift.actions.notebook.write"),
        ("/mine/notebook/search/", "undrift.actions.notebook.search"),
        ("/settings/life/", "undrift.actions.desk.describe_life"),
        ("/sign-in/", "undrift.actions.sessions.sign_in"),
        ("/recover/", "undrift.actions.doorkeys.recover"),
        ("/settings/leave/", "undrift.actions.people.delete"),
    ],
)
def test_an_error_inside_an_action_tells_nothing(world, path, action, monkeypatch, journal):
    def breaks(*args: object, **kwargs: object) -> None:
        raise Broken(repr(args) + repr(kwargs) + CANARY)

    monkeypatch.setattr(action, breaks)
    answer = world.ann.post(path, TYPED)
    assert answer.status_code == 500
    tells_nothing(world.ann, answer, journal.getvalue())


def test_the_reporter_itself_writes_type_and_place_only(world, monkeypatch, rf):
    from django.utils.log import AdminEmailHandler
    from django.views.debug import get_exception_reporter_class

    request = rf.post("/mine/write/", TYPED, headers={"cookie": f"__Host-undrift={world.ann.cookie}"})
    problem = Broken(CANARY)
    reporter = get_exception_reporter_class(request)(request, Broken, problem, problem.__traceback__)
    report = reporter.get_traceback_text() + reporter.get_traceback_html()
    assert "Broken" in report
    assert CANARY not in report
    assert world.ann.cookie not in report
    assert AdminEmailHandler not in {type(h) for h in logging.getLogger("django").handlers}


def test_nobody_is_mailed_and_nothing_is_debugged(settings):
    assert settings.ADMINS == []
    assert settings.DEBUG is False
    assert "django.contrib.admin" not in settings.INSTALLED_APPS
    assert not any("contrib.sessions" in m or "messages" in m for m in (*settings.INSTALLED_APPS, *settings.MIDDLEWARE))


@pytest.mark.parametrize("path", ["/today/note/moment/", "/mine/write/"])
def test_what_is_too_much_to_take_in_is_refused_with_a_sentence_and_not_logged(world, path, journal):
    answer = world.ann.post(path, {"text": CANARY * 200_000})
    assert answer.status_code in {400, 413}
    assert "nothing you typed is lost" in text_of(answer)
    many = world.ann.post(path, {f"{CANARY}{n}": "x" for n in range(300)})
    assert many.status_code == 400
    assert CANARY not in journal.getvalue()


def test_a_host_name_that_is_none_is_refused_without_being_repeated(home, journal):
    answer = Someone("Nobody", "").get("/sign-in/", headers={"host": f"{CANARY}<>"}, secure=False)
    assert answer.status_code == 400
    assert CANARY not in journal.getvalue() + text_of(answer)


def test_what_is_held_in_memory_does_not_print_itself(world):
    from undrift.actions import notebook, sessions
    from undrift.web.carried import Words

    world.ann.writes(CANARY)
    visit = sessions.resume(world.ann.cookie)
    shown = repr(visit) + repr(notebook.reader(visit)) + repr(notebook.page(visit)) + repr(visit.unlocked)
    shown += repr(Words("/mine/write/", "", {"text": CANARY}))
    keys = [visit.unlocked.user_key, visit.unlocked.desk_key, visit.unlocked.private_key]
    assert CANARY not in shown
    assert not any(repr(key) in shown or key.hex() in shown for key in keys)
