"""The format of the files, as pydantic models. Every key is required unless it says otherwise."""

from __future__ import annotations

from datetime import date
from typing import Annotated, Literal

from pydantic import BaseModel, ConfigDict, Field

from undrift.domain import conversation_kinds as c
from undrift.domain import practices as p
from undrift.domain import questions as q
from undrift.library.values import LineKind

Id = Annotated[str, Field(pattern=r"^[a-z0-9]+(-[a-z0-9]+)*$", max_length=60)]
Row = Annotated[str, Field(pattern=r"^S[0-3]\.[1-9][0-9]?$")]
Line = Annotated[str, Field(min_length=1, max_length=240)]
Button = Annotated[str, Field(min_length=1, max_length=24)]
_WORD = Field(strict=False)

Reach = Annotated[p.Reach, _WORD]
Need = Annotated[p.Need, _WORD]
Branch = Annotated[p.Branch, _WORD]
Tag = Annotated[p.Tag, _WORD]
Capacity = Annotated[p.Capacity, _WORD]
Setting = Annotated[p.Setting, _WORD]
Moment = Annotated[p.Moment, _WORD]
Asks = Annotated[p.Asks, _WORD]
Sense = Annotated[p.Sense, _WORD]
NotWhen = Annotated[p.NotWhen, _WORD]
Kind = Annotated[LineKind, _WORD]
Home = Annotated[p.Home, _WORD]
Theme = Annotated[q.Theme, _WORD]
Unfit = Annotated[q.Unfit, _WORD]
Grade = Literal["A", "A-", "B+", "B", "B-", "C+", "C", "C-", "D+", "D", "none"]


class _File(BaseModel):
    model_config = ConfigDict(strict=True, extra="forbid", frozen=True)


class EvidenceEntry(_File):
    grade: Grade
    claim: Annotated[str, Field(min_length=1, max_length=300)]


class VariantEntry(_File):
    where: Home
    do: Line


class PracticeFile(_File):
    id: Id
    title: Annotated[str, Field(min_length=1, max_length=48)]
    sources: Annotated[list[Row], Field(min_length=1)]
    evidence: EvidenceEntry
    minutes: Annotated[int, Field(ge=1, le=60)]
    reach: Reach
    depth: Annotated[int, Field(ge=0, le=4)]
    needs: Annotated[list[Need], Field(min_length=1)]
    branch: Annotated[list[Branch], Field(min_length=1)]
    tags: Annotated[list[Tag], Field(min_length=1)]
    energy: Capacity
    setting: Annotated[list[Setting], Field(min_length=1)]
    moment: Annotated[list[Moment], Field(min_length=1)]
    asks_of_partner: Asks
    interruptible: bool
    quiet: bool
    one_handed: bool
    requires: list[Sense]
    instead: Id | None
    easier: Id | None
    not_when: list[NotWhen]
    good_after: list[Id]
    cooldown_days: Annotated[int, Field(ge=0, le=365)]
    glance_safe: bool
    why: Annotated[str, Field(min_length=1, max_length=110)]
    opening: Annotated[str, Field(min_length=1, max_length=320)]
    steps: Annotated[list[Line], Field(min_length=1, max_length=8)]
    say: Annotated[list[Line], Field(max_length=6)]
    avoid: Annotated[list[Line], Field(max_length=6)]
    variants: Annotated[list[VariantEntry], Field(max_length=6)]
    touch_kind: Annotated[str, Field(pattern=r"^[a-z]+(_[a-z]+)*$", max_length=40)] | None = None


class ArticleFile(_File):
    id: Id
    title: Annotated[str, Field(min_length=1, max_length=60)]
    sources: Annotated[list[Row], Field(min_length=1)]
    minutes: Annotated[int, Field(ge=1, le=15)]
    summary: Annotated[str, Field(min_length=1, max_length=160)]
    ways: Annotated[list[Branch], Field(min_length=1)]
    shelf: Literal["how-it-goes", "steady", "closer", "hard-days"]


class FirstEveningEntry(_File):
    line: Annotated[str, Field(min_length=1, max_length=140)]
    little: Id
    some: Id
    plenty: Id


class BeginningFile(_File):
    """The first fourteen evenings of one way in."""

    way: Literal["fragile", "flat", "argued", "betrayal", "alone"]
    evenings: Annotated[list[FirstEveningEntry], Field(min_length=14, max_length=14)]
    after: Annotated[str, Field(min_length=1, max_length=140)]


class ScreenEntry(_File):
    title: Annotated[str, Field(min_length=1, max_length=52)]
    read: Annotated[str, Field(min_length=1, max_length=170)]
    say: Annotated[list[Annotated[str, Field(min_length=1, max_length=52)]], Field(max_length=3)] = []


class BeatEntry(_File):
    """Which of these a beat needs depends on how the conversation goes; that is a cross check."""

    here: ScreenEntry | None = None
    there: ScreenEntry | None = None
    both: ScreenEntry | None = None
    go_on: Button | None = None
    got_it: Button | None = None
    again: Button | None = None


class ConversationFile(_File):
    """The words of one kind of guided conversation."""

    kind: Annotated[c.Kind, _WORD]
    title: Annotated[str, Field(min_length=1, max_length=32)]
    sources: Annotated[list[Row], Field(min_length=1)]
    lead: Annotated[str, Field(min_length=1, max_length=120)]
    aside: Annotated[str, Field(min_length=1, max_length=120)] | None = None
    aside_link: Annotated[str, Field(pattern=r"^/(help|library)/[a-z/-]*$", max_length=60)] | None = None
    beats: dict[str, BeatEntry]
    closing: ScreenEntry
    parked: ScreenEntry | None = None


class QuestionEntry(_File):
    """A question for both: each answers it about themselves, and either might have drawn it."""

    id: Id
    text: Annotated[str, Field(min_length=1, max_length=140)]
    depth: Annotated[int, Field(ge=1, le=q.DEEPEST)]
    themes: Annotated[list[Theme], Field(min_length=1, max_length=3)]
    unfit: list[Unfit]
    sources: Annotated[list[Row], Field(min_length=1)]


class QuestionFile(_File):
    deck: Id
    questions: Annotated[list[QuestionEntry], Field(min_length=1)]


class SpreadEntry(_File):
    sd: Annotated[float, Field(gt=0, le=100, strict=False)]
    alpha: Annotated[float, Field(gt=0, lt=1)]
    retest: Annotated[float, Field(gt=0, lt=1)]


class ScaleEntry(_File):
    """Answers in the order they are printed in. Without words they are places between the two ends of a pair."""

    words: Annotated[list[Annotated[str, Field(min_length=1, max_length=40)]], Field(min_length=2, max_length=7)] = []
    points: Annotated[list[Annotated[int, Field(ge=0, le=6)]], Field(min_length=2, max_length=7)]


class ItemEntry(_File):
    """`pair` takes the place of `text` where an item is two words with places between them."""

    number: Annotated[int, Field(ge=1, le=99)]
    scale: Annotated[str, Field(pattern=r"^[a-z]+$")]
    name: Annotated[str, Field(pattern=r"^[a-z_]+$", max_length=24)] | None = None
    text: Annotated[str, Field(min_length=1, max_length=160)] | None = None
    pair: (
        Annotated[list[Annotated[str, Field(min_length=1, max_length=24)]], Field(min_length=2, max_length=2)] | None
    ) = None


class InstrumentFile(_File):
    """A measure: what it asks, how it counts, where it is from and who may use it."""

    id: Id
    title: Annotated[str, Field(min_length=1, max_length=48)]
    minutes: Annotated[int, Field(ge=1, le=10)]
    sources: Annotated[list[Row], Field(min_length=1)]
    source: Annotated[str, Field(min_length=1, max_length=400)]
    licence: Annotated[str, Field(min_length=1, max_length=400)]
    from_memory: list[Line]
    cutoff: Annotated[float, Field(gt=0, strict=False)] | None = None
    spread: SpreadEntry | None = None
    within: dict[Id, list[int]] = {}
    lead_of_pairs: Annotated[str, Field(min_length=1, max_length=300)] | None = None
    scales: dict[str, ScaleEntry]
    items: Annotated[list[ItemEntry], Field(min_length=1, max_length=32)]


class LineEntry(_File):
    """A help line needs a phone or a web address; that is a cross check. `checked` may override the file's own."""

    name: Line
    kind: Kind
    phone: Annotated[str, Field(pattern=r"^[0-9+][0-9 \-]*$", max_length=24)] | None = None
    web: Annotated[str, Field(pattern=r"^https://[a-z0-9.-]+(/[^\s]*)?$", max_length=120)] | None = None
    hours: Line | None = None
    note: Line | None = None
    source_confidence: Literal["high", "medium"]
    checked: Line | None = None
    last_checked: date | None = None


class CountryEntry(_File):
    code: Annotated[str, Field(pattern=r"^([A-Z]{2}|INT)$")]
    name: Line
    emergency: Annotated[str, Field(pattern=r"^[0-9 ]{2,12}$")] | None
    lines: Annotated[list[LineEntry], Field(min_length=1)]


class HelpFile(_File):
    checked: Line
    last_checked: date
    countries: Annotated[list[CountryEntry], Field(min_length=1)]
