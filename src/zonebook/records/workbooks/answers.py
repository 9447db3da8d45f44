"""What a person answers to a dry run: header corrections, which records are the same, gone rows."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any, Literal

NEW = "new"
WhenGone = Literal["keep", "close", "withdraw"]


@dataclass(frozen=True)
class Answers:
    """The answers given so far; without any, everything doubtful is asked."""

    header: Mapping[str, Any] = field(
        default_factory=dict
    )  # header text → column or {column, unit, blank}
    same: Mapping[int, str] = field(
        default_factory=dict
    )  # row as in Excel → number, `row:N` or `new`
    gone: WhenGone = "keep"
    gone_rows: Mapping[str, WhenGone] = field(default_factory=dict)  # number → what to do with it
    unanswered: Literal["ask", "new"] = "ask"
    propose: bool = False

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
        )

    def to_json(self) -> dict[str, Any]:
        """The answers as JSON keeps them."""
        return {
            "header": dict(self.header),
            "same": {str(k): v for k, v in self.same.items()},
            "gone": self.gone,
            "gone_rows": dict(self.gone_rows),
            "unanswered": self.unanswered,
            "propose": self.propose,
        }
