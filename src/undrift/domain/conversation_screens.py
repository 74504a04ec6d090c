"""What a guided conversation shows: the words of each kind, and the one screen that somebody sees now."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from undrift.domain.conversation_kinds import PARKED, Kind
from undrift.domain.conversations import Look, Mine


@dataclass(frozen=True, slots=True)
class Screen:
    """What stands on a screen at one turn; `{name}` is the other one."""

    title: str
    read: str
    say: tuple[str, ...] = ()

    def for_name(self, name: str) -> Screen:
        return Screen(self.title.replace("{name}", name), self.read.replace("{name}", name), self.say)


@dataclass(frozen=True, slots=True)
class Words:
    """The words of one beat: `here` for whoever has the light, `there` for the other, `both` where it is nobody's."""

    here: Screen | None
    there: Screen | None
    both: Screen | None
    go_on: str
    got_it: str
    again: str


@dataclass(frozen=True, slots=True)
class Guide:
    """All the words of one kind. `aside`: one line beside it that points elsewhere."""

    kind: Kind
    title: str
    lead: str
    aside: str
    aside_link: str
    beats: dict[str, Words]
    closing: Screen
    parked: Screen | None


@dataclass(frozen=True, slots=True)
class Talk:
    """A conversation as one of the two sees it now. `mark` and `look.number` name what a press on the page is about.

    `names`: who laid it out and the other, of whom `who` is looking. `back`: the named time to come back, local.
    """

    look: Look
    guide: Guide
    mark: str
    who: int
    names: tuple[str, str]
    one_phone: bool
    minutes: int
    back: datetime | None

    @property
    def me(self) -> str:
        return self.names[self.who]

    @property
    def other(self) -> str:
        return self.names[1 - self.who]

    @property
    def words(self) -> Words:
        return self.guide.beats[self.look.words]

    @property
    def screen(self) -> Screen:
        return self.screen_for(self.who, self.look.mine)

    @property
    def other_screen(self) -> Screen:
        """What the other sees at the same time: on one shared phone, it stands on its head."""
        across = {Mine.HERE: Mine.THERE, Mine.THERE: Mine.HERE}.get(self.look.mine, Mine.BOTH)
        return self.screen_for(1 - self.who, across)

    def screen_for(self, who: int, mine: Mine) -> Screen:
        words = self.words
        found = {Mine.HERE: words.here, Mine.THERE: words.there, Mine.BOTH: words.both}[mine]
        return (found or Screen("", "")).for_name(self.names[1 - who])

    @property
    def ending(self) -> Screen:
        parked = self.guide.parked if self.look.ending == PARKED else None
        return parked or self.guide.closing
