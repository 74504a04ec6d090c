"""Errors are told as type, file and line. Never the message, the form, the cookies or the locals."""

from __future__ import annotations

import logging
import traceback
from types import TracebackType
from typing import Any

from django.views.debug import ExceptionReporter

Raised = tuple[type[BaseException], BaseException, TracebackType | None] | tuple[None, None, None]


def outline(kind: type[BaseException] | None, trace: TracebackType | None) -> str:
    """Say where an error came from without saying what it was about."""
    lines = [f"  {frame.filename}:{frame.lineno} {frame.name}" for frame in traceback.extract_tb(trace)]
    return "\n".join([*lines, kind.__name__ if kind else "?"])


class TypeOnlyReporter(ExceptionReporter):
    """Django's error report without values: no message, no locals, no POST, no cookies."""

    def get_traceback_data(self) -> dict[str, Any]:
        return {}

    def get_traceback_html(self) -> str:  # type: ignore[override]  # plain text is safe as HTML here
        return self.get_traceback_text()

    def get_traceback_text(self) -> str:  # type: ignore[override]  # the stubs say SafeString
        return outline(self.exc_type, self.tb)


class TypeOnlyFormatter(logging.Formatter):
    """The same for standard error, which the host's journal keeps."""

    def formatException(self, ei: Any) -> str:  # noqa: N802 - the name is the logging module's
        return outline(ei[0], ei[2])

    def format(self, record: logging.LogRecord) -> str:
        record.exc_text = None
        return super().format(record)


SERVER_ERROR = 500


class NoAddress(logging.Filter):
    """Drop the request and its arguments from a record: an address may name what a person was doing."""

    def filter(self, record: logging.LogRecord) -> bool:
        if record.name.startswith("django.request") or record.name.startswith("django.security"):
            status = getattr(record, "status_code", "")
            if status != SERVER_ERROR:
                return False  # a refusal that was expected is no news, and a burst of them would flood the journal
            record.msg, record.args = f"answered {status}", ()
        return True


LOGGING: dict[str, Any] = {
    "version": 1,
    "disable_existing_loggers": False,
    "filters": {"no_address": {"()": NoAddress}},
    "formatters": {"types": {"()": TypeOnlyFormatter, "format": "%(asctime)s %(levelname)s %(name)s %(message)s"}},
    "handlers": {
        "console": {"class": "logging.StreamHandler", "formatter": "types", "filters": ["no_address"]},
    },
    "root": {"handlers": ["console"], "level": "WARNING"},
    "loggers": {
        "django": {"handlers": ["console"], "level": "ERROR", "propagate": False},
        "uvicorn": {"handlers": ["console"], "level": "WARNING", "propagate": False},
        "asyncio": {"handlers": ["console"], "level": "CRITICAL", "propagate": False},
    },
}
