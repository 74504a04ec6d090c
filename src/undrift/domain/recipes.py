"""What to do with a key for quick notes, step by step. The page of a new key and docs/api.md say the same words."""

from __future__ import annotations

from dataclasses import dataclass, replace

ADDRESS = "https://home.example/api/moments"
"""Stands in every recipe for the address of this home."""
KEY = "undrift-YOUR-KEY"


@dataclass(frozen=True, slots=True)
class Step:
    """One thing to do. In `words`, *names on a screen* and `what is typed` are marked; `code` is copied whole."""

    words: str
    code: str = ""

    def at(self, address: str) -> Step:
        return replace(self, words=self.words.replace(ADDRESS, address), code=self.code.replace(ADDRESS, address))


@dataclass(frozen=True, slots=True)
class Recipe:
    """`mind`: what to know before the key lives there."""

    title: str
    steps: tuple[Step, ...]
    mind: str

    def at(self, address: str) -> Recipe:
        """Put the address of this home in."""
        return replace(self, steps=tuple(step.at(address) for step in self.steps))


IPHONE = Recipe(
    "On an iPhone, with Shortcuts",
    (
        Step("Open *Shortcuts*, tap *+*, and add the action *Get Contents of URL*."),
        Step(f"As the URL, put in `{ADDRESS}`."),
        Step("Tap *Show More*. As *Method*, choose `POST`."),
        Step(f"Under *Headers*, add `Authorization` with the value `Bearer {KEY}`."),
        Step("As *Request Body*, choose *JSON*, and add the text `kind` with the value `moment`."),
        Step(
            "If you want to write a line each time: put *Ask for Input* before it, and add the text `text` with "
            "its answer."
        ),
        Step(
            "Run it once and allow what it asks. Then choose *Add to Home Screen*. *Back Tap* and the Action button "
            "work too."
        ),
    ),
    "Shortcuts travel through iCloud: whoever shares that account has the key.",
)

ANDROID = Recipe(
    "On Android, with HTTP Shortcuts",
    (
        Step("Install the app *HTTP Shortcuts*, tap *+*, and choose *Regular HTTP Shortcut*."),
        Step(f"As *Method*, choose `POST`. As the URL, put in `{ADDRESS}`."),
        Step(f"Under *Request Headers*, add `Authorization` with the value `Bearer {KEY}`."),
        Step(
            "Under *Request Body*, choose *Custom Text*, the type `application/json`, and put in:", '{"kind": "moment"}'
        ),
        Step(
            "If you want to write a line each time: make a variable of the kind *Text Input* called `line`, switch on "
            "*JSON encode*, and put this in instead, with the variable at its place:",
            '{"kind": "moment", "text": "{line}"}',
        ),
        Step("Under *Response Handling*, choose a short message. Then place the shortcut on the home screen."),
    ),
    "The app can keep a history of what it sent. A copy of its settings holds the key.",
)

HOME_ASSISTANT = Recipe(
    "With Home Assistant",
    (
        Step("Put this line into `secrets.yaml`:", f'undrift: "Bearer {KEY}"'),
        Step(
            "Put this into `configuration.yaml`, and restart Home Assistant:",
            f"""rest_command:
  undrift_moment:
    url: {ADDRESS}
    method: post
    headers:
      authorization: !secret undrift
      idempotency-key: "{{{{ now().timestamp() | int }}}}"
    content_type: application/json
    payload: '{{"kind": "moment"}}'""",
        ),
        Step("Let a button perform the action `rest_command.undrift_moment`."),
    ),
    "Home Assistant notes in its logbook that the button was pressed, and when; everybody who may look there sees it.",
)

COMPUTER = Recipe(
    "On a computer, with curl",
    (
        Step(
            "Put this line into a file that only you can read, such as `.undrift` in your home folder:",
            f"Authorization: Bearer {KEY}",
        ),
        Step(
            "Send a note with:",
            f"""curl {ADDRESS} -H "@$HOME/.undrift" \\
  -H "Content-Type: application/json" -d '{{"kind": "moment"}}'""",
        ),
    ),
    "So the key does not stand in the history of your shell, nor in the list of what runs.",
)

RECIPES = (IPHONE, ANDROID, HOME_ASSISTANT, COMPUTER)
