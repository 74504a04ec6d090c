"""What two hope for, said on a page."""

from __future__ import annotations

from django import template

from undrift.actions.future import View
from undrift.domain.hopes import HOPES, OPEN_LINES

register = template.Library()


@register.filter
def hope_words(hope: str) -> str:
    return HOPES.get(hope, "")


@register.filter
def open_line_words(name: str) -> str:
    return OPEN_LINES.get(name, "")


@register.filter
def lines_side_by_side(view: View) -> list[tuple[str, str, str]]:
    """Give each open line with both people's words; one that both left open is left out."""
    if view.mine is None or view.theirs is None:
        return []
    both = [(label, view.mine.lines.get(n, ""), view.theirs.lines.get(n, "")) for n, label in OPEN_LINES.items()]
    return [(label, mine, theirs) for label, mine, theirs in both if mine or theirs]
