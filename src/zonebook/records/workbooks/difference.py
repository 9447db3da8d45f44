"""What an import would do, as values: outcomes of rows, gone rows, the sum of all rows read."""

from __future__ import annotations

import hashlib
import json
from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Any, Literal

from zonebook.core.period import KnownDay
from zonebook.core.say import Sentences
from zonebook.core.values import Finding, Ref
from zonebook.records.workbooks.headers import Mapped

Kind = Literal["new", "changed", "same", "refused", "asked"]
KINDS: tuple[Kind, ...] = ("new", "changed", "same", "refused", "asked")


@dataclass(frozen=True)
class Change:
    """One column of one record: what stands in the book and what the sheet says."""

    column: str
    label: Mapping[str, str]
    before: Any
    after: Any
    noun: str = ""


@dataclass(frozen=True)
class Pair:
    """A record of the book that may be the same as the row; a person says once whether it is."""

    number: str
    label: str
    agrees: tuple[str, ...]
    differs: tuple[str, ...]
    noun: str = ""
    at: str = ""  # the reference of the row that is asked about; empty for the row itself


@dataclass(frozen=True)
class Add:
    """A record to be written; `key` lets other records of the import refer to it."""

    noun: str
    values: Mapping[str, Any]
    key: Any = None


@dataclass(frozen=True)
class Later:
    """A reference to a record that this import itself will add."""

    noun: str
    key: Any


@dataclass(frozen=True)
class Set:
    """Columns of a standing record to be corrected."""

    record: Any
    values: Mapping[str, Any]


@dataclass(frozen=True)
class Void:
    """An event or statement to be voided, because the sheet says otherwise."""

    fact: Any


@dataclass(frozen=True)
class Propose:
    """A value for a column of another office, to be put before that office."""

    record: Any
    column: str
    value: Any


Step = Add | Set | Void | Propose


@dataclass(frozen=True)
class Outcome:
    """What became of one data row."""

    row: int
    kind: Kind
    number: str = ""
    label: str = ""
    changes: tuple[Change, ...] = ()
    findings: tuple[Finding, ...] = ()
    remarks: tuple[Finding, ...] = ()
    pairs: tuple[Pair, ...] = ()
    steps: tuple[Step, ...] = field(default=(), compare=False, repr=False)
    key: Any = field(default=None, compare=False, repr=False)


@dataclass(frozen=True)
class Gone:
    """A record that the last import of this sheet brought and that is missing from it now."""

    number: str
    label: str
    row: int
    record: Any = field(default=None, compare=False, repr=False)


@dataclass(frozen=True)
class Aside:
    """A row that is no data: its kind and its first words."""

    row: int
    kind: str
    text: str


@dataclass(frozen=True)
class DryRun:
    """预检: all that an import of one sheet would do; nothing is written by it."""

    file: str
    sha: str
    sheet: str
    register: str
    by: str
    on: date
    signature: str
    columns: tuple[Mapped, ...]
    supplied: Mapping[str, tuple[Any, str]]
    outcomes: tuple[Outcome, ...]
    aside: tuple[Aside, ...]
    gone: tuple[Gone, ...]
    findings: tuple[Finding, ...]
    rows_read: int
    remembered: Mapping[str, Any] = field(default_factory=dict, compare=False, repr=False)

    def __post_init__(self) -> None:
        """Rows read are the sum of what became of them; anything else is an error of ours."""
        if len(self.outcomes) + len(self.aside) != self.rows_read:
            raise AssertionError(f"{self.rows_read} rows read, {len(self.outcomes)} outcomes")

    @property
    def counted(self) -> dict[str, int]:
        """How many rows of each kind."""
        found = Counter(one.kind for one in self.outcomes)
        return {kind: found[kind] for kind in KINDS} | {
            "aside": len(self.aside),
            "read": self.rows_read,
            "gone": len(self.gone),
        }

    @property
    def errors(self) -> tuple[Finding, ...]:
        """All that keeps the sheet from being imported whole."""
        rows = (finding for one in self.outcomes for finding in one.findings)
        return tuple(one for one in (*self.findings, *rows) if one.level != "warning")

    @property
    def is_readable(self) -> bool:
        """Whether nothing is wrong with the sheet as a whole: its header was understood."""
        return not any(one.level == "error" for one in self.findings)

    @property
    def is_sure(self) -> bool:
        """Whether no column was known by its cells only, which a person has to say yes to."""
        return not any(one.level == "ask" for one in self.findings)

    @property
    def is_clean(self) -> bool:
        """Whether it may be committed as it is."""
        return not self.errors

    @property
    def changes_nothing(self) -> bool:
        """Whether the book already says all of it."""
        return not any(one.kind in ("new", "changed") for one in self.outcomes)

    @property
    def digest(self) -> str:
        """A short name of this very difference list, to commit what was shown and nothing else."""
        rows = [
            (
                one.row,
                one.kind,
                one.number,
                [(c.column, str(c.before), str(c.after)) for c in one.changes],
            )
            for one in self.outcomes
        ]
        text = json.dumps([self.sha, self.sheet, self.register, rows], ensure_ascii=False)
        return hashlib.sha256(text.encode()).hexdigest()[:16]

    def to_json(self, sentences: Sentences, lang: str = "zh") -> dict[str, Any]:
        """The dry run as it travels."""
        return {
            "file": self.file,
            "sheet": self.sheet,
            "register": self.register,
            "digest": self.digest,
            "counted": self.counted,
            "header_map": [one.to_json() for one in self.columns],
            "supplied": {k: {"value": shown(v), "from": s} for k, (v, s) in self.supplied.items()},
            "findings": [finding_json(one, sentences, lang) for one in self.findings],
            "rows": [outcome_json(one, sentences, lang) for one in self.outcomes],
            "aside": [one.__dict__ for one in self.aside],
            "gone": [{"number": g.number, "label": g.label, "row": g.row} for g in self.gone],
        }


def shown(value: Any) -> Any:
    """A value as JSON shows it."""
    if value is None or isinstance(value, bool | int | str):
        return value
    if isinstance(value, KnownDay | date):
        return str(value)
    return [shown(one) for one in value] if isinstance(value, list | tuple | set) else str(value)


def finding_json(finding: Finding, sentences: Sentences, lang: str) -> dict[str, Any]:
    """A located finding as it travels."""
    row = {"level": finding.level, **sentences.to_json(finding.message, lang)}
    return row | ({"where": finding.where.to_json()} if isinstance(finding.where, Ref) else {})


def outcome_json(one: Outcome, sentences: Sentences, lang: str) -> dict[str, Any]:
    """What became of a row as it travels; the sheet's own row number."""
    row: dict[str, Any] = {"row": one.row + 1, "kind": one.kind, "label": one.label}
    if one.number:
        row["number"] = one.number
    if one.changes:
        row["changes"] = [
            {
                "column": c.column,
                "label": c.label[lang],
                "before": shown(c.before),
                "after": shown(c.after),
            }
            for c in one.changes
        ]
    for name, found in (("refused", one.findings), ("remarks", one.remarks)):
        if found:
            row[name] = [finding_json(finding, sentences, lang) for finding in found]
    if one.pairs:
        row["pairs"] = [pair.__dict__ for pair in one.pairs]
    return row
