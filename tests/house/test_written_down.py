"""Every setting and every command is in docs/options.md, and nothing else is."""

from __future__ import annotations

import ast
import re

from tests.house.places import ROOT, modules
from undrift.cli import COMMANDS

OPTIONS = (ROOT / "docs" / "options.md").read_text(encoding="utf-8")
READERS = {"text", "flag", "secret"}


def settings_read() -> set[str]:
    """Names given to env.text, env.flag and env.secret, and names of settings in sentences for people."""
    found: set[str] = set()
    for _, tree in modules():
        for node in ast.walk(tree):
            if isinstance(node, ast.Call):
                found |= names_asked_for(node)
            elif isinstance(node, ast.Constant) and isinstance(node.value, str):
                found |= set(re.findall(r"UNDRIFT_[A-Z][A-Z_]*[A-Z]", node.value))
    return found


def names_asked_for(call: ast.Call) -> set[str]:
    reader = call.func.attr if isinstance(call.func, ast.Attribute) else getattr(call.func, "id", "")
    if reader not in READERS or not call.args or not isinstance(call.args[0], ast.Constant):
        return set()
    name = call.args[0].value
    if not (isinstance(name, str) and re.fullmatch(r"[A-Z][A-Z_]*", name)):
        return set()
    return {f"UNDRIFT_{name}", f"UNDRIFT_{name}_FILE"} if reader == "secret" else {f"UNDRIFT_{name}"}


def settings_written_down() -> set[str]:
    return set(re.findall(r"^\| `(UNDRIFT_[A-Z_]+)`", OPTIONS, re.MULTILINE))


def test_the_search_for_settings_finds_some():
    assert {"UNDRIFT_DATA", "UNDRIFT_ORIGIN", "UNDRIFT_SECRET_KEY_FILE"} <= settings_read()


def test_every_setting_that_is_read_is_written_down():
    assert settings_read() - settings_written_down() == set()


def test_every_setting_that_is_written_down_is_read():
    assert settings_written_down() - settings_read() == set()


def test_every_command_is_written_down_and_the_other_way_round():
    commands = set(re.findall(r"^\| `undrift ([a-z][a-z-]*)", OPTIONS, re.MULTILINE))
    assert commands == set(COMMANDS)


def test_every_recipe_is_made_of_settings_that_exist():
    recipes = [*(ROOT / "deploy").iterdir(), ROOT / "docs" / "hosting.md", ROOT / "README.md"]
    named = {name for file in recipes for name in re.findall(r"UNDRIFT_[A-Z_]+", file.read_text(encoding="utf-8"))}
    assert named
    assert named <= settings_read()


def test_every_link_between_the_documents_leads_somewhere():
    documents = [*ROOT.glob("*.md"), *ROOT.glob("docs/*.md"), *ROOT.glob("docs/decisions/*.md")]
    broken = [
        f"{document.name}: {target}"
        for document in documents
        for target in re.findall(r"\]\(([^)#\s]+)", document.read_text(encoding="utf-8"))
        if "://" not in target and not (document.parent / target).exists()
    ]
    assert [link for link in broken if not link.endswith(".png")] == []


def test_every_decision_is_in_the_list():
    listed = set(re.findall(r"docs/decisions/([\w-]+\.md)", (ROOT / "ARCHITECTURE.md").read_text(encoding="utf-8")))
    assert listed == {file.name for file in (ROOT / "docs" / "decisions").glob("*.md")}


def test_every_dependency_has_a_reason():
    reasons = (ROOT / "docs" / "decisions" / "0003-dependencies.md").read_text(encoding="utf-8").lower()
    project = (ROOT / "pyproject.toml").read_text(encoding="utf-8").split("dependencies = [", 1)[1].split("]\n", 1)[0]
    wanted = re.findall(r'"([A-Za-z0-9-]+)', project)
    wanted += re.findall(r"^([A-Za-z0-9-]+)", (ROOT / "requirements-dev.in").read_text(encoding="utf-8"), re.MULTILINE)
    assert len(wanted) > 15
    assert [name for name in wanted if name.lower() not in reasons] == []
