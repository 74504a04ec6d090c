"""One sentence an evening: asked behind the shared door, answered into the closed notebook."""

from __future__ import annotations

from undrift.actions import desk as desks
from undrift.actions import notebook, noticing
from undrift.actions.sessions import Visit, make_sure_open
from undrift.domain import asking
from undrift.domain.asking import Question
from undrift.domain.notebook import Kind
from undrift.domain.sheets.shape import Sheet
from undrift.store.queries import notebook as note_rows
from undrift.store.writing import writing


def tonight(visit: Visit) -> Question | None:
    desk = desks.read(visit)
    return asking.sentence_tonight(desk, desks.local_now(desk))


def begin(visit: Visit, sheet: Sheet) -> None:
    """From now on ask what this sheet does not say yet, one question an evening."""
    kept, _ = noticing.open_sheet(visit, sheet)
    desks.change(visit, lambda desk: desk.with_(slowly=asking.slowly(sheet, kept, desk)))


def all_at_once(visit: Visit, sheet: Sheet) -> None:
    desks.change(visit, lambda desk: desk.with_(slowly=None) if asking.is_slow(desk, sheet) else desk)


def no_more(visit: Visit) -> None:
    desks.change(visit, lambda desk: desk.with_(slowly=None))


def not_tonight(visit: Visit, line: str) -> None:
    desks.change(visit, lambda desk: asking.after_sentence(desk, desks.local_now(desk), line))


def answer(visit: Visit, sheet: str, line: str, text: str, *, note_key: str) -> None:
    """Slide one answer under the closed door; the sheet takes it in when it is opened. Raises BadInput at `text`.

    Sent twice it is kept once. The question may be from a page that has grown old: words are kept all the same.
    """
    with writing():
        make_sure_open(visit)
        about = {"sheet": sheet, "line": line}
        entry = notebook.write(visit, Kind.SENTENCE, text, note_key=note_key, about=about)
        kept = entry if note_rows.some(visit.person, (entry,)) else ""
        desks.change(visit, lambda desk: asking.after_sentence(desk, desks.local_now(desk), line, kept))
