"""Where the moves and rests of a time of two are sealed: on the joint shelf, for the line they belong to."""

from __future__ import annotations

from undrift.vault.entries import EntryPlace

KIND = "ritual"


def place_of(line: str, couple: str, version: int) -> EntryPlace:
    return EntryPlace(line, f"{couple}:joint", couple, KIND, version)
