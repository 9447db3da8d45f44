"""The state of the book as one value: what was reckoned from its records holds until it changes.

One value for all tables, on purpose: a figure reaches through several (an investor's projects and
their signings), and what it reads is known to the engines alone. A state for each table would have
to name them all, and one that is forgotten would show an old number without a word; the whole
costs one slower page after each writing. On what a report rests is kept elsewhere and by row: in
the release.
"""

from __future__ import annotations

from collections.abc import Callable, Hashable
from functools import wraps
from typing import Any, TypeAlias, TypeVar

from django.conf import settings
from django.db import connection

Stamp: TypeAlias = tuple[Any, ...]
T = TypeVar("T")
ANSWERS = 512  # of one reading
# Each writing of records is a batch of its own. Its count tells of one that began before the last
# and came to its end after it; its moment, of another book in the place of this one.
LAST = (
    'SELECT "id", "recorded_at", (SELECT COUNT(*) FROM "batch") FROM "batch"'
    ' ORDER BY "id" DESC LIMIT 1'
)


def stamp() -> Stamp | None:
    """What every writing of records changes; None inside one, which nobody else sees yet."""
    if connection.in_atomic_block:
        return None
    with connection.cursor() as cursor:
        cursor.execute(LAST)
        return str(settings.HOME), *(cursor.fetchone() or ())


def until_written(reading: Callable[..., T]) -> Callable[..., T]:
    """Remembers what a reading of records alone answers, until the book changes."""
    last: tuple[Stamp, dict[tuple[Hashable, ...], T]] = ((), {})

    @wraps(reading)
    def read(*asked: Hashable) -> T:
        nonlocal last
        state = stamp()
        if state is None:
            return reading(*asked)
        held, answers = last
        if held != state or len(answers) >= ANSWERS:
            answers = {}
            last = state, answers
        if asked not in answers:
            answers[asked] = reading(*asked)
        return answers[asked]

    return read
