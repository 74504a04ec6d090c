"""Markdown to safe HTML: no raw HTML, no images, links only to pages of this house."""

from __future__ import annotations

from functools import cache

from markdown_it import MarkdownIt


def to_html(markdown: str) -> str:
    return str(_renderer().render(markdown))


def stays_in_the_house(address: str) -> bool:
    """True for a path on this site; false for another origin, a scheme, or `//elsewhere`."""
    return address.startswith("/") and not address.startswith(("//", "/\\"))


class _HouseMarkdown(MarkdownIt):
    def validateLink(self, url: str) -> bool:  # noqa: N802 - the name markdown-it asks for
        return stays_in_the_house(url)


@cache
def _renderer() -> MarkdownIt:
    return _HouseMarkdown("commonmark", {"html": False}).disable(["image", "autolink"])
