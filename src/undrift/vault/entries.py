"""Notes. A note opens only in the place it was sealed for: another row, owner, space, kind or version refuses."""

from __future__ import annotations

import json
from dataclasses import dataclass
from typing import Any

from undrift.vault.cipher import CannotOpen, Part, open_sealed, open_with, pad, refuses_alike, seal, seal_to, unpad


@dataclass(frozen=True)
class EntryPlace:
    """Where a note belongs. `version` is that of the key which seals it; 0 for a note left at the closed door."""

    id: str
    space: str
    owner: str
    kind: str
    version: int

    @property
    def parts(self) -> tuple[Part, ...]:
        return self.id, self.space, self.owner, self.kind, self.version


def seal_entry(key: bytes, body: dict[str, Any], place: EntryPlace) -> bytes:
    return seal(key, padded_json(body), "entry", *place.parts)


def open_entry(key: bytes, blob: bytes, place: EntryPlace) -> dict[str, Any]:
    return read_padded_json(open_sealed(key, blob, "entry", *place.parts))


def move_entry(blob: bytes, old: tuple[bytes, EntryPlace], new: tuple[bytes, EntryPlace]) -> bytes:
    """Seal a note anew, given the key and the place of before and of from now on. What it says is not looked at."""
    (old_key, old_place), (new_key, new_place) = old, new
    return seal(new_key, open_sealed(old_key, blob, "entry", *old_place.parts), "entry", *new_place.parts)


def leave_entry(public_key: bytes, body: dict[str, Any], place: EntryPlace) -> bytes:
    """Into a closed notebook: whoever leaves it cannot read it back."""
    return seal_to(public_key, padded_json(body), "left entry", *place.parts)


def open_left_entry(private_key: bytes, blob: bytes, place: EntryPlace) -> dict[str, Any]:
    return read_padded_json(open_with(private_key, blob, "left entry", *place.parts))


def padded_json(body: dict[str, Any]) -> bytes:
    text = json.dumps(body, ensure_ascii=False, separators=(",", ":"))
    return pad(text.encode("utf-8", "surrogatepass"))  # half an emoji, cut by a keyboard, is still kept


@refuses_alike
def read_padded_json(padded: bytes) -> dict[str, Any]:
    body = json.loads(unpad(padded).decode("utf-8", "surrogatepass"))
    if not isinstance(body, dict):
        raise CannotOpen
    return body
