"""The list of the documents that the ledgers cite; all are invented but those of the state."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any

from zonebook.zones.lanzhou.demo.ladder import ABOVE, HNTE, Ladder
from zonebook.zones.lanzhou.demo.policies import NATIONAL
from zonebook.zones.lanzhou.demo.workbook import REPORTED, SIMULATED, Column, Sheet

COLUMNS = (
    Column("序号", "number", width=6),
    Column("文件标题", width=46),
    Column("文号", width=24),
    Column("发文单位", width=22),
    Column("发文日期", "zh", width=16),
    Column("文种", width=10),
    Column("数据性质", width=9),
)
ISSUERS = {HNTE: "高新技术企业认定机构（模拟）", ABOVE: "统计部门（模拟）"}


def cited(ladder: Ladder, figures: Sequence[Sheet]) -> dict[str, tuple[Any, ...]]:
    """Number of each document with its title, issuer, day and kind."""
    found: dict[str, tuple[Any, ...]] = {}
    for one in ladder.certificates:
        issuer = ISSUERS.get(one.qualification, "中小企业主管部门（模拟）")
        title = f"关于公布{one.batch}{one.qualification}名单的通知"
        earlier = found.get(one.doc_no)
        day = min(one.granted_on, earlier[2]) if earlier else one.granted_on
        found[one.doc_no] = (title, issuer, day, "通知")
    for gone in ladder.withdrawals:
        title = "关于取消高新技术企业资格的公告"
        found[gone.doc_no] = (title, ISSUERS[HNTE], gone.occurred_on, "公告")
    for sheet in figures:
        for _, _, period, *_, stage, released, issuer, doc, _, _ in sheet.rows:
            if doc:
                found[doc] = (
                    f"关于反馈{period}主要统计指标（{stage}）的函",
                    issuer,
                    released,
                    "函",
                )
    return found


# what later ledgers cite: title, issuer, kind, head of the number, head of the day
CITED = {
    "fund_payment": ("关于拨付科技创新政策资金的通知", "财政部门（模拟）", "通知", "拨付文号", "拨付日期"),
    "tax_relief": ("关于反馈减税降费情况的函", "税务部门（模拟）", "函", "来函文号", "月份"),
    "list_membership": ("关于印发省市列重大项目清单的通知", "发展改革部门（模拟）", "通知", "文号", "日期"),
    "sponsorship": ("关于明确重大项目包抓领导的通知", "高新区管委会（模拟）", "通知", "文号", "起始日期"),
    "policy": ("支持商贸业发展十条措施（示例）", "高新区管委会（模拟）", "通知", "文号", "施行日期"),
    "target": ("关于分解年度目标任务的通知", "高新区管委会（模拟）", "通知", "文号", "年度"),
    "statement": ("关于反馈月度统计快报的函", "统计部门（模拟）", "函", "文号", "发布日期"),
}  # fmt: skip


def also(found: dict[str, tuple[Any, ...]], register: str, sheet: Sheet) -> None:
    """Add the documents that a later sheet cites, each on the first day that cites it."""
    if register not in CITED:
        return
    title, issuer, kind, number_head, day_head = CITED[register]
    heads = [column.head for column in sheet.columns]
    doc, on = heads.index(number_head), heads.index(day_head)
    for row in sheet.rows:
        if row[doc]:
            day = row[on] if isinstance(row[on], date) else date(int(row[on]), 2, 1)
            day = min(day, found[row[doc]][2]) if row[doc] in found else day
            found[row[doc]] = (title, issuer, day, kind)
    found |= {
        number: (
            name,
            by,
            issued,
            "公告" if "公告" in number else "办法" if "办法" in name else "通知",
        )
        for name, _, _, by, number, issued, _ in NATIONAL
        if number in found
    }


def sheets(documents: Mapping[str, tuple[Any, ...]]) -> list[Sheet]:
    """The list, by day."""
    ordered = sorted(documents.items(), key=lambda item: (item[1][2], item[0]))
    public = {one[4] for one in NATIONAL}
    rows = [
        (number, title, doc, issuer, day, kind, REPORTED if doc in public else SIMULATED)
        for number, (doc, (title, issuer, day, kind)) in enumerate(ordered, start=1)
    ]
    return [Sheet("文件目录", "演示引用文件目录", COLUMNS, rows)]
