"""The fast way of `zonebook due --cases`: a piece of parsed lines through the column engine."""

from __future__ import annotations

from functools import cache
from itertools import chain
from typing import Any

import numpy as np
from numpy.typing import NDArray

from zonebook.core.workdays import Calendar
from zonebook.engines.columns.clock import UNKNOWN, ClockTable

MOST_PAUSES = 6
LARGEST_LIMIT = 1_000_000
TEN = np.array([1000, 100, 10, 1], np.int32)
EPOCH = 719_163  # date.toordinal of 1970-01-01


@cache
def table(calendar: Calendar) -> ClockTable:
    """The calendar's tables, made once."""
    return ClockTable(calendar)


def answers(rows: list[Any], calendar: Calendar) -> list[int] | None:
    """The due days as ordinals, or minus the unpublished year; None for the plain way."""
    try:
        accepted = days_of([row["accepted"] for row in rows])
        limits = [row["limit"] for row in rows]
        pauses = [row.get("pauses", ()) for row in rows]
    except (TypeError, KeyError, AttributeError):
        return None
    if accepted is None or set(map(type, limits)) != {int}:
        return None
    if min(limits) < 0 or max(limits) > LARGEST_LIMIT:
        return None
    if sum(map(len, rows)) != 2 * len(rows) + sum("pauses" in row for row in rows):
        return None
    columns = columns_of(pauses)
    return None if columns is None else due_days(table(calendar), accepted, limits, columns)


def due_days(
    clock: ClockTable,
    accepted: NDArray[np.int32],
    limits: list[int],
    pauses: list[tuple[NDArray[np.int32], NDArray[np.int32]]],
) -> list[int]:
    """The due days of one piece; where unknown, minus the first year that is not published."""
    shift = int(clock.origin.astype(np.int64))
    limit = np.array(limits, np.int32)
    start = accepted - shift
    found = clock.dues(start, limit, [(f - shift, e - shift) for f, e in pauses]).astype(np.int32)
    answer = found + shift + EPOCH
    unknown = (found == UNKNOWN) & (limit > 0)
    if unknown.any():
        inside = (start >= 0) & (start < clock.size)
        end = clock.size - 1 + shift
        asked = np.where(inside, end + 1, accepted + 1).astype("datetime64[D]")
        years = asked.astype("datetime64[Y]").astype(np.int32) + 1970
        answer = np.where(unknown, -years, answer)
    found_days: list[int] = answer.tolist()
    return found_days


def columns_of(
    pauses: list[Any],
) -> list[tuple[NDArray[np.int32], NDArray[np.int32]]] | None:
    """The pauses as columns, first and last day; a case with fewer has equal days there."""
    if not set(map(type, pauses)) <= {list, tuple}:
        return None
    pairs = list(chain.from_iterable(pauses))
    if not pairs:
        return []
    if set(map(type, pairs)) != {list} or set(map(len, pairs)) != {2}:
        return None
    days = days_of(list(chain.from_iterable(pairs)))
    counts = np.fromiter(map(len, pauses), np.int32, len(pauses))
    if days is None or counts.max() > MOST_PAUSES:
        return None
    offset = np.cumsum(counts) - counts
    columns = []
    for place in range(int(counts.max())):
        has = counts > place
        first = np.zeros(len(pauses), np.int32)
        last = first.copy()
        at = 2 * (offset[has] + place)
        first[has], last[has] = days[at], days[at + 1]
        columns.append((first, last))
    return columns


def days_of(texts: list[Any]) -> NDArray[np.int32] | None:
    """Days since 1970 of texts such as 2023-09-22; None where one of them is not such a day."""
    try:
        raw = "".join(texts).encode("ascii")
    except (TypeError, UnicodeEncodeError):
        return None
    if set(map(len, texts)) != {10}:
        return None
    letters = np.frombuffer(raw, np.uint8).reshape(-1, 10)
    digits = letters[:, [0, 1, 2, 3, 5, 6, 8, 9]] - ord("0")
    if (letters[:, [4, 7]] != ord("-")).any() or (digits > 9).any():
        return None
    year = digits[:, :4].astype(np.int32) @ TEN
    month = digits[:, 4:6].astype(np.int32) @ TEN[2:]
    day = digits[:, 6:].astype(np.int32) @ TEN[2:]
    months = (year - 1970) * 12 + month - 1
    first = months.astype("datetime64[M]").astype("datetime64[D]").astype(np.int32)
    after = (months + 1).astype("datetime64[M]").astype("datetime64[D]").astype(np.int32)
    real = (year > 0) & (month > 0) & (month < 13) & (day > 0) & (day <= after - first)
    return first + day - 1 if real.all() else None
