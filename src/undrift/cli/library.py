"""`undrift library check | list | compile`."""

from __future__ import annotations

import json
import sys
from typing import TYPE_CHECKING, Any

from undrift.domain.errors import MalformedLibrary
from undrift.library import places

if TYPE_CHECKING:
    import argparse

    from undrift.library.check import Report


def add_arguments(parser: argparse.ArgumentParser) -> None:
    verbs = parser.add_subparsers(dest="verb", required=True)
    checking = verbs.add_parser("check", help="check every practice, article and help line")
    checking.add_argument("--coverage", action="store_true", help="where each row of the method lives")
    checking.add_argument("--page", action="store_true", help="with --coverage: print it as docs/method.md")
    listing = verbs.add_parser("list", help="list every practice")
    listing.add_argument("--json", action="store_true", help="as JSON, with the whole front matter")
    verbs.add_parser("compile", help="write the compiled library, for a fast start")


def run(args: argparse.Namespace) -> int:
    """0 when all is well, 1 when a library file does not fit the format."""
    try:
        return {"check": _check, "list": _list, "compile": _compile}[args.verb](args)
    except MalformedLibrary as error:
        print(error.sentence, file=sys.stderr)
        return 1


def _check(args: argparse.Namespace) -> int:
    if args.coverage:
        return _coverage(as_page=args.page)
    from undrift.library.check import check

    report = check(places.SOURCES)
    _print_summary(report)
    for problem in report.problems:
        print(problem, file=sys.stderr)
    print(f"{len(report.problems)} to change." if report.problems else "Every file fits.")
    return 1 if report.problems else 0


def _coverage(*, as_page: bool) -> int:
    from undrift.cli import coverage

    found = coverage.coverage()
    print(*(coverage.page(found) if as_page else coverage.table(found)), sep="\n")
    for problem in found.problems:
        print(problem, file=sys.stderr)
    return 1 if found.problems else 0


def _print_summary(report: Report) -> None:
    for place, counts in report.counts.items():
        print(f"{place}: " + ", ".join(f"{name} {count}" for name, count in counts.items()))
    print("reading grade (Flesch and Kincaid, syllables counted by rule, 8.0 at most):")
    for file, grade in sorted(report.grades.items(), key=lambda item: -item[1]):
        print(f"  {grade:5.1f}  {file}")
    _print_coverage(report.rows_open)


def _print_coverage(rows_open: list[str]) -> None:
    from undrift.library.rows import ALL_ROWS

    print(f"rows of the method named: {len(ALL_ROWS) - len(rows_open)} of {len(ALL_ROWS)}")
    if rows_open:
        print("not yet named: " + " ".join(rows_open))


def _list(args: argparse.Namespace) -> int:
    from undrift.library.sources import read_records

    practices = read_records(places.SOURCES)["practices"]
    if args.json:
        print(json.dumps([_front_matter(practice) for practice in practices], ensure_ascii=False, indent=2))
        return 0
    for practice in practices:
        print(f"{practice['id']}: {practice['title']} ({practice['minutes']} min, {practice['reach']})")
    return 0


def _front_matter(record: dict[str, Any]) -> dict[str, Any]:
    kept = {key: value for key, value in record.items() if key != "body"}
    return {**kept, "tags": sorted(record["tags"])}


def _compile(_: argparse.Namespace) -> int:
    from undrift.library.compiled import compile_library

    library = compile_library(places.SOURCES, places.BUILT)
    print(f"Compiled {len(library.practices)} practices and {len(library.articles)} articles.")
    return 0
