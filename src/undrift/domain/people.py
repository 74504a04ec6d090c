"""A person's name: shown as it was typed, and folded so that Ann, ann and ANN open one door."""

from __future__ import annotations

import unicodedata

from undrift.domain.errors import BadInput

LONGEST_NAME = 40
NEVER_SHOWN = frozenset({"Cc", "Cs", "Co", "Cn"})
TURNS_TEXT_AROUND = frozenset("\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069")


def shown_name(typed: str) -> str:
    """Tidy a name for showing: single blanks, nothing invisible that could disguise it. May be empty."""
    words = " ".join(typed.split())
    return "".join(c for c in words if unicodedata.category(c) not in NEVER_SHOWN and c not in TURNS_TEXT_AROUND)


def name_key(typed: str) -> str:
    """Fold a name for signing in: width, case, joiners and soft hyphens make no difference."""
    wide = unicodedata.normalize("NFKC", " ".join(typed.split()))
    plain = "".join(c for c in wide if not unicodedata.category(c).startswith("C"))
    return " ".join(plain.casefold().split())


def checked_name(typed: str) -> str:
    """Check a name at sign-up; returns how it is shown. Raises BadInput at `name`."""
    if not name_key(typed):
        raise BadInput("name", "Please write a name. A first name or a made-up one is fine.")
    name = shown_name(typed)
    if len(name) > LONGEST_NAME:
        raise BadInput("name", "Please make the name shorter than 40 letters.")
    return name
