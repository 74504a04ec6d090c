"""Every way to break a file is answered with the file, the line, and what to change."""

from __future__ import annotations

import pytest

from undrift.domain.errors import MalformedLibrary
from undrift.library.check import check
from undrift.library.loader import load_from

from .shelf import ARTICLE, ARTICLE_FILE, HELP, HELP_FILE, PRACTICE, PRACTICE_FILE, line_of, write_library

# (what stands in the practice, what replaces it, words on the line that is named, words of the sentence)
PRACTICE_BREAKAGES = [
    ("minutes: 3\n", "", "id:", "`minutes` is missing"),
    ("minutes: 3", "minutes: three", "minutes:", "`minutes` must be a whole number"),
    ("minutes: 3", "minutes: 0", "minutes:", "the lowest is 1"),
    ("minutes: 3", "minutes: 61", "minutes:", "the highest is 60"),
    ("minutes: 3", "minuets: 3", "minuets:", "did you mean `minutes`"),
    ("depth: 0", "depth: 5", "depth:", "the highest is 4"),
    ("depth: 0", 'depth: "0"', "depth:", "whole number, without quotes"),
    ("quiet: true", 'quiet: "yes"', "quiet:", "true or false"),
    ("quiet: true", "quiet: true\nquiet: false", "quiet: false", "`quiet` is here twice"),
    ("reach: solo", "reach: alone", "reach:", "use one of 'solo', 'both' or 'live'"),
    ("grade: C-", "grade: E", "grade:", "`evidence.grade` cannot be E"),
    ("  claim: Small", "  claims: Small", "claims:", "did you mean `claim`"),
    ("needs: [warmth]", "needs: []", "needs:", "needs 1 or more entries"),
    ("needs: [warmth]", "needs: warmth", "needs:", "must be a list"),
    ("tags: [ritual, presence]", "tags:\n  - ritual\n  - magic", "magic", "`tags, entry 2` cannot be magic"),
    ("tags: [ritual, presence]", "tags: [ritual, ritual]", "tags:", "names ritual twice"),
    ("tags: [ritual, presence]", "tags: [touch]", "tags:", "belong together"),
    ("tags: [ritual, presence]", "tags: [disclosure]", "depth:", "use 1 or more"),
    ("requires: []", "requires: [touch]", "tags:", "belong together"),
    ("glance_safe: true", "glance_safe: true\ntouch_kind: hug", "tags:", "belong together"),
    ("sources: [S3.14, S0.27]", "sources: [S3.14, S0.45]", "sources:", "S0.45, which is not a row"),
    ("sources: [S3.14, S0.27]", "sources: [A1]", "sources:", "use a row of the method"),
    ("id: put-the-kettle-on", "id: put-the-cup-on", "id:", "make them equal"),
    ("id: put-the-kettle-on", "id: Put The Kettle On", "id:", "small letters"),
    ("instead: null", "instead: brew-tea", "instead:", "there is no practices/brew-tea.md"),
    ("where: distance", "where: the moon", "where:", "cannot be the moon"),
    ("do: Put your own", "do: Hurry! Put your own", "do:", "has an exclamation mark"),
    (
        "  - where: distance\n",
        "  - where: distance\n    do: Wave.\n  - where: distance\n",
        "variants:",
        "names distance twice",
    ),
    ("easier: null", "easier: put-the-kettle-on", "easier:", "points to the practice itself"),
    ("good_after: []", "good_after:\n  - nowhere", "nowhere", "`good_after` names nowhere"),
    ("why: It is short", "why: Remember: it is short", "why:", "put this text in quotes"),
    ("why: It is short", "why: It is guaranteed and short", "why:", "possible, not promised"),
    ("why: It is short, and it asks for nothing back.", f"why: {'a' * 111}", "why:", "has 111 characters"),
    ("why: It is short, and it asks for nothing back.", "why:", "why:", "is empty"),
    ("opening: Make", "opening: You always make", "opening:", "say often"),
    ("near {partner} and", "near {name} and", "opening:", "only {partner} is filled in"),
    ("- Fill the kettle.", "- Fill the kettle for {partner}.", "- Fill", "only in `opening`"),
    ("opening: Make one", f"opening: {'Make one ' * 40}", "opening:", "shorten it to 320"),
    ("for two", "for two, you who love each other so very very much", "title:", "shorten it to 48"),
    ("  - Fill the kettle.", '  - "Fill the kettle!"', "Fill", "exclamation mark"),
    ("  - Fill the kettle.", "  - Don't fill the kettle.", "Don't fill", "straight quote or apostrophe"),
    ("  - Fill the kettle.", '  - Say "tea" to it.', 'Say "tea"', "straight quote or apostrophe"),
    ("- Do not wait", "- Do not wait \u2728", "- Do not wait", "emoji"),
    ("Small kind acts go", "Oxytocin goes", "claim:", "leave hormones out"),
    ("Small kind acts go", "After a rupture, acts go", "claim:", "say argument"),
    ("It can be water too.", "It works in 86 % of homes.", "86 %", "leave this number out"),
    ("It can be water too.", "See [this](https://elsewhere.example).", "elsewhere", "links to another place"),
    ("It can be water too.", "See www.elsewhere.example today.", "elsewhere", "links to another place"),
    ("It can be water too.", "![A cup](/cup.png)", "cup.png", "has an image"),
    ("It can be water too.", "It can be <b>water</b>.", "<b>", "has HTML"),
    ("It can be water too.", "### Water", "### Water", "use ## only"),
    ("needs: [warmth]", "needs: [warmth", "needs:", "not valid YAML"),
    ("title: Put", 'title: "Put', "title:", "not valid YAML"),
    ("needs: [warmth]", "needs: !!python/name:os.system", "needs:", "without a YAML tag"),
    ("  grade: C-", "\tgrade: C-", "grade:", "tabs"),
]


@pytest.mark.parametrize(("whole", "broken", "line_words", "sentence"), PRACTICE_BREAKAGES)
def test_a_broken_practice_names_file_line_and_change(tmp_path, whole, broken, line_words, sentence):
    assert whole in PRACTICE
    text = PRACTICE.replace(whole, broken, 1)
    # the front matter as a whole starts below the first fence, whatever key comes first
    line = 2 if line_words == "id:" else line_of(text, line_words)
    refused_at(tmp_path, {PRACTICE_FILE: text}, f"{PRACTICE_FILE}, line {line}: ", sentence)


OTHER_BREAKAGES = [
    (PRACTICE_FILE, PRACTICE.replace("---\n", "", 1), 1, "the first line must be ---"),
    (PRACTICE_FILE, PRACTICE.split("\n---\n")[0], 38, "close the front matter"),
    (PRACTICE_FILE, PRACTICE.split("\n---\n")[0] + "\n---\n", 40, "missing; write it"),
    (PRACTICE_FILE, "---\n- a list\n---\nText.\n", 2, "write keys and values"),
    (PRACTICE_FILE, PRACTICE.replace("the kettle.", "the \x07 kettle."), 31, "invisible character"),
    (ARTICLE_FILE, ARTICLE.replace("minutes: 2", "minutes: 2\nauthor: Ann"), 6, "`author` is not a key"),
    (ARTICLE_FILE, ARTICLE.replace("ways: [browse]", "ways: [stroll]"), 7, "'stabilise', 'strengthen' or 'browse'"),
    (ARTICLE_FILE, ARTICLE.replace("/help/", "//elsewhere.example"), 12, "links to another place"),
    (HELP_FILE, HELP.replace('"116 123"', "116123"), 10, "must be text; put it in quotes"),
    (HELP_FILE, HELP.replace("kind: crisis", "kind: crises", 1), 9, "`countries, entry 1.lines, entry 1.kind`"),
    (HELP_FILE, HELP.replace("https://www", "http://www"), 11, "starts with https://"),
    (HELP_FILE, HELP.replace("code: INT", "code: GB"), 4, "is here twice"),
    (HELP_FILE, HELP.replace('"999"', "null"), 6, "needs a number"),
    (HELP_FILE, HELP.replace("        web: https://findahelpline.com\n", ""), 17, "needs a `phone` or a `web`"),
    (HELP_FILE, HELP.replace("2026-11-20", "last week"), 2, "must be a day"),
    ("articles/put-the-kettle-on.md", ARTICLE.replace("small-cups", "put-the-kettle-on"), 2, "is taken by"),
]


@pytest.mark.parametrize(("file", "text", "line", "sentence"), OTHER_BREAKAGES)
def test_other_breakages_name_file_line_and_change(tmp_path, file, text, line, sentence):
    refused_at(tmp_path, {file: text}, f"{file}, line {line}: ", sentence)


def test_a_file_that_is_not_utf8_is_named_with_its_line(tmp_path):
    root = write_library(tmp_path)
    (root / PRACTICE_FILE).write_bytes(PRACTICE.encode().replace(b"too.", b"t\xe9."))
    with pytest.raises(MalformedLibrary, match=r"line 42: save this file as UTF-8"):
        load_from(root, tmp_path / "none.json")


def test_check_lists_every_problem_not_only_the_first(tmp_path):
    broken = PRACTICE.replace("minutes: 3", "minutes: 0").replace("depth: 0", "depth: 9")
    root = write_library(tmp_path, {PRACTICE_FILE: broken, HELP_FILE: HELP.replace('"999"', "null")})
    found = [(problem.file, problem.line) for problem in check(root).problems]
    assert found == [(HELP_FILE, 6), (PRACTICE_FILE, 8), (PRACTICE_FILE, 10)]
    with pytest.raises(MalformedLibrary, match="2 other findings"):
        load_from(root, tmp_path / "none.json")


def test_windows_line_ends_change_nothing(tmp_path):
    plain = load_from(write_library(tmp_path / "a"), tmp_path / "none.json")
    (write_library(tmp_path / "b") / PRACTICE_FILE).write_bytes(PRACTICE.replace("\n", "\r\n").encode())
    assert load_from(tmp_path / "b", tmp_path / "none.json") == plain


@pytest.mark.parametrize("honest", ["Often, not always.", "It has not been proven.", "There is no guarantee."])
def test_an_honest_sentence_is_let_through(tmp_path, honest):
    root = write_library(tmp_path, {PRACTICE_FILE: PRACTICE.replace("It can be water too.", honest)})
    assert check(root).problems == []


def refused_at(tmp_path, files, place, sentence):
    root = write_library(tmp_path, files)
    found = [str(problem) for problem in check(root).problems]
    assert any(line.startswith(place) and sentence in line for line in found), found
    with pytest.raises(MalformedLibrary, match="line ") as refusal:
        load_from(root, tmp_path / "none.json")
    assert refusal.value.facts["file"] in files
