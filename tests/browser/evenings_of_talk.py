"""An evening on which two people listen to each other, each with a phone."""

from __future__ import annotations

from typing import Any

from tests.browser.couples import pair, press
from tests.browser.talks import HERE, lay_out, leads_on, take_turns, title

HELD = """() => document.getAnimations().filter((one) => /^(brighten|come)/.test(one.animationName)).forEach((one) => {
  one.pause();
  one.currentTime = 2600;
  one.effect.updateTiming({iterations: Infinity});
})"""


def listening(ann: Any, bo: Any, home: Any, look: Any) -> None:
    del home
    for person in (ann, bo):
        person.begin("flat")
    pair(ann, bo)
    ann.go("/us/conversations/")
    look("kinds", "Six ways in. She looks for one in which nobody has to be right.")
    lay_out(ann, "listening")
    look("laid", "She lays it out, the way one lays out cards. Nothing rings on the other side of the table.")
    bo.go("/us/")
    look("row", "He finds it after the washing-up. A row among others, and no hurry in it.", bo)
    bo.go(HERE)
    begin_from_here(ann, bo)
    look("settle", "One light, and it is nobody’s yet.", ann, bo)
    _leads(ann, bo, "Say one thing that matters to you.")
    look("speak", "The light is with her. On his phone there is almost nothing, so that he can look at her.", ann, bo)
    _leads(ann, bo, f"{bo.name} says it back.")
    look("mirror", "Now it lies before him. A line to begin with, if he is stuck.", ann, bo)
    _leads(ann, bo, f"Did {bo.name} get it?")
    look("got-it", "Only she can say it.")
    ann.page.get_by_role("button", name="Yes, you got it").click()
    for person in (ann, bo):
        title(person, "Yes.")
        person.page.evaluate(HELD)
    look("yes", "Both screens, at the same moment. Then they go dark.", ann, bo)
    for person in (ann, bo):
        person.go(HERE)
    ann.page.get_by_role("button", name="Go on").click()
    title(bo, "Ask one thing more.")
    look("more", "One question, and her own pace.", bo)
    take_turns(ann, bo)
    look("end", "It ends itself.", bo)
    press(ann.page, "Keep it")
    look("away", "The rest of the evening is theirs.")


def begin_from_here(ann: Any, bo: Any) -> None:
    for person in (ann, bo):
        person.page.get_by_role("button", name="I am here").click()
    for person in (ann, bo):
        title(person, "One speaks. One listens.")


def _leads(ann: Any, bo: Any, to: str) -> None:
    """Whoever has the light leads on, until this stands on her screen."""
    mover = ann if leads_on(ann.page).count() else bo
    leads_on(mover.page).click()
    title(ann, to)
