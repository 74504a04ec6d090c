"""What to do with a key: the page of a new one says it with this home's address, and docs/api.md in the same words."""

from __future__ import annotations

import json
import re
from html.parser import HTMLParser

import pytest
import yaml

from tests.house.places import ROOT
from undrift.domain.capture import KINDS
from undrift.domain.recipes import ADDRESS, KEY, RECIPES, Recipe

from .captures import MOMENTS, PAGE, key_of, send
from .world import text_of


def written_down(recipe: Recipe) -> str:
    """A recipe as it stands in docs/api.md."""
    lines = [f"### {recipe.title}", ""]
    for number, step in enumerate(recipe.steps, start=1):
        lines.append(f"{number}. {step.words}")
        if step.code:
            lines += ["", "   ```", *(f"   {line}" for line in step.code.splitlines()), "   ```"]
    return "\n".join([*lines, "", recipe.mind, ""])


class Reader(HTMLParser):
    """The words and the code of each folded part of a page."""

    def __init__(self) -> None:
        super().__init__()
        self.parts: list[dict[str, list[str]]] = []
        self.inside: list[str] = []

    def handle_starttag(self, tag: str, attrs: object) -> None:
        self.inside.append(tag)
        if tag == "details":
            self.parts.append({"summary": [], "li": [], "pre": [], "open": ["open" in dict(attrs)]})
        elif tag in {"li", "pre"} and self.parts:
            self.parts[-1][tag].append("")

    def handle_endtag(self, tag: str) -> None:
        while self.inside and self.inside.pop() != tag:
            pass

    def handle_data(self, data: str) -> None:
        if "details" not in self.inside:
            return
        if "summary" in self.inside:
            self.parts[-1]["summary"].append(data)
        elif "pre" in self.inside:
            self.parts[-1]["pre"][-1] += data
        elif "li" in self.inside:
            self.parts[-1]["li"][-1] += data


def folded(html: str) -> dict[str, dict[str, list[str]]]:
    reader = Reader()
    reader.feed(html)
    return {part["summary"][0]: part for part in reader.parts}


def plain(words: str) -> str:
    return words.replace("*", "").replace("`", "")


@pytest.mark.parametrize("recipe", RECIPES, ids=lambda recipe: recipe.title)
def test_the_page_of_a_new_key_says_it_step_by_step_with_this_homes_address(world, recipe):
    html = text_of(world.ann.fill(PAGE, place="phone"))
    part = folded(html)[recipe.title]
    here = recipe.at(own_address(html))
    assert part["li"] == [plain(step.words) for step in here.steps]
    assert part["pre"] == [step.code for step in here.steps if step.code]
    assert part["open"] == [False], "folded, so that the page stays calm"
    assert ADDRESS not in html


def own_address(html: str) -> str:
    found = re.search(rf">(https?://[^<]+{MOMENTS})</p>", html)
    assert found, html
    return found[1]


def test_the_key_itself_stands_there_once_and_never_again(world):
    page = text_of(world.ann.fill(PAGE, place="phone"))
    token = re.search(r"undrift-[0-9a-f]{64}", page)
    assert token
    assert page.count(token[0]) == 1
    assert KEY in page
    again = text_of(world.ann.get(PAGE))
    assert not re.search(r"undrift-[0-9a-f]{64}", again)
    assert RECIPES[0].title in folded(again)


def test_who_has_no_key_yet_is_told_nothing_of_recipes(world):
    assert not folded(text_of(world.cleo.get(PAGE)))


def test_the_document_says_the_same(world):
    document = (ROOT / "docs" / "api.md").read_text(encoding="utf-8")
    found = document.partition("## Recipes\n")[2].partition("### ")
    assert found[1] + found[2] == "\n".join(map(written_down, RECIPES))


def test_what_a_recipe_sends_is_taken(world):
    """Every body that a recipe names, as a machine would send it."""
    token, bodies = key_of(world.ann), []
    for step in (step for recipe in RECIPES for step in recipe.steps if "kind" in step.code):
        found = re.search(r"\{\"kind\".*?\"\}", step.code)
        assert found, step.code
        bodies.append(json.loads(found[0]))
    assert len(bodies) == 4
    for body in bodies:
        assert body["kind"] in KINDS
        assert send(token, body).status_code == 201


def test_the_lines_for_home_assistant_can_be_read():
    secret, commands = (step.code for step in RECIPES[2].steps if step.code)
    assert yaml.safe_load(secret) == {"undrift": f"Bearer {KEY}"}
    command = yaml.safe_load(commands.replace("!secret ", ""))["rest_command"]["undrift_moment"]
    assert command["url"] == ADDRESS
    assert command["headers"]["authorization"] == "undrift"
    assert json.loads(command["payload"]) == {"kind": "moment"}
