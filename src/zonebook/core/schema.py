"""What tables the book has, as values: the contract of records, catalogue and engines."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from typing import Literal

Type = Literal["text", "integer", "boolean", "date"]
Alive = Literal["always", "not_withdrawn", "not_voided"]


@dataclass(frozen=True)
class Column:
    """One column; `unit` a key of units.yaml. A date `x_on` may have `x_on_precision` beside it."""

    name: str
    type: Type
    unit: str = ""
    owner: str = ""
    nullable: bool = True


@dataclass(frozen=True)
class Reference:
    """A many-to-one reference, stored in `<name>_id`; `reverse` names the way back."""

    name: str
    to: str
    reverse: str
    nullable: bool = True

    @property
    def column(self) -> str:
        """The column that holds the other record's id."""
        return f"{self.name}_id"


@dataclass(frozen=True)
class Table:
    """One noun: every row has `id` and `number`; `alive` says which rows stand.

    `not_withdrawn`: rows whose `withdrawn_on` is empty. `not_voided`: append-only rows that
    neither void another row (`voids_id` empty) nor are voided by one.
    """

    name: str
    columns: tuple[Column, ...]
    references: tuple[Reference, ...] = ()
    natural_key: tuple[str, ...] = ()
    owner: str = ""
    source_law: str = ""
    alive: Alive = "always"

    @cached_property
    def by_name(self) -> dict[str, Column]:
        """Its columns by name."""
        return {column.name: column for column in self.columns}

    @cached_property
    def reference(self) -> dict[str, Reference]:
        """Its references by name."""
        return {one.name: one for one in self.references}


@dataclass(frozen=True)
class Book:
    """All published tables."""

    tables: tuple[Table, ...]

    @cached_property
    def table(self) -> dict[str, Table]:
        """The tables by noun."""
        return {table.name: table for table in self.tables}

    @cached_property
    def reverse(self) -> dict[tuple[str, str], tuple[Table, Reference]]:
        """(noun, reverse name) → the table that refers to it, and by which reference."""
        return {
            (ref.to, ref.reverse): (table, ref) for table in self.tables for ref in table.references
        }
