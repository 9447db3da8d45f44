"""What the third unopened five need beyond the first ten: dittos, days in words, shared sheets."""

from __future__ import annotations

from datetime import date
from typing import Any

from second_facts import Newcomer, newcomer
from sheet_facts import Spelt
from sheet_paper import Paper, letter

FIRST = 400  # the second five used the newcomers below 160
DIGITS = "〇一二三四五六七八九"


class Crowded(Paper):
    """A paper whose sheet also holds a second head further down, another table beside, or a grid."""

    def __init__(self, *told: str) -> None:
        super().__init__(*told)
        self.beside: list[str] = []
        self.spread: dict[str, dict[str, str]] = {}
        self._earlier: list[tuple[list[tuple[str, ...]], list[str]]] = []

    def columns(self, *columns: tuple[str, str]) -> None:
        """The columns of the table that begins here; those of an earlier one stay expected."""
        if self.paths:
            self._earlier.append((self.paths, self.targets))
        super().columns(*columns)

    def stand_beside(self, row: int, column: int, table: list[list[Any]]) -> None:
        """Put a small table into the lines already written, from this row (from 1) and column."""
        for index, cells in enumerate(table):
            line = self.lines[row - 1 + index]
            line.cells += [None] * (column - len(line.cells)) + cells
        wide = range(column, column + max(map(len, table)))
        self.beside = [letter(one) for one in wide]

    def merged(self, kind: str, to: int, text: str, **cells: Any) -> None:
        """A line without a record whose first cells are merged up to column `to`."""
        self.merges.append((len(self.lines), 0, len(self.lines), to))
        self.at(kind, A=text, **cells)

    def expectation(self) -> dict[str, Any]:
        """As of any paper, with the columns of all its tables."""
        told = super().expectation()
        headers, letters = {}, {}
        for paths, targets in [*self._earlier, (self.paths, self.targets)]:
            names = [">".join(path) for path in paths]
            headers |= dict(zip(names, targets, strict=True))
            letters |= {name: letter(i) for i, name in enumerate(names)}
        told |= {"headers": headers, "letters": letters}
        more = {"beside": self.beside, "spread": self.spread}
        return told | {key: value for key, value in more.items() if value}


def arrival(number: int, tail: str) -> Newcomer:
    """The invented entity with this number, whom no earlier sheet names."""
    return newcomer(FIRST + number, tail)


def ditto(cell: Any, mark: str = "〃") -> Spelt:
    """A cell in which somebody wrote 〃 or 同上: it means what the cell above means."""
    return Spelt(mark, cell.means if isinstance(cell, Spelt) else {"": cell})


def _words(number: int) -> str:
    """A number below a hundred as it is said: 十二, 二十, 三十一."""
    tens, ones = divmod(number, 10)
    head = "" if not tens else "十" if tens == 1 else f"{DIGITS[tens]}十"
    return head + (DIGITS[ones] if ones or not tens else "")


def in_words(year: int, month: int, number: int | None = None, zero: str = "〇") -> Spelt:
    """A day or a month in characters: 二〇二三年五月六日; `zero` is the circle that was typed."""
    said = "".join(DIGITS[int(one)] for one in str(year)) + f"年{_words(month)}月"
    said += f"{_words(number)}日" if number else ""
    known = date(year, month, number or 1).isoformat()
    means = {"": known, "_precision": "day" if number else "month"}
    return Spelt(said.replace("〇", zero), means)
