"""A sheet of an office while it is being written: its lines, what each is, what it should mean."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from sheet_facts import Spelt

SKIPPED = ("extra", "serial")
KNOWN_TO = (
    "established_on",
    "granted_on",
    "signed_on",
    "events.",
    "applied_on",
    "approved_on",
    "accepted_on",
    "received_on",
    "issued_on",
    "paid_on",
)  # dates with a precision


@dataclass(frozen=True)
class Formula:
    """A formula with the value that Excel left beside it."""

    text: str
    value: float | str  # "" where the program left none, #REF! where it found none


@dataclass(frozen=True)
class Shown:
    """A number that its number format shows differently, such as 0.022 as 2.2%."""

    value: float
    pattern: str


@dataclass(frozen=True)
class AsAbove:
    """A cell merged with the one above it."""


AS_ABOVE = AsAbove()


def _named(target: str, suffix: str, value: Any) -> dict[str, Any]:
    """The record's column for a meaning; a suffix `!x` names another column x."""
    if suffix.startswith("!"):
        return {suffix[1:]: value}
    if suffix == "_precision" and not target.startswith(KNOWN_TO):
        return {}
    return {target + suffix: value}


def letter(column: int) -> str:
    """The letter of a column counted from zero (to ZZ)."""
    first, second = divmod(column, 26)
    return (chr(64 + first) if first else "") + chr(65 + second)


@dataclass
class Line:
    """One row of the sheet."""

    kind: str
    cells: list[Any]
    hidden: bool = False


@dataclass
class Look:
    """What a reader of the cells does not see: panes, hidden columns, other sheets, format."""

    hidden_columns: tuple[int, ...] = ()
    freeze: tuple[int, int] | None = None
    before: list[tuple[str, list[list[Any]], bool]] = field(default_factory=list)
    after: list[tuple[str, list[list[Any]], bool]] = field(default_factory=list)
    filtered: bool = False
    picture: bytes = b""  # lies over the first row
    delimiter: str = ","


class Paper:
    """Collects lines from the top and keeps beside them what an importer should make of them."""

    def __init__(self, file: str, register: str, about: str, sheet: str = "Sheet1") -> None:
        self.file, self.register, self.about, self.sheet = file, register, about, sheet
        self.lines: list[Line] = []
        self.merges: list[tuple[int, int, int, int]] = []
        self.paths: list[tuple[str, ...]] = []
        self.targets: list[str] = []
        self.records: list[dict[str, Any]] = []
        self.refused: list[dict[str, Any]] = []
        self.constants: dict[str, Any] = {}
        self.look = Look()
        self.more: dict[str, Any] = {}  # what few sheets say: asked, delimiter, merged
        self._last: dict[int, dict[str, Any]] = {}

    @property
    def next_row(self) -> int:
        """The number of the row that is written next, from 1."""
        return len(self.lines) + 1

    def columns(self, *columns: tuple[str, str]) -> None:
        """The columns as (header path joined by '>', target); `head` writes them."""
        self.paths = [tuple(path.split(">")) for path, _ in columns]
        self.targets = [target for _, target in columns]

    def wide(self, kind: str, text: str) -> None:
        """A line of one cell merged over the whole width."""
        self.merges.append((len(self.lines), 0, len(self.lines), len(self.paths) - 1))
        self.lines.append(Line(kind, [text]))

    def line(self, kind: str, *cells: Any, hidden: bool = False) -> None:
        """A line that holds no record."""
        self.lines.append(Line(kind, list(cells), hidden))

    def at(self, kind: str, **cells: Any) -> None:
        """A line that holds no record, cells given by letter."""
        positions = {letter(i): i for i in range(len(self.paths))}
        row: list[Any] = [None] * len(self.paths)
        for where, value in cells.items():
            row[positions[where]] = value
        self.lines.append(Line(kind, row))

    def head(self) -> None:
        """The header in as many rows as the deepest path, merged as offices merge it."""
        depth, top = max(map(len, self.paths)), len(self.lines)
        grid: list[list[Any]] = [[None] * len(self.paths) for _ in range(depth)]
        for column, path in enumerate(self.paths):
            for level, text in enumerate(path):
                before = self.paths[column - 1][: level + 1] if column else ()
                if before != path[: level + 1] or level == len(path) - 1:
                    grid[level][column] = text
        self.lines += [Line("header", row) for row in grid]
        self._merge_head(top, depth)

    def _merge_head(self, top: int, depth: int) -> None:
        for column, path in enumerate(self.paths):
            if len(path) < depth:
                self.merges.append((top + len(path) - 1, column, top + depth - 1, column))
            for level in range(len(path) - 1):
                prefix = path[: level + 1]
                if column and self.paths[column - 1][: level + 1] == prefix:
                    continue
                last = column
                while last + 1 < len(self.paths) and self.paths[last + 1][: level + 1] == prefix:
                    last += 1
                if last > column:
                    self.merges.append((top + level, column, top + level, last))

    def data(self, *cells: Any, hidden: bool = False) -> None:
        """A row that is a record; plain cells under a named column mean themselves."""
        self.records.append({"row": self.next_row} | self._meaning(cells))
        self._append(cells, hidden)

    def bad(self, column: int, why: str, *cells: Any, **more: Any) -> None:
        """A row that must be refused for one cell."""
        header = ">".join(self.paths[column])
        where = {"row": self.next_row, "column": header, "letter": letter(column), "why": why}
        self.refused.append(where | more)
        self._meaning(cells)
        self._append(cells, False)

    def twin(self, column: int, *cells: Any) -> None:
        """A second row with the key of the first: its first is left out of the records."""
        key = self._meaning(cells)[self.targets[column]]
        first = next(r for r in self.records if r[self.targets[column]] == key)
        self.records.remove(first)
        self.bad(column, "duplicate key in the sheet", *cells, first=first["row"])

    def _meaning(self, cells: Sequence[Any]) -> dict[str, Any]:
        if len(cells) != len(self.paths):
            raise ValueError(f"{self.file} row {self.next_row}: {len(cells)} cells")
        meaning: dict[str, Any] = {}
        for column, (cell, target) in enumerate(zip(cells, self.targets, strict=True)):
            if cell is not AS_ABOVE:
                means = cell.means if isinstance(cell, Spelt) else {"": cell}
                self._last[column] = means
            if target not in SKIPPED:
                for suffix, value in self._last[column].items():
                    meaning |= _named(target, suffix, value)
        for key in [key for key in meaning if "|" in key]:
            del meaning[key]
        return meaning

    def _append(self, cells: Sequence[Any], hidden: bool) -> None:
        row = len(self.lines)
        for column, cell in enumerate(cells):
            if cell is AS_ABOVE:
                self._grow(row, column)
        raw = [c.raw if isinstance(c, Spelt) else None if c is AS_ABOVE else c for c in cells]
        self.lines.append(Line("data", raw, hidden))

    def _grow(self, row: int, column: int) -> None:
        for index, merge in enumerate(self.merges):
            if merge[1] == merge[3] == column and merge[2] == row - 1:
                self.merges[index] = (merge[0], column, row, column)
                return
        self.merges.append((row - 1, column, row, column))

    def add_meaning(self, **columns: Any) -> None:
        """What the last row means beyond one cell for one column."""
        self.records[-1] |= {key.replace("__", "."): value for key, value in columns.items()}

    def expectation(self) -> dict[str, Any]:
        """What the file NAME.json says."""
        kinds = Counter(line.kind for line in self.lines)
        data_rows = kinds.pop("data")
        headers = [">".join(path) for path in self.paths]
        return {
            "file": Path(self.file).name,
            "about": self.about,
            "register": self.register,
            **self.more,
            "sheet": self.sheet,
            "other_sheets": [n for n, _, _ in self.look.before + self.look.after],
            "rows": len(self.lines),
            "data_rows": data_rows,
            "not_data": dict(kinds),
            "headers": dict(zip(headers, self.targets, strict=True)),
            "letters": {header: letter(i) for i, header in enumerate(headers)},
            "constants": self.constants,
            "records": self.records,
            "refused": self.refused,
        }


def written(expectation: dict[str, Any]) -> str:
    """The expectation as JSON, one record a line."""
    parts = []
    for key, value in expectation.items():
        if isinstance(value, list) and value and isinstance(value[0], dict):
            rows = ",\n".join("  " + json.dumps(row, ensure_ascii=False) for row in value)
            parts.append(f' "{key}": [\n{rows}\n ]')
        else:
            parts.append(f' "{key}": {json.dumps(value, ensure_ascii=False)}')
    return "{\n" + ",\n".join(parts) + "\n}\n"
