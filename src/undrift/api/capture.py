"""A note in one tap, for machines: a key adds one moment to its owner's closed notebook. It reads nothing."""

from __future__ import annotations

import json
import re
from collections.abc import Callable
from functools import lru_cache, wraps
from http import HTTPStatus
from importlib import resources

from django.http import HttpRequest, HttpResponse
from django.views.decorators.csrf import csrf_exempt

from undrift.actions import capture
from undrift.api.problems import problem
from undrift.domain.capture import LONGEST_NAME, UnknownKey
from undrift.domain.errors import BadInput, TooManyTries, UndriftError
from undrift.domain.safe_place import FORWARDING, is_safe

LARGEST_BODY = 16_384
JSON = "application/json"
NAME = re.compile(f"[!-~]{{1,{LONGEST_NAME}}}")
KEPT = "It is in your notebook."
KEPT_BEFORE = "This one was kept before. It is in your notebook once."
View = Callable[[HttpRequest], HttpResponse]


class Refused(UndriftError):
    """Something about the request cannot be used."""

    def __init__(self, status: HTTPStatus, sentence: str) -> None:
        self.status = status
        super().__init__(sentence)


def door(name: str, *methods: str) -> Callable[[View], View]:
    """Name what opens this address; any other method is told which there are."""

    def around(view: View) -> View:
        @wraps(view)
        def only(request: HttpRequest) -> HttpResponse:
            if request.method in methods:
                return view(request)
            told = problem(HTTPStatus.METHOD_NOT_ALLOWED, f"This address takes {' and '.join(methods)} only.")
            told["Allow"] = ", ".join(methods)
            return told

        only.door = name  # type: ignore[attr-defined]  # read by the route tests
        return only

    return around


@csrf_exempt  # no cookie is read here: the key comes in a header, which no other site can send
@door("a key", "POST")
def moments(request: HttpRequest) -> HttpResponse:
    """Add one moment. The answer says that it is kept, and nothing of what is there."""
    try:
        added = _added(request)
    except Refused as refused:
        return problem(refused.status, refused.sentence)
    except UnknownKey as unknown:
        told = problem(HTTPStatus.UNAUTHORIZED, unknown.sentence)
        told["WWW-Authenticate"] = "Bearer"
        return told
    except BadInput as bad:
        return problem(HTTPStatus.UNPROCESSABLE_ENTITY, bad.sentence, field=bad.field)
    except TooManyTries as many:
        told = problem(HTTPStatus.TOO_MANY_REQUESTS, "That was a lot of moments in one hour. Please wait a little.")
        told["Retry-After"] = str(many.facts.get("seconds", 60))
        return told
    sentence = KEPT if added else KEPT_BEFORE
    body = json.dumps({"kept": True, "again": not added, "sentence": sentence})
    return HttpResponse(body, status=HTTPStatus.CREATED if added else HTTPStatus.OK, content_type=JSON)


def _added(request: HttpRequest) -> bool:
    if not _is_safe(request):
        raise Refused(HTTPStatus.FORBIDDEN, "A key may only travel over https. Nothing was kept.")
    token = _token(request)
    capture.key_of(token)
    return capture.leave(token, _sent(request), name=_name(request))


def _is_safe(request: HttpRequest) -> bool:
    return is_safe(
        locked=request.is_secure(),
        host=request.get_host(),
        peer=str(request.META.get("REMOTE_ADDR", "")),
        forwarded=any(name in request.headers for name in FORWARDING),
    )


def _token(request: HttpRequest) -> str:
    scheme, _, token = request.headers.get("Authorization", "").partition(" ")
    return token if scheme.lower() == "bearer" else ""


def _name(request: HttpRequest) -> str:
    name = request.headers.get("Idempotency-Key")
    if name is not None and not NAME.fullmatch(name):
        sentence = f"An Idempotency-Key has 1 to {LONGEST_NAME} plain letters, digits or signs, and no space."
        raise Refused(HTTPStatus.BAD_REQUEST, sentence)
    return name or ""


def _sent(request: HttpRequest) -> object:
    charset = (request.content_params or {}).get("charset", "utf-8")
    if request.content_type != JSON or charset.lower().replace("-", "") != "utf8":
        raise Refused(HTTPStatus.UNSUPPORTED_MEDIA_TYPE, "Send application/json in UTF-8.")
    if len(request.body) > LARGEST_BODY:
        raise Refused(HTTPStatus.REQUEST_ENTITY_TOO_LARGE, "This is more than one moment can hold.")
    try:
        return json.loads(request.body.decode("utf-8"))
    except (ValueError, RecursionError):
        raise Refused(HTTPStatus.BAD_REQUEST, "This is not JSON in UTF-8.") from None


@door("none", "GET", "HEAD")
def openapi(request: HttpRequest) -> HttpResponse:
    """Describe the address above. The same bytes for everybody."""
    del request
    return HttpResponse(_document(), content_type=JSON)


@lru_cache(maxsize=1)
def _document() -> bytes:
    return resources.files("undrift.api").joinpath("openapi.json").read_bytes()
