"""What differs between the databases that the one writer writes for."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Any, Literal, TypeAlias

Name: TypeAlias = Literal["sqlite", "postgresql", "duckdb"]
Precision: TypeAlias = Literal["month", "year"]
SPLIT = 10**9


@dataclass(frozen=True)
class Dialect:
    """One database's spelling; everything else is the common subset."""

    name: Name

    @property
    def copies_cases(self) -> bool:
        """Whether `CASE x WHEN …` plans x anew for every WHEN."""
        return self.name == "duckdb"

    def bound(self, value: Any) -> Any:
        """A parameter as the driver takes it; SQLite keeps days as ISO text."""
        return value.isoformat() if self.name == "sqlite" and isinstance(value, date) else value

    def floor(self, day: str, precision: Precision) -> str:
        """The first day of the month or year of a day."""
        if self.name == "sqlite":
            return f"date({day}, 'start of {precision}')"
        return f"CAST(date_trunc('{precision}', {day}) AS date)"

    def after(self, day: str, precision: Precision) -> str:
        """The first day of the next month or year."""
        if self.name == "sqlite":
            return f"date({day}, 'start of {precision}', '+1 {precision}')"
        return f"CAST(date_trunc('{precision}', {day}) + INTERVAL '1 {precision}' AS date)"

    def next_day(self, day: str) -> str:
        """The day after."""
        return f"date({day}, '+1 day')" if self.name == "sqlite" else f"({day} + 1)"

    def unindexed(self, column: str) -> str:
        """A column in a test that hardly a row fails, so that no index serves it.

        Without statistics SQLite takes the unique index on `voids_id` for a good one to find
        empty values by, and walks the whole table for each subquery.
        """
        return f"+{column}" if self.name == "sqlite" else column

    def outer(self, column: str) -> str:
        """An id of an outer row, as a subquery compares with it.

        DuckDB 2.0.0 fails (internal error of its filter pushdown) on a subquery that meets the
        same column again further in; a sum is no longer the same column to it.
        """
        return f"({column} + 0)" if self.name == "duckdb" else column

    def sums(self, column: str) -> tuple[str, str]:
        """Two exact sums: of billions and of the rest.

        SQLite's SUM of integers fails beyond 63 bits, so it sums quotient and remainder apart;
        PostgreSQL sums bigint in numeric and DuckDB in 128 bits.
        """
        if self.name == "sqlite":
            return f"SUM({column} / {SPLIT})", f"SUM({column} - {column} / {SPLIT} * {SPLIT})"
        return "0", f"SUM({column})"


SQLITE, POSTGRESQL, DUCKDB = Dialect("sqlite"), Dialect("postgresql"), Dialect("duckdb")
DIALECTS: dict[str, Dialect] = {one.name: one for one in (SQLITE, POSTGRESQL, DUCKDB)}
