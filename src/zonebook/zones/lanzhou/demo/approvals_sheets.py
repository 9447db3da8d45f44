"""The bureau's list of cases (办件台账): one row a case, its days in columns."""

from __future__ import annotations

from typing import Any

from zonebook.zones.lanzhou.demo.approvals import TYPES, Approvals, CaseDrawn, item_name
from zonebook.zones.lanzhou.demo.workbook import SIMULATED, Column, Sheet, Workbook, workbook
from zonebook.zones.lanzhou.demo.world import World

FIRST, SECOND = "特别程序一", "特别程序二"
COLUMNS = (
    Column("序号", "number", width=6),
    Column("办件编号", width=18),
    Column("申请事项名称", width=30),
    Column("审批事项", width=28),
    Column("项目类型", width=18),
    Column("申请单位", width=28),
    Column("统一社会信用代码", width=20),
    Column("受理窗口", width=12),
    Column("经办人", width=9),
    Column("接件日期", "day"),
    Column("补正告知日期", "day"),
    Column("补正告知文号", width=22),
    Column("补正完成日期", "day"),
    Column("受理日期", "day"),
    Column("受理通知书文号", width=22),
    Column("种类", group=FIRST, width=12),
    Column("开始日期", "day", group=FIRST),
    Column("结束日期", "day", group=FIRST),
    Column("告知结束日期", "day", group=FIRST),
    Column("会议日期", "day", group=FIRST),
    Column("告知文号", group=FIRST, width=22),
    Column("种类", group=SECOND, width=12),
    Column("开始日期", "day", group=SECOND),
    Column("结束日期", "day", group=SECOND),
    Column("告知结束日期", "day", group=SECOND),
    Column("会议日期", "day", group=SECOND),
    Column("告知文号", group=SECOND, width=22),
    Column("容缺材料", width=20),
    Column("容缺补齐期限", "day"),
    Column("容缺补齐日期", "day"),
    Column("容缺受理通知书文号", width=22),
    Column("办结日期", "day"),
    Column("办理结果", width=11),
    Column("不予许可理由", width=20),
    Column("决定书文号", width=22),
    Column("送达日期", "day"),
    Column("数据性质", width=9),
)


def paper(kind: str, code: str, day: Any) -> str | None:
    """The number of a paper of a case; none where there was no such step."""
    return f"高新审{kind}〔{day.year}〕{code[-4:]}号" if day else None


def row(number: int, case: CaseDrawn) -> tuple[Any, ...]:
    """One case."""
    code = f"GXSP{case.received_on:%Y%m}{number:04d}"
    pauses: list[Any] = []
    for index in range(2):
        one = case.pauses[index] if index < len(case.pauses) else None
        told = one and (one.paper or paper("特告", code, one.opened_on))
        days = (one.opened_on, one.ended_on, one.until, one.began_on) if one else ()
        pauses += [one.kind, *days, None if told == "无" else told] if one else [None] * 6
    granted = case.decision.startswith("准予")
    return (
        number, code, case.title, item_name(case.procedure, case.item), TYPES[case.procedure],
        case.applicant, case.credit_code, case.window, case.officer, case.received_on,
        case.asked_on, paper("补告", code, case.asked_on), case.made_on, case.accepted_on,
        paper("受", code, case.accepted_on), *pauses, "、".join(case.gaps) or None,
        case.gap_due_on, case.gap_cured_on, paper("容", code, case.accepted_on if case.gaps else None),
        case.decided_on, case.decision or None, case.reason or None,
        paper("许准" if granted else "许不", code, case.decided_on), case.delivered_on, SIMULATED,
    )  # fmt: skip


def workbooks(world: World) -> list[Workbook]:
    """The bureau's ledger."""
    rows = [row(number, case) for number, case in enumerate(Approvals(world).cases, start=1)]
    sheet = Sheet(
        "办件台账", "行政审批局办件台账", COLUMNS, rows,
        ("填报单位：行政审批局", "截至日期：2024年2月18日"),
        ("注：特别程序所需时间不计入时限，均已书面告知申请人。",),
    )  # fmt: skip
    return [workbook("办件台账.xlsx", "approvals", approval_case=sheet)]
