"""Small turns of phrase for the pages."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from datetime import date, datetime
from functools import lru_cache

from django import template
from django.template.loader import render_to_string
from django.utils.html import escape
from django.utils.safestring import SafeString, mark_safe

from undrift.adapters import clock
from undrift.domain.hopes import OPEN_LINES
from undrift.domain.notebook import Kind
from undrift.domain.phrases import ASKS_NOTHING
from undrift.domain.practices import Home, Practice
from undrift.domain.sheets import SHEETS
from undrift.domain.summary import FREE, UNSAID
from undrift.domain.ways import HOME_WORDS, REACH_WORDS
from undrift.library.rows import by_text

register = template.Library()


@register.simple_tag
@lru_cache(maxsize=64)
def drawn_once(partial: str, name: str, value: str) -> SafeString:
    """Render a partial that is the same for everybody once per value, such as the bar of places or the horizon.

    It gets one variable and nothing of the person or the request.
    """
    return render_to_string(partial, {name: value})


KIND_WORDS: dict[str, str] = {
    Kind.NOTE: "A note",
    Kind.MOMENT: "A small moment",
    Kind.BID: "Reaching out",
    Kind.APPRECIATION: "Something I appreciated",
    Kind.LAST_CLOSE: "When I last felt close",
    Kind.LANDING: "How a step landed",
    Kind.SIDEWAYS: "A hard moment",
    Kind.KEPT: "Kept from what was shared",
    Kind.NOTICED: "Something I noticed",
    Kind.SENTENCE: "One sentence, in the evening",
    Kind.AGREEMENT: "A line about what I will do",
    Kind.PARKED: "Parked for another day",
    Kind.STORY: "A piece of a story",
    Kind.RITUAL: "A time that returned",
    Kind.FUTURE: "What I hoped for",
    Kind.ANSWER: "An answer of mine",
    Kind.LETTER: "A letter to a later day",
    Kind.GROUND: "How the ground is",
    Kind.CONVERSATION: "A conversation",
    Kind.REPAIR: "A repair",
    Kind.WAY_BACK: "A line to mend",
    Kind.FEELING: "A feeling",
    Kind.NEED: "A need",
    Kind.CLOSER: "A moment that felt closer",
    Kind.LOOK_BACK: "Looking back for two minutes",
}


@register.filter
def for_partner(text: str, word: str) -> str:
    """Say the partner's private word in a practice, or plainly *your partner*."""
    return text.replace("{partner}", word or "your partner")


@register.filter
def bound(words: str) -> str:
    """Keep the first word of a sentence by the next one, so that no *I* hangs at the end of a line."""
    return words.replace(". I ", ". I\u00a0")


@register.filter
def kind_words(kind: str) -> str:
    return KIND_WORDS.get(kind, "A note")


LINES_OF_SHEETS = {f"line-{name}": line.words for sheet in SHEETS.values() for name, line in sheet.lines.items()}


SHARED_WORDS: dict[str, str] = {
    Kind.MOMENT: "a small moment",
    Kind.APPRECIATION: "thanks",
    Kind.LAST_CLOSE: "when it was close",
    Kind.NOTICED: "something I noticed",
    Kind.WAY_BACK: "a line to mend",
    Kind.FEELING: "a feeling",
    Kind.NEED: "a need",
    Kind.CLOSER: "a moment that felt closer",
}


@register.filter
def shared_words(kind: str) -> str:
    return SHARED_WORDS.get(kind, "")


@register.filter
def day_words(day: date) -> str:
    """Say a day without a count of days: *Friday 20 November*."""
    return f"{day:%A} {short_day(day)}"


@register.filter
def month_words(day: date) -> str:
    """Say when, and no closer than that: *November 2026*."""
    return f"{day:%B %Y}"


@register.filter
def line_to_say(prompt: str) -> str:
    """Choose a line that asks for nothing, the same one for both (S1.43)."""
    return ASKS_NOTHING[int(prompt[:4] or "0", 16) % len(ASKS_NOTHING)]


@register.filter
def short_day(day: date) -> str:
    """Say a day in a picture or a table: *16 November*; a year matters only when it is another one."""
    year = "" if day.year == clock.now().year else f" {day.year}"
    return f"{day.day} {day:%B}{year}"


@register.filter
def iso_day_words(day: str) -> str:
    return day_words(date.fromisoformat(day))


@register.filter
def weekday_words(day: date) -> str:
    """Say a day of the next few: *on Sunday*."""
    return f"on {day:%A}"


@register.filter
def clock_words(at: str) -> str:
    """Say the hour of an exact time that was kept inside a seal; empty when there is none."""
    try:
        return f"{datetime.fromisoformat(at):%H:%M}"
    except ValueError:
        return ""


@register.filter
def back_words(at: datetime) -> str:
    """Say a named time to come back, as it is where the reader is."""
    tomorrow = "" if clock.now().astimezone(at.tzinfo).date() == at.date() else "tomorrow "
    return f"{tomorrow}at about {at:%H:%M}"


@register.filter
def minutes_words(minutes: int) -> str:
    return "a minute" if minutes <= 1 else f"{minutes} minutes"


@register.filter
def lower_first(words: str) -> str:
    """Put *Today at nine* into the middle of a sentence; a name of a day stays as it is."""
    return words[:1].lower() + words[1:] if words.startswith(("Today", "Tomorrow")) else words


@register.filter
def kicker(practice: Practice) -> str:
    """Say how long a step takes and whom it takes."""
    return f"{minutes_words(practice.minutes).capitalize()} · {REACH_WORDS[practice.reach]}"


@register.filter
def groups_of_four(code: str) -> list[str]:
    return code.split("-")


@register.filter
def source_words(rows: Iterable[str]) -> str:
    """Say where a practice or an article comes from, in a line."""
    return "; ".join(f"{text} ({', '.join(found)})" for text, found in by_text(rows))


@register.filter
def at(found: Mapping[str, str] | str, name: str) -> str:
    """Look up a name that is only known while the page is made: a field's sentence, or what was typed into it."""
    return found.get(name, "") if isinstance(found, Mapping) else ""


@register.filter
def home_words(where: Home) -> str:
    return HOME_WORDS[where]


@register.filter
def shelf_address(text: Practice | object) -> str:
    """Say where in the library a practice or an article stands."""
    name = getattr(text, "id", "")
    return f"/library/{name}/" if isinstance(text, Practice) else f"/library/read/{name}/"


@register.filter
def with_marks(words: str) -> SafeString:
    """Show *a name on a screen* and `what is typed` as such; everything else is text."""
    told = str(escape(words))
    told = re.sub(r"`([^`]+)`", r'<code class="words-of-mine">\1</code>', told)
    return mark_safe(re.sub(r"\*([^*]+)\*", r"<em>\1</em>", told))  # noqa: S308 - escaped before


CARRIED_WORDS = {"back": "Back at, or after", "when": "When", "promise": "A promise in one line", **OPEN_LINES}
CARRIED_WORDS |= {**FREE, UNSAID: "What must not be said to them", "guess": "Your guess"}
CARRIED_WORDS |= {"title": "What it is called", "then": "Then I"}
CARRIED_WORDS |= {"changed": "What changed", "remains": "What stays", "happened": "What was happening"}


@register.filter
def field_words(name: str) -> str:
    """Name a field whose words were carried through a door: the question of a sheet, of a line, or one's words."""
    return LINES_OF_SHEETS.get(name) or CARRIED_WORDS.get(name, "Your words")
