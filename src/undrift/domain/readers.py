"""Who can read what: the one table that Settings shows, the documents print and the tests check."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum


class Sight(StrEnum):
    """What a reader can do with a thing. `UNSHOWN` speaks of the pages alone, the others of pages and disk."""

    READS = "can read it"
    NOT = "cannot read it"
    UNSHOWN = "is shown nothing of it"
    SEES_THERE = "can see that it is there, not what it says"
    SEES_THAT = "can see that something was kept, and on which day, not what"


@dataclass(frozen=True, slots=True)
class Row:
    """One kind of thing, where it lies, and who can do what with it.

    `partner` is what the other of two is given by the pages; if they run the computer, `host` holds for them too.
    `table` and `columns` name what a test searches for the thing in clear. `door` is the door a reader needs.
    """

    thing: str
    example: str
    you: str
    partner: Sight
    partner_note: str
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
        Sight.NOT,
        "Undrift does not show them that you write here, or when.",
        Sight.SEES_THAT,
        "Also roughly how long it is, in steps that double, and the day it is to be gone, if you chose one.",
        "entry",
        ("sealed",),
        "private",
    ),
    Row(
        "The sheets of Looking back",
        "How it goes between you, what happened, an ordinary day, what fear does, small signs",
        "You, behind your private door",
        Sight.NOT,
        "Undrift does not show them that there are any. A line you choose to share counts as what you share, below.",
        Sight.SEES_THAT,
        "One locked row for each sheet you have begun, the day you last changed it, and roughly how long it is. Not "
        "which sheet it is. Which one asks you a sentence in the evening lies in the locked row of your evenings.",
        "sheet",
        ("sealed",),
        "private",
    ),
    Row(
        "Weather over your weeks",
        "What you marked about each week, sums of longer questions, a line about what was happening",
        "You, behind your private door. “Take my words along” has the lines, and no answer and no sum",
        Sight.NOT,
        "No page shows them any of it, or that there is any. Nothing of theirs is ever beside it.",
        Sight.SEES_THAT,
        "One more locked row among the sheets above, the day it last changed, and roughly how long it is. When longer "
        "questions last said that it does not get better lies in the locked row of your evenings.",
        "sheet",
        ("sealed",),
        "private",
    ),
    Row(
        "The question apart",
        "Whether you were ever afraid of something they said or did",
        "Nobody: the answer is not kept. A yes only sets your own choice to keep steps for two away",
        Sight.NOT,
        "That choice looks to them like a pause, and no page shows it.",
        Sight.NOT,
        "The evening on which the question last stood there lies in the locked row of your evenings, answered or not.",
        "desk",
        ("sealed",),
        "private",
    ),
    Row(
        "What you share",
        "A small moment or an appreciation that you chose to show",
        "You, once signed in",
        Sight.READS,
        "From the next breakfast, until you take it back. They may have kept a copy by then. Nobody tells you.",
        Sight.SEES_THAT,
        "Also whose it is, to the minute from when it can be read (five in the morning where you are), and roughly how "
        "long it is. If that is your partner, they could read it before that breakfast.",
        "shared",
        ("sealed",),
        "shared",
    ),
    Row(
        "Agreements, what is parked, and your story",
        "A line about what you will do, a topic for another day, a piece of what you remember",
        "You, once signed in",
        Sight.READS,
        "At once, until you take it out. They can take out an agreement that stands; the words then go home to you.",
        Sight.SEES_THERE,
        "Also whose it is, on which of the three pages, in which order, and roughly how long it is. No day is kept "
        "beside it.",
        "line",
        ("sealed",),
        "shared",
    ),
    Row(
        "A yes to a line of the other",
        "That you accepted an agreement, in exactly these words",
        "You, once signed in",
        Sight.READS,
        "A line that you put aside looks to them like one that you have not read.",
        Sight.SEES_THERE,
        "For which line, and from whom. What you put aside lies in the locked row of your evenings.",
        "acceptance",
        ("sealed",),
        "shared",
    ),
    Row(
        "What you hope for in the years ahead",
        "Ticks and lines that you wrote alone",
        "You, once signed in",
        Sight.READS,
        "Once you have both written and have both been here since. Until then no page says that you wrote.",
        Sight.SEES_THERE,
        "Whose it is, roughly how long it is, and whether it has opened. If that is your partner, they can see before "
        "it opens that you have written, not what.",
        "answer",
        ("sealed", "sealed_key"),
        "shared",
    ),
    Row(
        "A conversation that is laid out or under way",
        "Which kind it is, whose turn, when one of you said: I am here. Nothing you say in it",
        "You, once signed in. That one of you is here alone is shown to nobody",
        Sight.READS,
        "The same screen as you, from their side. Leaving looks to them like a pause. It is gone four days later at "
        "the latest, and no backup and no export has it.",
        Sight.SEES_THAT,
        "That there is one, how often it moved on and how often it was written, and the day after which it is swept "
        "away. Whoever watches the file could see when. Not which kind, who laid it out, or whose turn it is.",
        "conversation",
        ("sealed",),
        "shared",
    ),
    Row(
        "One true thing",
        "A feeling, a need or a moment that felt closer, said on a page of its own",
        "You, once signed in",
        Sight.READS,
        "On a morning at least a day later, once they say that there is room. Whether and when they read it, no page "
        "tells you.",
        Sight.SEES_THAT,
        "It looks like anything else you share, to the minute as well. If that is your partner, they could read it "
        "before that.",
        "shared",
        ("sealed",),
        "shared",
    ),
    Row(
        "A draft that lies till morning",
        "What you wrote to say, and have not put on the shelf",
        "You, once signed in: whoever holds your open phone could read it. On leaving it goes into your notebook",
        Sight.NOT,
        "No page shows them that anything lies there.",
        Sight.NOT,
        "It lies in the same locked row as your evenings, which is the same size with it and without it.",
        "desk",
        ("sealed",),
        "shared",
    ),
    Row(
        "What you did with what the other said",
        "Now, later or not today; about right or too much",
        "You see none of it again. It only makes what comes next a little lighter. No export has it",
        Sight.NOT,
        "Theirs says the same, whatever you chose and whether you opened it.",
        Sight.NOT,
        "It lies in the same locked row as your evenings.",
        "desk",
        ("sealed",),
        "shared",
    ),
    Row(
        "How a step landed, and your evenings",
        "How much you had in you, what was suggested, what you answered",
        "You, once signed in",
        Sight.NOT,
        "What crosses over is the coarse level below, and no more.",
        Sight.NOT,
        "It is one locked row, rewritten in place.",
        "desk",
        ("sealed",),
        "shared",
    ),
    Row(
        "How deep steps may go, and touch",
        "One coarse level, and the kinds of touch you said yes to",
        "You see what you chose. The level itself is on no page",
        Sight.UNSHOWN,
        "Their side of Undrift uses it to choose steps. From the steps they get, they may guess a part of it. "
        "A step with touch tells each that both said yes.",
        Sight.NOT,
        "It is a locked row, rewritten in place. If that is your partner, they could work it out with their own keys.",
        "standing",
        ("sealed",),
        "shared",
    ),
    Row(
        "A line to mend",
        "One of three lines or your own, sent after an argument",
        "You, once signed in",
        Sight.READS,
        "At once, until you take it back, and for a week at most. They may have kept a copy. No page says whether it "
        "was read.",
        Sight.SEES_THAT,
        "It looks like anything else you share, down to the minute of a breakfast that nobody waits for. A line you "
        "hold up is kept nowhere.",
        "shared",
        ("sealed",),
        "shared",
    ),
    Row(
        "That you could come back to a matter",
        "Said alone, and gone after a week",
        "You, once signed in",
        Sight.UNSHOWN,
        "Only when both of you have said it does each see one line, a day or two later. It tells that both did, not "
        "who was first. Taken back before, it leaves no trace.",
        Sight.NOT,
        "It is a day in the same locked row as the level. If that is your partner, they could work it out with their "
        "own keys.",
        "standing",
        ("sealed",),
        "shared",
    ),
    Row(
        "What you said about safety",
        "The quiet choice to keep joint things away",
        "You. It is never shown as an answer, and no export has it",
        Sight.NOT,
        "To them it looks like any quiet week.",
        Sight.NOT,
        "It lies in the same locked row as your evenings.",
        "desk",
        ("sealed",),
        "shared",
    ),
    Row(
        "How the ground is, and what is going on",
        "Your weekly answers, and what you ticked about your situation",
        "You, behind your private door. “Take my words along” leaves it out",
        Sight.NOT,
        "Your own steps follow it at once. Theirs only by the coarse level, slowly.",
        Sight.NOT,
        "The levels lie in the same locked row as your evenings, the words among your notes.",
        "desk",
        ("sealed",),
        "private",
    ),
    Row(
        "Small promises",
        "One line each, until it is kept or let be",
        "You, once signed in",
        Sight.NOT,
        "Somebody who holds your unlocked phone can see them.",
        Sight.NOT,
        "They lie in the same locked row as your evenings.",
        "desk",
        ("sealed",),
        "shared",
    ),
    Row(
        "A summary for a professional",
        "What you picked and wrote, as a page or a PDF",
        "You, behind your private door, while you make it. It is kept nowhere here",
        Sight.NOT,
        "The file you save is not locked. Whoever opens it can read it.",
        Sight.NOT,
        "It is made in memory and never lies on the disk.",
        "",
        (),
        "private",
    ),
    Row(
        "Your passphrase and recovery code",
        "The words that open your door",
        "Nobody. They are not kept anywhere",
        Sight.NOT,
        "Please do not tell them. Nothing here needs them to know.",
        Sight.NOT,
        "There is nothing here that could be reset or looked up. That a recovery code exists can be seen.",
        "keyring_slot",
        ("sealed",),
        "none",
    ),
    Row(
        "Your name here",
        "The name you sign in with",
        "You",
        Sight.READS,
        "Once one of you has used the other’s invitation.",
        Sight.READS,
        "Also the day you began.",
        "person",
        ("name", "began_on"),
        "shared",
    ),
    Row(
        "That you two belong together",
        "Whose place this is with whom",
        "You, once signed in",
        Sight.READS,
        "",
        Sight.READS,
        "Also the day you joined, whether each of you confirmed the words, how often keys changed, and whether one of "
        "you has left.",
        "member",
        ("couple_id", "confirmed", "key_changes"),
        "shared",
    ),
    Row(
        "An open invitation",
        "The link and the code that let one other person join you",
        "You, until it is used, withdrawn, or two days old",
        Sight.READS,
        "So can anybody they pass it on to. It opens nothing you wrote, and nothing is shared until the words were "
        "compared.",
        Sight.SEES_THAT,
        "That you invite, and, to the minute, until when. Not the code.",
        "invitation",
        ("token_hash", "sealed_token"),
        "shared",
    ),
    Row(
        "The words you compare",
        "Four words or six, to be read to each other once",
        "You, while the two of you join",
        Sight.READS,
        "You read half of them, they read the other half.",
        Sight.NOT,
        "They are kept nowhere, and open nothing. The six, after new keys, could be worked out from the disk.",
        "member",
        ("sealed_token",),
        "shared",
    ),
    Row(
        "The keys to what you share",
        "They go from one of you to the other, locked",
        "Nobody sees them. They open with your passphrase",
        Sight.NOT,
        "They have their own. When you leave, theirs to your words are deleted.",
        Sight.NOT,
        "It sees that they are there, for whom, from whom, and how often they were made anew.",
        "keyring_envelope",
        ("sealed",),
        "shared",
    ),
    Row(
        "That you are signed in",
        "On a phone or a computer, and the last day",
        "You, under Settings",
        Sight.UNSHOWN,
        "No page says when you were here.",
        Sight.SEES_THAT,
        "Also, to the minute, until when each of your two doors stays open, and so when it was last used; how often "
        "keys changed. Not what you look at.",
        "door",
        ("label", "last_day", "sealed"),
        "shared",
    ),
    Row(
        "Browsers you have signed in with",
        "So that nobody can shut you out by guessing at your door",
        "You need do nothing about it",
        Sight.UNSHOWN,
        "",
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
        Sight.UNSHOWN,
        "A phone that you both use keeps a history of its own.",
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
