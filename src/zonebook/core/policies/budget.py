"""A budget used in its order: who is paid how much, and who waits until there is money again."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction

from zonebook.core.policies.policy import Budget


@dataclass(frozen=True)
class Claim:
    """What somebody is owed, in fen; `rank` decides among claims, the lowest first."""

    key: str
    fen: int
    rank: tuple[int | str, ...]


@dataclass(frozen=True)
class Part:
    """What a claim gets now, in fen; what it still waits for."""

    claim: Claim
    paid: int

    @property
    def waits(self) -> int:
        """What is not paid now."""
        return self.claim.fen - self.paid


def use(claims: Sequence[Claim], left: int | None, share: str) -> list[Part]:
    """Pay claims from what is left, in order or all in proportion; None is money without end.

    In order: the one at whom the money ends gets what is left, and nobody is paid past them.
    In proportion: whole fen, the rest of a fen to those with the largest part of one, in order.
    """
    rows = sorted(claims, key=lambda one: (one.rank, one.key))
    owed = sum(one.fen for one in rows)
    if left is None or owed <= left:
        return [Part(one, one.fen) for one in rows]
    left = max(0, left)
    return in_order(rows, left) if share == "in_order" else pro_rata(rows, left, owed)


def in_order(rows: Sequence[Claim], left: int) -> list[Part]:
    """First come, first paid."""
    found = []
    for one in rows:
        paid = min(one.fen, left)
        left -= paid
        found.append(Part(one, paid))
    return found


def pro_rata(rows: Sequence[Claim], left: int, owed: int) -> list[Part]:
    """Everyone the same share."""
    exact = [Fraction(one.fen * left, owed) for one in rows]
    paid = [one.__floor__() for one in exact]
    by_rest = sorted(range(len(rows)), key=lambda at: (paid[at] - exact[at], at))
    for at in by_rest[: left - sum(paid)]:
        paid[at] += 1
    return [Part(one, fen) for one, fen in zip(rows, paid, strict=True)]


def left_of(budget: Budget | None, spent: int) -> int | None:
    """What is left of a budget after what was paid, net of returns; None without a budget."""
    return None if budget is None else budget.fen - spent
