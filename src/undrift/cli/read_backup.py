"""undrift read-backup: one person's own words out of the two archives, with their passphrase and no server.

This file stands alone. It needs Python 3.11 and the package `cryptography` (50 or newer), and nothing else of Undrift:
`undrift read-backup --program > read_backup.py` keeps a copy of it beside the archives. It changes neither of them.
What it reads is described in docs/vault-format.md; what it writes, in docs/export-format.md.
"""

from __future__ import annotations

import argparse
import getpass
import hmac
import html
import json
import os
import re
import sqlite3
import sys
import unicodedata
from base64 import b32decode
from collections.abc import Callable, Iterator, Sequence
from contextlib import closing, contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path
from typing import Any, TextIO

from cryptography.cobblestone import Cobblestone256Decryptor
from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric.x25519 import X25519PrivateKey, X25519PublicKey
from cryptography.hazmat.primitives.hpke import AEAD, KDF, KEM, Suite
from cryptography.hazmat.primitives.kdf.argon2 import Argon2id
from cryptography.hazmat.primitives.kdf.hkdf import HKDF

MOST_MEMORY_KIB, MOST_PASSES, MOST_LANES = 1_048_576, 20, 8
ODD = (InvalidTag, ValueError, TypeError, LookupError, AttributeError, RecursionError)
SITUATIONS = ("small_children", "distance", "grief_or_illness", "little_touch", "no_gaze", "by_myself")
WEEK = {**dict.fromkeys(("safety", "predictability", "respect", "met", "same_side", "stress"), 4), "closeness": 6}
LOOKS = {"csi-16": 81, "csi-4": 21}
DAYS = ("mo", "tu", "we", "th", "fr", "sa", "su")
HALF = re.compile("[\ud800-\udfff]")
Item = dict[str, Any]
Row = tuple[Any, ...]
Shelves = dict[tuple[str, int], bytes]


class Refused(Exception):
    """Something cannot be used; the sentence says what."""


class Closed(Exception):
    """A seal does not open."""


# How things are sealed ------------------------------------------------------------------------------------------------


def context(label: str, *parts: str | bytes | int) -> bytes:
    fields = [b"undrift/v1", label.encode()]
    fields += [p if isinstance(p, bytes) else str(p).encode("utf-8", "surrogatepass") for p in parts]
    return b"".join(len(field).to_bytes(4, "big") + field for field in fields)


def derive(secret: bytes, label: str, *parts: str | bytes | int) -> bytes:
    return HKDF(hashes.SHA256(), 32, salt=None, info=context(label, *parts)).derive(secret)


def unsealed(key: bytes, blob: bytes, label: str, *parts: str | bytes | int) -> bytes:
    try:
        if blob[:1] != b"\x01":
            raise Closed
        opener = Cobblestone256Decryptor(key, context(label, *parts))
        return bytes(opener.update(blob[1:]) + opener.finalize())
    except ODD:
        raise Closed from None


def unsealed_with(private_key: bytes, blob: bytes, label: str, *parts: str | bytes | int) -> bytes:
    try:
        if blob[:1] != b"\x02":
            raise Closed
        suite = Suite(KEM.X25519, KDF.HKDF_SHA256, AEAD.AES_256_GCM)
        key = X25519PrivateKey.from_private_bytes(private_key)
        return bytes(suite.decrypt(blob[1:], key, info=context(label, *parts)))
    except ODD:
        raise Closed from None


def unpadded(padded: bytes) -> str:
    text, mark, filling = padded.rpartition(b"\x80")
    if not mark or filling.strip(b"\0"):
        raise Closed
    return text.decode("utf-8", "surrogatepass")


def body_in(padded: bytes) -> dict[str, Any]:
    try:
        return {**json.loads(unpadded(padded))}
    except ODD:
        raise Closed from None


# Whose words, and their keys ------------------------------------------------------------------------------------------


@dataclass(frozen=True)
class Keys:
    """What one person's passphrase or recovery code opens."""

    person: str
    private: bytes
    notebook_private: bytes
    desk: bytes
    notebook: dict[int, bytes]


def key_from(secret: str, person: str, kind: str, params: str) -> bytes:
    if kind == "recovery":
        typed = "".join(filter(str.isalnum, secret.upper().translate(str.maketrans("018", "OIB"))))
        return derive(b32decode(typed), "recovery", person)
    cost = json.loads(params)
    memory, passes, lanes = int(cost["memory_kib"]), int(cost["passes"]), int(cost["lanes"])
    if memory > MOST_MEMORY_KIB or passes > MOST_PASSES or lanes > MOST_LANES:
        raise Closed
    kdf = Argon2id(salt=bytes.fromhex(cost["salt"]), length=32, iterations=passes, lanes=lanes, memory_cost=memory)
    return kdf.derive(unicodedata.normalize("NFC", secret).encode())


def user_key(keyring: sqlite3.Connection, person: str, secret: str) -> bytes:
    rows = keyring.execute("SELECT id, kind, params, sealed FROM keyring_slot WHERE person_id = ?", (person,))
    for slot, kind, params, sealed in rows:
        with suppress(Closed, *ODD):
            return unsealed(key_from(secret, person, kind, params), sealed, "slot", person, slot, kind, params)
    raise Refused("That is not the passphrase, and not the recovery code, of the time when the copy was made.")


def keys_of(keyring: sqlite3.Connection, person: str, secret: str) -> Keys:
    columns = "sealed_private_key, sealed_notebook_private_key, sealed_desk_key"
    row = keyring.execute(f"SELECT {columns} FROM keyring WHERE person_id = ?", (person,)).fetchone()  # noqa: S608 - our own names
    if row is None:
        raise Refused("The keyring archive holds no keys of this person. Is it from the same home, and not older?")
    key = user_key(keyring, person, secret)
    versions = keyring.execute("SELECT version, sealed FROM keyring_notebook_key WHERE person_id = ?", (person,))
    try:
        private, notebook, desk = (
            unsealed(key, sealed, label, person)
            for sealed, label in zip(row, ("private key", "notebook private key", "desk key"), strict=True)
        )
        by_version = {v: unsealed(key, sealed, "notebook key", person, v) for v, sealed in versions}
    except Closed:
        raise Refused("The keyring archive is damaged: the passphrase opens it, and not the keys inside.") from None
    return Keys(person, private, notebook, desk, by_version)


def shelf_keys(keyring: sqlite3.Connection, keys: Keys) -> Shelves:
    """The keys of my own shelves: each has an envelope from me to myself."""
    private = X25519PrivateKey.from_private_bytes(keys.private)
    public = private.public_key().public_bytes_raw()
    ends = (keys.person, public, keys.person, public)
    pair = derive(private.exchange(X25519PublicKey.from_public_bytes(public)), "pair", *ends)
    asked = "SELECT shelf, version, sealed FROM keyring_envelope WHERE member_id = ?1 AND sender = ?1"
    found: Shelves = {}
    for shelf, version, sealed in keyring.execute(asked, (keys.person,)):
        with suppress(Closed):
            found[shelf, version] = unsealed(pair, sealed, "shelf", shelf, version, keys.person, keys.person)
    return found


# The lists of an export -----------------------------------------------------------------------------------------------


class Words:
    """One person's words, list by list and row by row."""

    def __init__(self, content: sqlite3.Connection, keys: Keys, shelves: Shelves, *, weeks: bool = False) -> None:
        self._content, self._keys, self._shelves, self._with_weeks = content, keys, shelves, weeks
        self._desk = self._open_desk()

    def lists(self) -> Iterator[tuple[str, Iterator[Item]]]:
        for name in (one for one in LISTS if self._with_weeks or one not in IF_WANTED):
            yield name, getattr(self, f"_{name}")()

    def _rows(self, table: str, columns: str, whose: str, more: str = "") -> Iterator[Row]:
        if self._content.execute("SELECT 1 FROM sqlite_master WHERE type = 'table' AND name = ?", (table,)).fetchone():
            asked = f"SELECT {columns} FROM {table} WHERE {whose} = ? {more}"  # noqa: S608 - our own names
            yield from self._content.execute(asked, (self._keys.person,))

    def _open_desk(self) -> dict[str, Any]:
        for (sealed,) in self._rows("desk", "sealed", "person_id"):
            with suppress(Closed):
                return body_in(unsealed(self._keys.desk, sealed, "desk", self._keys.person))
        return {}

    def _note(self, entry: str, version: int, sealed: bytes) -> dict[str, Any]:
        place = (entry, "notebook", self._keys.person, "note", version)
        if version:
            return body_in(unsealed(self._keys.notebook.get(version, b""), sealed, "entry", *place))
        body = body_in(unsealed_with(self._keys.notebook_private, sealed, "left entry", *place))
        by = derive(self._keys.desk, "capture", str(body["by"])) if "by" in body else self._keys.desk
        wanted = derive(by, "left", entry, *(str(body.get(name)) for name in ("kind", "at", "text"))).hex()
        if not hmac.compare_digest(str(body.get("mark")).encode("utf-8", "replace"), wanted.encode()):
            raise Closed
        return body

    def _notes(self) -> Iterator[Item]:
        """Without the weekly answers about safety, as every export; and without what was to be gone by now."""
        still = "AND (gone_after IS NULL OR gone_after >= date('now')) ORDER BY sequence"
        rows = self._rows("entry", "id, key_version, on_day, gone_after, sealed", "owner_id", still)
        for entry, version, on, until, sealed in rows:
            kind, text, at = "note", None, ""
            with suppress(Closed, KeyError):
                body = self._note(entry, version, sealed)
                kind, text, at = str(body["kind"]), str(body["text"]), str(body["at"])
            if kind != "ground":
                yield {"on": on, "at": at, "kind": kind, "text": text, "until": until, "opened": text is not None}

    def _on_shelves(self, table: str, column: str) -> Iterator[tuple[str, dict[str, Any]]]:
        columns = f"id, couple_id, key_version, {column}, sealed"
        for entry, couple, version, open_part, sealed in self._rows(table, columns, "author_id", "ORDER BY sequence"):
            shelf, body = f"{couple}:{self._keys.person}", {}
            with suppress(Closed):
                key = self._shelves.get((shelf, version), b"")
                body = body_in(unsealed(key, sealed, "entry", entry, shelf, self._keys.person, table, version))
            yield open_part, body

    def _shared(self) -> Iterator[Item]:
        for on, body in self._on_shelves("shared", "on_day"):
            text = str(body["text"]) if "text" in body else None
            yield {"on": on, "kind": str(body.get("kind", "note")), "text": text, "opened": text is not None}

    def _lines(self) -> Iterator[Item]:
        for page, body in self._on_shelves("line", "page"):
            closed = {"on": "0001-01-01", "page": page, "text": None, "about": "", "opened": bool(body)}
            yield closed | {name: str(body[name]) for name in ("on", "page", "text", "about") if name in body}

    def _answers(self) -> Iterator[dict[str, Any]]:
        columns = "prompt, couple_id, sealed, sealed_key"
        for prompt, couple, sealed, sealed_key in self._rows("answer", columns, "author_id"):
            with suppress(Closed, *ODD):
                place = (prompt, self._keys.person, couple)
                key = unsealed(self._keys.desk, sealed_key, "answer key", *place)
                yield body_in(unsealed(key, sealed, "answer", *place))

    def _hopes(self) -> Iterator[Item]:
        for told in self._answers():
            with suppress(*ODD):
                lines = [{"line": str(name), "text": str(text)} for name, text in dict(told["lines"]).items()]
                yield {"on": str(told["on"]), "hopes": list(map(str, told["hopes"])), "lines": lines}

    def _told(self) -> Iterator[Item]:
        told = self._from_desk(self._answers(), "on", "page", "question", "asked", "text", "opens_on")
        return (item | {"opens_on": item["opens_on"] or None} for item in told)

    def _sheets(self) -> Iterator[tuple[str, dict[str, Any]]]:
        columns = "id, key_version, on_day, sealed"
        for row, version, on, sealed in self._rows("sheet", columns, "owner_id", "ORDER BY on_day, id"):
            body: dict[str, Any] = {}
            with suppress(Closed, *ODD):
                place = (row, "sheets", self._keys.person, "sheet", version)
                body = body_in(unsealed(self._keys.notebook.get(version, b""), sealed, "entry", *place))
            yield on, body

    def _looking_back(self) -> Iterator[Item]:
        for on, body in self._sheets():
            kind = str(body.get("kind") or "")
            item: Item = {"on": on, "sheet": kind or "closed", "title": kind, "lines": [], "ticks": [], "opened": False}
            with suppress(*ODD):
                lines = [{"line": n, "question": n, "text": str(text)} for n, text in dict(body["lines"]).items()]
                ticks = [
                    {"list": name, "chosen": [{"option": str(one), "words": str(one)} for one in chosen]}
                    for name, chosen in sorted(dict(body["ticks"]).items())
                ]
                item |= {"lines": lines, "ticks": ticks, "opened": True}
            if kind != "weeks":
                yield item

    def _record(self, part: str) -> Any:
        """The record of weeks; who has none yet begins with the weeks on their desk."""
        found = {"weeks": [(check.get("on"), check) for check in self._desk.get("checks") or ()]}
        for _, body in self._sheets():
            found = body.get("readings") or found
        return found.get(part) or ()

    def _weeks(self) -> Iterator[Item]:
        with suppress(*ODD):
            lines = sorted(dict(self._record("lines")).items())
            yield from ({"week_from": monday, "text": str(text)} for monday, text in lines)

    def _marked(self, part: str, highest: dict[str, int]) -> Iterator[tuple[str, dict[str, int]]]:
        with suppress(*ODD):
            for on, values in sorted(self._record(part), key=lambda mark: str(mark[0])):
                told = {name: values[name] for name in highest if values.get(name) in range(highest[name] + 1)}
                if told and on.startswith("20"):
                    yield on, told

    def _weeks_marked(self) -> Iterator[Item]:
        return ({"on": on, **dict.fromkeys(WEEK), **told} for on, told in self._marked("weeks", WEEK))

    def _longer_looks(self) -> Iterator[Item]:
        looks = ((on, one) for on, told in self._marked("marks", LOOKS) for one in told.items())
        return ({"on": on, "look": name, "sum": points} for on, (name, points) in looks)

    def _from_desk(self, found: Any, *names: str) -> Iterator[Item]:
        for one in found or ():
            with suppress(*ODD):
                yield {name: str(one[name]) for name in names}

    def _drafts(self) -> Iterator[Item]:
        return self._from_desk((self._desk.get("disclosure") or {}).get("drafts"), "on", "kind", "text")

    def _plans(self) -> Iterator[Item]:
        return self._from_desk(self._desk.get("plans"), "when", "then")

    def _promises(self) -> Iterator[Item]:
        return self._from_desk(self._desk.get("promises"), "text")

    def _saved(self) -> Iterator[Item]:
        return ({"practice": str(one), "step": str(one)} for one in self._desk.get("saved") or ())

    def _guess(self) -> Iterator[Item]:
        guess = (self._desk.get("curiosity") or {}).get("guess") or {}
        return self._from_desk([guess] if guess.get("text") else (), "asked", "text")

    def _times(self) -> Iterator[Item]:
        for one in (self._desk.get("returning") or {}).get("own") or ():
            with suppress(*ODD):
                rule = one["rhythm"]
                told = {name: rule[name] for name in ("at", "zone", "starts", "until")}
                told |= {name: str(rule[name]) for name in ("every", "minutes")}
                yield told | {"title": str(one["title"]), "days": [DAYS[day] for day in rule["weekdays"]]}

    def _reminders(self) -> Iterator[Item]:
        wish = self._desk.get("reminders") or {}
        when = [name for name in ("own", "rituals", "lies_ready") if wish.get(name)]
        if when:
            told = {name: str(wish[name]) for name in ("at", "quiet_from", "quiet_to", "words")}
            yield told | {"when": when, "days": [DAYS[day] for day in wish["days"]]}

    def _life(self) -> Iterator[Item]:
        situations = [one for one in SITUATIONS if one in (self._desk.get("situations") or ())]
        word = str(self._desk.get("partner_word") or "")
        if situations or word:
            yield {"partner_word": word, "situations": situations}

    def _evenings(self) -> Iterator[Item]:
        for one in self._desk.get("history") or ():
            with suppress(*ODD):
                told = {"on": str(one["on"]), "practice": str(one["practice"]), "step": str(one["practice"])}
                yield {**told, "answer": str(one["answer"]), "landing": one.get("landing")}


LISTS = (
    *("notes", "shared", "drafts", "plans", "looking_back", "lines"),
    *("hopes", "told", "guess", "weeks", "weeks_marked", "longer_looks", "times", "reminders"),
    *("promises", "saved", "life", "evenings"),
)
IF_WANTED = ("weeks_marked", "longer_looks")


# Writing it down ------------------------------------------------------------------------------------------------------


def in_json(value: Any) -> str:
    text = json.dumps(value, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    return HALF.sub(lambda half: f"\\u{ord(half[0]):04x}", text)


def as_json(words: Words, name: str) -> Iterator[str]:
    yield f'{{"undrift":1,\n"name":{in_json(name)}'
    for title, items in words.lists():
        yield f',\n"{title}":['
        for number, item in enumerate(items):
            yield (",\n" if number else "\n") + in_json(item)
        yield "\n]"
    yield "}\n"


def as_page(words: Words, name: str) -> Iterator[str]:
    yield HEAD.format(name=html.escape(name))
    for title, items in words.lists():
        for item in items:
            heading = f"{item.get('at', '')[:16].replace('T', ' ') or item.get('on', '')} {title.replace('_', ' ')}"
            said = HALF.sub("\ufffd", "\n".join(texts_in(item)) or "This one could not be opened.")
            yield f'<article><h2>{html.escape(heading.strip())}</h2><p dir="auto">{html.escape(said)}</p></article>\n'
    yield "</main></body></html>\n"


def texts_in(value: Any, name: str = "") -> Iterator[str]:
    """Every text of an item that is somebody's own, from the outside in."""
    if name in {"on", "at", "kind", "until", "page", "step", "answer", "landing", "question", "title"}:
        return
    if isinstance(value, dict | list):
        for part, one in value.items() if isinstance(value, dict) else ((name, one) for one in value):
            yield from texts_in(one, part)
    elif value and isinstance(value, str):
        yield value
    elif type(value) is int:
        yield f"{name.replace('_', ' ')}: {value}"


HEAD = """<!doctype html><html lang="en"><head><meta charset="utf-8">
<meta name="viewport" content="width=device-width"><title>My words</title><style>
body{{font:18px/1.6 Georgia,serif;max-width:36rem;margin:2rem auto;padding:0 1rem;color:#23292f;background:#fdfaf3}}
h1,h2{{font-weight:400}}h2{{font-size:1rem;color:#5f5e57;margin-top:2rem}}p{{white-space:pre-wrap;overflow-wrap:anywhere}}
</style></head><body><main><h1>{name}: my words</h1>
"""


# The command ----------------------------------------------------------------------------------------------------------


@contextmanager
def archive(file: Path, kind: str) -> Iterator[sqlite3.Connection]:
    """Open one archive to read it, also from a disk that cannot be written to."""
    if not file.is_file():
        raise Refused(f"There is no file {file.name}.")
    if not is_whole(file):
        raise Refused(f"{file.name} is damaged, cut off, or not an archive of Undrift. Is there another copy?")
    try:
        with closing(sqlite3.connect(f"{file.resolve().as_uri()}?mode=ro&immutable=1", uri=True)) as rows:
            rows.execute("PRAGMA temp_store=MEMORY")
            if rows.execute("SELECT kind FROM archive").fetchall() != [(kind,)]:
                raise Refused(f"{file.name} is not a {kind} archive. Were the two exchanged?")
            if rows.execute("PRAGMA integrity_check(1)").fetchone() != ("ok",):
                raise Refused(f"{file.name} is damaged. Is there another copy?")
            yield rows
    except (sqlite3.Error, UnicodeDecodeError):  # SQLite names what is damaged in the bytes it found there
        raise Refused(f"{file.name} is damaged, or not an archive of Undrift. Is there another copy?") from None


def is_whole(file: Path) -> bool:
    """Compare the size of a file with the pages it says it has: SQLite would read a missing end as zeros."""
    with file.open("rb") as opened:
        head = opened.read(100)
    page = int.from_bytes(head[16:18], "big")
    pages = int.from_bytes(head[28:32], "big")
    return head.startswith(b"SQLite format 3\0") and file.stat().st_size == pages * (65_536 if page == 1 else page)


def whose(content: sqlite3.Connection, wanted: str) -> tuple[str, str]:
    people = content.execute("SELECT id, name FROM person ORDER BY name").fetchall()
    folded = [unicodedata.normalize("NFKC", wanted).casefold().split()]
    fitting = [p for p in people if not wanted or [unicodedata.normalize("NFKC", p[1]).casefold().split()] == folded]
    if len(fitting) == 1:
        return str(fitting[0][0]), str(fitting[0][1])
    names = ", ".join(str(name) for _, name in people) or "nobody"
    raise Refused(f"Say whose words with --name. In this archive there is: {names}.")


@contextmanager
def written_to(out: Path | None) -> Iterator[TextIO]:
    """Standard output, or a new file that its owner alone can read; nothing is left of one that was not finished."""
    if out is None:
        yield sys.stdout
        return
    try:
        handle = os.open(out, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    except FileExistsError:
        raise Refused(f"{out.name} is there already, and is not written over.") from None
    except OSError:
        raise Refused(f"{out.name} cannot be written there.") from None
    try:
        with os.fdopen(handle, "w", encoding="utf-8", newline="\n") as file:
            yield file
    except BaseException:
        out.unlink(missing_ok=True)
        raise


def asked_for(ask: Callable[[str], str] = getpass.getpass) -> str:
    """Ask on the terminal without showing it, or read one line where there is none. Never from the command line."""
    return ask("Passphrase or recovery code: ") if sys.stdin.isatty() else sys.stdin.readline().rstrip("\r\n")


def add_arguments(parser: argparse.ArgumentParser) -> None:
    parser.description = (
        "Opens a backup without a server and writes one person's own words, as a page to read or as data. It asks for "
        "the passphrase, or the recovery code, of the time when the copy was made. Neither archive is changed."
    )
    parser.add_argument("--content", type=Path, metavar="FILE", help="a content archive")
    parser.add_argument("--keyring", type=Path, metavar="FILE", help="a keyring archive of the same time or later")
    parser.add_argument("--name", default="", help="whose words, where more than one person lives there")
    parser.add_argument("--json", action="store_true", help="as data that Undrift can take in, instead of a page")
    parser.add_argument("--weeks", action="store_true", help="also how the weeks were: for your own eyes alone")
    parser.add_argument("--out", type=Path, metavar="FILE", help="a new file for it, instead of the terminal")
    parser.add_argument("--program", action="store_true", help="print this reader, which is one file, and nothing else")


def run(args: argparse.Namespace) -> int:
    if args.program:
        print(Path(__file__).read_text(encoding="utf-8"), end="")
        return 0
    try:
        read(args)
    except Refused as problem:
        print(problem, file=sys.stderr)
        return 2
    return 0


def read(args: argparse.Namespace) -> None:
    if not args.content or not args.keyring:
        raise Refused("Both archives are needed: --content FILE and --keyring FILE.")
    with archive(args.content, "content") as content, archive(args.keyring, "keyring") as keyring:
        person, name = whose(content, args.name)
        keys = keys_of(keyring, person, asked_for())
        words = Words(content, keys, shelf_keys(keyring, keys), weeks=args.weeks)
        with written_to(args.out) as out:
            out.writelines((as_json if args.json else as_page)(words, name))
    if args.out:
        print(f"Written to {args.out}. It is not locked: whoever opens it can read it.", file=sys.stderr)


def main(argv: Sequence[str] | None = None) -> int:
    parser = argparse.ArgumentParser(prog="read_backup")
    add_arguments(parser)
    return run(parser.parse_args(argv))


if __name__ == "__main__":
    sys.exit(main())
