"""One of the two with a phone: signed in for a month at a time, as somebody who ticks *keep me signed in*."""

from __future__ import annotations

from dataclasses import dataclass, field

from undrift.actions import sessions, settling
from undrift.actions.sessions import Browser, DoorClosed, Visit
from undrift.cli.demo.script import Character


@dataclass
class Player:
    """A character and the cookie of their phone."""

    character: Character
    browser: Browser
    cookie: str = field(default="", repr=False)

    @classmethod
    def of(cls, character: Character) -> Player:
        return cls(character, Browser(mark=f"the phone of {character.name}", address="127.0.0.1", label="A phone"))

    @property
    def name(self) -> str:
        return self.character.name

    @property
    def is_here(self) -> bool:
        """Say whether they have ever signed up."""
        return bool(self.cookie)

    def visit(self) -> Visit:
        """Pick up the phone. A door that has closed by then is opened with the passphrase."""
        visit = sessions.resume(self.cookie)
        if visit is not None:
            settling.attend(visit)
            return visit
        passphrase = self.character.passphrase
        self.cookie, _ = sessions.sign_in(self.name, passphrase, self.browser, remember=True)
        return self._opened()

    def private_visit(self) -> Visit:
        """Pick up the phone and open the notebook's door as well."""
        visit = self.visit()
        if visit.private_door_open:
            return visit
        self.cookie = sessions.open_private_door(visit, self.character.passphrase, self.browser)
        return self._opened()

    def _opened(self) -> Visit:
        visit = sessions.resume(self.cookie)
        if visit is None:
            raise DoorClosed
        settling.attend(visit)
        return visit
