"""Whoever holds the disk changes the rows of two people: nothing opens for them, nothing breaks, neighbours stay."""

from __future__ import annotations

import pytest

from undrift.actions import couples, shelves
from undrift.domain.couples import Phase
from undrift.store.models import (
    Couple,
    Entry,
    Envelope,
    Keyring,
    Member,
    Person,
    Pin,
    Shared,
)
from undrift.vault import cipher
from undrift.vault.cipher import CannotOpen, new_private_key, public_key_of
from undrift.vault.entries import EntryPlace, seal_entry
from undrift.vault.keyring import Unlocked
from undrift.vault.shelves import envelopes_for

from .couples import (
    Kept,
    accepts,
    has_shared,
    id_of,
    invites,
    next_morning,
    pair,
    undone,
    us_of,
    visit_of,
    words_of,
    writes_down,
)
from .test_damage import DAMAGES
from .world import signed_in, text_of

LOST = "This one cannot be opened any more"
PLANTED = "I never loved you"
PAGES = (
    *("/today/", "/us/", "/us/joined/", "/us/words/", "/us/invite/", "/mine/", "/mine/notebook/", "/join/"),
    *("/settings/", "/settings/joint/", "/settings/touch/", "/settings/unlink/", "/settings/ending/"),
    "/today/note/moment/",
)


def shared_and_slept(world):
    """Two entries of each, arrived, and a note of each in their own notebook."""
    pair(world.ann, world.bo)
    for somebody in (world.ann, world.bo):
        for n in ("first", "second"):
            has_shared(somebody, f"{somebody.name}'s {n}")
        writes_down(somebody, f"only {somebody.name}'s")
    next_morning(world)


@pytest.fixture
def couple(home, clock, kdf):
    return Kept.world(clock, kdf, shared_and_slept)


def unescaped(page: str) -> str:
    return page.replace("&#x27;", "'")


def us(somebody) -> str:
    return unescaped(us_of(somebody))


def of(somebody) -> list[Shared]:
    return list(Shared.objects.filter(author__name=somebody.name).order_by("sequence"))


def shelf_of(couple, somebody) -> str:
    return f"{Couple.objects.get().pk}:{id_of(somebody)}"


def every_page_answers(couple) -> None:
    for somebody in couple.everybody:
        for path in PAGES:
            status = somebody.get(path).status_code
            assert status in {200, 302, 404}, f"{path} answers {status} to {somebody.name}"


class TestKeys:
    def test_a_swapped_key_shows_in_the_words(self, world):
        accepts(world.bo, invites(world.ann))
        Keyring.objects.filter(person__name="Bo").update(public_key=public_key_of(new_private_key()))
        assert words_of(world.ann) != words_of(world.bo)

    def test_both_keys_swapped_show_too(self, world):
        """The host stands in the middle, with a key of his own towards each."""
        accepts(world.bo, invites(world.ann))
        for name in ("Ann", "Bo"):
            Keyring.objects.filter(person__name=name).update(public_key=public_key_of(new_private_key()))
        assert words_of(world.ann) != words_of(world.bo)

    def test_the_words_hang_on_the_link_also_where_the_host_knows_both_keys(self, world):
        """He cannot try keys until the words fit: a part of them is in no table."""
        accepts(world.bo, invites(world.ann))
        first = words_of(world.ann)
        Couple.objects.update(renewals=0, began_on="2020-01-01")
        member = Member.objects.get(person__name="Bo")
        Member.objects.filter(person__name="Ann").update(sealed_token=member.sealed_token)
        answer = world.ann.get("/us/words/")
        assert answer.status_code == 404 or first not in text_of(answer)

    def test_after_the_words_the_key_in_the_row_is_read_no_more(self, couple):
        impostor = new_private_key()
        Keyring.objects.filter(person__name="Bo").update(public_key=public_key_of(impostor))
        before = set(Envelope.objects.values_list("pk", flat=True))
        shelves.rotate(visit_of(couple.ann))
        host = Unlocked(
            id_of(couple.bo), impostor, b"", b"", pins={id_of(couple.ann): visit_of(couple.ann).unlocked.pins}
        )
        fresh = [row for row in Envelope.objects.filter(member__name="Bo") if row.pk not in before]
        assert len(fresh) == 2
        ann_public = public_key_of(visit_of(couple.ann).unlocked.private_key)
        host = Unlocked(id_of(couple.bo), impostor, b"", b"", pins={id_of(couple.ann): ann_public})
        for row in fresh:
            envelope = couples.couplekeys._envelope_of(row)
            with pytest.raises(CannotOpen):
                couples.couplekeys.shelves.open_envelope(host, envelope)
        assert "Ann's first" in us(couple.bo)

    def test_a_swapped_own_key_lets_nobody_in_and_open_doors_go_on(self, couple):
        Keyring.objects.filter(person__name="Ann").update(public_key=public_key_of(new_private_key()))
        assert not signed_in(couple.ann.elsewhere().sign_in())
        assert "Bo's first" in us(couple.ann)

    @pytest.mark.parametrize("column", ["sealed", "partner"])
    def test_a_damaged_confirmation_confirms_nobody(self, couple, column):
        row = Pin.objects.get(person__name="Ann")
        change = (
            {"partner": id_of(couple.cleo)}
            if column == "partner"
            else {"sealed": DAMAGES["flipped"](bytes(row.sealed))}
        )
        Pin.objects.filter(pk=row.pk).update(**change)
        couple.ann.sign_in()
        with pytest.raises(CannotOpen):
            shelves.rotate(visit_of(couple.ann))
        every_page_answers(couple)
        assert "only Ann's" in unescaped(couple.ann.notebook())

    def test_a_confirmation_moved_to_another_person_confirms_nobody(self, couple):
        row = Pin.objects.get(person__name="Ann")
        Pin.objects.filter(person__name="Bo").delete()
        Pin.objects.create(person_id=id_of(couple.cleo), partner=row.partner, sealed=row.sealed)
        couple.cleo.sign_in()
        assert not visit_of(couple.cleo).unlocked.pins
        every_page_answers(couple)


class TestEnvelopes:
    def planted(self, couple, shelf, version, sender, members=("Ann", "Bo")):
        """A stranger's key for both, sealed under a key pair of his own."""
        private = new_private_key()
        public = {p.name: bytes(Keyring.objects.get(person=p).public_key) for p in Person.objects.all()}
        pins = {id_of(person): public[person.name] for person in couple.everybody}
        host, key = Unlocked(sender, private, b"", b"", pins={**pins, sender: public_key_of(private)}), cipher.new_key()
        for name in members:
            somebody = id_of(getattr(couple, name.lower()))
            envelope = envelopes_for(host, shelf, version, key, [somebody])[0]
            Envelope.objects.update_or_create(
                shelf=shelf,
                version=version,
                member_id=somebody,
                defaults={"couple": Couple.objects.get().pk, "sender": sender, "sealed": envelope.sealed},
            )
        Member.objects.update(key_changes=99)
        return key

    @pytest.mark.parametrize("sender", ["outsider", "partner"])
    @pytest.mark.parametrize("version", [1, 9])
    def test_a_planted_key_opens_for_nobody_and_nothing_is_written_under_it(self, couple, sender, version):
        shelf = shelf_of(couple, couple.ann)
        key = self.planted(couple, shelf, version, "f" * 32 if sender == "outsider" else id_of(couple.bo))
        row = Shared(id=cipher.new_id(), couple_id=Couple.objects.get().pk, author_id=id_of(couple.ann))
        place = EntryPlace(row.id, shelf, row.author_id, shelves.KIND, version)
        row.sealed = seal_entry(key, {"kind": "moment", "text": PLANTED}, place)
        row.key_version, row.on_day, row.opens_at, row.note_key = version, "2026-11-20", "2026-11-20T05:00:00Z", "x"
        row.save()
        for somebody in (couple.ann, couple.bo):
            somebody.sign_in()
            page = us(somebody)
            assert PLANTED not in page
            assert LOST in page
            assert "Bo's first" in page
        before = Shared.objects.count()
        answer = couple.ann.post("/today/note/moment/", {"text": "mine", "for": "both", "seen": "yes"})
        assert answer.status_code == 422
        assert "mine" in text_of(answer)
        assert Shared.objects.count() == before
        assert couple.ann.post("/today/note/moment/", {"text": "mine", "for": "me"}).status_code == 302
        every_page_answers(couple)

    def test_a_planted_joint_key_ends_being_together_until_it_is_gone(self, couple):
        joint = f"{Couple.objects.get().pk}:joint"
        self.planted(couple, joint, 9, "f" * 32)
        for somebody in (couple.ann, couple.bo):
            assert visit_of(somebody).phase is not Phase.PAIRED
        every_page_answers(couple)
        Envelope.objects.filter(shelf=joint, version=9).delete()
        Member.objects.update(key_changes=100)
        assert visit_of(couple.ann).phase is Phase.PAIRED

    @pytest.mark.parametrize("damage", DAMAGES.values(), ids=DAMAGES.keys())
    def test_damaged_envelopes_cost_only_what_they_held(self, couple, damage):
        shelf = shelf_of(couple, couple.ann)
        for row in Envelope.objects.filter(shelf=shelf):
            Envelope.objects.filter(pk=row.pk).update(sealed=damage(bytes(row.sealed)))
        for somebody in (couple.ann, couple.bo):
            somebody.sign_in()
            page = us(somebody)
            assert "Bo's second" in page
            assert "Ann's second" not in page
        every_page_answers(couple)

    def test_envelopes_moved_to_another_member_shelf_sender_or_version_open_nothing(self, couple):
        shelf, cleo = shelf_of(couple, couple.ann), id_of(couple.cleo)
        hers = Envelope.objects.get(shelf=shelf, member__name="Bo")
        his = Envelope.objects.get(shelf=shelf_of(couple, couple.bo), member__name="Bo")
        moves = [
            (hers, {"member_id": cleo}),
            (hers, {"sender": cleo}),
            (hers, {"version": 7}),
            (hers, {"shelf": f"{Couple.objects.get().pk}:{cleo}"}),
            (hers, {"sealed": his.sealed}),
            (hers, {"couple": "0" * 32}),
        ]
        for row, change in moves:
            with undone():
                Envelope.objects.filter(pk=row.pk).update(**change)
                Member.objects.update(key_changes=50)
                page = us(couple.bo)
                assert "Ann's first" not in page, change
                assert "Bo's first" in page
                assert not visit_of(couple.cleo).unlocked.shelf_keys
        Member.objects.update(key_changes=51)
        assert "Ann's first" in us(couple.bo)


class TestEntries:
    def changed(self, couple, somebody=None):
        ann, bo = of(couple.ann), of(couple.bo)
        other = Couple.objects.create(id="0" * 32, began_on="2026-11-20")
        return {
            "another author": (ann[0], {"author_id": id_of(couple.bo)}),
            "an outsider as author": (ann[0], {"author_id": id_of(couple.cleo)}),
            "another couple": (ann[0], {"couple_id": other.pk}),
            "another id": (ann[0], {"id": "a" * 32}),
            "another's words": (ann[0], {"sealed": bo[0].sealed}),
            "its neighbour's words": (ann[0], {"sealed": ann[1].sealed}),
            **{name: (ann[0], {"sealed": damage(bytes(ann[0].sealed))}) for name, damage in DAMAGES.items()},
        }

    def test_an_entry_that_was_changed_opens_as_nothing_and_its_neighbours_as_before(self, couple):
        for what, (row, change) in self.changed(couple).items():
            with undone():
                Shared.objects.filter(pk=row.pk).update(**change)
                for somebody in (couple.ann, couple.bo):
                    page = us(somebody)
                    assert "Ann's first" not in page, what
                    assert ("Ann's second" in page) or what == "its neighbour's words"
                    assert "Bo's first" in page
                    assert "Bo's second" in page
                    assert somebody.get("/today/").status_code == 200
                    assert somebody.get(f"/us/{row.id}/").status_code in {200, 404}
                assert couple.cleo.get("/us/").status_code == 200

    def test_two_entries_swapped_open_as_neither(self, couple):
        one, two = of(couple.ann)
        Shared.objects.filter(pk=one.pk).update(sealed=two.sealed)
        Shared.objects.filter(pk=two.pk).update(sealed=one.sealed)
        for somebody in (couple.ann, couple.bo):
            assert us(somebody).count(LOST) == 2
            assert us(somebody).count("Bo's") >= 2

    def test_a_damaged_one_is_not_kept_as_a_copy_nor_lies_folded(self, couple):
        for row in of(couple.ann):
            Shared.objects.filter(pk=row.pk).update(sealed=b"junk")
        assert "unfold/" not in text_of(couple.bo.get("/today/"))
        assert couple.bo.post(f"/us/{of(couple.ann)[0].id}/keep/").status_code == 404

    def test_another_day_or_version_outside_the_seal_breaks_nothing(self, couple):
        row = of(couple.ann)[0]
        for change in ({"key_version": 99}, {"key_version": 0}, {"on_day": "1970-01-01"}, {"on_day": "2999-12-31"}):
            with undone():
                Shared.objects.filter(pk=row.pk).update(**change)
                assert us(couple.bo).count(LOST) <= 1
                assert "Bo's first" in us(couple.bo)
                every_page_answers(couple)
        for moment in ("1970-01-01T05:00:00Z", "2999-12-31T05:00:00Z"):
            with undone():
                Shared.objects.filter(pk=row.pk).update(opens_at=moment)
                every_page_answers(couple)

    def test_a_note_of_the_notebook_relabelled_as_shared_opens_for_nobody(self, couple):
        note, row = Entry.objects.get(owner__name="Ann"), of(couple.ann)[0]
        Shared.objects.filter(pk=row.pk).update(id=note.id, sealed=note.sealed, key_version=note.key_version)
        for somebody in couple.everybody:
            assert "only Ann's" not in us(somebody)
            assert "only Ann's" not in unescaped(text_of(somebody.get(f"/us/{note.id}/")))
        assert "only Ann's" in unescaped(couple.ann.notebook())

    def test_a_shared_entry_relabelled_as_a_note_opens_in_no_notebook(self, couple):
        row = of(couple.ann)[0]
        for somebody in (couple.ann, couple.bo):
            for version in (0, 1):
                with undone():
                    Entry.objects.create(
                        id=row.id,
                        owner_id=id_of(somebody),
                        key_version=version,
                        on_day="2026-11-20",
                        note_key="x",
                        sealed=row.sealed,
                    )
                    page = unescaped(somebody.notebook())
                    assert "Ann's first" not in page
                    assert f"only {somebody.name}'s" in page
