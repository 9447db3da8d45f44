"""The statistics office's ledger of indicators: what was stated, when, at which stage."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from decimal import ROUND_HALF_UP, Decimal
from typing import Any

from zonebook.zones.lanzhou.demo.numbers import Dice
from zonebook.zones.lanzhou.demo.workbook import REPORTED, SIMULATED, Column, Sheet

COLUMNS = (
    Column("序号", "number", width=6),
    Column("指标", width=24),
    Column("期间", width=16),
    Column("数值", "number"),
    Column("单位", width=8),
    Column("同比增长（%）", "number"),
    Column("核算阶段", width=10),
    Column("发布日期", "zh", width=14),
    Column("发布单位", width=14),
    Column("文号", width=20),
    Column("备注", width=34),
    Column("数据性质", width=10),
)
ISSUER = "统计部门（模拟）"
QUARTERS = ("一季度", "上半年", "前三季度")
UNSTATED = "公开报道未载明发布日，按不晚于登记"


def number(value: Any) -> float | int | None:
    """A decimal as a cell holds it; the digits written stay the same."""
    if value is None:
        return None
    return float(value) if isinstance(value, Decimal) else int(value)


def year_rows(statements: Sequence[Mapping[str, Any]]) -> list[tuple[Any, ...]]:
    """One row for each indicator of each release."""
    found: list[tuple[Any, ...]] = []
    for release in statements:
        for name, value, unit, growth in release["rows"]:
            found.append((
                len(found) + 1, name, release["period"], number(value), unit, number(growth),
                release["stage"], release["released"], release["issuer"],
                "" if release["published"] else doc_no(release["released"]),
                UNSTATED if release["published"] else "",
                REPORTED if release["published"] else SIMULATED,
            ))  # fmt: skip
    return found


def doc_no(released: date) -> str:
    """The number of the office's letter."""
    return f"模拟统函〔{released.year}〕{released.month}号"


def quarter_rows(
    dice: Dice, statements: Sequence[Mapping[str, Any]], shares: Sequence[Decimal]
) -> list[tuple[Any, ...]]:
    """Cumulative GDP of the first three quarters; the whole year stands in the other sheet."""
    found: list[tuple[Any, ...]] = []
    for release in sorted(statements, key=lambda one: one["released"]):
        year = int(release["period"][:4])
        if release["stage"] != "初步核算":
            continue
        total = Decimal(str(release["rows"][0][1]))
        for quarter, share in enumerate(shares, start=1):
            drift = Decimal(dice.whole(-6, 6)) / 10
            value = (total * (share + drift) / 100).quantize(Decimal("0.1"), ROUND_HALF_UP)
            released = date(year, quarter * 3 + 1, 20)
            period = f"{year}年{QUARTERS[quarter - 1]}"
            found.append((
                len(found) + 1, release["rows"][0][0], period, number(value), "亿元", None,
                "初步核算", released, ISSUER, doc_no(released), "累计数", SIMULATED,
            ))  # fmt: skip
    return found


def sheets(dice: Dice, calibration: Mapping[str, Any]) -> list[Sheet]:
    """The two sheets of the ledger."""
    statements = calibration["statements"]
    shares = calibration["quarters"]["shares"]
    above = ("填报单位：经济发展局（统计）", "单位：见表内")
    notes = (
        "注：1.增长速度按不变价格计算，由统计部门核定，不以现价数据推算；社会消费品零售总额增速为名义增速。",
        "2.各项之和可能因四舍五入与合计略有出入，未作调整。空格为未发布。",
    )
    return [
        Sheet("年度指标", "兰州高新区经济指标台账（年度）", COLUMNS, year_rows(statements), above, notes),
        Sheet("季度累计", "兰州高新区经济指标台账（季度累计）", COLUMNS,
              quarter_rows(dice, statements, shares), above, notes),
    ]  # fmt: skip
