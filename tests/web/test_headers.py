"""The headers of every answer, and what public pages must not carry."""

from __future__ import annotations

import pytest

from .addresses import DOORS, GET, POST, address, may_be_kept
from .world import Someone, text_of

POLICY = (
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; font-src 'self'; connect-src 'self'; "
    "manifest-src 'self'; worker-src 'self'; form-action 'self'; base-uri 'none'; object-src 'none'; "
    "frame-ancestors 'none'"
)
ALWAYS = {
    "Content-Security-Policy": POLICY,
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "DENY",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
    "X-Robots-Tag": "noindex, nofollow",
}
EXISTING = {"article": ""}


def answers_to(person: Someone, route: str):
    how = DOORS[route][1]
    if how != POST:
        yield person.get(address(route))
    if how != GET:
        yield person.post(address(route))


@pytest.mark.parametrize("route", DOORS)
def test_every_answer_has_the_headers_whoever_asks(world, route):
    for person in (*world.everybody, Someone("Nobody", "")):
        for answer in answers_to(person, route):
            assert {name: answer.headers.get(name) for name in ALWAYS} == ALWAYS
            assert answer["Permissions-Policy"].count("=()") >= 8
            assert answer["Referrer-Policy"] in {"same-origin", "no-referrer"}
            kept = may_be_kept(route) and answer.status_code == 200
            assert answer["Cache-Control"] == ("no-cache" if kept else "no-store")
            assert answer.status_code < 500


@pytest.mark.parametrize("route", [r for r in DOORS if may_be_kept(r) and "<slug:article>" not in r])
def test_what_a_phone_may_keep_is_the_same_for_everybody_and_names_nobody(world, route):
    answers = [person.get(address(route)) for person in (*world.everybody, Someone("Nobody", ""))]
    assert len({a.content for a in answers}) == 1
    for answer in answers:
        assert answer.status_code == 200
        assert not answer.cookies
        assert "Cookie" not in answer.get("Vary", "")
        page = text_of(answer)
        assert "csrfmiddlewaretoken" not in page
        assert "data-private" not in page
        assert not any(person.name in page.split() for person in world.everybody)


@pytest.mark.parametrize("path", ["/", "/begin/fragile/", "/healthz", "/no/such/page/"])
def test_other_open_pages_carry_no_cookie_and_no_token(home, path):
    answer = home("Nobody", "").get(path)
    assert not answer.cookies
    assert "csrfmiddlewaretoken" not in text_of(answer)


def test_articles_may_be_kept_too(world):
    from undrift import library

    for article in library.load().articles:
        answer = world.ann.get(f"/library/read/{article.id}/")
        assert answer["Cache-Control"] == "no-cache"
        assert answer.content == Someone("Nobody", "").get(f"/library/read/{article.id}/").content


def test_everything_a_phone_is_told_to_keep_is_there_and_public(world):
    listed = world.ann.get("/precache.json").json()["urls"]
    assert listed
    for path in listed:
        if not path.startswith("/static/"):
            answer = world.ann.get(path)
            assert answer.status_code == 200, path
            assert answer["Cache-Control"] == "no-cache", path


def test_a_page_that_has_not_changed_is_not_sent_again(world):
    mark = world.ann.get("/library/")["ETag"]
    again = world.bo.get("/library/", headers={"if-none-match": mark})
    assert (again.status_code, again.content) == (304, b"")


def test_healthz_answers_without_looking_at_anything(home, django_assert_num_queries):
    with django_assert_num_queries(0):
        answer = home("Nobody", "").get("/healthz")
    assert (answer.status_code, answer.content) == (200, b"ok")


def test_healthz_answers_a_probe_over_http_from_anywhere(home):
    answer = home("Nobody", "", address="10.1.2.3").get("/healthz", secure=False)
    assert answer.content == b"ok"


def test_cookies_are_locked_to_this_site(world):
    for cookie in world.ann.browser.cookies.values():
        assert cookie.key.startswith("__Host-")
        assert cookie["secure"]
        assert cookie["httponly"]
        assert cookie["samesite"] == "Lax"
        assert cookie["path"] == "/"
        assert not cookie["domain"]


def test_with_a_public_address_browsers_are_told_to_stay_on_tls(world, settings):
    from undrift.web.middleware import headers

    settings.ORIGIN, settings.SECURE_HSTS_SECONDS = "https://home.example", 31_536_000
    from django.http import HttpResponse
    from django.test import RequestFactory

    answer = headers(lambda _: HttpResponse())(RequestFactory().get("/"))
    assert answer["Strict-Transport-Security"].startswith("max-age=31536000")


def test_the_title_is_the_same_on_every_page(world):
    for route, (_, how) in DOORS.items():
        if how != POST:
            page = text_of(world.ann.get(address(route)))
            if "<title>" in page:
                assert "<title>Undrift</title>" in page, route
