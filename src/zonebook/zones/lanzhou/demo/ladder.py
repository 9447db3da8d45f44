"""The science bureau's ledgers: who holds which qualification, since when, until when."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from zonebook.zones.lanzhou.demo import days
from zonebook.zones.lanzhou.demo.numbers import Dice
from zonebook.zones.lanzhou.demo.registry import Entity, Registry

HNTE, SRDI, GIANT, INNOVATIVE, ABOVE = (
    "高新技术企业",
    "专精特新中小企业",
    "专精特新“小巨人”企业",
    "创新型中小企业",
    "规模以上企业",
)
NEW, AGAIN, TRANSFER = "新认定", "重新认定", "异地迁入"
TECHNICAL = "CIM"


@dataclass
class Certificate:
    """One certificate as the ledger shows it; `ends_on` is the first day it no longer holds."""

    entity: Entity
    qualification: str
    number: str
    kind: str
    batch: str
    granted_on: date
    ends_on: date | None
    doc_no: str

    @property
    def last_day(self) -> date | None:
        """The last day on which it holds, as ledgers write it."""
        return self.ends_on - timedelta(1) if self.ends_on else None


@dataclass(frozen=True)
class Withdrawal:
    """A qualification taken away before its time."""

    certificate: Certificate
    occurred_on: date
    doc_no: str


class Ladder:
    """All certificates and withdrawals of the zone's enterprises."""

    def __init__(self, dice: Dice, registry: Registry, targets: Mapping[str, Any]) -> None:
        self.dice, self.registry, self.targets = dice, registry, targets
        self.certificates: list[Certificate] = []
        self.withdrawals: list[Withdrawal] = []
        self.serials: dict[tuple[str, int, str], int] = {}
        self.high_tech()
        self.small_and_medium()
        self.above_scale()
        self.grown_holders()
        self.certificates.sort(key=lambda one: (one.granted_on, one.number))

    def number(self, prefix: str, year: int, area: str) -> str:
        """The next certificate number of a year, as `GR202362000123`."""
        key = (prefix, year, area)
        self.serials[key] = self.serials.get(key, 100) + self.dice.whole(1, 9)
        return f"{prefix}{year}{area}{self.serials[key]:06d}"

    # ---- 高新技术企业 -------------------------------------------------------------------------

    def high_tech(self) -> None:
        """Cohorts since 2018, lapses, second recognitions and losses that give the closing stock.

        Closing = opening + new − lapsed − revoked − moved out − deregistered; whoever is
        recognised again is without a gap and counts neither as new nor as lapsed.
        """
        plan = self.targets["hnte"]
        cohorts, again = plan["cohorts"], plan["again"]
        first = {year: self.first_certificates(year, cohorts[year]) for year in (2018, 2019, 2020)}
        second = {year: self.recognise_again(first[year - 3], again[year]) for year in (2021, 2022)}
        moved = self.transfers(2022, plan["moved_in_2022"])
        late = self.first_certificates(2021, cohorts[2021]) + second[2021]
        late += self.first_certificates(2022, cohorts[2022] - len(moved)) + moved + second[2022]
        new = plan["new_2023"] - plan["moved_in_2023"]
        self.first_certificates(2023, new)
        self.transfers(2023, plan["moved_in_2023"])
        self.recognise_again(first[2020], self.kept_of_2020(len(first[2020]), len(late)))
        self.losses(late, plan)
        self.early_2024(late)

    def kept_of_2020(self, due: int, late: int) -> int:
        """How many of 2020's are recognised again, from the closing stock."""
        plan = self.targets["hnte"]
        lost = sum(plan[key] for key in ("revoked_2023", "moved_out_2023", "deregistered_2023"))
        kept: int = plan["stock_2023"] - plan["new_2023"] - (late - lost)
        if not 0 <= kept <= due or due - kept != plan["lapsed_2023"]:
            raise ValueError(
                f"calibration: {kept} of {due} recognised again does not lapse as said"
            )
        return kept

    def first_certificates(self, year: int, count: int) -> list[Certificate]:
        """First recognitions of a year, announced in the last quarter."""
        before = date(year - 1, 1, 1)
        chosen = self.registry.pick(count, "hnte", sections=TECHNICAL, before=before)
        return [self.grant(entity, NEW, self.batch_day(year)) for entity in chosen]

    def batch_day(self, year: int) -> tuple[date, str]:
        """One of the year's three batches."""
        month, day, batch = self.dice.one(
            ((10, 16, "第一批"), (11, 14, "第二批"), (12, 8, "第三批"))
        )
        return days.on_or_after(date(year, month, day)), f"{year}年{batch}"

    def grant(
        self, entity: Entity, kind: str, when: tuple[date, str], area: str = "62"
    ) -> Certificate:
        """Enter a certificate that holds for three years."""
        granted, batch = when
        certificate = Certificate(
            entity, HNTE, self.number("GR", granted.year, area), kind, batch, granted,
            days.years_later(granted, 3), f"模拟高企〔{granted.year}〕{'一二三'.find(batch[-2]) + 1}号",
        )  # fmt: skip
        self.certificates.append(certificate)
        return certificate

    def recognise_again(self, old: list[Certificate], count: int) -> list[Certificate]:
        """Second certificates, given before the first ones run out."""
        renewed = []
        for one in self.dice.some(old, count):
            year = one.granted_on.year + 3
            month, day, batch = (10, 16, "第一批")
            granted = days.on_or_after(date(year, month, day))
            if one.ends_on and granted > one.ends_on:  # the calendar moved it a day or two
                granted = one.ends_on
            renewed.append(self.grant(one.entity, AGAIN, (granted, f"{year}年{batch}")))
        return renewed

    def transfers(self, year: int, count: int) -> list[Certificate]:
        """Holders that came from elsewhere this year; the certificate is older."""
        since, before = date(year, 1, 1), date(year + 1, 1, 1)
        chosen = self.registry.pick(
            count, "hnte", since=since, before=before, came="迁入", sections=TECHNICAL
        )
        return [
            self.grant(
                entity, TRANSFER, self.batch_day(year - 1), self.dice.one(("61", "63", "64"))
            )
            for entity in chosen
        ]

    def losses(self, holders: list[Certificate], plan: Mapping[str, Any]) -> None:
        """Those that lose the certificate, move out or close in 2023."""
        counts = [plan["revoked_2023"], plan["moved_out_2023"], plan["deregistered_2023"]]
        chosen = self.dice.some(holders, sum(counts))
        for index, certificate in enumerate(chosen):
            day = days.working_day(self.dice, date(2023, 3, 1), date(2023, 11, 30))
            if index < counts[0]:
                number = f"模拟高企撤〔2023〕{index + 1}号"
                self.withdrawals.append(Withdrawal(certificate, day, number))
            elif index < counts[0] + counts[1]:
                self.registry.leave(certificate.entity, "迁出", day)
            else:
                self.registry.leave(certificate.entity, "注销", day)

    def early_2024(self, holders: list[Certificate]) -> None:
        """One moves out and one is revoked after the year's end: it changes today's stock only."""
        lost = {id(one.certificate) for one in self.withdrawals}
        left = [one for one in holders if not one.entity.went and id(one) not in lost]
        out, revoked = self.dice.some(left, 2)
        self.registry.leave(out.entity, "迁出", date(2024, 1, 17))
        self.withdrawals.append(Withdrawal(revoked, date(2024, 1, 25), "模拟高企撤〔2024〕1号"))

    # ---- 中小企业梯度 -------------------------------------------------------------------------

    def small_and_medium(self) -> None:
        """Innovative, specialised and little giants; each specialised one is innovative as well."""
        plan = self.targets
        older = self.sme_holders(plan["innovative_sme"]["new_2022"], before=date(2019, 1, 1))
        story = self.registry.entities[0]  # story A: innovative by equity raised, no 高企
        newer = self.sme_holders(plan["innovative_sme"]["new_2023"] - 1, before=date(2021, 1, 1))
        for entity in older:
            self.give(entity, INNOVATIVE, "CX", date(2022, 11, 25), "2022年第一批")
        for entity in [story, *newer]:
            self.give(entity, INNOVATIVE, "CX", *self.half_year_batch())
        closing, new = plan["srdi_sme"]["stock_2023"], plan["srdi_sme"]["new_2023"]
        earlier = self.dice.some(older, closing - new)
        for index, entity in enumerate(earlier):
            granted = date(2021, 9, 15) if index % 3 else date(2022, 12, 6)
            self.give(entity, SRDI, "ZJTX", granted, f"{granted.year}年度")
            if index < plan["little_giant"]:
                self.give(entity, GIANT, "XJR", date(2022, 9, 8), "第四批")
        rest = [entity for entity in older + newer if entity not in earlier]
        for entity in self.dice.some(rest, new):
            self.innovative_first(entity)
            self.give(entity, SRDI, "ZJTX", date(2023, 10, 27), "2023年度")

    def innovative_first(self, entity: Entity) -> None:
        """Whoever became 专精特新 in October was 创新型 by then: of the first batch of the year."""
        for one in self.of(INNOVATIVE):
            if one.entity is entity and one.granted_on.year == 2023:
                one.granted_on, one.batch = date(2023, 5, 19), "2023年第一批"
                one.ends_on, one.doc_no = date(2026, 5, 19), "模拟工信〔2023〕5号"

    def sme_holders(self, count: int, before: date) -> list[Entity]:
        """Technical enterprises for the lower steps of the ladder."""
        return self.registry.pick(count, "sme", sections=TECHNICAL, before=before)

    def half_year_batch(self) -> tuple[date, str]:
        """One of the two batches of 2023."""
        if self.dice.chance(0.45):
            return date(2023, 5, 19), "2023年第一批"
        return date(2023, 11, 3), "2023年第二批"

    def give(self, entity: Entity, what: str, prefix: str, granted: date, batch: str) -> None:
        """Enter a certificate of the lower steps, three years long."""
        number = self.number(prefix, granted.year, "62")
        doc_no = f"模拟工信〔{granted.year}〕{granted.month}号"
        ends = days.years_later(granted, 3)
        self.certificates.append(
            Certificate(entity, what, number, NEW, batch, granted, ends, doc_no)
        )

    def above_scale(self) -> None:
        """Units of the statistical directory, by the month of entry; grown holders stand among them."""
        plan = self.targets["above_scale"]
        for year, count in ((2019, plan["before"]), (2021, plan["new_2021"]),
                            (2022, plan["new_2022"]), (2023, plan["new_2023"])):  # fmt: skip
            chosen = self.registry.pick(
                count, "above", sections="CEFIHKM", before=date(year - 1, 1, 1),
                free_of=("sme",),
            )  # fmt: skip
            for entity in chosen:
                month = self.dice.one((1, 3, 4, 6, 7, 9, 11))
                granted = date(year if year > 2019 else self.dice.whole(2012, 2019), month, 1)
                granted = max(granted, days.years_later(entity.from_on, 1).replace(day=1))
                granted = min(granted, date(year, 12, 1))
                number = self.number("NT", granted.year, "62")
                self.certificates.append(
                    Certificate(entity, ABOVE, number, NEW, f"{granted.year}年", granted, None,
                                f"模拟统〔{granted.year}〕{granted.month}号")
                )  # fmt: skip

    def grown_holders(self) -> None:
        """Give some old entries to holders of the ladder that grew: the giants and other old hands.

        Done last and without dice, so that nothing else of the zone is drawn anew.
        """
        entries = [one for one in self.of(ABOVE) if one.granted_on.year <= 2019]
        taken = {one.entity.credit_code for one in self.of(ABOVE)}
        for story in self.registry.entities[1:4]:  # story D sells for 40 million yuan a year
            entries[-1].entity = story
            entries.pop().granted_on = date(2019, 12, 1)
        for what, count in ((GIANT, 3), (SRDI, 12), (HNTE, 88)):
            for one in self.of(what):
                entity = one.entity
                old_enough = entity.from_on < date(2018, 1, 1) and not entity.went
                if count and old_enough and entity.credit_code not in taken:
                    entry = entries.pop()
                    entry.entity = entity
                    first = days.years_later(entity.from_on, 1).replace(day=1)
                    entry.granted_on = min(max(entry.granted_on, first), date(2019, 12, 1))
                    taken.add(entity.credit_code)
                    count -= 1

    def withdrawal(self, certificate: Certificate) -> Withdrawal | None:
        """What took this certificate away before its time."""
        return next((one for one in self.withdrawals if one.certificate is certificate), None)

    def of(self, *qualifications: str) -> list[Certificate]:
        """The certificates of these qualifications."""
        return [one for one in self.certificates if one.qualification in qualifications]
