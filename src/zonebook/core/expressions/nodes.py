"""The nodes of a condition: frozen values that name columns and references, never SQL or code."""

from __future__ import annotations

import typing
from dataclasses import dataclass
from datetime import date
from typing import TypeAlias

Operator: TypeAlias = typing.Literal["=", "!=", "<", "<=", ">", ">="]
At: TypeAlias = typing.Literal["closing", "opening"]


@dataclass(frozen=True)
class Column:
    """The value in a column of the row."""

    name: str


@dataclass(frozen=True)
class Literal:
    """A value written in the catalogue, already in the column's own unit."""

    value: str | int | bool | date


@dataclass(frozen=True)
class Compare:
    """The column against a literal or another column of the row; text is only = or !=."""

    left: Column
    operator: Operator
    right: Literal | Column


@dataclass(frozen=True)
class OneOf:
    """The column's value is in the list."""

    column: Column
    values: tuple[str | int, ...]


@dataclass(frozen=True)
class Begins:
    """The text begins with one of the prefixes: a code of GB/T 4754 lies below another."""

    column: Column
    prefixes: tuple[str, ...]


@dataclass(frozen=True)
class IsKnown:
    """The column holds a value."""

    column: Column


@dataclass(frozen=True)
class And:
    """All parts hold; none is true."""

    parts: tuple[Node, ...]


@dataclass(frozen=True)
class Or:
    """Some part holds; none is false."""

    parts: tuple[Node, ...]


@dataclass(frozen=True)
class Not:
    """The part does not hold."""

    part: Node


@dataclass(frozen=True)
class During:
    """The date lies in the period asked for."""

    column: Column


@dataclass(frozen=True)
class InYear:
    """The whole number in the column is the year of the period's last day."""

    column: Column


@dataclass(frozen=True)
class Standing:
    """The span from–to stands on the closing day, or on the day before the period."""

    from_: Column | None = None
    to: Column | None = None
    at: At = "closing"


@dataclass(frozen=True)
class AsOf:
    """The inner condition with the row's own day as closing day."""

    column: Column
    inner: Node


@dataclass(frozen=True)
class Via:
    """The inner condition holds for the record that the reference points to."""

    reference: str
    inner: Node


@dataclass(frozen=True)
class Has:
    """Some row that refers to this one satisfies the inner condition."""

    reverse: str
    inner: Node


@dataclass(frozen=True)
class Last:
    """The latest row, by `order`, that refers to this one satisfies the inner condition."""

    reverse: str
    order: Column
    inner: Node


Node: TypeAlias = (
    Compare
    | OneOf
    | Begins
    | IsKnown
    | And
    | Or
    | Not
    | During
    | InYear
    | Standing
    | AsOf
    | Via
    | Has
    | Last
)
ALWAYS = And(())
