from undrift.store.models.answers import Answer
from undrift.store.models.capture import CaptureKey
from undrift.store.models.conversations import Conversation
from undrift.store.models.couples import Couple, Invitation, Member
from undrift.store.models.desk import Desk
from undrift.store.models.keyring import Envelope, Keyring, NotebookKey, Pin, Slot
from undrift.store.models.lines import Acceptance, Line
from undrift.store.models.notebook import Entry
from undrift.store.models.noticing import Sheet
from undrift.store.models.people import Person
from undrift.store.models.questions import Question
from undrift.store.models.reminders import Delivery, Place, PushKey, Reminder
from undrift.store.models.rituals import Feed, Ritual
from undrift.store.models.sessions import Door, KnownBrowser, Lane
from undrift.store.models.shared import Shared, Standing

__all__ = [
    "Acceptance",
    "Answer",
    "CaptureKey",
    "Conversation",
    "Couple",
    "Delivery",
    "Desk",
    "Door",
    "Entry",
    "Envelope",
    "Feed",
    "Invitation",
    "Keyring",
    "KnownBrowser",
    "Lane",
    "Line",
    "Member",
    "NotebookKey",
    "Person",
    "Pin",
    "Place",
    "PushKey",
    "Question",
    "Reminder",
    "Ritual",
    "Shared",
    "Sheet",
    "Slot",
    "Standing",
]
