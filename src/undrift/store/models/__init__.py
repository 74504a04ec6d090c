from undrift.store.models.desk import Desk
from undrift.store.models.keyring import Keyring, NotebookKey, Slot
from undrift.store.models.notebook import Entry
from undrift.store.models.people import Person
from undrift.store.models.sessions import Door, KnownBrowser, Lane

__all__ = ["Desk", "Door", "Entry", "Keyring", "KnownBrowser", "Lane", "NotebookKey", "Person", "Slot"]
