"""The description for machines: it is true, and whatever it allows or forbids is answered as it says."""

from __future__ import annotations

import json

import pytest
import schemathesis
from django.core.wsgi import get_wsgi_application
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis.errors import Unsatisfiable

from tests.house.places import ROOT
from undrift.actions import capture
from undrift.domain.capture import KINDS, LONGEST_LINE, LONGEST_NAME
from undrift.store.models import Entry

from .captures import key_of
from .world import text_of

DOCUMENT = json.loads((ROOT / "src" / "undrift" / "api" / "openapi.json").read_text(encoding="utf-8"))
MANY = settings(
    max_examples=60,
    deadline=None,
    database=None,
    derandomize=True,
    phases=[Phase.explicit, Phase.generate],
    suppress_health_check=list(HealthCheck),
)


def test_it_is_public_and_the_same_for_everybody(world):
    answers = [p.get("/api/openapi.json") for p in (*world.everybody, world.ann.elsewhere())]
    assert len({a.content for a in answers}) == 1
    assert json.loads(text_of(answers[0])) == DOCUMENT


def test_it_says_what_the_rules_say():
    moment = DOCUMENT["components"]["schemas"]["Moment"]
    assert moment["properties"]["kind"]["enum"] == list(KINDS)
    assert moment["properties"]["text"]["maxLength"] == LONGEST_LINE
    assert set(moment["properties"]) == {"kind", "text"}
    name = DOCUMENT["paths"]["/api/moments"]["post"]["parameters"][0]["schema"]
    assert name["maxLength"] == LONGEST_NAME


def test_the_page_about_it_names_every_kind_and_every_answer():
    page = (ROOT / "docs" / "api.md").read_text(encoding="utf-8")
    for word in (*KINDS, *DOCUMENT["paths"]["/api/moments"]["post"]["responses"]):
        assert f"`{word}`" in page, word


@pytest.fixture
def described(world, monkeypatch):
    monkeypatch.setattr(capture, "AN_HOUR_AT_MOST", 100_000)
    house = get_wsgi_application()

    def locked(environ, start):
        return house({**environ, "wsgi.url_scheme": "https"}, start)

    return schemathesis.openapi.from_wsgi("/api/openapi.json", locked), key_of(world.ann)


@pytest.mark.parametrize("mode", ["positive", "negative"])
def test_whatever_is_asked_is_answered_as_described(described, mode):
    document, token = described
    wanted = {"positive": schemathesis.GenerationMode.POSITIVE, "negative": schemathesis.GenerationMode.NEGATIVE}
    asked: list[tuple[str, int]] = []
    for operation in (found.ok() for found in document.get_all_operations()):

        def ask(case) -> None:
            spoiled = any(name.lower() == "authorization" for name in case.headers or {})
            bearer = {} if spoiled and mode == "negative" else {"Authorization": f"Bearer {token}"}
            answer = case.call_and_validate(headers=bearer)
            asked.append((case.operation.path, answer.status_code))

        try:
            strategy = operation.as_strategy(generation_mode=wanted[mode])
            MANY(given(case=strategy)(ask))()
        except Unsatisfiable:
            assert operation.path == "/api/openapi.json"
    statuses = [status for path, status in asked if path == "/api/moments"]
    assert len(statuses) >= 30
    if mode == "positive":
        assert set(statuses) <= {200, 201}
        assert Entry.objects.count() == statuses.count(201)
    else:
        assert set(statuses) <= {400, 401, 415, 422}
        assert not Entry.objects.exists()
