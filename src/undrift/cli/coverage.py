"""What `undrift library check --coverage` holds the method against, and how it prints what it found."""

from __future__ import annotations

import importlib
import os
import pkgutil
from collections.abc import Iterator
from typing import TYPE_CHECKING

from undrift import domain
from undrift.library import places

if TYPE_CHECKING:
    from undrift.library.coverage import Coverage, RowEntry
    from undrift.library.sources import Sources

TITLES = ("seed 0: five steps", "seed 1: ten renewals", "seed 2: steadiness", "seed 3: rhythms and small moments")


def coverage() -> Coverage:
    from undrift.library.coverage import check_coverage
    from undrift.library.sources import read_sources

    sources = read_sources(places.SOURCES)
    named = {text.content.id: text.content.sources for text in sources.texts()}
    return check_coverage(places.SOURCES, _known(sources), named)


def _known(sources: Sources) -> dict[str, set[str]]:
    names = set(_of_the_domain())
    return {
        "practice": {practice.content.id for practice in sources.practices},
        "article": {article.content.id for article in sources.articles},
        "rule": _rules() | names,
        "page": _pages(),
        "phrase": names,
        "measure": names,
    }


def _rules() -> set[str]:
    from undrift.domain import pacing

    evening = {"paused", "quiet-hours", "not-today", "one-a-day", "nothing-fits", "free-evening"}
    return evening | {rule.name for rule in pacing.RULES}


def _pages() -> set[str]:
    import django

    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "undrift.config.settings")
    django.setup()
    from undrift.config.urls import urlpatterns

    return {f"/{pattern.pattern}" for pattern in urlpatterns}


def _of_the_domain() -> Iterator[str]:
    """Name everything public that the rules are made of: `repair.LINES`, `nothing.free_evening`."""
    for found in pkgutil.iter_modules(domain.__path__):
        module = importlib.import_module(f"undrift.domain.{found.name}")
        yield from (f"{found.name}.{public}" for public in vars(module) if not public.startswith("_"))


def table(found: Coverage) -> Iterator[str]:
    """Print one line a row, for a terminal."""
    for row, entry in found.rows.items():
        homes = "; ".join(f"{kind} {', '.join(names)}" for kind, names in entry.places.items())
        refused = f"not built: {entry.not_built}" if entry.not_built else ""
        yield f"{row:6} {'; '.join(filter(None, (homes, refused)))}"
    yield f"rows of the method: {len(found.rows)} of 201, {len(found.refused)} of them refused in whole or in part"


def page(found: Coverage) -> Iterator[str]:
    """Print docs/method.md."""
    yield HEAD
    for number, title in enumerate(TITLES):
        yield f"\n## S{number}, {title}\n\n| Row | What it asks of software | Where it lives |\n|---|---|---|"
        for row, entry in found.rows.items():
            if row.startswith(f"S{number}."):
                yield f"| {row} | {entry.asks} | {_homes(entry)} |"
    yield "\n## Refused, in whole or in part\n\n| Row | Why |\n|---|---|"
    yield from (f"| {row} | {entry.not_built} |" for row, entry in found.refused.items())


def _homes(entry: RowEntry) -> str:
    homes = [f"{kind}: " + ", ".join(f"`{name}`" for name in names) for kind, names in entry.places.items()]
    said = [entry.note] if entry.note else []
    return "; ".join(homes + said + (["*refused, see below*"] if entry.not_built else []))


HEAD = """# The method, row by row

Printed by `undrift library check --coverage --page`; a test fails while it is stale. The method has 201 rows (S0.1 to
S3.44). Each lives in a practice, an article, a rule of pacing, a page, a phrase or a measure, or says why it is not
built. A rule, phrase or measure with a dot in its name stands in `src/undrift/domain/`; a page is an address."""
