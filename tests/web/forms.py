"""Reads the forms of a page the way a browser does, so that a test submits what a person would."""

from __future__ import annotations

from dataclasses import dataclass, field
from html.parser import HTMLParser


@dataclass
class Form:
    action: str
    method: str
    fields: dict[str, list[str]] = field(default_factory=dict)
    buttons: list[tuple[str, str]] = field(default_factory=list)

    def filled(self, **typed: str | list[str]) -> dict[str, str | list[str]]:
        """What is sent: every field as it stands, and what was typed over it."""
        as_it_stands = {name: values for name, values in self.fields.items() if values}
        return {**as_it_stands, **typed}


class _Reader(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.forms: list[Form] = []
        self.errors: dict[str, str] = {}
        self._area = self._select = ""
        self._text: list[str] | None = None
        self._error = ""

    def handle_starttag(self, tag, attrs):
        a = {name: value or "" for name, value in attrs}
        if tag == "form":
            self.forms.append(Form(a.get("action", ""), a.get("method", "get").lower()))
        if tag == "p" and a.get("class") == "error":
            self._error, self._text = a.get("id", "").removeprefix("e-") or "form", []
        if not self.forms:
            return
        form = self.forms[-1]
        if tag == "input" and "name" in a:
            values = form.fields.setdefault(a["name"], [])
            if a.get("type") not in {"checkbox", "radio"} or "checked" in a:
                values.append(a.get("value", "on"))
        elif tag == "button" and "name" in a:
            form.buttons.append((a["name"], a.get("value", "")))
        elif tag == "textarea":
            self._area, self._text = a.get("name", ""), []
        elif tag == "select":
            self._select = a.get("name", "")
        elif tag == "option" and self._select and ("selected" in a or self._select not in form.fields):
            form.fields[self._select] = [a.get("value", "")]

    def handle_data(self, data):
        if self._text is not None:
            self._text.append(data)

    def handle_endtag(self, tag):
        if self._text is not None and tag in {"textarea", "p"}:
            text = "".join(self._text)
            if tag == "p":
                self.errors[self._error] = text
            elif self.forms:
                self.forms[-1].fields.setdefault(self._area, []).append(text.removeprefix("\n"))
            self._text = None
        if tag == "select":
            self._select = ""


def _read(html: str) -> _Reader:
    reader = _Reader()
    reader.feed(html)
    return reader


def forms_in(html: str) -> list[Form]:
    return _read(html).forms


def form_to(html: str, action: str) -> Form:
    found = [form for form in forms_in(html) if form.action == action]
    assert found, f"there is no form to {action}, only to {[form.action for form in forms_in(html)]}"
    return found[0]


def errors_in(html: str) -> dict[str, str]:
    """Each sentence about something wrong, by its field; `form` where it stands at no field."""
    return _read(html).errors
