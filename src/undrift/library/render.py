"""Markdown to safe HTML: no raw HTML, no images, links only to pages of this house."""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from markdown_it import MarkdownIt


def to_html(markdown: str) -> str:
    return _renderer().render(markdown)


def stays_in_the_house(address: str) -> bool:
    """True for a path on this site; false for another origin, a scheme, or `//elsewhere`."""
    return address.startswith("/") and not address.startswith(("//", "/\\"))


@cache
def _renderer() -> MarkdownIt:
    from markdown_it import MarkdownIt

    renderer = MarkdownIt("commonmark", {"html": False}).disable(["image", "autolink"])
    renderer.validateLink = stays_in_the_house  # type: ignore[method-assign]
    return renderer
