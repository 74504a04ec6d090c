"""`undrift demo` as a process: one line of JSON, two doors that open, and nothing left when it ends."""

from __future__ import annotations

import http.client
import json
import os
import re
import signal
import socket
import subprocess
import sys
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path
from urllib.parse import urlencode

import pytest

from tests.house.places import undrift


@pytest.fixture
def folders(tmp_path: Path) -> dict[str, str]:
    """An environment in which a demo that strays can be caught."""
    kept = {name: value for name, value in os.environ.items() if not name.startswith("UNDRIFT_") and name != "PORT"}
    (tmp_path / "temporary").mkdir()
    own = {"UNDRIFT_DATA": str(tmp_path / "own"), "UNDRIFT_ORIGIN": "https://home.example"}
    return {**kept, **own, "TMPDIR": str(tmp_path / "temporary")}


def left_in(folders: dict[str, str]) -> list[str]:
    return [path.name for path in Path(folders["TMPDIR"]).iterdir()]


@pytest.fixture
def demo(folders: dict[str, str]) -> Iterator[subprocess.Popen[str]]:
    started = subprocess.Popen(
        [sys.executable, "-m", "undrift.cli", "demo", "--json"],
        env=folders,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    )
    yield started
    if started.poll() is None:
        started.kill()
    started.communicate()


def ask(url: str, method: str, path: str, cookies: dict[str, str], **typed: str) -> tuple[int, str]:
    """Ask as a browser does, and keep the cookies that come back."""
    headers = {"Cookie": "; ".join(f"{name}={value}" for name, value in cookies.items()), "Origin": url}
    body = urlencode(typed) if typed else None
    if body:
        headers["Content-Type"] = "application/x-www-form-urlencoded"
    with closing(http.client.HTTPConnection(url.removeprefix("http://"), timeout=30)) as line:
        line.request(method, path, body, headers)
        answer = line.getresponse()
        for cookie in answer.headers.get_all("Set-Cookie") or []:
            name, _, rest = cookie.partition("=")
            cookies[name] = rest.split(";", 1)[0]
        return answer.status, answer.read().decode()


def todays_page(url: str, name: str, passphrase: str) -> str:
    cookies: dict[str, str] = {}
    _, form = ask(url, "GET", "/sign-in/", cookies)
    token = re.search(r'name="csrfmiddlewaretoken" value="([^"]+)"', form)[1]
    typed = {"csrfmiddlewaretoken": token, "name": name, "passphrase": passphrase}
    status, said = ask(url, "POST", "/sign-in/", cookies, **typed)
    assert status == 302, said
    status, today = ask(url, "GET", "/today/", cookies)
    assert status == 200
    return today


def test_it_says_one_line_lets_both_in_and_leaves_nothing_behind(demo: subprocess.Popen[str], folders: dict[str, str]):
    told = json.loads(demo.stdout.readline())
    assert set(told) == {"url", "people"}
    assert [set(person) for person in told["people"]] == [{"name", "passphrase"}] * 2
    assert len(left_in(folders)) == 1
    for person in told["people"]:
        assert person["name"] in todays_page(told["url"], **person)
    demo.send_signal(signal.SIGTERM)
    rest, weeks = demo.communicate(timeout=30)
    assert demo.returncode == 0, weeks
    assert rest == ""
    assert [line.split(".")[0] for line in weeks.splitlines()] == [f"Week {n}" for n in range(1, 11)]
    assert left_in(folders) == []
    assert not Path(folders["UNDRIFT_DATA"]).exists()


@pytest.mark.parametrize("ending", [signal.SIGTERM, signal.SIGINT, signal.SIGHUP])
def test_stopped_half_way_it_leaves_nothing_either(
    demo: subprocess.Popen[str], folders: dict[str, str], ending: signal.Signals
):
    assert demo.stderr.readline().startswith("Week 1.")
    demo.send_signal(ending)
    rest, problem = demo.communicate(timeout=30)
    assert (demo.returncode, rest) == (0, ""), problem
    assert "Traceback" not in problem
    assert left_in(folders) == []


def test_an_end_that_is_swallowed_comes_once_more():
    """Python lets no exception out of `__del__`, and a signal may arrive just there."""
    program = """
import os, signal, time
from undrift.cli.demo.home import end_cleanly_on_signals
class LetGo:
    def __del__(self):
        os.kill(os.getpid(), signal.SIGTERM)
        time.sleep(0.05)
end_cleanly_on_signals()
LetGo()
print("swallowed", flush=True)
time.sleep(60)
"""
    done = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, timeout=30, check=False)
    assert (done.returncode, done.stdout) == (0, "swallowed\n")


def test_a_folder_with_something_in_it_is_refused_and_left_alone(tmp_path: Path):
    (tmp_path / "letters").write_text("mine")
    done = undrift("demo", "--folder", str(tmp_path))
    assert done.returncode == 2
    assert (
        done.stderr
        == "There is something in this folder already. Please name an empty one; your own words are never touched.\n"
    )
    assert [path.name for path in tmp_path.iterdir()] == ["letters"]


def test_a_port_that_is_taken_or_impossible_is_refused(tmp_path: Path):
    with socket.create_server(("127.0.0.1", 0)) as taken:
        done = undrift("demo", "--port", str(taken.getsockname()[1]))
    assert (done.returncode, done.stdout) == (2, "")
    assert "port" in done.stderr
    assert undrift("demo", "--port", "70000").returncode == 2
