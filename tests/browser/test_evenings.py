from __future__ import annotations

import pytest

from .evenings import ALL

pytestmark = pytest.mark.without_worker


@pytest.mark.parametrize("evening", ALL, ids=lambda e: e.id)
def test_the_evening_plays_through(evening, someone, home):
    home.set_seed(evening.seed)
    home.set_clock(evening.starts)
    ann = someone("Ann", color_scheme=evening.theme)
    screens: list[tuple[str, str]] = []

    def look(name: str, _caption: str) -> None:
        text = ann.page.locator("main").inner_text()
        assert len(text) > 20
        assert "!" not in text
        screens.append((name, text))

    evening.play(ann, home, look)
    assert len(screens) >= 5
    assert len({name for name, _ in screens}) == len(screens)
