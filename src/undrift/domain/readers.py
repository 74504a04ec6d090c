"""Who can read what: the one table that Settings shows, the documents print and the tests check."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum


class Sight(StrEnum):
    """What a reader can do with a thing."""

    READS = "can read it"
    NOT = "cannot read it"
    SEES_THAT = "can see that something was kept, and on which day, not what"


@dataclass(frozen=True, slots=True)
class Row:
    """One kind of thing, where it lies, and who can do what with it.

    `table` and `columns` name what a test searches for the thing in clear. `door` is the door a reader needs.
    """

    thing: str
    example: str
    you: str
    host: Sight
    host_note: str
    table: str
    columns: tuple[str, ...]
    door: str


TABLE = (
    Row(
        "Notes in your notebook",
        "Small moments, things you appreciated, what you wrote for yourself",
        "You, behind your private door",
        Sight.SEES_THAT,
        "Also roughly how long it is, in steps that double, and the day it is to be gone, if you chose one.",
        "entry",
        ("sealed",),
        "private",
    ),
    Row(
        "How a step landed, and your evenings",
        "How much you had in you, what was suggested, what you answered",
        "You, once signed in",
        Sight.NOT,
        "It is one locked row, rewritten in place.",
        "desk",
        ("sealed",),
        "shared",
    ),
    Row(
        "What you said about safety",
        "The quiet choice to keep joint things away",
        "You. It is never shown as an answer, and no export has it",
        Sight.NOT,
        "It lies in the same locked row.",
        "desk",
        ("sealed",),
        "shared",
    ),
    Row(
        "Your passphrase and recovery code",
        "The words that open your door",
        "Nobody. They are not kept anywhere",
        Sight.NOT,
        "There is nothing here that could be reset or looked up. That a recovery code exists can be seen.",
        "keyring_slot",
        ("sealed", "params"),
        "none",
    ),
    Row(
        "Your name here",
        "The name you sign in with",
        "You",
        Sight.READS,
        "Also the day you began.",
        "person",
        ("name", "began_on"),
        "shared",
    ),
    Row(
        "That you are signed in",
        "On a phone or a computer, and the last day",
        "You, under Settings",
        Sight.SEES_THAT,
        "Also, to the minute, until when a door stays open, and so when it was last used. Not what you look at.",
        "door",
        ("label", "last_day", "sealed"),
        "shared",
    ),
    Row(
        "Browsers you have signed in with",
        "So that nobody can shut you out by guessing at your door",
        "You need do nothing about it",
        Sight.SEES_THAT,
        "A mark without meaning and a day, for each.",
        "known_browser",
        ("mark", "last_day"),
        "shared",
    ),
    Row(
        "What you read in Library and Help",
        "Which pages you open",
        "Nobody. It is not noted",
        Sight.NOT,
        "Undrift keeps no list of pages. A network can still show that a page was opened.",
        "",
        (),
        "none",
    ),
)

PROMISE = (
    "Whoever holds the disk, the database, the backups or the logs cannot read what you wrote in private.",
    "Whoever changes the program, or watches the server’s memory while you are signed in, can.",
)
