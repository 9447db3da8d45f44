"""Chance and exact splits for the demonstration, from `random.random()` alone.

Only that one method has a stream which Python promises to keep between versions.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from decimal import Decimal
from random import Random
from typing import TypeVar

Item = TypeVar("Item")


class Dice:
    """A seeded source of choices."""

    def __init__(self, seed: int) -> None:
        self.roll = Random(seed).random

    def chance(self, share: float) -> bool:
        """True in this share of the rolls."""
        return self.roll() < share

    def whole(self, low: int, high: int) -> int:
        """A whole number from low to high, both included."""
        return low + int(self.roll() * (high - low + 1))

    def one(self, items: Sequence[Item]) -> Item:
        """One of the items."""
        return items[int(self.roll() * len(items))]

    def weighted(self, items: Sequence[Item], weights: Sequence[float]) -> Item:
        """One of the items, by weight."""
        left = self.roll() * sum(weights)
        for item, weight in zip(items, weights, strict=True):
            left -= weight
            if left < 0:
                return item
        return items[-1]

    def shuffled(self, items: Sequence[Item]) -> list[Item]:
        """The items in another order (Fisher and Yates)."""
        row = list(items)
        for last in range(len(row) - 1, 0, -1):
            other = int(self.roll() * (last + 1))
            row[last], row[other] = row[other], row[last]
        return row

    def some(self, items: Sequence[Item], count: int) -> list[Item]:
        """That many different items; a ValueError where there are not so many."""
        if count > len(items):
            raise ValueError(f"{count} wanted of {len(items)}")
        return self.shuffled(items)[:count]

    def bell(self, middle: float, spread: float) -> float:
        """A normally distributed number (Box and Muller)."""
        radius = math.sqrt(-2 * math.log(1 - self.roll()))
        return middle + spread * radius * math.cos(2 * math.pi * self.roll())

    def within(self, published: Decimal | int, factor: int) -> int:
        """A whole number of small units that prints as published (half-up at its decimals).

        `factor` is how many small units make one published unit: 352.3 亿元 in 万元 is 10000.
        """
        published = Decimal(published)
        exponent = published.as_tuple().exponent
        half = Decimal(1).scaleb(int(exponent)) / 2
        low = math.ceil((published - half) * factor)
        high = math.ceil((published + half) * factor) - 1
        return self.whole(low, high)

    def split(self, total: int, parts: int, spread: float = 1.0, floor: int = 1) -> list[int]:
        """Whole numbers, none below floor, that sum to the total exactly, unequal as in life."""
        return share_out(total, [math.exp(self.bell(0, spread)) for _ in range(parts)], floor)

    def split_below(
        self, total: int, parts: int, spread: float, floor: int, limit: int
    ) -> list[int]:
        """A split in which every part stays under the limit."""
        for _ in range(1000):
            found = self.split(total, parts, spread, floor)
            if max(found) < limit:
                return found
        raise ValueError(f"no split of {total} into {parts} below {limit}")


def share_out(total: int, weights: Sequence[float], floor: int = 0) -> list[int]:
    """Whole numbers, none below floor, that sum to the total and follow the weights.

    The largest remainders are rounded up; a ValueError where the floors exceed the total.
    """
    room, heavy = total - floor * len(weights), sum(weights)
    if room < 0:
        raise ValueError(f"{total} cannot be split into {len(weights)} parts of {floor}")
    wanted = [room * weight / heavy for weight in weights]
    found = [int(one) for one in wanted]
    order = sorted(range(len(weights)), key=lambda index: found[index] - wanted[index])
    for index in order[: room - sum(found)]:
        found[index] += 1
    return [floor + one for one in found]
