"""One mail server of the operator's, and the two letters that Undrift ever writes. Neither carries a name or a link."""

from __future__ import annotations

import smtplib
import ssl
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from email.message import EmailMessage
from email.utils import format_datetime, make_msgid

from undrift.adapters import clock
from undrift.domain.deliveries import Outcome

SECONDS = 10.0
SUBJECT = "Undrift"
REMINDER = (
    "You asked to be reminded. Sign in to see.\n\n"
    "When and how often is up to you. Look under your name, then Reminders.\n"
)
NUMBER = (
    "Somebody asked Undrift to send reminders to this address.\n\n"
    "If it was you, the number is {number}.\n"
    "If it was not, you need do nothing. Nothing more will come.\n"
)
LOCKED, STARTTLS, OPEN = "tls", "starttls", "none"
PERMANENT = 500


@dataclass(frozen=True, slots=True)
class MailServer:
    """Where letters are handed in. `lock`: `tls`, `starttls`, or `none` on this machine only."""

    host: str
    port: int
    lock: str
    sender: str
    user: str = ""
    password: str = field(default="", repr=False)

    def remind(self, address: str) -> Outcome:
        return self._send(address, REMINDER)

    def tell_number(self, address: str, number: str) -> Outcome:
        return self._send(address, NUMBER.format(number=number))

    def answers(self) -> bool:
        """Knock, lock the line and sign in, as for a letter, and leave again."""
        try:
            with self._open():
                return True
        except (OSError, smtplib.SMTPException):
            return False

    def _send(self, address: str, text: str) -> Outcome:
        """Hand in one letter. What was refused before the text was handed over can be tried again safely."""
        try:
            with self._open() as line:
                return _hand_in(line, address, _letter(self.sender, address, text))
        except (OSError, smtplib.SMTPException):
            return Outcome.LATER

    @contextmanager
    def _open(self) -> Iterator[smtplib.SMTP]:
        line = self._connected()
        try:
            if self.lock == STARTTLS:
                line.starttls(context=ssl.create_default_context())
            if self.user:
                line.login(self.user, self.password)
            yield line
        finally:
            with suppress(OSError, smtplib.SMTPException):
                line.quit()

    def _connected(self) -> smtplib.SMTP:
        if self.lock == LOCKED:
            return smtplib.SMTP_SSL(self.host, self.port, timeout=SECONDS, context=ssl.create_default_context())
        return smtplib.SMTP(self.host, self.port, timeout=SECONDS)


def _letter(sender: str, address: str, text: str) -> EmailMessage:
    letter = EmailMessage()
    letter["From"], letter["To"], letter["Subject"] = sender, address, SUBJECT
    letter["Date"], letter["Message-ID"] = format_datetime(clock.now()), make_msgid(domain=sender.rpartition("@")[2])
    letter["Auto-Submitted"] = "auto-generated"
    letter.set_content(text)
    return letter


def _hand_in(line: smtplib.SMTP, address: str, letter: EmailMessage) -> Outcome:
    try:
        line.send_message(letter, to_addrs=[address])
    except smtplib.SMTPRecipientsRefused as refused:
        return _refused(max(code for code, _ in refused.recipients.values()))
    except smtplib.SMTPResponseException as refused:
        return _refused(refused.smtp_code)
    except (OSError, smtplib.SMTPException):
        return Outcome.UNSURE
    return Outcome.WENT


def _refused(code: int) -> Outcome:
    return Outcome.REFUSED if code >= PERMANENT else Outcome.LATER
