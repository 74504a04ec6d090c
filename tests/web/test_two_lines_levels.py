"""The pages two write together show one of them nothing of what the other keeps: not a word, not an order, not a byte."""

from __future__ import annotations

import random

import pytest

from undrift.actions import agreements
from undrift.actions import desk as desks
from undrift.domain.lines import Room
from undrift.store.models import Acceptance, Line
from undrift.store.models import Desk as DeskRow

from .couples import id_of, visit_of
from .lines import AGREEMENTS, FUTURE, STORY, accepts_line, adds, hopes, id_in, parks, puts_aside, will
from .private_states import Private, private_desk
from .screens import shown

STATES = 300


def lived(couple):
    """Ann has lines in every state, a piece of story, and her hopes sealed; returns the addresses of her lines."""
    mine = [will(couple.ann, f"listen {'longer ' * n}") for n in range(4)]
    accepts_line(couple.bo, mine[0])
    will(couple.bo, "cook on Mondays")
    parks(couple.ann, "the loft")
    adds(couple.ann, "the ferry was late")
    hopes(couple.ann, "outdoors")
    return mine


def paths(mine):
    return (AGREEMENTS, f"{AGREEMENTS}put-aside/", *mine, f"{AGREEMENTS}write/", FUTURE, STORY, "/us/", "/today/")


class Keeping(Private):
    """Bo in some state of his own: some of Ann's lines put aside and others not, joint things kept away or not."""

    def becomes_with(self, chance: random.Random, lines: list[str]) -> None:
        desk = private_desk(chance, self.told)
        DeskRow.objects.filter(pk=self.visit.person).update(
            sealed=desks.sealed(self.visit.person, self.visit.unlocked.desk_key, desk)
        )
        for line in chance.sample(lines, chance.randrange(len(lines) + 1)):
            agreements.put_aside(self.visit, line)


def test_unanswered_put_aside_and_kept_away_are_the_same_bytes_for_their_author(couple):
    mine = lived(couple)
    pending = [id_in(address) for address in mine[1:]]
    chance, bo = random.Random(20261125), Keeping(couple)
    before = {path: shown(couple.ann, path) for path in paths(mine)}
    assert before[AGREEMENTS].count("Not yet accepted by both") == 1
    asides = set()
    for n in range(STATES):
        bo.becomes_with(chance, pending)
        asides.add((len(desks.newest(bo.visit).put_aside), desks.newest(bo.visit).keep_joint_away))
        looked = paths(mine) if n % 30 == 0 else (AGREEMENTS, mine[1 + n % 3])
        for path in looked:
            assert shown(couple.ann, path) == before[path], f"{path} tells something of state {n}"
    assert len(asides) == 8, "every number of lines put aside, with joint things kept away and without"


def test_rows_say_nothing_of_a_line_put_aside_either(couple):
    """Whoever hosts and wrote the line finds the same rows; only the locked desk is another, as after any evening."""
    address = will(couple.ann, "listen")
    before = [sorted(kind.objects.values_list(), key=repr) for kind in (Line, Acceptance)]
    puts_aside(couple.bo, address)
    assert [sorted(kind.objects.values_list(), key=repr) for kind in (Line, Acceptance)] == before


@pytest.mark.parametrize("keep", ["away", "light", "deeper"])
def test_what_either_holds_back_changes_nothing_on_these_pages(couple, keep):
    """Withholding is about suggestions: what two write together is there for both, whatever is kept away."""
    mine = lived(couple)
    looks = [(s, path) for s in (couple.ann, couple.bo) for path in paths(mine) if path != "/today/"]
    before = [shown(*look) for look in looks]
    for somebody in (couple.ann, couple.bo):
        assert somebody.post("/settings/joint/", {"keep": keep}).status_code == 302
        assert somebody.post("/welcome/safety/", {"answer": "keep_away"}).status_code in {200, 302}
    assert [shown(*look) for look in looks] == before


def test_ids_and_numbers_on_the_page_do_not_count_what_was_put_aside_or_taken_out(couple):
    will(couple.ann, "listen")
    before = shown(couple.ann, AGREEMENTS)
    for n in range(3):
        line = agreements.write(visit_of(couple.bo), f"cook {'well ' * n}", "", about_a_break=False, note_key="")
        agreements.withdraw(visit_of(couple.bo), line)
    assert shown(couple.ann, AGREEMENTS) == before
    assert Line.objects.filter(author_id=id_of(couple.ann), page=Room.AGREEMENT).count() == 1
