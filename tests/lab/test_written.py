"""What a run prints and leaves behind, and what is kept in docs/lab."""

from __future__ import annotations

import ast
import re
import subprocess
import sys
from statistics import median

import pytest
from lab import __main__ as command
from lab.ranges import RANGES
from lab.report import FIRST_LINE

from tests.house.places import ROOT

LAB = ROOT / "lab"
KEPT = ROOT / "docs" / "lab"
MODULES = {path: ast.parse(path.read_text(encoding="utf-8")) for path in sorted(LAB.rglob("*.py"))}
MAY = re.compile(r"^(lab|undrift\.domain|numpy|scipy|matplotlib)(\.|$)")


def imported(tree: ast.Module) -> set[str]:
    names: set[str] = set()
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            names |= {alias.name for alias in node.names}
        elif isinstance(node, ast.ImportFrom):
            names |= {f"{node.module}.{alias.name}" for alias in node.names}
    return names


def foreign(names: set[str]) -> set[str]:
    return {name for name in names if not MAY.match(name) and name.split(".")[0] not in sys.stdlib_module_names}


@pytest.mark.parametrize("path", MODULES, ids=lambda path: path.relative_to(LAB).as_posix())
def test_the_lab_imports_the_domain_and_nothing_else_of_the_house(path):
    assert foreign(imported(MODULES[path])) == set()


@pytest.mark.parametrize("line", ["import undrift.store", "from undrift import library", "import django.db"])
def test_another_import_would_be_caught(line):
    assert foreign(imported(ast.parse(line)))


def test_the_lab_wakes_no_framework():
    code = (
        "import lab.sweep, sys; print([m for m in ('django', 'undrift.library', 'undrift.store') if m in sys.modules])"
    )
    done = subprocess.run(
        [sys.executable, "-c", code],
        cwd=ROOT,
        env={"PYTHONPATH": f"{ROOT / 'src'}", "PATH": ""},
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.stdout.strip() == "[]", done.stderr


def test_the_lab_keeps_the_shapes_of_the_house():
    sizes = {path.name: path.read_text(encoding="utf-8").count("\n") for path in MODULES}
    functions = [
        (node.end_lineno or 0) - node.lineno + 1
        for tree in MODULES.values()
        for node in ast.walk(tree)
        if isinstance(node, ast.FunctionDef)
    ]
    assert {name for name, lines in sizes.items() if lines > 250} == set()
    assert median(functions) <= 10
    assert max(functions) <= 45


@pytest.fixture(scope="module")
def written(tmp_path_factory):
    folder = tmp_path_factory.mktemp("lab")
    command.SIZES["quick"], kept = command.Size(6, 20, 6, 60), command.SIZES["quick"]
    try:
        assert command.main(["quick", "--out", str(folder)]) == 0
    finally:
        command.SIZES["quick"] = kept
    return folder


def test_the_first_line_says_what_it_is_not(written):
    lines = (written / "README.md").read_text(encoding="utf-8").splitlines()
    assert lines[0] == FIRST_LINE
    assert "proves nothing about people" in lines[0]


def test_every_drawing_is_there_and_small(written):
    named = set(re.findall(r"\((\w+\.png)\)", (written / "README.md").read_text(encoding="utf-8")))
    assert named == {path.name for path in written.glob("*.png")}
    assert len(named) >= 5
    assert all(path.stat().st_size < 120_000 for path in written.glob("*.png"))


def test_every_assumption_is_told_with_its_ground(written):
    text = (written / "README.md").read_text(encoding="utf-8")
    assert [each.name for each in RANGES if each.means not in text] == []
    assert "invented" in text
    assert len({each.name for each in RANGES}) == len({each.means for each in RANGES}) == len(RANGES)


def test_what_is_kept_is_of_the_full_run_and_of_these_assumptions():
    text = (KEPT / "README.md").read_text(encoding="utf-8")
    assert text.splitlines()[0] == FIRST_LINE
    assert "the **full** run" in text
    assert [each.name for each in RANGES if f"| {each.means} | {each.low:g} | {each.centre:g} |" not in text] == []
