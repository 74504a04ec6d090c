"""Looking back: five sheets behind the private door, and one sentence an evening in front of it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

from django.http import HttpRequest, HttpResponse, QueryDict
from django.views.decorators.http import require_http_methods, require_safe

from undrift.actions import couples, notebook, noticing, sentences
from undrift.actions import desk as desks
from undrift.actions.sessions import Visit
from undrift.domain import noticing as rules
from undrift.domain import sheets
from undrift.domain.couples import Phase
from undrift.domain.errors import BadInput, NotFound
from undrift.domain.notebook import Kind
from undrift.domain.noticing import Merged, Typed
from undrift.domain.sheets.shape import Line, Option, Sheet, Ticks
from undrift.web.doors import private_door, shared_door
from undrift.web.pages import again, go, page

FORM = ["GET", "HEAD", "POST"]
LINE, TICKS, MARK, HAD = "line-", "tick-", "was-", "had-"
DRAWN = "circle"


@dataclass(frozen=True, slots=True)
class Field:
    """One line on the page. `other`: what another window made of it meanwhile; `stands`: something is kept there."""

    line: Line
    value: str = field(repr=False)
    mark: str
    error: str = ""
    other: str = field(default="", repr=False)
    stands: bool = False


@dataclass(frozen=True, slots=True)
class Choice:
    """One thing to tick, with its line where it has one."""

    option: Option
    ticked: bool
    field: Field | None = None


@dataclass(frozen=True, slots=True)
class Screen:
    """A sheet as the page shows it: what is kept, and over it what was just typed and could not be kept."""

    sheet: Sheet
    merged: Merged
    typed: Typed
    mark: rules.Mark

    def field(self, line: Line) -> Field:
        stands = self.merged.kept.lines.get(line.id, "")
        error = self.merged.problems.get(line.id, "")
        return Field(
            line,
            self.typed.lines[line.id] if error else stands,
            self.mark(line.id, stands) if stands else "",
            error,
            stands if error == rules.CHANGED_TWICE else "",
            bool(stands),
        )

    def choices(self, ticks: Ticks) -> Iterator[Choice]:
        ticked = self.merged.kept.ticks.get(ticks.id, ())
        for option in ticks.options:
            own = self.field(ticks.line_of(option)) if ticks.with_lines else None
            yield Choice(option, option.id in ticked, own)

    def parts(self, *, resting: bool) -> list[dict[str, Any]]:
        return [
            {"part": part, "items": items, "open": any(map(_says_something, items))}
            for part in rules.shown(self.sheet, self.merged.kept, resting=resting)
            for items in [[self._item(item) for item in part.items]]
        ]

    def _item(self, item: Line | Ticks) -> dict[str, Any]:
        if isinstance(item, Line):
            return {"field": self.field(item)}
        had = " ".join(self.merged.kept.ticks.get(item.id, ()))
        return {"ticks": item, "choices": list(self.choices(item)), "had": had, "alone": item.with_lines}

    def drawing(self) -> dict[str, Any]:
        """Give what stands in the drawing: the four stations, and the words of what is ticked."""
        ticked = {ticks.id: [c.option.words for c in self.choices(ticks) if c.ticked] for ticks in self.sheet.ticks}
        return {**self.merged.kept.lines, **ticked}


def _says_something(item: dict[str, Any]) -> bool:
    fields = [item["field"]] if "field" in item else [choice.field for choice in item["choices"] if choice.field]
    return bool(item.get("had")) or any(field.stands or field.error for field in fields)


def _typed(post: QueryDict, sheet: Sheet) -> Typed:
    return Typed(
        lines={line: str(post[LINE + line]) for line in sheet.lines if LINE + line in post},
        marks={line: str(post[MARK + line]) for line in sheet.lines if MARK + line in post},
        ticks={t.id: frozenset(map(str, post.getlist(TICKS + t.id))) for t in sheet.ticks if HAD + t.id in post},
        had={t.id: frozenset(str(post[HAD + t.id]).split()) for t in sheet.ticks if HAD + t.id in post},
    )


@private_door
@require_safe
def index(request: HttpRequest, visit: Visit) -> HttpResponse:
    desk = desks.read(visit)
    return page(request, "mine/looking_back.html", visit, sheets=rules.in_order(desk, desks.local_now(desk).date()))


@private_door
@require_http_methods(FORM)
def sheet(request: HttpRequest, visit: Visit, sheet: str) -> HttpResponse:
    """One sheet: read, filled in as far as one likes, and kept. `then` says where to go after it was kept."""
    which = sheets.sheet(sheet)
    if request.method != "POST":
        kept, damaged = noticing.open_sheet(visit, which)
        return _screen(request, visit, which, Merged(kept), damaged=damaged, just_kept="kept" in request.GET)
    typed = _typed(request.POST, which)
    merged = noticing.save(visit, which, typed)
    if merged.problems:
        return _screen(request, visit, which, merged, typed, status=422)
    return go(_then(visit, which, request.POST.get("then", "")))


def _then(visit: Visit, which: Sheet, then: str) -> str:
    here = f"/mine/looking-back/{which.id}/"
    what, _, line = then.partition(" ")
    if what == "evening":
        sentences.begin(visit, which)
    elif what == "at-once":
        sentences.all_at_once(visit, which)
    elif what == "let-go":
        return f"{here}{line}/let-go/" if line in which.lines else f"{here}let-go/"
    elif what == "share" and line in which.lines:
        return f"{here}{line}/share/"
    return f"{here}?kept=1"


def _screen(
    request: HttpRequest, visit: Visit, which: Sheet, merged: Merged, typed: Typed | None = None, **more: Any
) -> HttpResponse:
    desk = desks.read(visit)
    screen = Screen(which, merged, typed or Typed(), noticing.mark(visit, which.id))
    context = {
        "sheet": which,
        "opening": rules.opening(which, desk, desks.local_now(desk).date()),
        "parts": screen.parts(resting=rules.held(desk)),
        "drawing": screen.drawing() if which.id == DRAWN else None,
        "slow": rules.is_slow(desk, which),
        "can_be_slow": rules.slowly(which, merged.kept, desk) is not None,
        "may_be_shared": visit.phase is Phase.PAIRED,
        "filled": not merged.kept.is_empty,
        **more,
    }
    return page(request, "mine/sheet.html", visit, **context)


@private_door
@require_http_methods(FORM)
def share(request: HttpRequest, visit: Visit, sheet: str, line: str) -> HttpResponse:
    """Let the other see one line, after a look at what they will find. The sheet keeps it."""
    which = sheets.sheet(sheet)
    text = noticing.one_line(visit, which, line)
    if visit.phase is not Phase.PAIRED:
        raise NotFound
    context: dict[str, Any] = {"sheet": which, "line": line, "text": text, "together": couples.together(visit)}
    if request.method != "POST":
        return page(request, "mine/line_share.html", visit, **context)
    try:
        noticing.share_line(visit, which, line, note_key=request.POST.get("note_key", ""))
    except BadInput as problem:
        return again(request, "mine/line_share.html", problem, visit, **context)
    return go("/us/?shared=1")


@private_door
@require_http_methods(FORM)
def let_go_line(request: HttpRequest, visit: Visit, sheet: str, line: str) -> HttpResponse:
    which = sheets.sheet(sheet)
    if request.method == "POST":
        noticing.let_go_line(visit, which, line)
        return go(f"/mine/looking-back/{which.id}/")
    text = noticing.one_line(visit, which, line)
    return page(request, "mine/line_let_go.html", visit, sheet=which, line=line, text=text)


@private_door
@require_http_methods(FORM)
def let_go(request: HttpRequest, visit: Visit, sheet: str) -> HttpResponse:
    which = sheets.sheet(sheet)
    if request.method == "POST":
        noticing.let_go(visit, which)
        return go("/mine/looking-back/")
    return page(request, "mine/sheet_let_go.html", visit, sheet=which)


@shared_door
@require_http_methods(FORM)
def sentence(request: HttpRequest, visit: Visit) -> HttpResponse:
    """One question for this evening. The answer slides under the closed door; *not tonight* is an answer too."""
    if request.method != "POST":
        return page(request, "mine/sentence.html", visit, question=sentences.tonight(visit))
    answer, line = request.POST.get("answer", ""), request.POST.get("line", "")
    if answer == "no_more":
        sentences.no_more(visit)
        return go("/today/")
    if answer == "not_tonight":
        sentences.not_tonight(visit, line)
        return go("/today/")
    try:
        _answered(request, visit, line)
    except BadInput as problem:
        return again(request, "mine/sentence.html", problem, visit, question=_asked(request.POST))
    return go("/today/kept/")


def _answered(request: HttpRequest, visit: Visit, line: str) -> None:
    text, note_key = request.POST.get("text", ""), request.POST.get("note_key", "")
    if _asked(request.POST) is None:
        notebook.write(visit, Kind.NOTE, text, note_key=note_key)
    else:
        sentences.answer(visit, request.POST["sheet"], line, text, note_key=note_key)


def _asked(post: QueryDict) -> rules.Question | None:
    """Find the question a form was about, whatever the desk asks by now."""
    which = sheets.SHEETS.get(str(post.get("sheet", "")))
    line = which.lines.get(str(post.get("line", ""))) if which else None
    return rules.Question(which, line) if which and line else None
