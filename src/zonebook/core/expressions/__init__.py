"""Conditions on the rows of the book: one small typed tree, null-safe, read from YAML mappings.

How every engine evaluates it (`engines.memory` is the reference):

- A condition answers true, false or **unknown** (NULL in SQL). `And`, `Or`, `Not` follow Kleene:
  false and unknown is false, true or unknown is true, not unknown is unknown.
- An empty column (NULL, or text without a character) is unknown to every test but `IsKnown`,
  which always answers true or false.
- A date known only to the month or year (`x_on_precision` beside `x_on`) stands for all days of
  its span: a test on it is true or false where all these days agree, else unknown.
- `During`: the date lies in the period asked for. `Standing`: on the day in question the span has
  begun (`from_` on or before it) and not ended (`to` after it; an empty `to` is still open; an
  empty `from_` is unknown). The day is the last day of the period, or for `at="opening"` the day
  before the period; inside `AsOf(column, …)` the closing day is the day in that column of the row: if it
  is known only to the month, a span stands where it does on each of its days; if it is empty,
  every `Standing` and `Last` inside is unknown.
- `InYear`: the whole number in the column is the year of the period's last day: plans, lists and
  rankings belong to a year. An empty column is unknown.
- `Via` asks the one record that a reference points to; unknown if there is none that stands.
- `Has` asks whether some standing row of a declared reverse reference satisfies the inner
  condition: true if one does, else unknown if one is unknown, else false.
- `Last` asks the latest standing row, by a date column, of those that happened by the closing day
  (ties: highest id; a date known to the month is ordered by the day stored): unknown if for some
  row it is unknown whether it happened by then, false if there is none.
- Rows "stand" as their table declares (`Table.alive`): withdrawn or voided rows never answer.
"""

from zonebook.core.expressions.nodes import (
    ALWAYS,
    And,
    AsOf,
    Begins,
    Column,
    Compare,
    During,
    Has,
    InYear,
    IsKnown,
    Last,
    Literal,
    Node,
    Not,
    OneOf,
    Operator,
    Or,
    Standing,
    Via,
)
from zonebook.core.expressions.reading import Reader

__all__ = [
    "ALWAYS",
    "And",
    "AsOf",
    "Begins",
    "Column",
    "Compare",
    "During",
    "Has",
    "InYear",
    "IsKnown",
    "Last",
    "Literal",
    "Node",
    "Not",
    "OneOf",
    "Operator",
    "Or",
    "Reader",
    "Standing",
    "Via",
]
