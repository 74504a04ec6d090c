from __future__ import annotations

from collections.abc import Iterable
from datetime import date, datetime

from django.db.models import F, Max

from undrift.store.models import Couple, Envelope, Invitation, Member, Pin


def member(person: str) -> Member | None:
    return Member.objects.select_related("couple").filter(pk=person).first()


def partner_of(person: str, couple: str) -> Member | None:
    """Fetch the other one's membership with their name, or None when they have left."""
    return Member.objects.select_related("person").filter(couple_id=couple).exclude(pk=person).first()


def members(couple: str) -> list[str]:
    return list(Member.objects.filter(couple_id=couple).values_list("person_id", flat=True))


def begin(couple: str, day: date, tokens: dict[str, bytes]) -> None:
    Couple.objects.create(id=couple, began_on=day)
    Member.objects.bulk_create(
        Member(person_id=person, couple_id=couple, sealed_token=sealed) for person, sealed in tokens.items()
    )


def set_confirmed(person: str) -> None:
    Member.objects.filter(pk=person).update(confirmed=True)


def ask_for_words_again(couple: str) -> None:
    Couple.objects.filter(pk=couple).update(renewals=F("renewals") + 1)
    Member.objects.filter(couple_id=couple).update(confirmed=False)


def keys_changed(couple: str) -> None:
    """Make every open door of both fetch the shelf keys anew."""
    Member.objects.filter(couple_id=couple).update(key_changes=F("key_changes") + 1)


def leave(person: str, couple: str) -> None:
    """Take one out; the couple is closed for the other, and gone when nobody is left."""
    Member.objects.filter(pk=person, couple_id=couple).delete()
    if Member.objects.filter(couple_id=couple).exists():
        Couple.objects.filter(pk=couple).update(closed=True)
    else:
        dissolve(couple)


def dissolve(couple: str) -> None:
    Envelope.objects.filter(couple=couple).delete()
    Couple.objects.filter(pk=couple).delete()


def put_pin(person: str, partner: str, sealed: bytes) -> None:
    Pin.objects.update_or_create(person_id=person, defaults={"partner": partner, "sealed": sealed})


def pin(person: str) -> Pin | None:
    return Pin.objects.filter(pk=person).first()


def drop_pin(person: str) -> None:
    Pin.objects.filter(pk=person).delete()


def put_envelopes(couple: str, rows: Iterable[tuple[str, int, str, str, bytes]]) -> None:
    """Keep envelopes, given as shelf, version, member, sender, seal; one for the same member is replaced."""
    for shelf, version, of, sender, sealed in rows:
        Envelope.objects.update_or_create(
            shelf=shelf,
            version=version,
            member_id=of,
            defaults={"couple": couple, "sender": sender, "sealed": sealed},
        )


def envelopes_of(person: str, couple: str) -> list[Envelope]:
    """Fetch the newest envelope of each shelf that a person has one of."""
    rows = Envelope.objects.filter(member_id=person, couple=couple).order_by("version")
    return list({row.shelf: row for row in rows}.values())


def newest_version(shelf: str) -> int:
    return Envelope.objects.filter(shelf=shelf).aggregate(newest=Max("version"))["newest"] or 0


def drop_older_envelopes(shelf: str, version: int) -> None:
    Envelope.objects.filter(shelf=shelf, version__lt=version).delete()


def drop_envelopes(couple: str, *, member: str = "", shelf: str = "") -> None:
    rows = Envelope.objects.filter(couple=couple)
    if member:
        rows = rows.filter(member_id=member)
    if shelf:
        rows = rows.filter(shelf=shelf)
    rows.delete()


def put_invitation(inviter: str, token_hash: str, until: datetime, sealed_token: bytes) -> None:
    Invitation.objects.update_or_create(
        inviter_id=inviter, defaults={"token_hash": token_hash, "until": until, "sealed_token": sealed_token}
    )


def invitation_of(inviter: str, now: datetime) -> Invitation | None:
    return Invitation.objects.filter(pk=inviter, until__gt=now).first()


def invitation(token_hash: str, now: datetime) -> Invitation | None:
    return Invitation.objects.select_related("inviter").filter(token_hash=token_hash, until__gt=now).first()


def drop_invitation(inviter: str) -> bool:
    deleted, _ = Invitation.objects.filter(pk=inviter).delete()
    return bool(deleted)


def sweep_invitations(now: datetime) -> None:
    Invitation.objects.filter(until__lt=now).delete()
