"""Writes the demonstration zone's workbooks, as its offices would hand them in."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import asdict, dataclass
from datetime import date
from pathlib import Path
from typing import Any

from zonebook.core.catalog import parse
from zonebook.zones.lanzhou.demo import (
    accounts,
    applications,
    approvals_sheets,
    clusters,
    decisions,
    documents,
    events,
    exercises,
    filings,
    honours,
    innovation,
    investment,
    ladder_sheets,
    office,
    plans,
    policies,
    promotion_sheets,
    registry_sheets,
    requests,
    seals,
    statistics_,
)
from zonebook.zones.lanzhou.demo.registry import Entity
from zonebook.zones.lanzhou.demo.workbook import Workbook, workbook, write_workbook
from zonebook.zones.lanzhou.demo.world import draw

HERE = Path(__file__).resolve().parent
SEED = 20240218
# Reports released before the demonstration's day: bulletin, period, and the day of the release.
RELEASED = (("annual", "2022", date(2023, 2, 20)),)
AWARDED = policies.LISTS
LATER = (
    seals, policies, requests, innovation, filings, events, investment, accounts, clusters, honours,
    office, plans, approvals_sheets,
)  # fmt: skip


@dataclass(frozen=True)
class Ledger:
    """One sheet to import: where it stands, which register it feeds, whose it is."""

    order: int
    workbook: str
    sheet: str
    register: str
    office: str
    title: str


def write(folder: Path, seed: int = SEED) -> list[Ledger]:
    """Write all workbooks, `decisions.yaml` and `manifest.json` into the folder.

    The exercises stand in a folder of their own and in no manifest. The same seed gives the same
    bytes. The ledgers come back in the order of their import.
    """
    folder.mkdir(parents=True, exist_ok=True)
    books, twins = workbooks(seed, calibration())
    for book in books:
        write_workbook(folder / book.name, [sheet for _, sheet in book.sheets])
    places = [(book.name, [sheet for _, sheet in book.sheets]) for book in books]
    decisions.write(folder / "decisions.yaml", places, twins)
    world = draw(seed, calibration())
    applications.write(folder, world)
    policies.write(folder, world)
    exercises.write(folder, world.promotion)
    ledgers = manifest(books)
    listed = json.dumps([asdict(one) for one in ledgers], ensure_ascii=False, indent=1)
    (folder / "manifest.json").write_text(listed + "\n", "utf-8")
    return ledgers


def calibration() -> Any:
    """The totals to which the demonstration is drawn."""
    return parse((HERE / "calibration.yaml").read_text("utf-8"), "calibration.yaml")


def manifest(books: Sequence[Workbook]) -> list[Ledger]:
    """Every sheet in the order of import."""
    sheets = [(book, register, sheet) for book in books for register, sheet in book.sheets]
    return [
        Ledger(order, book.name, sheet.name, register, book.office, sheet.title)
        for order, (book, register, sheet) in enumerate(sheets, start=1)
    ]


def workbooks(seed: int, totals: Any) -> tuple[list[Workbook], list[tuple[str, str, str]]]:
    """Every workbook in the order of import, and the pairs of rows that are one project."""
    world = draw(seed, totals)
    figures = statistics_.sheets(world.dice(0), totals)
    ladder, promotion = world.ladder, world.promotion
    later = [book for module in LATER for book in module.workbooks(world)]
    cited = documents.cited(ladder, figures)
    for register, sheet in [pair for book in later for pair in book.sheets]:
        documents.also(cited, register, sheet)
    books = [
        workbook("文件目录.xlsx", "committee_office", document=documents.sheets(cited)),
        *registration(world.registry.entities),
        workbook("高企台账.xlsx", "science", certificate=ladder_sheets.hnte(ladder)),
        workbook("优质中小企业台账.xlsx", "science", certificate=ladder_sheets.small_and_medium(ladder)),
        workbook("规上企业入库台账.xlsx", "economy", certificate=ladder_sheets.directory(ladder)),
        workbook("经济指标台账.xlsx", "economy", statement=figures),
        workbook("招商线索及在谈项目台账.xlsx", "promotion", project=promotion_sheets.leads(promotion)),
        workbook("签约项目台账（招商一组）.xlsx", "promotion", signing=promotion_sheets.group_one(promotion)),
        workbook("招商二组项目签约情况.xlsx", "promotion", signing=promotion_sheets.group_two(promotion)),
        workbook("重点项目台账.xlsx", "projects", project=promotion_sheets.key_projects(promotion)),
    ]  # fmt: skip
    return [*books, *later], promotion.twins


def registration(entities: list[Entity]) -> list[Workbook]:
    """The registration office's workbooks; each writes its days in another way."""
    sheets = registry_sheets
    older = sheets.enterprises(entities, "企业名册", "企业名册（2020年及以前登记）", 1990, 2020)
    later = sheets.enterprises(
        entities, "企业名册", "企业名册（2021—2022年登记）", 2021, 2022, "dot"
    )
    new = [
        sheets.enterprises(entities, f"{year}年", f"{year}年新设企业台账", year, year, "zh")
        for year in (2023, 2024)
    ]
    shops = [
        sheets.shops(entities, "2022年及以前", "个体工商户名册（2022年及以前）", 1990, 2022),
        sheets.shops(entities, "2023年以来", "个体工商户名册（2023年以来新设）", 2023, 2024),
    ]
    found = (
        ("企业名册（2020年及以前）.xlsx", [older]),
        ("企业名册（2021-2022年）.xlsx", [later]),
        ("新设企业台账（2023年以来）.xlsx", new),
        ("个体工商户名册.xlsx", shops),
    )
    return [workbook(name, "registration", entity=sheets) for name, sheets in found]
