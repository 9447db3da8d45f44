"""A small year: two signings, the accounts with a gap, a target, and three who write and approve."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Any

import pytest

from tests import cast
from zonebook.core.period import Period
from zonebook.records import write
from zonebook.records import zone as zones
from zonebook.records.models import Document, Person, Project, Signing, Statement, Target
from zonebook.records.models.door import opened
from zonebook.systems.bulletin import sources, texts

WAN = 10_000 * 100  # fen
YEAR = Period.year(2023)
MARCH = date(2023, 3, 5)
SMALL = {
    "key": "small",
    "name": {"zh": "小报告", "en": "Small report"},
    "about": {"zh": "试", "en": "A try"},
    "title": {"zh": "{zone}{year}年情况", "en": "{zone} in {year}"},
    "period": "year",
    "addressee": {"zh": "各部门：", "en": "To all:"},
    "signature": {"zh": "{zone}管委会", "en": "Committee of {zone}"},
    "judgements": {
        "up": {
            "words": {"zh": "持续向好", "en": "went well"},
            "carried_by": {"g_retail": {"more_than": 0}},
        },
        "big": {
            "words": {"zh": "成果丰硕", "en": "was rich"},
            "carried_by": {"n_signed": {"at_least": 3}},
        },
        "grew": {
            "words": {"zh": "平稳增长", "en": "grew"},
            "carried_by": {"g_gdp": {"more_than": 0}},
        },
    },
    "sections": [
        {
            "key": "economy",
            "title": {"zh": "一、经济", "en": "1. Economy"},
            "paragraphs": [
                {
                    "zh": "生产总值{gdp}，消费{g_retail:growth}，"
                    "第二产业{g_secondary:growth}，{up:judged}，{grew:judged}。",
                    "en": "GDP {gdp}, retail {g_retail:growth}, "
                    "secondary {g_secondary:growth}, {up:judged}, {grew:judged}.",
                }
            ],
        },
        {
            "key": "promotion",
            "title": {"zh": "二、招商", "en": "2. Promotion"},
            "paragraphs": [
                {
                    "zh": "签约{n_signed}：{n_signed:names}，{amt_signed}，{big:judged}；"
                    "明年{gdp:next_target}，{fai:next_target}。",
                    "en": "Signed {n_signed} ({n_signed:names}), {amt_signed}, {big:judged}; "
                    "next year {gdp:next_target}, {fai:next_target}.",
                }
            ],
        },
    ],
}


def stated(
    indicator: str, digits: int, decimals: int, unit: str = "yi_yuan", **changes: Any
) -> dict[str, Any]:
    """A statement of the statistics office for 2023."""
    return {
        "indicator": indicator,
        "period": "2023",
        "digits": digits,
        "decimals": decimals,
        "unit": unit,
        "vintage": "preliminary",
        "vintage_no": 1,
        "released_on": date(2024, 1, 25),
        "issuer": "市统计局",
    } | changes


def signed(
    project: Project, wan: int, day: date = date(2023, 3, 5), kind: str = "contract"
) -> dict[str, Any]:
    """A signing with its amount in 万元."""
    return {"project": project, "kind": kind, "signed_on": MARCH, "amount_fen": wan * WAN}


@dataclass(frozen=True)
class Year:
    """The people and the rows that tests change."""

    wang: Person
    guo: Person
    li: Person
    projects: tuple[Project, ...]
    signings: tuple[Signing, ...]

    def writing(self, on: date = cast.TODAY) -> Any:
        """A batch of Wang's."""
        return write.batch(by=self.wang, on=on, kind="edit", why="test", register="signing")


@pytest.fixture
def year(book) -> Year:
    """Two contracts of 2023, its accounts without GDP growth, and next year's target."""
    with opened():
        guo = cast.person("guo", "郭主任", cast.office("committee", "管委会办公室", "bulletin"))
    with write.batch(by=book.wang, on=cast.TODAY, kind="edit", why="test") as batch:
        projects = batch.add_many(Project, [{"name": name} for name in ("云祥", "河洲", "陇原")])
        signings = batch.add_many(
            Signing, [signed(projects[0], 620_350), signed(projects[1], 352_620)]
        )
        paper = batch.add(Document, {"title": "目标分解通知"})
        for row in (
            stated("gdp", 3523, 1),
            stated("g_retail", 128, 1, "%"),
            stated("g_secondary", -22, 1, "%"),
        ):
            batch.add(Statement, row)
        target = {"indicator": "gdp", "year": 2024, "digits": 372, "unit": "yi_yuan"}
        batch.add(Target, target | {"office": "经济发展局", "document": paper})
    return Year(book.wang, guo, book.li, tuple(projects), tuple(signings))


def composed(lang: str = "zh", row: dict[str, Any] = SMALL, **asked: Any) -> texts.Report:
    """The small report as the book has it now."""
    found = sources.gather(row, YEAR, **asked)
    return texts.compose(
        row,
        found,
        YEAR,
        zone={"zh": "试验区", "en": "Test Zone"},
        on=cast.TODAY,
        lang=lang,
        sentences=zones.catalog().sentences,
    )


def body(report: texts.Report) -> str:
    """The paragraphs alone."""
    return "\n".join(one.text for one in report.blocks if one.kind == "body")
