from __future__ import annotations

import pytest

from .evenings import ALL

pytestmark = pytest.mark.without_worker


@pytest.mark.parametrize("evening", ALL, ids=lambda e: e.id)
def test_the_evening_plays_through(evening, someone, home):
    home.set_seed(evening.seed)
    home.set_clock(evening.starts)
    people = [someone(name, color_scheme=evening.theme) for name in evening.people]
    screens: list[tuple[str, str]] = []

    def look(name: str, _caption: str, *whose) -> None:
        for person in whose or people[:1]:
            text = person.page.locator("main").inner_text()
            assert len(text) > 20
            assert "!" not in text
            screens.append((name, person.name))

    evening.play(*people, home, look)
    assert len(screens) >= 5
    assert len(set(screens)) == len(screens)
