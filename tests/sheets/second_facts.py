"""Invented companies of the second unopened five: other names and codes than the first twenty."""

from __future__ import annotations

from dataclasses import dataclass

from sheet_facts import PLACE, SYLLABLES, credit_code

BRANDS = [SYLLABLES[i : i + 2] for i in range(1, len(SYLLABLES) - 1, 2)]
FIRST_NUMBER = 7000  # the codes of the first twenty sheets end at 6023
CATEGORIES = {"enterprise": "1", "sole_trader": "2", "cooperative": "3"}


@dataclass(frozen=True)
class Newcomer:
    """An invented entity: its brand, its present name, its code."""

    brand: str
    name: str
    code: str


def newcomer(number: int, tail: str = "科技有限公司", kind: str = "enterprise") -> Newcomer:
    """The invented entity with this number (0 to 2000), its name ending in `tail`."""
    brand = BRANDS[number % len(BRANDS)]
    code = credit_code(FIRST_NUMBER + number, CATEGORIES[kind])
    return Newcomer(brand, f"{PLACE}{brand}{tail}", code)
