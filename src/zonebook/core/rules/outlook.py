"""When a revenue reaches its threshold at the pace of the last year: an expectation, never a fact."""

from __future__ import annotations

from dataclasses import dataclass

FARTHEST = 36  # months; beyond them a pace of one year says nothing


@dataclass(frozen=True)
class Month:
    """A month of the calendar."""

    year: int
    month: int

    def __str__(self) -> str:
        return f"{self.year}-{self.month:02d}"


def reached(value: int, before: int | None, threshold: int, year: int) -> Month | None:
    """The month in which twelve months' revenue reaches the threshold, growing as it did.

    `value` is that of the calendar year, `before` of the year earlier, in the same unit. None
    where it does not grow, the year before is unknown, or it would take more than three years.

    1,840 after 1,200 grows by 640 in twelve months; the 160 to 2,000 take three: March.
    """
    if before is None or value <= before:
        return None
    months = -(-12 * max(0, threshold - value) // (value - before))
    if months > FARTHEST:
        return None
    return (
        Month(year + 1 + (months - 1) // 12, (months - 1) % 12 + 1) if months else Month(year, 12)
    )
