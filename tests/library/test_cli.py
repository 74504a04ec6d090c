"""`undrift library` as a person meets it: what it prints, and how it ends."""

from __future__ import annotations

import argparse
import json

import pytest
import yaml

from undrift.cli import library as door
from undrift.library import compiled, places
from undrift.library.loader import load_from
from undrift.library.schema import PracticeFile

from .shelf import HELP, HELP_FILE, PRACTICE, PRACTICE_FILE, write_library


@pytest.fixture
def root(tmp_path, monkeypatch):
    monkeypatch.setattr(places, "SOURCES", write_library(tmp_path / "library"))
    return places.SOURCES


def run(*words):
    parser = argparse.ArgumentParser()
    door.add_arguments(parser)
    return door.run(parser.parse_args(words))


def test_check_says_that_all_is_well(root, capsys):
    assert run("check") == 0
    said = capsys.readouterr()
    assert "files: practices 1, articles 1, help 1" in said.out
    assert "rows of the method named: 3 of 201" in said.out
    assert "S3.44" in said.out.split("not yet named: ")[1]
    assert said.out.endswith("Every file fits.\n")
    assert said.err == ""


def test_check_prints_every_problem_and_ends_with_1(root, capsys):
    write_library(
        root, {PRACTICE_FILE: PRACTICE.replace("depth: 0", "depth: 7"), HELP_FILE: HELP.replace('"999"', "null")}
    )
    assert run("check") == 1
    said = capsys.readouterr()
    assert len(said.err.splitlines()) == 2
    assert f"{PRACTICE_FILE}, line 10: `depth`" in said.err
    assert said.out.endswith("2 to change.\n")


def test_check_refuses_what_is_hard_to_read(root, capsys):
    hard = "Considerable interpersonal responsiveness necessitates intentional communicative reciprocity. " * 20
    write_library(root, {PRACTICE_FILE: PRACTICE + hard})
    assert run("check") == 1
    assert "the reading grade is" in capsys.readouterr().err


def test_list_json_holds_the_whole_front_matter(root, capsys):
    assert run("list", "--json") == 0
    [practice] = json.loads(capsys.readouterr().out)
    written = yaml.safe_load(PRACTICE.split("---\n")[1])
    assert practice == {**written, "tags": ["presence", "ritual"], "touch_kind": None}


def test_list_json_of_what_ships_fits_the_schema(capsys):
    assert run("list", "--json") == 0
    practices = json.loads(capsys.readouterr().out)
    assert [PracticeFile.model_validate(practice).model_dump(mode="json") for practice in practices] == practices
    assert all(practice["tags"] == sorted(practice["tags"]) for practice in practices)


def test_list_for_people_names_each_practice(root, capsys):
    assert run("list") == 0
    assert capsys.readouterr().out == "put-the-kettle-on: Put the kettle on for two (3 min, solo)\n"


def test_list_of_a_broken_library_ends_with_one_sentence(root, capsys):
    write_library(root, {PRACTICE_FILE: PRACTICE.replace("reach: solo", "reach: moon")})
    assert run("list", "--json") == 1
    said = capsys.readouterr()
    assert (said.out, len(said.err.splitlines())) == ("", 1)


def test_compile_writes_what_load_reads(root, tmp_path, monkeypatch, capsys):
    monkeypatch.setattr(places, "BUILT", tmp_path / "built" / "library.json")
    assert run("compile") == 0
    assert "Compiled 1 practices and 1 articles." in capsys.readouterr().out
    assert compiled.read_compiled(root, places.BUILT) == load_from(root, tmp_path / "none.json")
