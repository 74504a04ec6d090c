"""What hangs on a person's desk key, carried over to their new keys."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import suppress

from undrift.actions.lineseals import body_of, is_marked, mark_of, yes_mark, yes_to
from undrift.actions.rounds import commitment
from undrift.domain.couples import Membership
from undrift.store.queries import acceptances, couples, lines
from undrift.store.queries import answers as answer_rows
from undrift.vault import answers
from undrift.vault.cipher import CannotOpen
from undrift.vault.keyring import Unlocked


def carry_over(unlocked: Unlocked, fresh: Unlocked, here: Membership) -> None:
    """Carry what hangs on my desk key over to my new keys: marks, keys of answers, receipts."""
    lines.mark(dict(_line_marks(unlocked, fresh, here)))
    acceptances.mark(dict(_yes_marks(unlocked, fresh, here)))
    other = couples.partner_of(unlocked.person, here.couple)
    for row in answer_rows.of_author(unlocked.person, here.couple):
        mine, receipt = commitment(row), b""
        if row.receipt and other is not None:
            with suppress(CannotOpen):
                receipt = answers.receipt_anew(unlocked, fresh, mine, other.person_id, bytes(row.receipt))
        with suppress(CannotOpen):
            kept = answers.answer_key_anew(unlocked, fresh, mine)
            answer_rows.put(row.id, sealed_key=kept, receipt=receipt)


def _line_marks(unlocked: Unlocked, fresh: Unlocked, here: Membership) -> Iterator[tuple[str, str]]:
    for row in lines.of_author(unlocked.person, here.couple):
        try:
            body = body_of(unlocked, row)
        except CannotOpen:
            continue
        if is_marked(row.mark, mark_of(unlocked.desk_key, row.id, body)):
            yield row.id, mark_of(fresh.desk_key, row.id, body)


def _yes_marks(unlocked: Unlocked, fresh: Unlocked, here: Membership) -> Iterator[tuple[str, str]]:
    for said in acceptances.of(unlocked.person, here.couple):
        words = yes_to(unlocked, said.line)
        if words:
            yield said.line_id, yes_mark(fresh.desk_key, said.line_id, words)
