"""Instruments: what their schema cannot see, and how a record becomes a value."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

from undrift.domain.ground import CLOSENESS, ITEMS
from undrift.domain.measures import Answer, Instrument, Item, Spread
from undrift.library.rows import not_rows

if TYPE_CHECKING:
    from collections.abc import Iterator

    from undrift.library.problems import Problem
    from undrift.library.schema import InstrumentFile
    from undrift.library.sources import Source

Found = tuple[tuple[str | int, ...], str]
OWN = {"week": dict(ITEMS), "closeness": {"closeness": CLOSENESS}}
"""Own items whose words the rules know, too: the file and `domain/ground.py` must say the same."""


def instrument_problems(source: Source[InstrumentFile]) -> Iterator[Problem]:
    yield from source.misnamed("id")
    for path, sentence in _findings(source.content):
        yield source.problem(path, sentence)


def _findings(content: InstrumentFile) -> Iterator[Found]:
    for position, sentence in not_rows(content.sources):
        yield ("sources", position), sentence
    for name, scale in content.scales.items():
        if scale.words and len(scale.words) != len(scale.points):
            yield ("scales", name), f"`{name}` has {len(scale.words)} words for {len(scale.points)} points."
    if (content.cutoff is None) != (content.spread is None):
        yield ("id",), "`cutoff` and `spread` belong together; give both or neither."
    yield from _item_findings(content)
    yield from _own_findings(content)


def _item_findings(content: InstrumentFile) -> Iterator[Found]:
    numbers = [item.number for item in content.items]
    if sorted(set(numbers)) != numbers:
        yield ("items",), "the numbers of the items must rise, each once."
    for position, item in enumerate(content.items):
        path = ("items", position)
        if item.scale not in content.scales:
            yield path, f"there is no scale {item.scale}."
        elif bool(content.scales[item.scale].words) != (item.pair is None):
            yield path, "an item with a `pair` takes a scale without words, and any other item one with words."
        if (item.text is None) == (item.pair is None):
            yield path, "an item has either `text` or `pair`."
    for shorter, of_it in content.within.items():
        if not set(of_it) <= set(numbers):
            yield ("within",), f"`within` names items of {shorter} that do not stand here."


def _own_findings(content: InstrumentFile) -> Iterator[Found]:
    wanted = OWN.get(content.id)
    if wanted is not None and {item.name: item.text for item in content.items} != wanted:
        yield ("items",), "these items must say what domain/ground.py says, in its order."


def instrument_from(record: Mapping[str, Any]) -> Instrument:
    scales = {name: _answers_from(scale) for name, scale in record["scales"].items()}
    within = {shorter: tuple(f"q{number}" for number in numbers) for shorter, numbers in record["within"].items()}
    return Instrument(
        id=record["id"],
        title=record["title"],
        minutes=record["minutes"],
        source=record["source"],
        licence=record["licence"],
        from_memory=tuple(record["from_memory"]),
        items=tuple(_item_from(item, scales, record["lead_of_pairs"] or "") for item in record["items"]),
        cutoff=record["cutoff"],
        spread=Spread(**record["spread"]) if record["spread"] else None,
        within=within or None,
    )


def _answers_from(scale: Mapping[str, Any]) -> tuple[Answer, ...]:
    words = scale["words"] or [""] * len(scale["points"])
    return tuple(map(Answer, words, scale["points"]))


def _item_from(item: Mapping[str, Any], scales: Mapping[str, tuple[Answer, ...]], lead: str) -> Item:
    name, answers = item["name"] or f"q{item['number']}", scales[item["scale"]]
    if item["pair"] is None:
        return Item(name, item["number"], item["text"], answers)
    return Item(name, item["number"], "", answers, lead, tuple(item["pair"]))
