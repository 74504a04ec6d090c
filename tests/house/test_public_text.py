"""What is published speaks of Undrift alone: no package index, no path of somebody's machine, no maker's chatter."""

from __future__ import annotations

import re
import socket
import subprocess
from pathlib import Path

import pytest

from tests.house.places import ROOT

PAGE_OF_A_HELP_LINE = "src/undrift/library/help/lines.yaml"
HOSTS_WE_NAME = {
    "127.0.0.1", "localhost", "www.bbc.com", "www.w3.org", "caddyserver.com", "github.com", "scripts.sil.org", "fsf.org",
    "www.gnu.org", "www.freetype.org", "fcm.googleapis.com",
}  # fmt: skip
EXAMPLES = re.compile(r"(^|\.)(example|example\.(com|org|net)|invalid|test|home\.arpa|ts\.net)$")
# Each word is written so that this file does not contain it.
CHATTER = re.compile(
    r"(?<![-\w])((an|the|this|another|coding) [a]gent|[a]gents|[s]ub[a]gents?|[c]o-authored-by|[c]hatbots?|[c]opilot|[l]anguage model|[c]oding session)\b"
    r"|(?-i:\b([L]LMs?|[A]I)\b)",
    re.IGNORECASE,
)


def tracked() -> list[Path]:
    done = subprocess.run(
        ["git", "ls-files", "-z", "--cached", "--others", "--exclude-standard"],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=False,
    )
    if done.returncode:
        pytest.skip("this copy is not a checkout")
    return [path for name in done.stdout.split("\0") if name and (path := ROOT / name).is_file()]


def texts() -> dict[str, str]:
    found = {}
    for path in tracked():
        try:
            found[path.relative_to(ROOT).as_posix()] = path.read_text(encoding="utf-8")
        except UnicodeDecodeError:
            continue
    return found


@pytest.fixture(scope="module")
def published() -> dict[str, str]:
    return texts()


def test_locks_name_no_address(published: dict[str, str]):
    locks = {name: text for name, text in published.items() if re.fullmatch(r"requirements[\w-]*\.(txt|in)", name)}
    assert len(locks) >= 4
    wrong = [
        name for name, text in locks.items() if re.search(r"://|--(extra-)?index|--find-links|--trusted-host", text)
    ]
    assert wrong == []


def test_every_pinned_package_has_a_hash(published: dict[str, str]):
    for name, text in published.items():
        if re.fullmatch(r"requirements[\w-]*\.txt", name):
            packages = re.split(r"^(?=[A-Za-z0-9])", text, flags=re.MULTILINE)[1:]
            assert packages
            assert [p.splitlines()[0] for p in packages if "==" not in p or "--hash=sha256:" not in p] == []


def test_only_known_hosts_are_named(published: dict[str, str]):
    unknown = {
        f"{name}: {host}"
        for name, text in published.items()
        if name != PAGE_OF_A_HELP_LINE
        for host in re.findall(r"https?://([A-Za-z0-9][A-Za-z0-9.-]*[A-Za-z0-9])", text)
        if host not in HOSTS_WE_NAME and not EXAMPLES.search(host) and "." in host
    }
    unknown = {
        found for found in unknown if not re.search(r"LICENSE|/static/vendor/|^tests/library/|^tests/web/", found)
    }
    assert unknown == set()


def test_no_path_and_no_name_of_this_machine(published: dict[str, str]):
    places = {f"{ROOT}/", f"{ROOT.parent}/", f"{Path.home()}/"} - {"//", "/opt/", "/home/", "/srv/"}
    name = socket.gethostname()
    signs = [rf"(?<![\w.~-]){re.escape(place)}" for place in places]
    signs += [rf"\b{re.escape(name)}\b"] if len(name) > 6 and "-" in name else []
    mine = re.compile("|".join(signs))
    found = [f"{file}: {hit.group()}" for file, text in published.items() if (hit := mine.search(text))]
    assert found == []


def test_no_chatter_of_whoever_made_it(published: dict[str, str]):
    found = [
        f"{file}: {hit.group()}"
        for file, text in published.items()
        if not re.search(r"LICENSE|/static/vendor/", file)
        for hit in CHATTER.finditer(text)
    ]
    assert found == []


@pytest.mark.parametrize("said", ["an [a]gent did", "Co-[a]uthored-by: x", "made by [A]I"])
def test_the_ear_for_chatter_hears(said: str):
    assert CHATTER.search(said.replace("[", "").replace("]", ""))


def test_the_ear_lets_ordinary_words_pass():
    assert CHATTER.search("the User-Agent header, a real estate reagent, session, said, Ai Weiwei") is None
