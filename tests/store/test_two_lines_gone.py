"""What two wrote together leaves the file with whoever wrote it, an older copy opens nothing, and archives carry it."""

from __future__ import annotations

import pytest

from tests.store.archiving import come_back, kept_in
from tests.store.disk import on_disk, pieces
from tests.web.couples import Kept, ann_and_bo, goes, leaves, visit_of
from tests.web.lines import (
    AGREEMENTS,
    FUTURE,
    STORY,
    accepts_line,
    adds,
    changes,
    hopes,
    parks,
    takes_hopes_back,
    takes_out,
    tells,
    will,
)
from undrift.actions import lineseals, rounds
from undrift.store.models import Acceptance, Answer, Couple, Line, Member

TABLES = (Line, Acceptance, Answer)


@pytest.fixture
def couple(home, clock, kdf):
    return Kept.world(clock, kdf, lived)


def lived(world):
    ann_and_bo(world)
    ann, bo = world.ann, world.bo
    for somebody, other in ((ann, bo), (bo, ann)):
        accepts_line(other, will(somebody, f"listen, says {somebody.name}"))
        parks(somebody, f"parked by {somebody.name}")
        adds(somebody, f"remembered by {somebody.name}")
        hopes(somebody, "travel", tuesday=f"hoped by {somebody.name}")
    for somebody in (ann, bo):
        assert "You both hope for" in tells(somebody, FUTURE)


def sealed_by(somebody) -> list[bytes]:
    """Everything on the disk that says something of what this person wrote or said here."""
    who = visit_of(somebody).person
    found = pieces(Line.objects.filter(author_id=who)) + pieces(Acceptance.objects.filter(person_id=who))
    for row in Answer.objects.filter(author_id=who):
        columns = (row.sealed, row.sealed_key, row.seen, row.released, row.receipt)
        found += [bytes(column)[40:90] for column in columns]
    return found


@pytest.mark.parametrize("way", ["unlink", "delete"])
def test_whoever_leaves_takes_everything_of_theirs_out_of_the_file(couple, way):
    hers, his = sealed_by(couple.ann), pieces(Line.objects.filter(author__name="Bo"))
    assert len(hers) == 3 + 1 + 5
    assert all(piece in on_disk() for piece in hers)
    goes(couple.ann, way)
    kept = on_disk()
    assert [piece for piece in hers if piece in kept] == []
    assert all(piece in kept for piece in his)
    couple.bo.sign_in()
    his = sealed_by(couple.bo)
    couple.bo.post("/us/put-away/")
    kept = on_disk()
    assert [piece for piece in his if piece in kept] == []
    assert not any(model.objects.exists() for model in TABLES)


def test_taken_out_changed_or_taken_back_it_leaves_the_file_at_once(couple):
    line, piece = (Line.objects.get(author__name="Ann", page=page) for page in ("agreement", "story"))
    yes, hope = Acceptance.objects.get(line=line), Answer.objects.get(author__name="Ann")
    gone = pieces([line, yes, piece, hope])
    changes(couple.ann, f"{STORY}{piece.id}/", "in other words")
    takes_out(couple.ann, f"{AGREEMENTS}{line.id}/")
    takes_hopes_back(couple.ann)
    kept = on_disk()
    assert [one for one in gone if one in kept] == []


def test_taken_out_by_the_other_its_yes_is_gone_at_once_and_the_words_when_their_author_came(couple):
    line = Line.objects.get(author__name="Ann", page="agreement")
    words, yes = pieces([line]), pieces([Acceptance.objects.get(line=line)])
    takes_out(couple.bo, f"{AGREEMENTS}{line.id}/")
    assert yes[0] not in on_disk()
    couple.ann.get(AGREEMENTS)
    assert words[0] not in on_disk()


def test_the_rows_of_yesterday_open_with_no_key_of_today(couple):
    kept = {model: list(model.objects.all()) for model in (Couple, Member, *TABLES)}
    leaves(couple.ann)
    Couple.objects.all().delete()
    for model, rows in kept.items():
        model.objects.bulk_create(rows)
    couple.bo.sign_in()
    bo = visit_of(couple.bo)
    for row in Line.objects.all():
        mine = row.author_id == bo.person
        assert (lineseals.opened(bo.unlocked, row).text is not None) == mine
        assert lineseals.yes_to(bo.unlocked, row) == "" or not mine
    for one in rounds.rounds(bo, bo.membership):
        assert rounds.theirs_of(bo, one) is None
        assert rounds.mine_of(bo, one)


def test_what_two_wrote_comes_back_from_two_archives(couple, tmp_path):
    before = kept_in(*TABLES)
    with come_back(tmp_path):
        assert kept_in(*TABLES) == before


def test_a_keyring_that_knows_she_left_keeps_her_lines_away_from_older_content(couple):
    from undrift.store import restoring as rows
    from undrift.store.models import Envelope

    person = visit_of(couple.ann).person
    Envelope.objects.filter(shelf__endswith=person).delete()
    rows.keep_away_who_left()
    assert not Line.objects.filter(author_id=person).exists()
    assert not Answer.objects.filter(author_id=person).exists()
    assert not Acceptance.objects.filter(person_id=person).exists()
    assert Line.objects.filter(author__name="Bo").count() == 3
