"""Reading a file piece by piece gives what reading it whole would give, however it arrives; cut anywhere, it refuses."""

from __future__ import annotations

import json
from io import BytesIO

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from undrift.domain import bringing
from undrift.domain.bringing import END, ITEM, VALUE, walk
from undrift.domain.export import NotAnExport, in_json

PLAIN = st.none() | st.booleans() | st.integers() | st.text(max_size=30)
VALUES = st.recursive(PLAIN, lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(), inner, max_size=3))
FILES = st.dictionaries(st.text(max_size=8), PLAIN | st.lists(VALUES, max_size=5), max_size=5)
DEEP = 12


def read_whole(file: bytes, chunk: int = bringing.CHUNK) -> dict:
    rest = BytesIO(file)
    found: dict = {}
    for what, name, value in walk(lambda _: rest.read(chunk)):
        if what == VALUE:
            found[name] = value
        elif what == ITEM:
            found.setdefault(name, []).append(value)
        else:
            assert what == END
            found.setdefault(name, [])
    return found


def depth(value) -> int:
    inner = value.values() if isinstance(value, dict) else value if isinstance(value, list) else ()
    return 1 + max(map(depth, inner), default=0)


@settings(deadline=None)
@given(FILES, st.integers(1, 50), st.booleans(), st.sampled_from([None, 1, 4]))
def test_it_reads_what_was_written_however_it_arrives(body, chunk, ascii_only, indent):
    file = json.dumps(body, ensure_ascii=ascii_only, indent=indent).encode("utf-8", "surrogatepass")
    assert read_whole(file, chunk) == body


@settings(max_examples=40, deadline=None)
@given(FILES, st.integers(1, 7))
def test_cut_at_any_byte_it_refuses(body, chunk):
    file = in_json(body).encode()
    for cut in range(len(file)):
        with pytest.raises(NotAnExport):
            read_whole(file[:cut], chunk)


@settings(max_examples=200, deadline=None)
@given(st.binary(max_size=200), st.integers(1, 9))
def test_any_bytes_are_read_or_refused_and_nothing_else(file, chunk):
    try:
        read_whole(file, chunk)
    except NotAnExport:
        return


@pytest.mark.parametrize(
    "file", [b"{} {}", b'{"a":1,}', b'{"a" 1}', b"{1:2}", b'{"a":[1,]}', b'{"a":[1 2]}', b'{"a":}', b"{,}", b"\0"]
)
def test_what_is_no_json_is_refused(file):
    with pytest.raises(NotAnExport):
        read_whole(file)


def test_what_goes_too_deep_is_refused():
    for levels, fine in ((DEEP - 2, True), (DEEP + 3, False), (100_000, False)):
        file = b'{"a":[' + b"[" * levels + b"]" * levels + b"]}"
        if fine:
            assert depth(read_whole(file)["a"]) == levels + 1
        else:
            with pytest.raises(NotAnExport):
                read_whole(file)


def test_memory_does_not_grow_with_the_file():
    """Held at any time: the text of about one item and one chunk."""
    import tracemalloc

    item = b'{"text":"' + b"x" * 1000 + b'"}'

    def rows(many: int):
        yield b'{"notes":['
        for n in range(many):
            yield (b"," if n else b"") + item
        yield b"]}"

    def peak(many: int) -> int:
        parts = rows(many)
        tracemalloc.start()
        for _ in walk(lambda _: next(parts, b"")):
            pass
        held = tracemalloc.get_traced_memory()[1]
        tracemalloc.stop()
        return held

    assert peak(5000) < peak(50) * 2 + 200_000


@given(st.text())
def test_half_an_emoji_is_written_as_its_code_and_read_back(text):
    written = in_json(text)
    assert json.loads(written.encode()) == text
