"""undrift doctor: look whether this machine is a safe home. It changes nothing and opens nothing of anybody."""

from __future__ import annotations

import argparse
import os
import shutil
import stat
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import NamedTuple

from undrift.config import env, mail
from undrift.domain.errors import UndriftError

GREEN, AMBER, RED = "green", "amber", "red"
LOOPBACK = {"127.0.0.1", "::1", "localhost"}
SWAPS = Path("/proc/swaps")
BLOCK_DEVICES = Path("/sys/dev/block")
CORE_PATTERN = Path("/proc/sys/kernel/core_pattern")
OPEN_TO_OTHERS = stat.S_IRWXG | stat.S_IRWXO
SLOWEST_KEY_SECONDS = 0.7
LITTLE_SPACE, TOO_LITTLE_SPACE = 1_000_000_000, 100_000_000


class Finding(NamedTuple):
    """One line of the report."""

    light: str
    about: str
    sentence: str


def add_arguments(parser: argparse.ArgumentParser) -> None:
    parser.description = "Looks at this machine and says what is well and what is not. Ends with 1 where a line is red."


def run(args: argparse.Namespace) -> int:
    del args
    red = False
    for light, about, sentence in findings():
        print(f"{light:5}  {about:11}  {sentence}", flush=True)
        red = red or light == RED
    return 1 if red else 0


def findings() -> Iterator[Finding]:
    for about, look in CHECKS.items():
        try:
            light, sentence = look()
        except UndriftError as problem:
            light, sentence = RED, problem.sentence
        except OSError:
            light, sentence = RED, "This account may not look. Run this as the account that runs Undrift."
        yield Finding(light, about, sentence)


def settings() -> tuple[str, str]:
    env.port(), env.origin(), env.time_zone(), env.secret("SECRET_KEY")  # each refuses nonsense
    env.flag("WORKER"), mail.server()
    if env.flag("OPEN_SIGN_UP"):
        return AMBER, "Anybody who reaches this place may begin here. Is that meant (UNDRIFT_OPEN_SIGN_UP)?"
    return GREEN, "Every setting can be used."


def connection() -> tuple[str, str]:
    origin, near = env.origin(), (env.text("BIND") or "127.0.0.1") in LOOPBACK
    if origin and near:
        return GREEN, f"Undrift is reached as {origin}, through a proxy on this machine."
    if origin:
        return AMBER, "The port is open beyond this machine, so a caller can go around the proxy. See UNDRIFT_BIND."
    if near:
        return GREEN, "This machine only. For a phone, see docs/hosting.md."
    return AMBER, "Others can open pages here, but nobody can sign in from outside: UNDRIFT_ORIGIN is not set."


def data_folder() -> tuple[str, str]:
    folder = data_path()
    if not folder.is_dir():
        return AMBER, "There is no data folder yet. The first start makes it."
    if folder.stat().st_mode & OPEN_TO_OTHERS:
        return RED, "Other accounts of this machine can look into the data folder. Type: chmod 700 and its name."
    if not os.access(folder, os.R_OK | os.W_OK | os.X_OK):
        return RED, "The data folder belongs to somebody else. Run this as the account that runs Undrift."
    return GREEN, "Only its owner can look into the data folder."


def database() -> tuple[str, str]:
    import sqlite3

    path = data_path() / "undrift.sqlite3"
    if not path.exists():
        return AMBER, "There is no database yet. The first start makes it."
    try:
        missing = shipped_migrations() - done_migrations(path)
    except sqlite3.Error:
        return RED, "The database cannot be read."
    if missing:
        return AMBER, "The database is older than this program. The next start brings it up to date."
    return GREEN, "The database opens and is up to date."


def data_path() -> Path:
    return Path(env.text("DATA") or "data").expanduser().resolve()


def nearest(path: Path) -> Path:
    """Go up to the first folder that is there."""
    return path if path.exists() or path == path.parent else nearest(path.parent)


def shipped_migrations() -> set[str]:
    from undrift.store import migrations

    return {file.stem for place in migrations.__path__ for file in Path(place).glob("[0-9]*.py")}


def done_migrations(path: Path) -> set[str]:
    import sqlite3
    from contextlib import closing

    with closing(sqlite3.connect(f"{path.as_uri()}?mode=ro", uri=True, timeout=5)) as rows:
        return {name for (name,) in rows.execute("SELECT name FROM django_migrations WHERE app = 'store'")}


def reminders() -> tuple[str, str]:
    """Say whether reminders can go out. The mail server is knocked at; push services are not."""
    server, by = mail.server(), "" if env.flag("WORKER", default="yes") else " Run undrift work beside it."
    if server is not None and not server.answers():
        return AMBER, f"The mail server {server.host} cannot be reached or does not let Undrift in."
    if not env.origin():
        return AMBER, f"Phones cannot be reminded: UNDRIFT_ORIGIN is not set. This machine's own browsers can.{by}"
    also = f"by e-mail through {server.host}" if server else "not by e-mail: UNDRIFT_MAIL_HOST is not set"
    return GREEN, f"Phones can be reminded, and {also}.{by}" if server else f"Phones can be reminded; {also}.{by}"


def disk_lock() -> tuple[str, str]:
    locked = is_encrypted(data_path())
    if locked is None:
        return AMBER, "It cannot be told whether this disk is encrypted. If it is not, names and days lie open on it."
    if not locked:
        return AMBER, "The disk is not encrypted. Notes are sealed all the same; names, days and sizes are not."
    return GREEN, "The disk is encrypted."


def swap() -> tuple[str, str]:
    if not SWAPS.exists():
        return AMBER, "It cannot be told whether this machine swaps memory to a disk."
    lines = SWAPS.read_text(encoding="utf-8").splitlines()[1:]
    places = [Path(line.split()[0]) for line in lines if line.strip()]
    on_disk = [place for place in places if not place.name.startswith("zram")]
    if not on_disk:
        return GREEN, "Nothing in memory is swapped to a disk."
    if all(is_encrypted(place) for place in on_disk):
        return GREEN, "Memory is swapped to an encrypted disk."
    return (
        AMBER,
        "Memory is swapped to a disk that is not encrypted, and keys with it. Encrypt it or turn it off.",
    )


def is_encrypted(path: Path) -> bool | None:
    """Say whether a file, folder or block device lies on an encrypted disk. None: this machine does not tell."""
    found = nearest(path).stat()
    number = found.st_rdev if stat.S_ISBLK(found.st_mode) else found.st_dev
    device = BLOCK_DEVICES / f"{os.major(number)}:{os.minor(number)}"
    return is_encrypted_device(device) if device.exists() else None


def is_encrypted_device(device: Path) -> bool:
    kind = device / "dm" / "uuid"
    if kind.exists() and kind.read_text(encoding="utf-8").startswith("CRYPT-"):
        return True
    below = list((device / "slaves").glob("*"))
    return bool(below) and all(is_encrypted_device(part) for part in below)


def core_dumps() -> tuple[str, str]:
    import resource

    limit, _ = resource.getrlimit(resource.RLIMIT_CORE)
    pattern = CORE_PATTERN.read_text(encoding="utf-8") if CORE_PATTERN.exists() else ""
    handed_on = pattern.startswith("|") and "systemd-coredump" not in pattern  # that one heeds the limit
    if limit == 0 and not handed_on:
        return GREEN, "A crash leaves no copy of the memory behind."
    return AMBER, "A crash may write the memory to a disk. Type: ulimit -c 0, or use deploy/undrift.service."


def space() -> tuple[str, str]:
    free = shutil.disk_usage(nearest(data_path())).free
    light = RED if free < TOO_LITTLE_SPACE else AMBER if free < LITTLE_SPACE else GREEN
    return light, f"{free / 1e9:,.1f} GB are free for what will be written."


def opening() -> tuple[str, str]:
    """Derive one key as a sign-in would, from nobody's words."""
    from time import perf_counter

    from undrift.vault.slots import PassphraseKdf

    began = perf_counter()
    try:
        PassphraseKdf().spend()
    except MemoryError:
        return RED, "There is too little memory to open a door: 128 MiB are needed, for two people 256."
    took = perf_counter() - began
    light = GREEN if took <= SLOWEST_KEY_SECONDS else AMBER
    return light, f"Opening a door takes {took:.1f} s here; up to {SLOWEST_KEY_SECONDS} s is pleasant."


CHECKS: dict[str, Callable[[], tuple[str, str]]] = {
    "settings": settings,
    "connection": connection,
    "data folder": data_folder,
    "database": database,
    "reminders": reminders,
    "disk": disk_lock,
    "swap": swap,
    "core dumps": core_dumps,
    "space": space,
    "opening": opening,
}
