"""Units: one key, its base and factor, how it prints in both languages, and its aliases."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from decimal import Decimal
from fractions import Fraction
from functools import cached_property
from typing import Any


@dataclass(frozen=True)
class Unit:
    """A unit of measure or a counting word; `factor` of its base make one of it."""

    key: str
    base: str
    factor: Decimal
    zh: str
    en: str
    kind: str = "measure"
    english: tuple[int, str] = (0, "")
    one: str = ""
    head: str = ""
    fine: tuple[int, str] = (0, "")

    def to_base(self, value: Decimal | int | Fraction) -> Fraction:
        """The quantity in the base unit, exactly."""
        return Fraction(value) * Fraction(self.factor)

    def from_base(self, value: Decimal | int | Fraction) -> Fraction:
        """The quantity in this unit, exactly."""
        return Fraction(value) / Fraction(self.factor)

    def name(self, lang: str, value: Decimal | int | None = None) -> str:
        """How the unit prints beside a value: 11 个工作日, 11 working days; English counts are bare."""
        if lang == "zh":
            return self.zh
        return self.one if value == 1 and self.one else self.en

    def heading(self, lang: str) -> str:
        """How the unit stands in a column head or a field of its own: 工作日."""
        return self.head if lang == "zh" and self.head else self.name(lang)

    def printed(self, value: Decimal, lang: str) -> tuple[Decimal, str]:
        """A value and unit as the language says them, digit for digit: 352.3亿元, 35.23 billion CNY.

        English has no word for 10⁴ or 10⁸; there the point moves and no digit is lost.
        """
        places, words = self.english
        if lang == "zh" or not words:
            return value, self.name(lang, value)
        moved = value.scaleb(places)
        whole = Decimal(int(moved)) if places > 0 and moved == int(moved) else moved
        return whole, words

    def said(self, value: Decimal, lang: str) -> tuple[Decimal, str]:
        """A number that stands by itself: 0.5亿元 is 50 million CNY in English, not 0.05 billion."""
        return self.fitting(value).printed(value, lang)

    def fitting(self, value: Decimal | Fraction) -> Unit:
        """The unit with the English scale in which such a number is said by itself."""
        moved = abs(Fraction(value)) * Fraction(10) ** self.english[0]
        small = self.fine[1] and 0 < moved < Fraction(1, 10)
        return replace(self, english=self.fine) if small else self

    def of_decimals(self, decimals: int) -> Unit:
        """The unit as a figure of so many decimals says it: 1.39亿元 is 139 million CNY in English.

        A figure has one scale in all its periods and parts, so that their numbers compare.
        """
        return replace(self, english=self.fine) if decimals >= 2 and self.fine[1] else self


class Units:
    """The list of units; finds one by key, printed word or alias."""

    def __init__(self, rows: Mapping[str, Mapping[str, Any]]) -> None:
        self.by_key = {
            key: Unit(
                key,
                row.get("base", key),
                Decimal(row.get("factor", 1)),
                row["zh"],
                row["en"],
                row.get("kind", "measure"),
                tuple(row.get("english", (0, ""))),
                row.get("one", ""),
                row.get("head", ""),
                tuple(row.get("fine", (0, ""))),
            )
            for key, row in rows.items()
        }
        self._aliases = {key: tuple(row.get("aliases", ())) for key, row in rows.items()}

    @cached_property
    def by_word(self) -> dict[str, Unit]:
        """Every spelling that is read; keys win over words, words over aliases."""
        words: dict[str, Unit] = {}
        for spellings in (self._aliases.items(), self._printed(), self._keys()):
            for key, found in spellings:
                words |= dict.fromkeys(found, self.by_key[key])
        return words

    def _printed(self) -> Iterable[tuple[str, tuple[str, ...]]]:
        return (
            (key, tuple(word for word in (unit.zh, unit.en) if word))
            for key, unit in self.by_key.items()
            if unit.zh
        )

    def _keys(self) -> Iterable[tuple[str, tuple[str, ...]]]:
        return ((key, (key,)) for key in self.by_key)

    def __getitem__(self, key: str) -> Unit:
        return self.by_key[key]

    def find(self, word: str) -> Unit | None:
        """The unit written as key, printed word or alias; None if it is not in the list."""
        return self.by_word.get(word.strip())
