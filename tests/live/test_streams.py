"""What one stream tells: every number once, in order, through any number of partings; and never anything else."""

from __future__ import annotations

import asyncio
import re

from hypothesis import given, settings
from hypothesis import strategies as st

from undrift.actions.streams import Ticket
from undrift.live.streams import Stream

MARK, NEXT = "0" * 16, "f" * 16
few = settings(max_examples=40)


def stream(number: int, last_seen: str = "", mark: str = MARK) -> Stream:
    return Stream(Ticket("session", "couple", (mark, number)), last_seen, 1e9)


def sent(one: Stream) -> list[str]:
    """Everything it has to say now, by name."""
    one.beat()
    news = asyncio.run(one.news()).decode()
    return re.findall(r"^id: (\S+)$", news, re.MULTILINE)


@few
@given(st.lists(st.tuples(st.integers(0, 4), st.booleans(), st.booleans()), max_size=40))
def test_every_number_is_told_once_however_often_the_stream_is_lost(steps):
    stands, had = 3, f"{MARK}.3"
    one, heard = stream(3, had), []
    for more, lost, looked in steps:
        stands += more
        if looked:
            one.stands_at((MARK, stands))
        if lost:
            one = stream(stands, had)
        got = sent(one)
        heard += got
        had = got[-1] if got else had
    one.stands_at((MARK, stands))
    heard += sent(one)
    assert heard == [f"{MARK}.{n}" for n in range(4, stands + 1)]


@few
@given(st.text(max_size=40), st.integers(1, 50))
def test_whatever_a_page_says_it_had_it_is_told_where_things_stand(said, number):
    told = sent(stream(number, said))
    assert told[-1:] == ([f"{MARK}.{number}"] if said and said != f"{MARK}.{number}" else [])
    assert len(told) <= number


def test_another_conversation_is_news_and_its_end_is_the_last_of_it():
    one = stream(4)
    one.stands_at((NEXT, 1))
    assert sent(one) == [f"{NEXT}.1"]
    one.stands_at((NEXT, 1))
    assert sent(one) == []
    one.stands_at(None)
    assert sent(one) == ["gone"]
    assert asyncio.run(one.news()) == b""


def test_what_was_not_sent_when_it_ended_is_told_to_the_next():
    one = stream(4)
    one.stands_at((MARK, 6))
    one.end()
    assert asyncio.run(one.news()) == b""
    assert sent(stream(6, f"{MARK}.4")) == [f"{MARK}.5", f"{MARK}.6"]


def test_an_event_says_that_something_changed_and_nothing_of_what():
    one = stream(4)
    one.stands_at((MARK, 5))
    assert asyncio.run(one.news()) == f"id: {MARK}.5\ndata: 5\n\n".encode()
