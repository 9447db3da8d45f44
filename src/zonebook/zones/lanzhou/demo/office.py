"""The committee's office: targets of the year, tasks to be struck off."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

from zonebook.zones.lanzhou.demo import days
from zonebook.zones.lanzhou.demo.statistics_ import number
from zonebook.zones.lanzhou.demo.workbook import (
    SIMULATED,
    Column,
    Sheet,
    Workbook,
    numbered,
    workbook,
)  # fmt: skip
from zonebook.zones.lanzhou.demo.world import World

TARGET = (
    Column("序号", "number", width=7),
    Column("指标", width=26),
    Column("年度", "text", width=8),
    Column("目标值", "number"),
    Column("单位", width=8),
    Column("责任单位", width=22),
    Column("文号", width=22),
    Column("数据性质", width=9),
)
TASK = (
    Column("序号", "number", width=7),
    Column("任务内容", width=44),
    Column("任务来源", width=26),
    Column("牵头单位", width=22),
    Column("交办日期", "dot"),
    Column("办结时限", "dot"),
    Column("进展日期", "dot"),
    Column("最新进展", width=26),
    Column("销号日期", "dot"),
    Column("数据性质", width=9),
)
TASKS = (
    ("完成{y}年新增规上企业培育目标", "economy"), ("推进重点项目开工前手续", "projects"),
    ("开展企业走访并建立问题清单", "service"), ("组织高新技术企业申报培训", "science"),
    ("压减审批时限并公开办事指南", "approvals"), ("举办产业招商推介活动", "promotion"),
    ("核对{y}年统计数据口径", "economy"), ("清理闲置厂房并对接入驻企业", "service"),
    ("编制孵化载体评价方案", "science"), ("更新招商项目库", "promotion"),
)  # fmt: skip
UNITS = {
    "economy": "经济发展局（统计）", "projects": "规划建设局（项目办）", "service": "企业服务中心",
    "science": "科技创新局", "approvals": "行政审批局", "promotion": "投资促进局",
    "registration": "市场监管分局（登记注册）",
}  # fmt: skip


def targets(world: World) -> Sheet:
    """Targets by year, indicator and unit responsible; invented."""
    rows: list[tuple[Any, ...]] = []
    for year, listed in world.calibration["targets"].items():
        for name, value, unit, office in listed:
            rows.append((name, str(year), number(value), unit, UNITS[office],
                         f"模拟考核〔{year}〕1号", SIMULATED))  # fmt: skip
    return Sheet(
        "目标分解", "年度目标任务分解表", TARGET, numbered(rows), ("填报单位：管委会办公室",)
    )


def tasks(world: World) -> Sheet:
    """Tasks of meetings and documents; some struck off, some due, some late."""
    dice, rows = world.dice(15), []
    sources = ("管委会主任办公会", "年度重点工作清单", "上级督查反馈", "企业座谈会")
    for index in range(48):
        text, office = TASKS[index % len(TASKS)]
        given = days.working_day(dice, date(2022, 1, 4), date(2024, 2, 2))
        due = days.on_or_after(given + timedelta(dice.whole(20, 120)))
        done = days.on_or_after(given + timedelta(dice.whole(10, 130)))
        struck = done if done <= days.TODAY and dice.chance(0.9) else None
        progress = "已完成" if struck else dice.one(("正在推进", "已报方案", "等待资料"))
        if struck is None and due.year < days.TODAY.year:  # late: in the clearance of a new year
            struck, progress = cleared(due.year + 1, index), "已完成"
        title = f"{text.format(y=given.year)}（督办{given.year % 100}-{index + 1:02d}）"
        said = struck or min(days.on_or_after(given + timedelta(14)), days.TODAY)
        rows.append((title, dice.one(sources), UNITS[office], given, due, said, progress, struck,
                     SIMULATED))  # fmt: skip
    rows += around_the_festival() + first_day()
    rows.sort(key=lambda row: (row[3], row[0], row[1]))
    return Sheet("督办任务", "重点任务督办台账", TASK, numbered(rows), ("填报单位：管委会办公室",))


def cleared(year: int, index: int) -> date:
    """The day on which a task of the year before is struck off after all."""
    return days.on_or_after(date(year, 1, 5) + timedelta(index % 20))


def around_the_festival() -> list[tuple[Any, ...]]:
    """Tasks of the first weeks of the year: two that are late by days, one that is due today."""
    meeting, given = "管委会主任办公会", date(2024, 1, 26)
    return [
        (text, meeting, UNITS[office], given, date(2024, 2, due), date(2024, 2, 6), said, None,
         SIMULATED)
        for text, office, due, said in (
            ("报送1月份经济运行分析", "economy", 7, "等待资料"),
            ("汇总节前在建项目安全检查整改情况", "projects", 8, "正在推进"),
            ("摸底节后企业复工复产情况", "service", 18, "已报方案"),
        )
    ]  # fmt: skip


def first_day() -> list[tuple[Any, ...]]:
    """Tasks that the first working day of the year brings."""
    meeting = "节后第一个工作日部署会"
    return [
        (text, meeting, UNITS[office], days.TODAY, date(2024, 3, due), None, None, None, SIMULATED)
        for text, office, due in (
            ("梳理一季度开工项目清单", "projects", 1),
            ("拟定当年招商活动计划", "promotion", 8),
            ("对上年各项指标逐项核数", "economy", 15),
        )
    ]


def workbooks(world: World) -> list[Workbook]:
    """The office's ledgers."""
    return [
        workbook("年度目标任务分解.xlsx", "committee_office", target=targets(world)),
        workbook("重点任务督办台账.xlsx", "committee_office", task=tasks(world)),
    ]
