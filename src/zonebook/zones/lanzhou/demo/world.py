"""What all offices of the demonstration share: the enterprises, their certificates, the projects."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any

from zonebook.zones.lanzhou.demo.ladder import HNTE, Ladder
from zonebook.zones.lanzhou.demo.numbers import Dice
from zonebook.zones.lanzhou.demo.promotion import Project, Promotion
from zonebook.zones.lanzhou.demo.registry import Entity, Registry


@dataclass(frozen=True)
class World:
    """One drawn zone; every office draws from dice of its own, so that none disturbs another."""

    seed: int
    calibration: Any
    registry: Registry
    ladder: Ladder
    promotion: Promotion

    def dice(self, office: int) -> Dice:
        """The dice of one office."""
        return Dice(self.seed * 1_000 + office)

    def stated(self, indicator: str, year: int) -> Decimal:
        """The preliminary value that the statistics office states for a year."""
        for release in self.calibration["statements"]:
            if release["period"] == f"{year}年" and release["stage"] == "初步核算":
                for name, value, *_ in release["rows"]:
                    if name == indicator:
                        return Decimal(str(value))
        raise KeyError(indicator)

    def growth(self, indicator: str) -> Decimal:
        """The growth of 2023 at constant prices that is stated."""
        for name, _, _, growth in self.calibration["statements"][0]["rows"]:
            if name == indicator:
                return Decimal(str(growth))
        raise KeyError(indicator)

    def high_tech(self, day: date) -> list[Entity]:
        """Enterprises in the zone with a high-tech certificate that day."""
        return [
            one.entity
            for one in self.ladder.of(HNTE)
            if one.granted_on <= day < (one.ends_on or date.max) and present(one.entity, day)
        ]

    def started(self, day: date) -> list[Project]:
        """Projects on which work has begun by that day."""
        return [one for one in self.promotion.projects if one.steps.get("started", date.max) <= day]


def present(entity: Entity, day: date) -> bool:
    """Whether it is in the zone that day."""
    return entity.from_on <= day and (entity.to_on is None or entity.to_on > day)


def draw(seed: int, calibration: Any) -> World:
    """Draw the zone of this seed."""
    dice = Dice(seed)
    registry = Registry(dice, calibration["registration"])
    ladder = Ladder(dice, registry, calibration["ladder"])
    promotion = Promotion(dice, registry, calibration["promotion"])
    registry.departures()
    return World(seed, calibration, registry, ladder, promotion)
