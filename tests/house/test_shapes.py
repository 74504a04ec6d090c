"""The shapes to keep (ARCHITECTURE.md): small files, small functions."""

from __future__ import annotations

import ast
from pathlib import Path
from statistics import median, quantiles

from tests.house.places import ROOT, SOURCE, modules


def file_sizes() -> dict[str, int]:
    """Lines that are not blank, of each file that has any; an empty __init__ would only flatter the median."""
    sizes = {str(path.relative_to(SOURCE)): lines_with_words(path) for path, _ in modules()}
    return {name: lines for name, lines in sizes.items() if lines}


ONE_FILE = "cli/read_backup.py"
"""The reader of backups is one file that people can keep beside their copies (0030)."""


def lines_with_words(path: Path) -> int:
    return sum(1 for line in path.read_text(encoding="utf-8").splitlines() if line.strip())


def function_sizes() -> dict[str, int]:
    return {
        f"{path.relative_to(SOURCE)}:{node.name}": (node.end_lineno or node.lineno) - node.lineno + 1
        for path, tree in modules()
        for node in ast.walk(tree)
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef)
    }


def largest(sizes: dict[str, int], beyond: int) -> dict[str, int]:
    return {name: size for name, size in sizes.items() if size > beyond}


def test_files_stay_small():
    sizes = file_sizes()
    assert median(sizes.values()) <= 60
    assert quantiles(sizes.values(), n=20)[-1] <= 250, largest(sizes, 250)
    assert set(largest(sizes, 400)) <= {ONE_FILE}
    assert sizes[ONE_FILE] < 450


def test_no_file_beside_the_program_is_long_either():
    sizes = {
        str(path.relative_to(ROOT)): lines_with_words(path)
        for folder in ("tests", "lab", "bench", "scripts")
        for path in (ROOT / folder).rglob("*.py")
    }
    assert len(sizes) > 200
    assert largest(sizes, 400) == {}


def test_functions_stay_small():
    sizes = function_sizes()
    assert len(sizes) > 300
    assert median(sizes.values()) <= 8
    assert quantiles(sizes.values(), n=20)[-1] <= 40, largest(sizes, 40)
