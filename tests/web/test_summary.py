"""A summary for a professional: what was picked and nothing else, made in memory, left nowhere."""

from __future__ import annotations

import logging
import re
import tempfile
from io import BytesIO

import pytest

from tests.pdf import words_in
from undrift.actions import export
from undrift.domain.summary import LONGEST_LINE, PICKED_AT_MOST

from .couples import everything, writes_down
from .forms import form_to
from .world import signed_in, text_of

PATH = "/mine/summary/"
TYPED = {
    "tried": "Evenings without phones",
    "hoped": "One kitchen",
    "afraid": "That it is too late",
    "unsaid": "A lawyer",
}
OTHER_LETTERS = ("Надежда", "שלום עליכם", "مرحبا", "ελπίδα", "愛している", "😀", "👨‍👩‍👧", "→")


def lines_of(somebody) -> dict[str, str]:
    """The lines that can be picked: their words, and the value of their tick."""
    page = text_of(somebody.get(PATH))
    return {text: value for value, text in re.findall(r'name="line" value="([^"]+)"[^>]*><span[^>]*>([^<]*)', page)}


def looks(somebody, **typed):
    return somebody.fill(PATH, step="look", **typed)


def takes(somebody, form: str, **typed):
    return somebody.send(looks(somebody, **typed), PATH, step=form)


def test_lines_are_picked_one_by_one_and_nothing_else_comes_along(ann):
    writes_down(ann, "first line\n\nsecond line")
    writes_down(ann, "another note")
    lines = lines_of(ann)
    assert set(lines) == {"first line", "second line", "another note"}
    page = text_of(looks(ann, hoped="One kitchen", line=[lines["second line"]]))
    assert "second line" in page
    assert "One kitchen" in page
    assert "first line" not in page
    assert "another note" not in page


def test_nothing_is_picked_beforehand(ann):
    writes_down(ann, "a note")
    page = text_of(ann.get(PATH))
    assert "checked" not in page
    answer = looks(ann)
    assert answer.status_code == 422
    assert "There is nothing in it yet" in text_of(answer)


@pytest.mark.parametrize("form", ["look", "page", "pdf"])
def test_what_must_not_be_said_stays_out_unless_it_was_asked_for(ann, form):
    def read(**more: str) -> str:
        answer = takes(ann, form, **TYPED, **more)
        assert answer.status_code == 200
        if form == "pdf":
            return words_in(answer.content)
        return re.sub(r"<form.*?</form>|<textarea.*?</textarea>", "", text_of(answer), flags=re.DOTALL)

    assert "A lawyer" not in read()
    told = read(with_unsaid="yes")
    assert told.index("Please do not say this to my partner") < told.index("A lawyer")


def test_the_files_hold_what_the_preview_showed(ann):
    writes_down(ann, "Żółć, naïve façade, “quoted” – and a dash … Straße")
    lines = lines_of(ann)
    typed = {**TYPED, "line": list(lines.values())}
    page, pdf = takes(ann, "page", **typed), takes(ann, "pdf", **typed)
    assert page["Content-Disposition"] == 'attachment; filename="summary.html"'
    assert pdf["Content-Disposition"] == 'attachment; filename="summary.pdf"'
    assert pdf["Content-Type"] == "application/pdf"
    assert pdf.content.startswith(b"%PDF-")
    assert pdf["Cache-Control"] == page["Cache-Control"] == "no-store"
    for text in (
        *list(TYPED.values())[:3],
        "From my notes",
        "20 November 2026",
        "Żółć, naïve façade, “quoted” – and a dash",
    ):
        assert text in text_of(page)
        assert text in words_in(pdf.content)
    assert b"Ann" not in pdf.content + page.content


def test_markup_stays_text(ann):
    page = text_of(takes(ann, "page", tried="<script>alert(1)</script>"))
    assert "<script" not in page
    assert "&lt;script&gt;" in page
    assert not re.search(r'(src|href)="', page)
    assert "&lt;script&gt;" in text_of(looks(ann, tried="<script>alert(1)</script>"))


@pytest.mark.parametrize("text", OTHER_LETTERS)
def test_letters_the_pdf_has_not_are_said_plainly_and_come_in_the_page(ann, text):
    look = looks(ann, tried=text)
    assert "The PDF has only Latin letters" in text_of(look)
    assert ("step", "pdf") not in form_to(text_of(look), PATH).buttons
    answer = ann.send(look, PATH, step="pdf")
    assert answer.status_code == 422
    assert "The PDF has only Latin letters" in text_of(answer)
    assert text in text_of(ann.send(look, PATH, step="page"))


@pytest.mark.parametrize(
    "text", ["tab\tand\u00a0space", "one\r\ntwo\r\n\r\nthree", "e\u0301 composed", "co\u2011op\u200b", "a" * 3000]
)
def test_odd_spaces_and_long_words_are_set(ann, text):
    pdf = takes(ann, "pdf", tried=text)
    assert pdf.status_code == 200
    assert pdf.content.startswith(b"%PDF-")


def test_nothing_is_lost_between_writing_and_looking(ann):
    writes_down(ann, "picked")
    line = lines_of(ann)["picked"]
    look = looks(ann, **TYPED, line=[line], with_unsaid="yes")
    form = form_to(text_of(ann.send(look, PATH, step="change")), PATH)
    assert {name: form.fields[name] for name in TYPED} == {name: [text] for name, text in TYPED.items()}
    assert form.fields["line"] == [line]
    assert form.fields["with_unsaid"] == ["yes"]


def test_picks_stay_while_older_notes_are_looked_for(ann):
    for n in range(25):
        writes_down(ann, f"number {n}")
    newest = lines_of(ann)
    assert "number 3" not in newest
    first = ann.get(PATH)
    older = ann.send(first, PATH, step="older", line=[newest["number 24"]], tried="kept")
    form, page = form_to(text_of(older), PATH), text_of(older)
    assert "number 3<" in page
    assert form.fields["line"] == [newest["number 24"]]
    assert form.fields["tried"] == ["kept"]
    look = text_of(ann.send(older, PATH, step="look"))
    assert "number 24" in look
    assert "number 23" not in look


@pytest.mark.parametrize("step", ["look", "page", "pdf", "change", "older"])
def test_the_notes_of_others_are_not_there(world, step):
    writes_down(world.ann, "of ann alone")
    line = lines_of(world.ann)["of ann alone"]
    for somebody in (world.bo, world.cleo):
        for wanted in (line, "0" * 32 + ".0", f"{line}9", "x", "", line.replace(".0", "")):
            answer = somebody.post(PATH, {"line": wanted, "step": step, "tried": "mine"})
            assert answer.status_code == 404, wanted
            assert "of ann alone" not in text_of(answer)
        stolen = somebody.post(PATH, {"before": line.partition(".")[0], "step": "older"})
        assert stolen.status_code == 404 or step == "older"
        assert "of ann alone" not in text_of(stolen)


def test_a_summary_has_an_end(ann):
    writes_down(ann, "\n".join(f"line {n}" for n in range(PICKED_AT_MOST + 5)))
    many = list(lines_of(ann).values())
    assert looks(ann, line=many[:PICKED_AT_MOST]).status_code == 200
    refused = looks(ann, line=many, tried="kept")
    assert refused.status_code == 422
    assert "Please pick fewer lines" in text_of(refused)
    assert form_to(text_of(refused), PATH).fields["tried"] == ["kept"]
    long = looks(ann, hoped="x" * (LONGEST_LINE + 1))
    assert long.status_code == 422
    assert "Please make this shorter" in text_of(long)


@pytest.mark.parametrize("form", ["page", "pdf"])
def test_a_third_at_once_is_told_to_wait_and_loses_nothing(ann, form):
    look = looks(ann, **TYPED)
    places = [export._places.acquire(blocking=False) for _ in range(2)]
    try:
        answer = ann.send(look, PATH, step=form)
        assert answer.status_code == 503
        assert int(answer["Retry-After"]) > 0
        assert form_to(text_of(answer), PATH).fields["afraid"] == [TYPED["afraid"]]
    finally:
        for _ in places:
            export._places.release()
    for _ in range(5):
        assert ann.send(look, PATH, step=form).status_code == 200


def test_it_leaves_nothing_on_the_disk_in_the_rows_or_in_a_log(ann, monkeypatch, tmp_path):
    looks(ann, **TYPED)
    before = everything()
    kept = BytesIO()
    seen: list[str] = []

    class Listening(logging.Handler):
        def emit(self, record: logging.LogRecord) -> None:
            seen.append(f"{record.name} {record.getMessage()}")

    def refused(*args: object, **kwargs: object) -> None:
        raise AssertionError("a temporary file")

    for name in ("NamedTemporaryFile", "TemporaryFile", "mkstemp", "mkdtemp", "SpooledTemporaryFile"):
        monkeypatch.setattr(tempfile, name, refused)
    listening = Listening()
    logging.getLogger().addHandler(listening)
    level = logging.getLogger().level
    logging.getLogger().setLevel(logging.DEBUG)
    try:
        for form in ("look", "page", "pdf"):
            kept.write(takes(ann, form, **TYPED).content)
    finally:
        logging.getLogger().removeHandler(listening)
        logging.getLogger().setLevel(level)
    assert everything() == before
    assert not any(word in line for line in seen for word in (*TYPED.values(), "glyph"))


def test_the_library_that_sets_it_is_not_loaded_before_it_is_needed():
    import subprocess
    import sys

    code = "import undrift.config.urls, sys; print(sorted({'fpdf', 'PIL', 'fontTools'} & set(sys.modules)))"
    env = "import os; os.environ.setdefault('DJANGO_SETTINGS_MODULE', 'undrift.config.settings'); import django; django.setup(); "
    done = subprocess.run([sys.executable, "-c", env + code], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "[]"


def test_words_survive_the_private_door_and_are_sent_by_hand(world):
    writes_down(world.ann, "picked")
    line = lines_of(world.ann)["picked"]
    page = world.ann.get(PATH)
    world.clock.later(minutes=6)
    at_the_door = world.ann.send(page, PATH, **TYPED, line=[line], with_unsaid="yes", step="look")
    assert at_the_door.status_code == 401
    form = form_to(text_of(at_the_door), "/mine/door/").filled(passphrase=world.ann.words)
    shown = world.ann.post("/mine/door/", form)
    carried = form_to(text_of(shown), PATH)
    assert {name: carried.fields[name] for name in TYPED} == {name: [text] for name, text in TYPED.items()}
    assert carried.fields["line"] == [line]
    look = text_of(world.ann.send(shown, PATH))
    assert "Please do not say this to my partner" in look
    assert "picked" in look
    assert not signed_in(world.cleo.post("/mine/door/", {**form, "passphrase": "not these"}))


def test_lines_of_sheets_are_picked_with_their_question_and_are_nobody_elses(world):
    world.ann.fill("/mine/looking-back/day/", **{"line-greet": "A hand on the shoulder"})
    page = text_of(world.ann.get(PATH))
    assert "From looking back" in page
    assert 'value="day.greet"' in page
    look = text_of(looks(world.ann, line=["day.greet"]))
    assert "A hand on the shoulder" in look
    pdf = takes(world.ann, "pdf", line=["day.greet"])
    assert "A hand on the shoulder" in words_in(pdf.content)
    for somebody in (world.bo, world.cleo):
        assert "From looking back" not in text_of(somebody.get(PATH))
        assert somebody.post(PATH, {"line": "day.greet"}).status_code == 404
