"""Reading back what a PDF says, without a library for it."""

from __future__ import annotations

import re
import zlib


def words_in(pdf: bytes) -> str:
    """The text of a PDF, read back by the glyphs its typeface maps to letters."""
    found = re.findall(rb"stream\r?\n(.*?)\r?\nendstream", pdf, re.DOTALL)
    streams = [zlib.decompress(stream) if stream[:1] == b"x" else stream for stream in found]
    letters: dict[str, str] = {}
    for stream in streams:
        if b"beginbf" in stream:
            letters |= {
                glyph.decode().upper(): bytes.fromhex(letter.decode()).decode("utf-16-be")
                for glyph, letter in re.findall(rb"<(\w{4})> <(\w+)>", stream)
            }
    text = ""
    for stream in streams:
        for shown in re.findall(rb"\((.*?)(?<!\\)\) ?T[jJ]", stream, re.DOTALL):
            raw = re.sub(rb"\\([\\()nrt])", lambda m: {b"n": b"\n", b"r": b"\r", b"t": b"\t"}.get(m[1], m[1]), shown)
            text += "".join(letters.get(raw[n : n + 2].hex().upper(), "?") for n in range(0, len(raw), 2)) + "\n"
    return text
