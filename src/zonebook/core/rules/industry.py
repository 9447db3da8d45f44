"""Industry codes of GB/T 4754-2017: whether a code lies in a scope of sections and codes."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import cache

# Sections of GB/T 4754-2017 with their first and last division.
SECTIONS = {
    "A": (1, 5), "B": (6, 12), "C": (13, 43), "D": (44, 46), "E": (47, 50), "F": (51, 52),
    "G": (53, 60), "H": (61, 62), "I": (63, 65), "J": (66, 69), "K": (70, 70), "L": (71, 72),
    "M": (73, 75), "N": (76, 79), "O": (80, 82), "P": (83, 83), "Q": (84, 85), "R": (86, 90),
    "S": (91, 96), "T": (97, 97),
}  # fmt: skip
CODE = re.compile(r"(?P<section>[A-T])?(?P<digits>\d{2,4})?")


def section_of(division: str) -> str:
    """The section letter of a two-digit division; empty where there is none."""
    number = int(division)
    return next((one for one, (low, high) in SECTIONS.items() if low <= number <= high), "")


def full(code: str) -> str | None:
    """A code with its section letter in front, `C2710`; None where it is no code."""
    found = CODE.fullmatch(code.strip().upper())
    if not found or not code.strip():
        return None
    section, digits = found["section"] or "", found["digits"] or ""
    if digits and section_of(digits[:2]) == "":
        return None
    if digits and section and section != section_of(digits[:2]):
        return None
    return (section or section_of(digits[:2])) + digits


def is_scope(code: str) -> bool:
    """Whether a scope's part can be read."""
    return full(code) is not None


@cache
def full_scope(scope: tuple[str, ...]) -> tuple[str, ...]:
    """The parts of a scope with their section letters."""
    return tuple(one for one in map(full, scope) if one is not None)


def within(code: str, scope: Sequence[str]) -> bool | None:
    """Whether the code lies in the scope; None where it is too coarse to tell."""
    whole = full(code) or ""
    parts = full_scope(tuple(scope))
    if any(whole.startswith(part) for part in parts):
        return True
    return None if any(part.startswith(whole) for part in parts) else False
