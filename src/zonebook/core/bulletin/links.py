"""How prose calls the figures of a catalogue: ways of saying, from catalog/binding/linker*.yaml."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from zonebook.core.bulletin.lexicon import plain_one_of, words
from zonebook.core.catalog import Catalog, Located, refusal
from zonebook.core.indicators.definition import Indicator

AMOUNTS = ("level", "new_in_period", "range_low", "range_high")
# Kinds of claims that a figure may answer where its entry names none, by how its period counts.
BY_PERIOD = {
    "flow": AMOUNTS,
    "stock": ("level", "range_low", "range_high"),
    "rate": ("share", "completion_rate", "level", "range_low", "range_high"),
    "rank": ("rank", "level"),
    "limit": ("time_limit", "threshold", "level"),
}
GENERIC_PLACES = ("高新区", "开发区", "园区", "新区", "示范区")


@dataclass(frozen=True, slots=True)
class Group:
    """Words of which one stands near the number; optional, or barred."""

    words: tuple[str, ...]
    optional: bool = False
    barred: bool = False


@dataclass(frozen=True, slots=True)
class Way:
    """One way to call a figure: groups in any order."""

    key: str
    groups: tuple[Group, ...]


@dataclass(frozen=True)
class Link:
    """A figure as claims can mean it: its base unit, its counting word, the kinds of claims."""

    key: str
    name: Mapping[str, str]
    unit: str
    word: str
    kinds: frozenset[str]
    basis: str
    growth: str = ""


@dataclass(frozen=True)
class Links:
    """All ways to call the figures of a catalogue, compiled; `own` are the names of the zone."""

    links: Mapping[str, Link]
    ways: tuple[Way, ...]
    pattern: re.Pattern[str]  # every word of every way, also one inside another
    by_word: Mapping[str, tuple[int, ...]]  # the ways in which a word stands
    shorter: Mapping[str, tuple[str, ...]]  # words that begin a longer word
    neutral: re.Pattern[str]
    elsewhere: re.Pattern[str]
    own: tuple[str, ...]


def read_links(
    catalog: Catalog, indicators: Mapping[str, Indicator], own: Iterable[str] = ()
) -> Links:
    """The links of a catalogue; Refused for a figure that nobody defines."""
    files = [f for key, f in sorted(catalog.kind("binding").items()) if key.startswith("linker")]
    lists: dict[str, tuple[str, ...]] = {}
    rows: dict[str, Located] = {}
    for file in files:
        lists |= {name: tuple(text.split("|")) for name, text in file.get("words", {}).items()}
        rows |= file["indicators"]
    for key, row in rows.items():
        if row.get("growth") and row["growth"] not in indicators:
            raise refusal("figures.unknown_figure", row.where("growth"), key=row["growth"], of=key)
    told = dict(ways_of(indicators, rows, lists))
    links = {key: link(one, rows.get(key, {})) for key, one in indicators.items()}
    main = next(file for file in files if "neutral" in file)
    return compiled(links, [way for key in told for way in told[key]], main, own_names(own))


def ways_of(
    indicators: Mapping[str, Indicator],
    rows: Mapping[str, Located],
    lists: Mapping[str, tuple[str, ...]],
) -> Iterator[tuple[str, list[Way]]]:
    """The ways of each figure; one without an entry is called by its name."""
    for key, one in indicators.items():
        says = rows[key]["says"] if key in rows else [one.name["zh"]]
        yield key, [Way(key, tuple(groups(text, lists))) for text in says]


def groups(text: str, lists: Mapping[str, tuple[str, ...]]) -> Iterator[Group]:
    """The groups of a way: `a|b`, `?a`, `!a`, `@list`."""
    for part in text.split():
        optional, barred = part[0] == "?", part[0] == "!"
        alternatives: list[str] = []
        for word in part.lstrip("?!").split("|"):
            alternatives += lists[word[1:]] if word.startswith("@") else (word,)
        yield Group(tuple(alternatives), optional, barred)


def link(one: Indicator, row: Mapping[str, Any]) -> Link:
    """What claims may mean a figure."""
    kinds = row.get("kinds") or BY_PERIOD[one.period_kind]
    ranged = ("range_low", "range_high") if set(kinds) & set(AMOUNTS) else ()
    return Link(
        one.key,
        one.name,
        one.unit.base,
        one.unit.zh,
        frozenset((*kinds, *ranged)),
        one.basis,
        str(row.get("growth", "")),
    )


def own_names(given: Iterable[str]) -> tuple[str, ...]:
    """The zone's names, longest first, with the words by which anybody calls their own zone."""
    return tuple(sorted({one for one in (*given, *GENERIC_PLACES) if one}, key=len, reverse=True))


def compiled(
    links: Mapping[str, Link], ways: list[Way], main: Located, own: tuple[str, ...]
) -> Links:
    """The ways with one pattern over all their words."""
    by_word: dict[str, list[int]] = {}
    for number, way in enumerate(ways):
        for word in {word for group in way.groups for word in group.words}:
            by_word.setdefault(word, []).append(number)
    every = sorted(by_word, key=len)
    shorter = {
        word: tuple(one for one in every if len(one) < len(word) and word.startswith(one))
        for word in every
    }
    neutral = [*words(main["neutral"]), *own]
    return Links(
        links,
        tuple(ways),
        re.compile(f"(?=({plain_one_of(by_word)}))"),
        {word: tuple(found) for word, found in by_word.items()},
        {word: found for word, found in shorter.items() if found},
        re.compile(plain_one_of(neutral)),
        re.compile(plain_one_of(words(main["elsewhere"]))),
        own,
    )
