"""If-then plans (S0.43, S3.14): a small thing tied to something that happens anyway. Never ticked off or counted."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from undrift.domain.errors import BadInput

MOST = 12
LONGEST_WHEN = 120
LONGEST_THEN = 200
_SAID_ALREADY = {
    "when": re.compile(r"^(when|if)(\s+|$)", re.IGNORECASE),
    "then": re.compile(r"^(then\s+)?(i(\s+|$))?", re.IGNORECASE),
}


@dataclass(frozen=True, slots=True)
class Plan:
    """When this happens, I do that. Both are kept without their first words, which the page says."""

    id: str
    when: str
    then: str

    @classmethod
    def from_json(cls, body: Mapping[str, Any]) -> Plan:
        return cls(str(body["id"]), str(body["when"]), str(body["then"]))


def added(plans: tuple[Plan, ...], new: Plan) -> tuple[Plan, ...]:
    """Add a plan; the same one twice is one. Raises BadInput at `when` or `then`."""
    plan = Plan(new.id, _line("when", new.when, LONGEST_WHEN), _line("then", new.then, LONGEST_THEN))
    if any((other.when, other.then) == (plan.when, plan.then) for other in plans):
        return plans
    if len(plans) >= MOST:
        raise BadInput("when", "Twelve is plenty to carry. Please take one away first; what you typed is still here.")
    return (*plans, plan)


def without(plans: tuple[Plan, ...], plan: str) -> tuple[Plan, ...]:
    return tuple(other for other in plans if other.id != plan)


def _line(field: str, typed: str, longest: int) -> str:
    line = " ".join("".join(c for c in typed if c.isprintable() or c.isspace()).split())
    line = _SAID_ALREADY[field].sub("", line).rstrip(" ,.")
    if not line:
        missing = {"when": "When would that be? Something that happens anyway.", "then": "And then? One small thing."}
        raise BadInput(field, missing[field])
    if len(line) > longest:
        raise BadInput(field, f"Please keep this to one line, at most {longest} letters.")
    return line
