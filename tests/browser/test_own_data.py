"""Words taken along from one home and brought into another; a key for quick notes made, used and taken away."""

from __future__ import annotations

import json
import urllib.request
from datetime import datetime

import pytest

from tests.browser.forms import keep
from tests.browser.looks import findings
from tests.browser.weather import marks

pytestmark = pytest.mark.without_worker
EVENING = datetime(2026, 11, 20, 20, 30)
TEXTS = ("Tea & <b>toast</b>", "Ünder the “old” tree\nsecond line ☂", "He rang. نعم")


@pytest.fixture
def ann(someone, home):
    home.set_clock(EVENING)
    person = someone("Ann")
    person.begin()
    for text in TEXTS:
        person.go("/mine/write/")
        keep(person.page, text)
    person.go("/mine/promises/").get_by_label("I will").or_(person.page.locator("[name=promise]")).first.fill(
        "ring at six"
    )
    person.page.locator("form:has([name=promise]) button").first.click()
    marks(person, "R")
    return person


def taken(person, *, weeks: bool = True) -> bytes:
    person.go("/settings/take-along/").get_by_label("Your passphrase").fill(person.words)
    tick = person.page.get_by_label("My weeks go along too")
    assert not tick.is_checked()
    tick.set_checked(weeks)
    with person.page.expect_download() as waiting:
        person.page.get_by_role("button", name="As data", exact=True).click()
    return waiting.value.path().read_bytes()


def chooses(person, file: bytes) -> None:
    payload = {"name": "my-words.json", "mimeType": "application/json", "buffer": file}
    person.page.get_by_label("The file").set_input_files(payload)


@pytest.mark.parametrize("scripts", [True, False], ids=["with scripts", "without scripts"])
def test_from_one_home_into_another(ann, someone, own_home, scripts):
    own_home.set_clock(EVENING)
    there = someone("Anna", at=own_home, java_script_enabled=scripts)
    there.begin()
    file = taken(ann)
    assert sorted(note["text"] for note in json.loads(file)["notes"]) == sorted(TEXTS)
    assert [week["on"] for week in json.loads(file)["weeks_marked"]] == [EVENING.date().isoformat()]
    assert "weeks_marked" not in json.loads(taken(ann, weeks=False))
    page = there.go("/settings/bring/")
    assert not scripts or findings(page, "bring") == []
    chooses(there, file)
    page.get_by_role("button", name="Bring them").click()
    page.get_by_role("heading", name="Are they yours?").wait_for()
    assert ann.name in page.locator("main").inner_text()
    if scripts:
        assert findings(page, "whose") == []
    chooses(there, file)
    page.get_by_role("button", name="They are mine").click()
    page.get_by_role("heading", name="Your words are here.").wait_for()
    if scripts:
        assert findings(page, "brought") == []
    page.get_by_role("link", name="Your notebook").click()
    for text in TEXTS:
        assert page.get_by_text(text.split("\n")[0], exact=False).count() == 1
    brought = taken(there)
    assert brought.replace(json.dumps(there.name).encode(), json.dumps(ann.name).encode()) == file
    assert there.go("/mine/climate/").locator(".weeks td").inner_text() == "Rain"
    there.go("/settings/bring/")
    chooses(there, file.replace(ann.name.encode(), there.name.encode()))
    page.get_by_role("button", name="Bring them").click()
    page.get_by_text("not added a second time").wait_for()
    assert taken(there) == brought


def test_a_larger_file_than_a_form_may_be(ann):
    """Three megabytes come in where a page takes two; nothing of it lies on the disk in clear."""
    note = {"at": "", "kind": "note", "on": "2026-01-02", "opened": True, "until": None}
    notes = [{**note, "text": f"zebrafish {n} " + "and on " * 2000} for n in range(220)]
    file = json.dumps({"undrift": 1, "name": ann.name, "notes": notes}).encode()
    assert len(file) > 3_000_000
    page = ann.go("/settings/bring/")
    chooses(ann, file)
    page.get_by_role("button", name="Bring them").click()
    page.get_by_role("heading", name="Your words are here.").wait_for()
    for path in ann.home.data.parent.rglob("*"):
        assert not path.is_file() or b"zebrafish 219" not in path.read_bytes(), path


def test_a_file_that_is_none_is_one_sentence_at_its_field(ann):
    page = ann.go("/settings/bring/")
    chooses(ann, b"%PDF-1.7")
    page.get_by_role("button", name="Bring them").click()
    assert "Nothing was brought in." in page.locator("#e-file").inner_text()
    assert findings(page, "refused") == []


def test_a_key_is_shown_once_and_a_button_uses_it(ann):
    page = ann.go("/settings/quick-notes/")
    assert findings(page, "quick notes") == []
    page.get_by_label("A button").check()
    page.get_by_role("button", name="Make a key").click()
    page.get_by_role("heading", name="Your key").wait_for()
    assert findings(page, "your key") == []
    token = page.locator(".link").first.inner_text().strip()
    assert token.startswith("undrift-")
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")
    address = page.locator(".link").nth(1).inner_text().strip()
    headers = {"Authorization": f"Bearer {token}", "Content-Type": "application/json"}
    body = json.dumps({"kind": "appreciation", "text": "from the kitchen"}).encode()
    with urllib.request.urlopen(urllib.request.Request(address, body, headers), timeout=10) as answer:
        assert answer.status == 201
    page.get_by_role("link", name="It is in its place").click()
    assert token not in page.content()
    assert page.get_by_role("button", name="Take away: A button").count() == 1
    assert "from the kitchen" in ann.go("/mine/notebook/").content()
