"""Names and words as people really type them, at the first door and at every later one."""

from __future__ import annotations

import re

import pytest

from .forms import errors_in, form_to
from .world import NEW_WORDS, Someone, signed_in, text_of

NAMES = {
    "emoji of two people": "👩\u200d❤️\u200d👨",
    "Persian with a joiner": "علی\u200cرضا",
    "Hebrew with a direction mark": "נועה\u200f",
    "a pasted blank": "Ann\u00a0Lee",
    "a tab": "Ann\tLee",
    "a soft hyphen": "Anne\u00adliese",
    "wide letters": "Ａｎｎ",
    "German": "Groß",
    "Turkish": "İpek",
    "quotes and markup": '<b>"O\'Neil"</b>',
    "percent": "%_' OR 1=1 --",
    "one that grows when folded": "\ufdfa" * 40,
}


@pytest.mark.parametrize("name", NAMES.values(), ids=NAMES.keys())
def test_who_signed_up_with_a_name_signs_in_with_the_same_keys_pressed(home, name):
    person = home(name, NEW_WORDS).sign_up()
    assert "<b>" not in text_of(person.get("/settings/"))
    answer = person.elsewhere().sign_in()
    assert signed_in(answer), "the name that was typed at sign-up does not open the door"


@pytest.mark.parametrize("typed", ["ANN", " ann ", "Ａｎｎ", "aNn\u200b"])
def test_one_name_is_one_door(home, typed):
    home("Ann", NEW_WORDS).sign_up()
    answer = home(typed, NEW_WORDS).post("/sign-up/", {"name": typed, "passphrase": NEW_WORDS})
    assert answer.status_code == 422
    assert list(errors_in(text_of(answer))) == ["name"]


@pytest.mark.parametrize("name", ["", "   ", "\0", "\u200f\u200e", "n" * 41, "n" * 1_000_000])
def test_a_name_that_does_not_do_is_said_at_the_name_and_the_five_words_stay(home, name):
    person = home(name, NEW_WORDS)
    offered = form_to(text_of(person.get("/sign-up/")), "/sign-up/").fields["passphrase"]
    answer = person.post("/sign-up/", {"name": name, "passphrase": offered[0]})
    assert answer.status_code == 422
    assert list(errors_in(text_of(answer))) == ["name"]
    assert form_to(text_of(answer), "/sign-up/").fields["passphrase"] == offered


@pytest.mark.parametrize(
    "words",
    ["", "short", "p" * 15, "password password", "undrift undrift 1", "Marguerite1985", "x" * 1001, "ab " * 300_000],
)
def test_words_that_could_be_guessed_are_refused_and_not_shown_again(home, words):
    person = home("Marguerite", words)
    answer = person.post("/sign-up/", {"name": "Marguerite", "passphrase": words, "own": "1"})
    assert answer.status_code == 422
    assert list(errors_in(text_of(answer))) == ["passphrase"]
    assert form_to(text_of(answer), "/sign-up/").fields["name"] == ["Marguerite"]
    assert not words or f'value="{words}"' not in text_of(answer)


@pytest.mark.parametrize(
    "words",
    [
        "ключ лежит под третьей ступенькой",
        "حديقة خلف البيت القديم والنهر",
        "🌵🐢🚪🎷 lying beneath nothing",
        "nul\0in the middle of the words",
        "q" + "wKz9 pläne über München hinaus" * 20,
    ],
)
def test_own_words_in_any_script_open_the_door_again(home, words):
    home("Ann", words).sign_up(own="1")
    assert signed_in(home("Ann", words).sign_in())


def test_accents_typed_on_another_keyboard_are_the_same_words(home):
    home("Ann", "caf\u00e9 crois\u00e9e des chemins mouill\u00e9s").sign_up(own="1")
    assert signed_in(home("Ann", "cafe\u0301 croise\u0301e des chemins mouille\u0301s").sign_in())


@pytest.mark.parametrize("way", ["", "fragile", "betrayal", "none such", "\0", "w" * 100_000])
def test_any_way_in_leads_in(home, way):
    person = home("Ann", NEW_WORDS).sign_up(way=way, zone="Mars/Phobos")
    assert person.get("/today/").status_code == 200


def test_a_double_click_makes_one_person_and_says_so_plainly(home):
    home("Ann", NEW_WORDS).sign_up()
    again = home("Ann", NEW_WORDS).post("/sign-up/", {"name": "Ann", "passphrase": NEW_WORDS})
    assert again.status_code == 422
    assert Someone("Ann", NEW_WORDS).sign_in().status_code == 302


def recovery_code(person: Someone) -> str:
    page = text_of(person.post("/welcome/recovery/"))
    return "-".join(re.findall(r"<span>([A-Z2-7]{4})</span>", page))


def test_the_recovery_code_opens_the_door_once(world):
    world.ann.writes("from before")
    code = recovery_code(world.ann)
    assert len(code.replace("-", "")) == 32
    lost = world.ann.elsewhere()
    typed = code.lower().replace("-", " ").replace("o", "0")
    answer = lost.post("/recover/", {"name": "Ann", "code": typed, "passphrase": NEW_WORDS})
    assert signed_in(answer), f"recovering answered {answer.status_code}"
    assert "from before" in lost.notebook()
    assert world.ann.get("/today/").status_code == 302
    again = world.ann.elsewhere().post("/recover/", {"name": "Ann", "code": code, "passphrase": NEW_WORDS})
    assert again.status_code == 422


def test_a_new_code_ends_the_older_one_and_another_persons_opens_nothing(world):
    old, new, bos = recovery_code(world.ann), recovery_code(world.ann), recovery_code(world.bo)
    for code in (old, bos, "", "\0", "é" * 32, "A" * 1_000_000):
        answer = world.ann.elsewhere().post("/recover/", {"name": "Ann", "code": code, "passphrase": NEW_WORDS})
        assert answer.status_code in {422, 429}
        world.clock.later(days=1, minutes=1)
    assert signed_in(world.ann.sign_in())
    assert world.ann.post("/welcome/recovery/written-down/", {"code": old}).status_code == 422
    assert signed_in(world.ann.post("/welcome/recovery/written-down/", {"code": new}))


def test_a_retyped_code_that_is_wrong_is_not_shown_again(world):
    code = recovery_code(world.ann)
    answer = world.ann.post("/welcome/recovery/written-down/", {"code": code[:-1]})
    assert answer.status_code == 422
    assert list(errors_in(text_of(answer))) == ["code"]
    assert code[:-1] not in text_of(answer)


def test_new_words_that_do_not_do_keep_what_was_typed_while_recovering(world):
    """Own words one letter too short must come back to be mended, not be replaced by five others."""
    code = recovery_code(world.ann)
    typed = {"name": "Ann", "code": code, "passphrase": "too short"}
    answer = world.ann.elsewhere().post("/recover/", typed)
    assert answer.status_code == 422
    assert form_to(text_of(answer), "/recover/").fields["passphrase"] == ["too short"]


@pytest.mark.parametrize("path", ["/sign-in/", "/recover/"])
@pytest.mark.parametrize("name", ["", "\0", "n" * 1_000_000, "\ufdfa" * 1000, "' OR 1=1 --"])
def test_any_name_at_a_door_is_answered(world, path, name):
    answer = world.ann.elsewhere().post(path, {"name": name, "passphrase": "x" * 1_000_000, "code": "y"})
    assert answer.status_code == 422
    assert errors_in(text_of(answer))


@pytest.mark.parametrize("path", ["/sign-in/", "/sign-up/", "/recover/", "/mine/door/", "/settings/leave/"])
def test_an_empty_form_is_answered(world, path):
    answer = world.ann.post(path, {})
    assert answer.status_code == 422
    assert errors_in(text_of(answer))


def test_leaving_needs_the_words_and_takes_everything(world):
    assert world.ann.post("/settings/leave/", {"passphrase": "x"}).status_code == 422
    world.ann.writes("all of it")
    answer = world.ann.post("/settings/leave/", {"passphrase": world.ann.words})
    assert answer.status_code == 200
    assert "It is gone." in text_of(answer)
    assert world.ann.get("/today/").status_code == 302
    assert world.ann.elsewhere().sign_in().status_code == 422
    assert world.bo.get("/today/").status_code == 200


def test_an_open_phone_alone_makes_no_lasting_key(world):
    """Soon after signing up the code is one tap; later it asks for the passphrase, even with the notebook open."""
    world.clock.later(minutes=16)
    world.ann.sign_in()
    assert world.ann.get("/mine/notebook/").status_code == 200
    for typed in ("", world.bo.words):
        answer = world.ann.post("/welcome/recovery/", {"passphrase": typed})
        assert answer.status_code == 422
        assert not re.findall(r"<span>([A-Z2-7]{4})</span>", text_of(answer))
    assert re.findall(
        r"<span>([A-Z2-7]{4})</span>", text_of(world.ann.post("/welcome/recovery/", {"passphrase": world.ann.words}))
    )
