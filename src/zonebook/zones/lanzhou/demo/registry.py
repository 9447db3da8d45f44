"""The register of enterprises and sole traders: who came, under which names, who has gone."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, timedelta
from typing import Any

from zonebook.zones.lanzhou.demo import days
from zonebook.zones.lanzhou.demo.codes import SECTIONS, SHOPS, credit_code
from zonebook.zones.lanzhou.demo.names import Names
from zonebook.zones.lanzhou.demo.numbers import Dice

YEARS = (2021, 2022, 2023, 2024)


@dataclass
class Entity:
    """One enterprise or sole trader as the registers know it on the day of the demonstration."""

    name: str
    brand: str
    kind: str
    credit_code: str
    section: str
    industry: str
    established_on: date
    address: str
    branch: bool = False
    capital_wan: int | None = None
    came: str = "设立"
    from_on: date = date.min
    former_name: str | None = None
    renamed_on: date | None = None
    went: str | None = None
    to_on: date | None = None
    uses: set[str] = field(default_factory=set)  # registers that rely on its staying

    def name_on(self, day: date) -> str:
        """The name it carried that day."""
        if self.former_name and self.renamed_on and day < self.renamed_on:
            return self.former_name
        return self.name


class Registry:
    """All entities; other offices pick theirs here."""

    def __init__(self, dice: Dice, targets: Mapping[str, Any]) -> None:
        self.dice, self.targets, self.names = dice, targets, Names(dice)
        self.entities: list[Entity] = []
        self.story_a()
        self.story_d()
        self.enterprises()
        self.sole_traders()

    def story_a(self) -> None:
        """The company that story A's project was registered as; it is new in 2021."""
        self.add("兰州澄源蛋白技术有限公司", "澄源", "enterprise", "C", "2762", date(2021, 8, 18))
        self.entities[-1].capital_wan = 12_000
        self.entities[-1].uses.add("story")

    def story_d(self) -> None:
        """Three enterprises of one trade that stand at, under and beside a threshold."""
        names = ("陇测智感", "陇测慧观", "陇测远析")
        for name, year in zip(names, (2017, 2016, 2018), strict=True):
            day = date(year, 5, 16)
            self.add(f"兰州{name}科技有限公司", "陇测", "enterprise", "C", "4014", day)
            self.entities[-1].capital_wan = 1_000
            self.entities[-1].uses.add("story")

    def enterprises(self) -> None:
        """Enterprises by year, the moved-in ones among the older."""
        new = self.targets["new_enterprises"]
        for year in YEARS:
            for _ in range(new[year] - (1 if year == 2021 else 0)):
                self.enterprise(days.working_day_of(self.dice, year))
        moved = [year for year in YEARS for _ in range(self.targets["moved_in"][year])]
        older = self.targets["enterprises"] - sum(new.values()) - 3  # story D's stand already
        for index in range(older):
            self.enterprise(days.working_day_of(self.dice, self.old_year()))
            if index < len(moved):
                self.entities[-1].came = "迁入"
                self.entities[-1].from_on = days.working_day_of(self.dice, moved[index])

    def old_year(self) -> int:
        """A year before 2021, more often a late one."""
        return 2020 - min(int(abs(self.dice.bell(0, 6))), 16)

    def enterprise(self, day: date) -> None:
        """One enterprise established that day."""
        dice = self.dice
        section = dice.weighted(list(SECTIONS), [weight for weight, _, _ in SECTIONS.values()])
        branch = dice.chance(0.035)
        brand, name = self.names.enterprise(section, branch)
        industry = dice.one(list(SECTIONS[section][2]))
        self.add(name, brand, "enterprise", section, industry, day)
        entity = self.entities[-1]
        entity.branch = branch
        if not branch:
            entity.capital_wan = dice.one((50, 100, 100, 200, 200, 300, 500, 500, 1000, 2000, 5000))
        if dice.chance(0.03):
            self.rename(entity, section)

    def rename(self, entity: Entity, section: str) -> None:
        """Give it a former name, changed on a working day since 2021."""
        first = max(days.FIRST, entity.established_on + timedelta(90))
        if first >= days.TODAY - timedelta(30) or entity.branch:
            return
        entity.former_name = self.names.enterprise(section, False)[1]
        entity.renamed_on = days.working_day(self.dice, first, days.TODAY)

    def sole_traders(self) -> None:
        """Sole traders by year."""
        new = self.targets["new_sole_traders"]
        for year in YEARS:
            for _ in range(new[year]):
                self.shop(days.working_day_of(self.dice, year))
        for _ in range(self.targets["sole_traders"] - sum(new.values())):
            self.shop(days.working_day_of(self.dice, self.dice.whole(2012, 2020)))

    def shop(self, day: date) -> None:
        """One sole trader registered that day."""
        industry = self.dice.weighted(list(SHOPS), [weight for weight, _, _ in SHOPS.values()])
        brand, name = self.names.shop(industry)
        self.add(name, brand, "sole_trader", "", industry, day)

    def add(self, name: str, brand: str, kind: str, section: str, industry: str, day: date) -> None:
        """Enter one entity with the next credit code."""
        code = credit_code(len(self.entities) + 1, kind)
        self.entities.append(
            Entity(name, brand, kind, code, section, industry, day, self.names.address())
        )
        self.entities[-1].from_on = day

    def pick(self, count: int, use: str, **bounds: Any) -> list[Entity]:
        """Enterprises for another register (see `fitting`); they stay unless it says otherwise."""
        chosen = self.dice.some(self.fitting(use, **bounds), count)
        for entity in chosen:
            entity.uses.add(use)
        return chosen

    def fitting(
        self,
        use: str,
        *,
        sections: str = "",
        since: date = date.min,
        before: date = date.max,
        came: str = "设立",
        free_of: tuple[str, ...] = (),
    ) -> list[Entity]:
        """Enterprises that came into the zone in `[since, before)` and have none of these uses."""
        return [
            entity
            for entity in self.entities
            if entity.kind == "enterprise"
            and not entity.branch
            and not entity.went
            and since <= entity.from_on < before
            and (not sections or entity.section in sections)
            and entity.came == came
            and not entity.uses.intersection((*free_of, use, "story"))
        ]  # fmt: skip

    def leave(self, entity: Entity, how: str, day: date) -> None:
        """It is deregistered (注销), revoked (吊销) or moves out (迁出) that day."""
        entity.went, entity.to_on = how, day
        if entity.renamed_on and entity.renamed_on >= day:
            entity.former_name = entity.renamed_on = None

    def departures(self) -> None:
        """Some of those on whom no other register relies leave, a few in a hundred each year."""
        for entity in self.entities:
            if entity.uses or entity.went:
                continue
            for year, share in zip(YEARS, (0.02, 0.024, 0.027, 0.004), strict=True):
                if self.dice.chance(share):
                    day = days.working_day_of(self.dice, year)
                    if day > entity.from_on + timedelta(30):
                        how = self.dice.weighted(("注销", "吊销", "迁出"), (80, 8, 12))
                        if entity.kind == "sole_trader" and how == "迁出":
                            how = "注销"
                        self.leave(entity, how, day)
                    break
