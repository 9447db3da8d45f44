"""Every register of the demonstration has something to look at, and its rows fit the other ledgers."""

from __future__ import annotations

from pathlib import Path

from tests.zones.reading import day, rows_of
from zonebook.core.catalog import parse
from zonebook.records import registers
from zonebook.zones.lanzhou import demo

# Registers whose rows come with those of another one.
WITHIN = {
    "membership": "entity",
    "investor_listing": "investor",
    "area_assessment": "applications.yaml",
}
PUBLIC_ONLY = {"ranking", "settlement_centre"}  # real names: no more than public reports say


def test_every_register_is_filled_by_a_sheet() -> None:
    books, _ = demo.workbooks(demo.SEED, demo.calibration())
    rows: dict[str, int] = {}
    for book in books:
        for register, sheet in book.sheets:
            rows[register] = rows.get(register, 0) + len(sheet.rows)
    for key in registers.all_registers():
        if key not in WITHIN and key not in PUBLIC_ONLY:
            assert rows.get(key, 0) >= 5, key


def test_assessments_of_areas_are_played_at_the_window(folder: Path) -> None:
    told = parse((folder / "applications.yaml").read_text("utf-8"), "applications.yaml")
    assert len(told["assessments"]) >= 5


def test_an_open_plan_is_for_a_title_that_is_not_held(folder: Path) -> None:
    held = {row["统一社会信用代码"] for row in rows_of(folder, "高企台账.xlsx")}
    above = {row["统一社会信用代码"] for row in rows_of(folder, "规上企业入库台账.xlsx")}
    titles = {"高新技术企业": held, "规模以上企业": above}
    rows = rows_of(folder, "梯次培育计划台账.xlsx")
    assert {row["培育状态"] for row in rows} == {"培育中", "已达成", "已终止"}
    for row in rows:
        assert row["统一社会信用代码"] not in titles.get(row["培育目标"], set()), row


def test_credit_records_are_repaired_after_they_were_made(folder: Path) -> None:
    rows = rows_of(folder, "申请人信用记录台账.xlsx")
    for row in rows:
        repaired = day(row["修复日期"])
        assert repaired is None or repaired > day(row["认定日期"])  # type: ignore[operator]
    assert any(row["修复日期"] == "" for row in rows)


def test_partners_come_to_agree_before_they_settle(folder: Path) -> None:
    rows = rows_of(folder, "合作单位台账.xlsx")
    known = {row["合作单位"] for row in rows}
    assert {row["合作单位"] for row in rows_of(folder, "创新平台台账.xlsx")} <= known
    for row in rows:
        steps = [day(row[head]) for head in ("对接日期", "签订协议日期", "落户日期")]
        there = [one for one in steps if one]
        assert there == sorted(there)


def test_a_superlative_of_the_zone_itself_is_a_public_one(folder: Path) -> None:
    rows = rows_of(folder, "荣誉和表述台账.xlsx", "表述依据")
    standing = [row for row in rows if row["表述用词"] in ("唯一", "首款") and not row["失效日期"]]
    assert {row["数据性质"] for row in standing} == {"公开报道"}
    own = [
        row
        for row in rows_of(folder, "荣誉和表述台账.xlsx", "荣誉")
        if row["获得单位"] == "兰州高新区"
    ]
    assert {row["数据性质"] for row in own} == {"公开报道"}
