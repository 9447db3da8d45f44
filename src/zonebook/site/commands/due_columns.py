"""The fast way of `zonebook due --cases`: lines of the same shape go through the columns at once.

The shape of a line is the line with every digit turned into a 1. A file of a million cases has a
few dozen shapes, since only digits differ. Each shape is read once with the plain reader, which
also says where its days and its limit stand; the digits of all its lines are then read in numpy.
Whatever is not in order there (no such day, a limit with a leading zero) goes the plain way.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache

import numpy as np
from numpy.typing import NDArray

from zonebook.core.workdays import Calendar
from zonebook.engines.columns.clock import UNKNOWN, ClockTable
from zonebook.site.commands.due_cases import Batch, Case, case_of

ONES = bytes.maketrans(b"0123456789", b"1" * 10)
ACCEPTED = re.compile(rb'"accepted"\s*:\s*"(1111-11-11)"')
LIMIT = re.compile(rb'"limit"\s*:\s*(1{1,6})\s*[,}]')
DAY = re.compile(rb'"(1111-11-11)"')
MOST_SHAPES = 200
MOST_PAUSES = 6
WEIGHTS = np.array([100_000, 10_000, 1000, 100, 10, 1], np.int32)
EPOCH = 719_163  # date.toordinal of 1970-01-01
Numbers = NDArray[np.int32]


@dataclass(frozen=True)
class Shape:
    """Where the day of acceptance, the limit and the days of the pauses stand in a line."""

    accepted: int
    limit: tuple[int, int]
    pauses: tuple[int, ...]


@cache
def table(calendar: Calendar) -> ClockTable:
    """The calendar's tables, made once."""
    return ClockTable(calendar)


def answers(piece: bytes, first_line: int, batch: Batch) -> list[int]:
    """The answer of every line of a piece that is in order and not blank."""
    lines, shapes = piece.split(b"\n"), piece.translate(ONES).split(b"\n")
    known: dict[bytes, int] = {shape: place for place, shape in enumerate(set(shapes))}
    which = np.fromiter(map(known.__getitem__, shapes), np.int32, len(shapes))
    result: list[int | None] = [None] * len(lines)
    if len(known) > MOST_SHAPES:
        known = {}
    left = np.ones(len(lines), bool)
    for text, place in known.items():
        case = case_of(text)
        shape = shape_of(text, case) if isinstance(case, Case) else None
        if shape is not None:
            rows = np.flatnonzero(which == place)
            written = case_of(lines[int(rows[0])])  # its names as they are, digits and all
            if isinstance(written, Case):
                batch.note_unread(written, first_line + int(rows[0]))
            wide = np.frombuffer(b"".join([lines[row] for row in rows]), np.uint8)
            codes, real = due_days(wide.reshape(len(rows), -1), shape, table(batch.calendar))
            left[rows[real]] = False
            for row, code in zip(rows[real].tolist(), codes[real].tolist(), strict=True):
                result[row] = code
    for row in np.flatnonzero(left).tolist():
        if lines[row].strip():
            result[row] = batch.one(lines[row], first_line + row)
    return [code for code in result if code is not None]


def shape_of(text: bytes, case: Case) -> Shape | None:
    """Where the fields of a line stand; None where they cannot be told apart for certain."""
    accepted, limit = list(ACCEPTED.finditer(text)), list(LIMIT.finditer(text))
    if len(accepted) != 1 or len(limit) != 1 or b"\\" in text or len(case.pauses) > MOST_PAUSES:
        return None
    days = [day.start(1) for day in DAY.finditer(text)]
    if len(days) != 1 + 2 * len(case.pauses):
        return None
    days.remove(accepted[0].start(1))
    return Shape(accepted[0].start(1), limit[0].span(1), tuple(days))


def due_days(
    letters: NDArray[np.uint8], shape: Shape, clock: ClockTable
) -> tuple[Numbers, NDArray[np.bool_]]:
    """Answers of lines of one shape, and which of them are sound."""
    shift = int(clock.origin.astype(np.int64))
    accepted, real = days_at(letters, shape.accepted)
    start = accepted - shift
    first, end = shape.limit
    digits = letters[:, first:end].astype(np.int32) - ord("0")
    limit = digits @ WEIGHTS[first - end :]
    if end - first > 1:
        real &= digits[:, 0] > 0
    days = []
    for place in shape.pauses:
        day, sound = days_at(letters, place)
        days.append(day - shift)
        real &= sound
    pauses = list(zip(days[::2], days[1::2], strict=True))
    found = clock.dues(start, limit, pauses).astype(np.int32)
    return coded(found, start, limit, clock), real


def coded(found: Numbers, start: Numbers, limit: Numbers, clock: ClockTable) -> Numbers:
    """Due days as ordinals; where unknown, minus the first year that is not published."""
    shift = int(clock.origin.astype(np.int64))
    answer = found + np.int32(shift + EPOCH)
    unknown = (found == UNKNOWN) & (limit > 0)
    if unknown.any():
        inside = (start >= 0) & (start < clock.size)
        asked = np.where(inside, clock.size, start + 1) + shift
        years = asked.astype("datetime64[D]").astype("datetime64[Y]").astype(np.int32) + 1970
        answer = np.where(unknown, -np.minimum(years, 9999), answer)
    return answer


def days_at(letters: NDArray[np.uint8], place: int) -> tuple[Numbers, NDArray[np.bool_]]:
    """The days that begin at a column, as days since 1970, and which of them are real days."""
    digits = letters[:, place : place + 10].astype(np.int32) - ord("0")
    year = digits[:, :4] @ WEIGHTS[2:]
    month = digits[:, 5:7] @ WEIGHTS[4:]
    day = digits[:, 8:] @ WEIGHTS[4:]
    months = (year - 1970) * 12 + month - 1
    first = months.astype("datetime64[M]").astype("datetime64[D]").astype(np.int32)
    after = (months + 1).astype("datetime64[M]").astype("datetime64[D]").astype(np.int32)
    real = (year > 0) & (month > 0) & (month < 13) & (day > 0) & (day <= after - first)
    return first + day - 1, real
