"""What a person answers to a dry run: header corrections, which records are the same, gone rows."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any, Literal

from zonebook.core.values import Reason, Refused
from zonebook.records.workbooks.told import Told

NEW = "new"
RENAME = "rename"
DEEPEST_HEADER = 4  # rows below the first one
WhenGone = Literal["keep", "close", "withdraw"]


@dataclass(frozen=True)
class Answers:
    """The answers given so far; without any, everything doubtful is asked."""

    header: Mapping[str, Any] = field(
        default_factory=dict
    )  # header text → column or {column, unit, blank}
    same: Mapping[int, str] = field(
        default_factory=dict
    )  # row as in Excel → number, `row:N` or `new`; several are parted by a blank, `rename` may follow
    gone: WhenGone = "keep"
    gone_rows: Mapping[str, WhenGone] = field(default_factory=dict)  # number → what to do with it
    unanswered: Literal["ask", "new"] = "ask"
    propose: bool = False
    rows: Mapping[int, str] = field(default_factory=dict)  # row as in Excel → `data` or `aside`
    constants: Mapping[str, str] = field(default_factory=dict)  # column → what holds for all rows
    head: str = ""  # the rows of the header as in Excel: `5` or `5-6`

    @property
    def told(self) -> Told:
        """What a person says of the sheet itself: its header, its rows, what holds for all of them."""
        return Told(self.header, self.rows, self.constants, head_of(self.head))

    @classmethod
    def from_json(cls, row: Mapping[str, Any]) -> Answers:
        """Answers as a page or a file keeps them."""
        return cls(
            header=row.get("header", {}),
            same={int(k): str(v) for k, v in row.get("same", {}).items()},
            gone=row.get("gone", "keep"),
            gone_rows=row.get("gone_rows", {}),
            unanswered=row.get("unanswered", "ask"),
            propose=bool(row.get("propose", False)),
            rows={int(k): str(v) for k, v in row.get("rows", {}).items()},
            constants=row.get("constants", {}),
            head=str(row.get("head", "")),
        )

    def number_of(self, row: int, prefix: str) -> str:
        """The number that a person gave for a row's record of one noun; empty where none was given."""
        given = [one for one in self.same.get(row, "").split() if one.startswith(f"{prefix}-")]
        return given[-1] if given else ""

    def is_new(self, row: int, prefix: str) -> bool:
        """Whether a person said that the row's record of one noun is none that the book has."""
        return NEW in self.same.get(row, "").split() and not self.number_of(row, prefix)

    def renames(self, row: int) -> bool:
        """Whether a person said that the record is to be called as the row calls it from now on."""
        return RENAME in self.same.get(row, "").split()

    def to_json(self) -> dict[str, Any]:
        """The answers as JSON keeps them."""
        return {
            "header": dict(self.header),
            "same": {str(k): v for k, v in self.same.items()},
            "gone": self.gone,
            "gone_rows": dict(self.gone_rows),
            "unanswered": self.unanswered,
            "propose": self.propose,
            "rows": {str(k): v for k, v in self.rows.items()},
            "constants": dict(self.constants),
            "head": self.head,
        }


def head_of(text: str) -> tuple[int, int] | None:
    """The first and last row of a header, counted from 0; Refused where the words name none."""
    if not text.strip():
        return None
    found = re.fullmatch(r"\s*(\d{1,5})\s*(?:[-—–~～至到]\s*(\d{1,5}))?\s*", text)
    first, last = (int(found[1]), int(found[2] or found[1])) if found else (0, 0)
    if not 1 <= first <= last <= first + DEEPEST_HEADER:
        raise Refused(Reason("workbooks.no_head", {"text": text}))
    return first - 1, last - 1


def joined(before: str, answer: str) -> str:
    """The answers of a row with one more: a row may be asked about its project, then about itself.

    An answer takes the place of an earlier one of its noun; a number that of an earlier `new`.
    """
    noun = answer.partition("-")[0]
    numbers = [one for one in before.split() if one != NEW and not one.startswith("row:")]
    kept = [one for one in numbers if one.partition("-")[0] != noun]
    return " ".join([*kept, answer])
