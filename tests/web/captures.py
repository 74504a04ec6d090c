"""A machine with a key: what a phone shortcut or a button would send."""

from __future__ import annotations

import json
import re
from typing import Any

from django.http import HttpResponse
from django.test import Client

from .world import Someone, text_of

PAGE = "/settings/quick-notes/"
MOMENTS = "/api/moments"


def key_of(person: Someone, place: str = "button") -> str:
    """Make a key as a person would; the page shows it once."""
    page = text_of(person.fill(PAGE, place=place))
    found = re.search(r"undrift-[0-9a-f]{64}", page)
    assert found, page
    return found[0]


def send(token: str, body: Any = None, *, secure: bool = True, **headers: str) -> HttpResponse:
    """Send as a machine does: no cookie, no form token. A body that is bytes goes as it is."""
    content = body if isinstance(body, bytes) else json.dumps({"kind": "moment"} if body is None else body).encode()
    kind = headers.pop("content_type", "application/json")
    bearer = {"authorization": f"Bearer {token}"} if token else {}
    machine = Client(raise_request_exception=False)
    return machine.post(
        MOMENTS, content, content_type=kind, secure=secure, headers={**bearer, **headers}, REMOTE_ADDR="192.0.2.7"
    )


def told(answer: HttpResponse) -> dict[str, Any]:
    return json.loads(answer.content)
