"""Draws weather over hills as SVG. The hills are always the same; only the weather changes.

Classes and presentation attributes alone, which our content policy allows; colours are in climate.css. Nothing anybody
wrote is in a picture.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby

import svg
from django.utils.safestring import SafeString, mark_safe

from undrift.domain.climate import Band, Slice

WIDTH, TALL, HILLS = 390, 210, 92
WIDEST = 30
A_STREAK = 0.4
CLOUD = "M-19 5c-6 0-7-7-1-8 0-7 8-9 12-4 3-6 14-5 14 2 7-2 11 10 2 10z"
LENS = "M-26 0c10-4 40-4 52 0-11 3-42 4-52 0z"
RAIN = "M-10 0l-5 17M-2 4l-5 19M6-2l-5 16M13 5l-4 14"
WIND = "M-17 0c9-5 17 4 27-1M-7 6c6-3 12 2 18-1"
FAR = "M0 30c24-14 44-20 66-10 20 9 40 4 62-8 22-11 42-3 60 8 22 13 46 4 68-6 24-10 44-4 62 6 24 13 46 6 72-8v80H0z"
MIDDLE = "M0 46c20-8 46-13 70-5 26 8 40 14 68 10 30-4 48-12 74-6 24 5 40 12 66 6 30-7 52-15 112-6v60H0z"
NEAR = "M0 64c52-4 90 8 150 8s110-16 240-12v40H0z"
TREES = (
    "M334 62c-3-4-3-10 0-15 3 5 3 11 0 15zM340 62c-4-6-4-15 0-22 4 7 4 16 0 22zM346 62c-3-5-3-11 0-16 3 5 3 11 0 16z"
    "M40 66c-3-4-3-8 0-12 3 4 3 8 0 12zM46 66c-3-5-3-12 0-18 3 6 3 13 0 18z"
)
SHAPES = {"cloud": CLOUD, "lens": LENS, "rain": RAIN, "wind": WIND, "land": FAR}


@dataclass(frozen=True, slots=True)
class Frame:
    """The size of one picture. `key` tells its gradient from those of others on the page."""

    key: str
    slices: Sequence[Slice]
    height: int

    @property
    def scale(self) -> float:
        return self.height / TALL

    @property
    def ridge(self) -> float:
        """Where the far hills meet the sky."""
        return self.height - HILLS * self.scale + 20 * self.scale

    @property
    def step(self) -> float:
        return WIDTH / len(self.slices)

    def x(self, number: float) -> float:
        return round((number + 0.5) * self.step, 1)


def drawn(slices: Sequence[Slice], key: str, *, first: bool, height: int = TALL) -> SafeString:
    """Draw some weeks or months. `first` on a page brings the shapes that the others use."""
    frame = Frame(key, slices, height)
    box = svg.ViewBoxSpec(0, 0, WIDTH, height)
    parts: list[svg.Element] = [svg.Defs(elements=[*(_shapes() if first else ()), _colours(frame)])]
    parts += [_sheet(frame, "w-air"), svg.Rect(class_=["w-high"], width=WIDTH, height=height, fill="url(#s-high)")]
    parts += [*_suns(frame), *_clouds(frame), *_hills(frame), *_lights(frame)]
    picture = svg.SVG(viewBox=box, class_=["weather"], elements=parts, extra={"aria-hidden": "true"})
    return mark_safe(str(picture))  # noqa: S308 - numbers and names of our own, no word of anybody's


def _shapes() -> Iterator[svg.Element]:
    for name, path in SHAPES.items():
        yield svg.Path(id=f"s-{name}", extra={"d": path})
    ridges = {"w-far": FAR, "w-mid": MIDDLE, "w-near": NEAR + TREES}
    yield svg.G(id="s-hills", elements=[svg.Path(class_=[name], extra={"d": path}) for name, path in ridges.items()])
    yield svg.LinearGradient(id="s-high", x1=0, y1=0, x2=0, y2=1, elements=_fade("w-top", (0.9, 0.35, 0)))
    yield svg.RadialGradient(id="s-glow", elements=_fade("w-glow", (0.95, 0.3, 0)))


def _fade(name: str, strengths: Sequence[float]) -> list[svg.Element]:
    steps = len(strengths) - 1
    return [svg.Stop(class_=[name], offset=n / steps, stop_opacity=much) for n, much in enumerate(strengths)]


def _colours(frame: Frame) -> svg.Element:
    """Let each stretch have its colour in its middle, and flow into the next."""
    stops: list[svg.Element] = [
        svg.Stop(class_=[f"w-{one.band}"], offset=round(frame.x(n) / WIDTH, 3)) for n, one in enumerate(frame.slices)
    ]
    return svg.LinearGradient(id=f"s-{frame.key}", elements=stops)


def _sheet(frame: Frame, name: str) -> svg.Element:
    return svg.Rect(class_=[name], width=WIDTH, height=frame.height, fill=f"url(#s-{frame.key})")


def _runs(frame: Frame) -> Iterator[tuple[Band, int, int]]:
    at = 0
    for band, of_it in groupby(frame.slices, key=lambda one: one.band):
        number = len(list(of_it))
        yield band, at, number
        at += number


def _suns(frame: Frame) -> Iterator[svg.Element]:
    """One sun over each stretch of clear sky, low, in the same evening as the hills; some cloud lets light through."""
    for band, at, number in _runs(frame):
        if band in {Band.CLEAR, Band.SOME}:
            x, y, size = frame.x(at + (number - 1) / 2), round(frame.ridge - 4 * frame.scale, 1), frame.scale
            glow = min(0.62 * number * frame.step + 24, 120) * size
            yield svg.Circle(cx=x, cy=y, r=round(glow if band is Band.CLEAR else 0.75 * glow, 1), fill="url(#s-glow)")
            if band is Band.CLEAR:
                yield svg.Circle(class_=["w-sun"], cx=x, cy=y, r=round(15 * size, 1))


def _clouds(frame: Frame) -> Iterator[svg.Element]:
    """Fill each stretch with its weather: a wide one, where there are few, as often as narrow ones would."""
    times = max(round(frame.step / WIDEST), 1)
    for n in range(len(frame.slices) * times):
        one = frame.slices[n // times]
        chance = (one.first.toordinal() * 7 + n * 3) % 11 / 11
        shapes = [*_of(one, chance)]
        for name, paint, across, down, size in shapes if frame.height == TALL else shapes[:2]:
            x = round((n + 0.5 + across) * frame.step / times, 1)
            grown = round(size * frame.scale * max(frame.step / times / WIDEST, 0.75), 2)
            move = [svg.Translate(x, round(frame.height * down, 1)), svg.Scale(grown)]
            yield svg.Use(href=f"#s-{name}", class_=[paint], transform=move)


Shape = tuple[str, str, float, float, float]


def _of(one: Slice, chance: float) -> Iterator[Shape]:
    """Name the shapes of one stretch: which, how it is painted, where in it (0 is its middle), and how large."""
    if one.band is Band.CLEAR and chance < A_STREAK:
        yield "lens", "w-thin", 0, 0.18 + 0.1 * chance, 0.9
    if one.band is Band.SOME:
        yield "cloud", "w-white", 0.15, 0.38 + 0.1 * chance, 0.75 + 0.3 * chance
        yield "lens", "w-thin", -0.2, 0.2 + 0.1 * chance, 1.1
    if one.band is Band.CLOUDY:
        yield "cloud", "w-grey", -0.25, 0.24 + 0.07 * chance, 1.25
        yield "cloud", "w-white", 0.25, 0.35 + 0.06 * chance, 1.0 + 0.2 * chance
    if one.band is Band.RAIN:
        yield "rain", "w-drops", 0, 0.42 + 0.04 * chance, 1.3
        yield "cloud", "w-dark", -0.25, 0.28 + 0.06 * chance, 1.5
        yield "cloud", "w-grey", 0.3, 0.34 + 0.06 * chance, 1.25
    if one.band is Band.FOG:
        yield "lens", "w-vapour", -0.3, 0.42 + 0.1 * chance, 2.1
        yield "lens", "w-vapour", 0.3, 0.64, 2.4
    if one.wind:
        yield "wind", "w-gust", 0, 0.1 + 0.05 * chance, 0.95


def _hills(frame: Frame) -> Iterator[svg.Element]:
    """Stand the hills at the foot, in the light of their weather."""
    move = [svg.Translate(0, round(frame.height - HILLS * frame.scale, 1)), svg.Scale(1, round(frame.scale, 3))]
    yield svg.Use(href="#s-hills", transform=move)
    yield svg.Use(href="#s-land", class_=["w-light"], fill=f"url(#s-{frame.key})", transform=move)


def _lights(frame: Frame) -> Iterator[svg.Element]:
    """A small light on the near bank where somebody wrote what was happening."""
    for n, one in enumerate(frame.slices):
        if one.line:
            yield svg.Circle(class_=["w-lamp"], cx=frame.x(n), cy=round(frame.height - 13 * frame.scale, 1), r=2.6)
