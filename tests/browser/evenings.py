"""Evenings, each played from opening to closing on a phone. `look` is called at every screen worth remembering."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Protocol

from tests.browser import evenings_for_two, evenings_of_talk


class Look(Protocol):
    """Look at a screen: at the first one's, or at those of the people that are named."""

    def __call__(self, name: str, caption: str, *whose: Any) -> None: ...


@dataclass(frozen=True)
class Evening:
    """One evening: who comes, when, in which light, and what they do. `play` takes the people, the home and a look."""

    id: str
    title: str
    about: str
    starts: datetime
    theme: str
    seed: int
    play: Callable[..., None]
    people: tuple[str, ...] = ("Ann",)


def _through_the_door(ann: Any, look: Look | None = None, *, life: str = "", word: str = "", line: str = "") -> None:
    """Sign up by the way the page is on, and answer only what is given."""
    page = ann.page
    page.get_by_role("link", name="Come back tomorrow").or_(page.get_by_role("link", name="Begin, if you like")).click()
    ann.words = page.locator("input[name=passphrase]").input_value()
    page.get_by_label("Your name here").fill(ann.name)
    if look and not line:
        look("sign-up", "A name, and five words to write on the back of an envelope. That is the whole form.")
    page.get_by_role("button", name="Open my door").click()
    page.get_by_role("link", name="Later").click()
    page.get_by_role("button", name="No need").click()
    if line and look:
        page.get_by_label("Where were you? What was it?").fill(line)
        look("last-close", "The first question inside is not about what went wrong.")
        page.get_by_role("button", name="Keep it for me").click()
        page.wait_for_url("**/welcome/life/")
    elif line:
        page.get_by_label("Where were you? What was it?").fill(line)
        page.get_by_role("button", name="Keep it for me").click()
        page.wait_for_url("**/welcome/life/")
    else:
        page.get_by_role("link", name="Skip this").click()
    if life:
        page.get_by_label(life).check()
    page.get_by_label("A word for your partner").fill(word)
    page.get_by_role("button", name="Go on").click()
    page.wait_for_url("**/today/")


def _arrive(ann: Any, how_much: str) -> str:
    """Say how much there is and return the headline that follows."""
    ann.page.get_by_role("button", name=how_much, exact=True).click()
    ann.page.get_by_role("button", name=how_much, exact=True).wait_for(state="detached")
    return ann.heading()


def _try(ann: Any) -> None:
    ann.page.get_by_role("button", name="I’ll try").click()
    ann.page.wait_for_url("**/today/away/")


def _note(ann: Any, row: str, field: str, words: str) -> None:
    ann.page.get_by_role("link", name=row).click()
    ann.page.get_by_label(field).fill(words)
    ann.page.get_by_role("button", name="Keep it").click()
    ann.page.wait_for_url("**/today/kept/")


def fragile(ann: Any, home: Any, look: Look) -> None:
    page = ann.go("/")
    look("open", "Nearly ten. The dishwasher is on. She has typed the address off a scrap of paper.")
    page.get_by_role("link", name="Things feel fragile").click()
    look("begin", "No form, no account. One thing she can do before anyone speaks.")
    _through_the_door(ann, look, word="Bo")
    look("arrive", "Three answers, none of them better than the others.")
    assert _arrive(ann, "A little")
    look("step", "One step, and two ways to answer it that weigh the same.")
    _try(ann)
    look("away", "The screen is done. The rest of the evening is in the next room.")
    home.later(hours=22)
    ann.sign_in()
    look("landing", "The next evening. One question, and leaving it is fine.")
    page.get_by_role("button", name="About the same").click()
    page.get_by_role("heading", name="How did it land?").wait_for(state="detached")
    look("after", "Nothing was counted. The next step may come, or not.")


def flat(ann: Any, home: Any, look: Look) -> None:
    page = ann.go("/")
    page.get_by_role("link", name="It has gone flat").click()
    look("begin", "He knows the week’s shopping by heart, and not what she dreamt.")
    _through_the_door(ann, look, word="Sam", line="The ferry, with the thermos. We shared the one dry glove.")
    assert _arrive(ann, "Some")
    look("step", "Small, and it can be about the moon.")
    _try(ann)
    look("away", "Then the phone goes face down on the shelf.")
    home.later(hours=1, minutes=30)
    ann.sign_in()
    page.get_by_label("A line, if you like").fill("She laughed. I had forgotten how it starts in her shoulders.")
    look("landing", "A line, because there was one.")
    page.get_by_role("button", name="A little closer").click()
    page.get_by_role("heading", name="Good.").wait_for()
    look("landed", "That is all for today.")
    page.get_by_role("link", name="Just me").click()
    page.get_by_role("link", name="Your notebook").click()
    look("notebook", "Behind its own door, both lines, for a day that needs them.")


def argued(ann: Any, home: Any, look: Look) -> None:
    page = ann.go("/")
    page.get_by_role("link", name="We argued").click()
    look("begin", "The bathroom, door locked, tap running. Her hands are not quite steady.")
    page.get_by_role("link", name="Help", exact=True).first.click()
    look("now", "Two taps from anywhere, and it works without a connection.")
    page.get_by_role("link", name="One breath").click()
    look("breath", "In for two. Out for three.")
    page.get_by_role("link", name="One line to say").click()
    page.get_by_role("link", name="Can I start over?").click()
    look("hold-up", "She opens the door and holds it up. He reads it. He moves over on the stairs.")
    ann.begin("argued")
    page.get_by_role("link", name="Something went sideways").or_(
        page.get_by_role("link", name="Tonight is hard")
    ).click()
    look("sideways", "Later, for herself. Help first, the writing after it.")
    page.get_by_label("Or write it down, only for yourself").fill("It was about the keys. It was not about the keys.")
    page.get_by_role("button", name="Keep it").click()
    page.wait_for_url("**/today/kept/")
    look("kept", "It will not be brought up again.")
    ann.go("/today/")
    assert _arrive(ann, "A little")
    look("step", "After an argument the steps are quiet ones.")
    page.get_by_role("button", name="Not today").click()
    page.get_by_role("heading", name="That is a good answer.").wait_for()
    look("not-today", "And she may leave even that.")


def broken(ann: Any, home: Any, look: Look) -> None:
    del home
    page = ann.go("/")
    page.get_by_role("link", name="Trust was broken").click()
    look("begin", "Eleven days since he found the letters. Nothing here asks him to understand.")
    _through_the_door(ann, life="A trust was broken not long ago")
    look("today", "The row at the bottom has another name tonight. Nobody looking over would know why.")
    assert _arrive(ann, "A little")
    look("step", "Nothing to say to anyone. A tap, and a slow count to ten.")
    _try(ann)
    look("away", "He dries his hands, down to the skin between the fingers.")
    ann.go("/help/professional/")
    look("more-help", "And a page that says plainly: this may need more than an app.")


def alone(ann: Any, home: Any, look: Look) -> None:
    page = ann.go("/")
    page.get_by_role("link", name="Just looking").click()
    look("begin", "Five to midnight. She only wants something that does not ask.")
    _through_the_door(
        ann,
        look,
        life="A baby or small children",
        line="Feeding him at four in the morning. You brought water and did not put on the light.",
    )
    ann.go("/us/")
    look("us", "The other half of this place is quiet, and says so without asking her to invite anyone.")
    ann.go("/today/")
    assert _arrive(ann, "A little")
    look("step", "One hand is holding a bottle. The other can point at the moon.")
    page.get_by_role("button", name="Not today").click()
    page.get_by_role("heading", name="That is a good answer.").wait_for()
    look("not-today", "Good. And tonight her own line is within reach.")
    ann.go("/mine/last-close/")
    look("line", "Behind the private door, in her own words.")
    ann.go("/mine/release/")
    page.get_by_label("Say it").fill("I am so tired of being the one who notices.")
    look("release", "Said to a page that has nothing to send it with.")
    page.get_by_role("button", name="Let it go").click()


def good(ann: Any, home: Any, look: Look) -> None:
    ann.begin("flat")
    home.later(days=9)
    ann.sign_in()
    page = ann.page
    assert _arrive(ann, "Plenty")
    home.later(days=9)
    ann.sign_in()
    look("back", "Nine days away. Nobody kept a list.")
    assert _arrive(ann, "Plenty")
    look("step", "A light evening gets a light step.")
    _try(ann)
    look("away", "Out of the door with one glove each.")
    ann.go("/today/")
    _note(
        ann,
        "Something I appreciated",
        "What, when, and what it meant",
        "He stopped the car so I could look at the geese.",
    )
    look("kept", "Kept, and not told. Telling is another day’s choice.")
    page.get_by_role("link", name="Back to Today").click()
    look("closing", "The lake, the light on the far shore, and nothing left to do.")


ALL = (
    Evening(
        "fragile",
        "Things feel fragile",
        "Careful talk, long silences. She has little left.",
        datetime(2026, 11, 20, 21, 40),
        "dark",
        13,
        fragile,
    ),
    Evening(
        "flat",
        "It has gone flat",
        "Nothing is wrong, exactly. He misses her across the same table.",
        datetime(2026, 11, 21, 19, 10),
        "light",
        4,
        flat,
        ("Jo",),
    ),
    Evening(
        "argued",
        "They argued",
        "Loud, about the keys. It was not about the keys.",
        datetime(2026, 11, 22, 22, 5),
        "dark",
        5,
        argued,
    ),
    Evening(
        "broken",
        "Trust was broken",
        "Something came out. He is still in the house, and not sure of anything.",
        datetime(2026, 11, 23, 20, 50),
        "dark",
        4,
        broken,
        ("Kim",),
    ),
    Evening(
        "alone",
        "Alone, with little left",
        "A baby, a dark kitchen, nobody to send an invitation to tonight.",
        datetime(2026, 11, 24, 23, 55),
        "dark",
        3,
        alone,
        ("Mina",),
    ),
    Evening(
        "good",
        "A good day",
        "It went well today. The app has little to do, and knows it.",
        datetime(2026, 11, 7, 17, 30),
        "light",
        1,
        good,
        ("Lee",),
    ),
    Evening(
        "two",
        "Two",
        "She has come here by herself for some weeks. Tonight she says so at the table.",
        datetime(2026, 11, 27, 20, 15),
        "light",
        7,
        evenings_for_two.two,
        ("Ann", "Bo"),
    ),
    Evening(
        "listening",
        "One speaks, one listens",
        "The week has gone by between the two of them like traffic. It is Thursday, and the kitchen is clean.",
        datetime(2026, 12, 3, 20, 40),
        "light",
        7,
        evenings_of_talk.listening,
        ("Ann", "Bo"),
    ),
    Evening(
        "leaving",
        "A good ending",
        "They talk again, at the table and in the car. The evenings no longer need a step.",
        datetime(2027, 5, 8, 20, 10),
        "light",
        7,
        evenings_for_two.leaving,
        ("Jo", "Sam"),
    ),
)
