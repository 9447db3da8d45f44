"""The account of one rung of the ladder, name by name.

Closing stock = opening + new + moved in − expired − revoked − moved out − closed. An enterprise
holds the rung on a day if it is in the zone, not closed, and one of its certificates holds.
Spans are half-open: `until` is the first day that no longer counts, None that it goes on.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date, timedelta
from typing import Literal

Move = Literal["new", "moved_in", "expired", "revoked", "moved_out", "closed"]
COMES: tuple[Move, ...] = ("new", "moved_in")
GOES: tuple[Move, ...] = ("expired", "revoked", "moved_out", "closed")


@dataclass(frozen=True)
class Title:
    """One certificate: from when to when it holds; `taken` the day it was revoked before its end."""

    since: date
    until: date | None = None
    taken: date | None = None

    def holds(self, on: date) -> bool:
        """Whether it holds on a day."""
        ends = [one for one in (self.until, self.taken) if one is not None]
        return self.since <= on and all(on < one for one in ends)


@dataclass(frozen=True)
class Stay:
    """A time in the zone: `went` says how it ended."""

    since: date
    until: date | None = None
    went: str = ""


@dataclass
class Holder:
    """One enterprise with its certificates of the rung and its times in the zone."""

    key: int
    titles: list[Title] = field(default_factory=list)
    stays: list[Stay] = field(default_factory=list)
    closed_on: date | None = None

    def in_zone(self, on: date) -> bool:
        """Whether it is in the zone and not closed on a day."""
        if self.closed_on is not None and self.closed_on <= on:
            return False
        return any(one.since <= on and (one.until is None or on < one.until) for one in self.stays)

    def certified(self, on: date) -> bool:
        """Whether one of its certificates holds on a day, wherever it is."""
        return any(one.holds(on) for one in self.titles)

    def holds(self, on: date) -> bool:
        """Whether it counts in the rung on a day."""
        return self.certified(on) and self.in_zone(on)

    def turns(self, first: date, last: date) -> list[date]:
        """The days of the span on which it may begin or cease to count."""
        days = {self.closed_on}
        for title in self.titles:
            days |= {title.since, title.until, title.taken}
        for stay in self.stays:
            days |= {stay.since, stay.until}
        return sorted(day for day in days if day is not None and first <= day <= last)


@dataclass(frozen=True)
class Account:
    """Who was there, who came, who went, who is there; every name in its place."""

    first: date
    last: date
    opening: frozenset[int]
    moves: Mapping[Move, tuple[tuple[int, date], ...]]
    closing: frozenset[int]

    def count(self, move: Move) -> int:
        """How many moves of a kind there were."""
        return len(self.moves[move])

    @property
    def difference(self) -> int:
        """Closing less what the moves lead to: 0 where the account agrees."""
        led = len(self.opening) + sum(map(self.count, COMES)) - sum(map(self.count, GOES))
        return len(self.closing) - led


def account(holders: Iterable[Holder], first: date, last: date) -> Account:
    """The account from the first day of a span to the end of its last."""
    before = first - timedelta(1)
    opening, closing = set(), set()
    moves: dict[Move, list[tuple[int, date]]] = {one: [] for one in (*COMES, *GOES)}
    for holder in holders:
        if holder.holds(before):
            opening.add(holder.key)
        if holder.holds(last):
            closing.add(holder.key)
        for day in holder.turns(first, last):
            was, now = holder.holds(day - timedelta(1)), holder.holds(day)
            if was != now:
                moves[arrival(holder, day) if now else departure(holder, day)].append(
                    (holder.key, day)
                )
    found = {move: tuple(rows) for move, rows in moves.items()}
    return Account(first, last, frozenset(opening), found, frozenset(closing))


def arrival(holder: Holder, day: date) -> Move:
    """How it came: with a certificate from elsewhere, or by a new one."""
    came_today = not holder.in_zone(day - timedelta(1))
    older = any(one.since < day and one.holds(day) for one in holder.titles)
    return "moved_in" if came_today and older else "new"


def departure(holder: Holder, day: date) -> Move:
    """Why it no longer counts; what happened to the enterprise comes before its certificate's end."""
    if holder.closed_on == day:
        return "closed"
    for stay in holder.stays:
        if stay.until == day:
            return "moved_out" if stay.went in ("moved_out", "") else "closed"
    return "revoked" if any(one.taken == day for one in holder.titles) else "expired"
