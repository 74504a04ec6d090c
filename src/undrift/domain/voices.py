"""Whose deed a line speaks of: each writes what they will do themselves, and not what the other will or must do."""

from __future__ import annotations

import re

_QUOTE = r"[\"'“‘(]?\s*"
_OTHERS = r"you|we|they|he|she|both of us|the two of us|each of us|my partner|you both"
_MUST = r"['’]ll|will|must|shall|should|have to|has to|need to|needs to|ought to|are to|never|always|are not allowed to"
_JOINED = re.compile(r"(?:,|\band\b|\bbut\b|\bwhile\b|\bas long as\b|\bso\b|[:–-])\s+", re.IGNORECASE)


def speaks_for_the_other(text: str, partner_name: str = "") -> bool:
    """Tell whether a line says what somebody else will or must do."""
    name = f"|{re.escape(partner_name)}" if partner_name.strip() else ""
    begins = re.compile(rf"^{_QUOTE}(?:{_OTHERS}{name})\s*(?:{_MUST})\b", re.IGNORECASE)
    sentences = [part.strip() for part in re.split(r"[.!?;\n]+", text) if part.strip()]
    clauses = [clause for part in sentences for clause in (part, *_JOINED.split(part)[1:])]
    return any(begins.search(clause) for clause in clauses)
