"""`undrift steps explain`: states in, choices out, and one plain sentence for what is wrong."""

import argparse
import io
import json
import sys

import pytest

from undrift.cli import steps
from undrift.library.values import Library

from .worlds import LIBRARY, drawn_evening, evening

DEEP = b"[" * 100_000


@pytest.fixture
def explain(monkeypatch, capsys):
    monkeypatch.setattr(steps, "_library", lambda: Library(LIBRARY, (), ()))

    def ask(text, *flags):
        monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(text)))
        parser = argparse.ArgumentParser()
        steps.add_arguments(parser)
        code = steps.run(parser.parse_args(["explain", *flags]))
        out, err = capsys.readouterr()
        return code, out, err

    return ask


def test_one_state_gives_one_choice(explain):
    code, out, err = explain(json.dumps(evening(), indent=2).encode())
    answer = json.loads(out)
    assert (code, err) == (0, "")
    assert set(answer) == {"practice", "because", "held_back"}
    assert answer["practice"] in {p.id for p in LIBRARY}
    assert set(answer["held_back"][0]) == {"practice", "rule"}


@pytest.mark.parametrize("text", [b"", b"private words", b"\xff\xfe", b"[]", b'{"now": 1}', DEEP])
def test_one_wrong_state_is_one_plain_sentence(explain, text):
    code, out, err = explain(text)
    assert (code, out) == (2, "")
    assert err.endswith(".\n")
    assert err.count("\n") == 1
    assert "private words" not in err


def test_a_wrong_line_is_answered_and_the_run_goes_on(explain):
    good = json.dumps(evening()).encode()
    code, out, err = explain(b"\n".join([good, b"private words", b"", DEEP, good]) + b"\n", "--jsonl")
    answers = [json.loads(line) for line in out.splitlines()]
    assert (code, err) == (1, "")
    assert [set(a) for a in answers[1:3]] == [{"error"}, {"error"}]
    assert answers[0] == answers[3]
    assert "private words" not in out


def test_many_lines_in_the_order_they_came(explain):
    bodies = [drawn_evening(n) for n in range(20)]
    code, out, _ = explain("\n".join(map(json.dumps, bodies)).encode(), "--jsonl")
    assert code == 0
    assert [json.loads(line) for line in out.splitlines()] == [
        json.loads(explain(json.dumps(body).encode())[1]) for body in bodies
    ]
