"""What a line of the script can have somebody do. Everything goes through the actions that the pages use."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import timedelta
from functools import partial

from undrift.actions import (
    agreements,
    couples,
    doorkeys,
    evenings,
    future,
    invitations,
    letters,
    notebook,
    people,
    questions,
    rituals,
    settling,
    sharing,
    standing,
    story,
    timesoftwo,
)
from undrift.actions import desk as desks
from undrift.cli.demo import own_deeds
from undrift.cli.demo.players import Player
from undrift.cli.demo.script import Moment
from undrift.domain import curiosity
from undrift.domain.desk import Desk
from undrift.domain.errors import UndriftError
from undrift.domain.hopes import OPEN_LINES
from undrift.domain.notebook import Kind
from undrift.domain.rituals import Typed

PAUSED_FOR = timedelta(days=3)
NEXT_PART = "::"


class WordsDiffer(UndriftError):
    """The two read different words to each other. That must not happen here."""


@dataclass
class Story:
    """What one line leaves for a later one: the link that was sent, and the ids of what was given a name."""

    token: str = field(default="", repr=False)
    named: dict[str, str] = field(default_factory=dict)


Deed = Callable[[Story, Player, Moment], None]


def begins(story: Story, player: Player, moment: Moment) -> None:
    """Sign up, write down a recovery code, say what life is like."""
    del moment
    who = player.character
    player.cookie, _ = people.sign_up(
        who.name, who.passphrase, player.browser, way_in=who.way_in, invitation=story.token
    )
    visit = player.visit()
    doorkeys.new_recovery_code(visit, who.passphrase, player.browser)
    desks.describe_life(visit, who.situations, who.partner_word)


def invites(story: Story, player: Player, moment: Moment) -> None:
    del moment
    story.token = invitations.invite(player.visit())


def joins(story: Story, player: Player, moment: Moment) -> None:
    """Look at the link first, as the page does, then begin and take it."""
    invitations.look(story.token, player.browser)
    begins(story, player, moment)
    invitations.accept(player.visit(), story.token)


def read_words(first: Player, second: Player) -> None:
    """Each reads half of the words aloud and hears the other half; then both say that they are the same."""
    mine, theirs = (couples.words(player.private_visit()) for player in (first, second))
    if mine.spoken != theirs.spoken or mine.mine != theirs.theirs:
        raise WordsDiffer
    for player in (first, second):
        player.cookie = couples.confirm(player.private_visit(), mine.spoken, player.browser)


def keeps(kind: Kind, story: Story, player: Player, moment: Moment) -> None:
    visit = player.visit()
    _name(story, moment, notebook.write(visit, kind, moment.text, note_key=""))
    if kind is Kind.SIDEWAYS:
        evenings.note_argument(visit)


def shares(kind: Kind, story: Story, player: Player, moment: Moment) -> None:
    _name(story, moment, sharing.share(player.visit(), kind, moment.text, note_key=""))


def shares_note(story: Story, player: Player, moment: Moment) -> None:
    _name(story, moment, sharing.share_note(player.private_visit(), story.named[moment.called]))


def takes_back(story: Story, player: Player, moment: Moment) -> None:
    sharing.take_back(player.visit(), story.named.pop(moment.called))


def keeps_copy(story: Story, player: Player, moment: Moment) -> None:
    sharing.keep_copy(player.visit(), story.named[moment.called])


def pauses(story: Story, player: Player, moment: Moment) -> None:
    del story, moment
    desks.change(player.visit(), _paused)


def _paused(desk: Desk) -> Desk:
    until = desks.local_now(desk).replace(tzinfo=None, microsecond=0) + PAUSED_FOR
    return desk.with_(paused_until=until.isoformat())


def touch_yes(story: Story, player: Player, moment: Moment) -> None:
    del story, moment
    standing.touch_welcome(player.visit(), list(player.character.touch))


def _parts(moment: Moment) -> list[str]:
    """Take apart what a line of the script says in several parts."""
    return [part.strip() for part in moment.text.split(NEXT_PART)]


def will(told: Story, player: Player, moment: Moment) -> None:
    """Write an agreement; a second part says when a break ends."""
    text, *back = _parts(moment)
    line = agreements.write(player.visit(), text, "".join(back), about_a_break=bool(back), note_key="")
    _name(told, moment, line)


def agrees(told: Story, player: Player, moment: Moment) -> None:
    visit, line = player.visit(), told.named[moment.called]
    agreements.accept(visit, line, agreements.one(visit, line).line.words)


def proposes(told: Story, player: Player, moment: Moment) -> None:
    """Propose a time that returns: its name, its kind, the days (0 is Monday), the hour, the minutes."""
    title, kind, days, at, minutes = _parts(moment)
    typed = Typed(kind, title, tuple(days.split()), "1", at, minutes)
    _name(told, moment, rituals.propose(player.visit(), typed, note_key=""))


def says_yes(told: Story, player: Player, moment: Moment) -> None:
    visit, line = player.visit(), told.named[moment.called]
    rituals.accept(visit, line, timesoftwo.one(visit, line).line.words)


def parks(told: Story, player: Player, moment: Moment) -> None:
    _name(told, moment, agreements.park(player.visit(), moment.text, note_key=""))


def remembers(told: Story, player: Player, moment: Moment) -> None:
    """Write a piece of their story: when it was, and what happened."""
    when, text = _parts(moment)
    _name(told, moment, story.write(player.visit(), text, when, note_key=""))


def hopes(told: Story, player: Player, moment: Moment) -> None:
    """Write what one hopes for: the ticks, then the three open lines."""
    del told
    ticks, *lines = _parts(moment)
    future.write(player.visit(), ticks.split(", "), dict(zip(OPEN_LINES, lines, strict=True)))


def answers(told: Story, player: Player, moment: Moment) -> None:
    """Answer a question for both: which one, a guess or none, the answer. Whoever is first has it drawn."""
    del told
    question, guess, text = _parts(moment)
    visit = player.visit()
    settling.change(visit, lambda mine: curiosity.drew(mine, question))
    questions.write(visit, question, text, guess)


def letter(told: Story, player: Player, moment: Moment) -> None:
    """Seal a letter: after how many months it opens, and what it says."""
    del told
    after, text = _parts(moment)
    letters.write(player.visit(), text, after)


def own(deed: Callable[..., None], told: Story, player: Player, moment: Moment) -> None:
    del told
    deed(player, *_parts(moment))


def _name(told: Story, moment: Moment, entry: str) -> None:
    if moment.called:
        told.named[moment.called] = entry


DEEDS: dict[str, Deed] = {
    "begins": begins,
    "invites": invites,
    "joins": joins,
    "note": partial(keeps, Kind.NOTE),
    "moment": partial(keeps, Kind.MOMENT),
    "reaching-out": partial(keeps, Kind.BID),
    "appreciation": partial(keeps, Kind.APPRECIATION),
    "last-close": partial(keeps, Kind.LAST_CLOSE),
    "sideways": partial(keeps, Kind.SIDEWAYS),
    "tells": partial(shares, Kind.MOMENT),
    "thanks": partial(shares, Kind.APPRECIATION),
    "shares-note": shares_note,
    "takes-back": takes_back,
    "keeps-copy": keeps_copy,
    "will": will,
    "agrees": agrees,
    "proposes": proposes,
    "says-yes": says_yes,
    "parks": parks,
    "remembers": remembers,
    "hopes": hopes,
    "answers": answers,
    "letter": letter,
    "plans": partial(own, own_deeds.plan),
    "promises": partial(own, own_deeds.promise),
    "reminder": partial(own, own_deeds.remind),
    "quick-key": partial(own, own_deeds.quick_key),
    "pauses": pauses,
    "touch-yes": touch_yes,
}
