"""How a page is looked at: by axe, in four looks, at two narrow widths, and by a thumb."""

from __future__ import annotations

from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page

LOOKS = (
    ("phone, light", 360, 740, "light"),
    ("phone, dark", 360, 740, "dark"),
    ("wide, light", 1280, 800, "light"),
    ("wide, dark", 1280, 800, "dark"),
)
NARROW = (320, 360)
SCRIPT = Axe().axe_script
RULES_OF_LIGHT = ["color-contrast", "link-in-text-block"]
# In the dark the page is the same but for its colours, so only the rules about colours are asked again.
RUN = """(rules) => axe.run(rules ? {resultTypes: ['violations'], runOnly: rules} : {resultTypes: ['violations']})
  .then((result) => result.violations)"""

# Controls smaller than a thumb. A link inside a sentence is text; a link that stands alone is a control.
SMALL_TARGETS = """() => [...document.querySelectorAll("a[href],button,input:not([type=hidden]),select,textarea,summary")]
  .filter((e) => e.checkVisibility({visibilityProperty: true}) && !e.closest(".out-of-sight,.skip"))
  .filter((e) => {
    if (e.tagName !== "A" || getComputedStyle(e).display !== "inline") return true;
    const around = e.closest("p,li,dd,blockquote,h1,h2");
    return !around || around.textContent.trim() === e.textContent.trim();
  })
  .map((e) => [e, (e.matches("[type=radio],[type=checkbox]") ? e.closest("label") : e).getBoundingClientRect()])
  .filter(([, box]) => box.width < 43.5 || box.height < 43.5)
  .map(([e, box]) => `${e.outerHTML.slice(0, 90)} is ${Math.round(box.width)} by ${Math.round(box.height)}`)"""


def findings(page: Page, what: str, looks: tuple[tuple[str, int, int, str], ...] = LOOKS) -> list[str]:
    """Look at the page that is open now in every way; returns one line for each thing that is wrong."""
    page.evaluate("document.querySelectorAll('details').forEach((d) => { d.open = true; })")
    page.evaluate(SCRIPT)
    found = [] if page.title() == "Undrift" else [f"{what}: its title is {page.title()}"]
    for name, width, height, scheme in looks:
        page.set_viewport_size({"width": width, "height": height})
        page.emulate_media(color_scheme=scheme)
        violations = page.evaluate(RUN, RULES_OF_LIGHT if scheme == "dark" else None)
        found += [f"{what} ({name}): {_told(violation)}" for violation in violations]
    return found + _narrow(page, what)


def _told(violation: dict) -> str:
    nodes = violation["nodes"]
    reason = (nodes[0]["any"] or nodes[0]["all"] or nodes[0]["none"] or [{"message": ""}])[0]["message"]
    return f"{violation['id']} at {[n['target'] for n in nodes][:3]}: {reason}"


def _narrow(page: Page, what: str) -> list[str]:
    found = []
    for width in NARROW:
        page.set_viewport_size({"width": width, "height": 740})
        needed = page.evaluate("document.documentElement.scrollWidth")
        if needed > width:
            found.append(f"{what}: needs {needed} pixels where there are {width}")
    return found + [f"{what}: {line}" for line in page.evaluate(SMALL_TARGETS)]
