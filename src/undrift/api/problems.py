"""What a machine is told when something was refused: a problem report (RFC 9457) with one plain sentence."""

from __future__ import annotations

import json
from http import HTTPStatus

from django.http import HttpResponse

KIND = "application/problem+json"


def problem(status: HTTPStatus, sentence: str, **more: str) -> HttpResponse:
    body = {"type": "about:blank", "title": status.phrase, "status": int(status), "detail": sentence, **more}
    return HttpResponse(json.dumps(body, ensure_ascii=False), status=status, content_type=KIND)
