"""The legal clock for millions of cases at once; agrees with core.procedures.clock, day by day.

Everything happens in working-day numbers: W(d) is how many working days lie up to day d. A case
accepted on a with limit n is due on the working day with number T = W(a) + n. A pause (f, l] is
the stretch (W(f), W(l)] of such numbers, and each stretch that begins before T pushes T back by
its part that no earlier stretch has covered. So pauses cost two look-ups each and no calendar
arithmetic, and because W never falls, sorting by W(f) is sorting by date.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import timedelta
from typing import Any

import numpy as np
from numpy.typing import NDArray

from zonebook.core.workdays import Calendar

Days = NDArray[np.integer[Any]]
Pauses = Sequence[tuple[Days, Days]]
BLOCK = 1 << 15  # the block's columns stay in the second-level cache
UNKNOWN = -1


class ClockTable:
    """A calendar as two tables: working-day number of each day, day of each working-day number.

    Days are whole numbers from `origin`, the day before the calendar begins, which is number 0.
    """

    def __init__(self, calendar: Calendar) -> None:
        self.origin = np.datetime64(calendar.first - timedelta(1), "D")
        self.size = len(calendar.before)
        self.total = calendar.before[-1]
        # A number T never exceeds three times the total: start, limit and pauses give one each.
        kind = np.int16 if 3 * self.total + 1 < 2**15 and self.size < 2**15 else np.int32
        self.kind: np.dtype[Any] = np.dtype(kind)
        self.number = np.array(calendar.before, kind)
        self.inverse = np.full(3 * self.total + 2, UNKNOWN, kind)
        self.inverse[1 : self.total + 1] = np.array(calendar.working, kind) + 1

    def index(self, days: NDArray[np.datetime64]) -> NDArray[np.int32]:
        """Days as numbers from `origin`."""
        return (days.astype("datetime64[D]") - self.origin).astype(np.int32)

    def days(self, index: Days) -> NDArray[np.datetime64]:
        """Numbers as days; UNKNOWN becomes NaT."""
        found: NDArray[np.datetime64] = self.origin + index.astype("timedelta64[D]")
        found[index == UNKNOWN] = np.datetime64("NaT")
        return found

    def dues(self, accepted: Days, limits: Days | int, pauses: Pauses = ()) -> Days:
        """The due day of each case, as a number; UNKNOWN where it leaves the published years.

        `limits` in working days, at least 0. A pause is two columns, first and last day; it covers
        the days after its first up to its last, may begin before acceptance, be empty or overlap;
        a case without it has two equal days.
        """
        out = np.empty(len(accepted), self.kind if not np.any(limits == 0) else np.int32)
        limit = limits if isinstance(limits, np.ndarray) else np.int32(limits)
        for rows in self.blocks(len(accepted)):
            start = accepted[rows]
            bound = limit[rows] if isinstance(limit, np.ndarray) else limit
            out[rows] = self.due_block(start, bound, [(f[rows], e[rows]) for f, e in pauses])
        return out

    def due_block(self, start: Days, limit: Any, pauses: Pauses) -> Days:
        """The due days of one block."""
        now = self.number.take(start, mode="clip")
        target = now + np.minimum(limit, self.total + 1).astype(self.kind)
        for first, last in self.stretches(pauses):
            np.maximum(first, now, out=first)
            shift = np.maximum(last, first) - first
            shift *= first < target
            target += shift
            np.maximum(now, last, out=now)
        found = self.inverse.take(target, mode="clip")
        if start.size and (start.min() < 0 or start.max() >= self.size):
            found[(start < 0) | (start >= self.size)] = UNKNOWN
        return np.where(limit == 0, start, found) if np.any(limit == 0) else found

    def used(self, accepted: Days, on: Days | int, pauses: Pauses = ()) -> Days:
        """Counted days of each case after acceptance, up to and including `on`.

        Both ends are clipped to the published years; ask only about days inside them.
        """
        out = np.empty(len(accepted), self.kind)
        until = np.broadcast_to(np.asarray(on), accepted.shape)
        for rows in self.blocks(len(accepted)):
            now = self.number.take(accepted[rows], mode="clip")
            end = np.maximum(self.number.take(until[rows], mode="clip"), now)
            total = end - now
            for first, last in self.stretches([(f[rows], e[rows]) for f, e in pauses]):
                np.maximum(first, now, out=first)
                np.minimum(last, end, out=last)
                total -= np.maximum(last, first) - first
                np.maximum(now, last, out=now)
            out[rows] = total
        return out

    def stretches(self, pauses: Pauses) -> list[tuple[Days, Days]]:
        """The pauses in working-day numbers, each row's in order of their first day."""
        packed = []
        for first, last in pauses:
            high = self.number.take(first, mode="clip").astype(np.int32)
            low = self.number.take(last, mode="clip").astype(np.int32)
            packed.append(high * np.int32(2**16) + low)
        for top in range(len(packed) - 1, 0, -1):
            for place in range(top):
                one, two = packed[place], packed[place + 1]
                packed[place], packed[place + 1] = np.minimum(one, two), np.maximum(one, two)
        return [((one >> 16).astype(self.kind), one.astype(self.kind)) for one in packed]

    def blocks(self, rows: int) -> Iterator[slice]:
        """The rows in blocks."""
        return (slice(start, min(start + BLOCK, rows)) for start in range(0, rows, BLOCK))
