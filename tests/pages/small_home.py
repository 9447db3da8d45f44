"""Makes a small home for the walks: the demonstration's offices, and workbooks of their own making.

Run as a program with the folder of the homes as its argument; it imports as anyone would.
"""

from __future__ import annotations

import os
import shutil
import sys
from datetime import date
from pathlib import Path

import xlsxwriter

from zonebook.site import home

SIGNINGS = [
    ["序号", "项目名称", "协议类型", "签约日期", "签约金额（万元）", "投资方", "招商组"],
    [1, "云祥装备产业园", "正式合同", "2023-03-05", 120000, "甘肃云祥装备有限公司", "招商一组"],
    [2, "河洲医药中试基地", "框架协议", "2023-04-11", 50000, "河洲医药集团", "招商二组"],
    [3, "河洲医药中试基地", "正式合同", "2023-09-20", 50000, "河洲医药集团", "招商二组"],
    [4, "金穗新材料一期", "正式合同", "2023-06-30", 86000, "金穗新材料股份有限公司", "招商三组"],
    [5, "金穗新材料一期", "正式合同", "2023-11-02", 62000, "金穗控股", "招商一组"],
    [6, "陇原数据中心", "意向协议", "2023-12-08", 30000, "陇原信息", "招商二组"],
    [7, "泉湾物流园", "正式合同", "2022-10-10", 40000, "泉湾物流", "招商三组"],
]
STATEMENTS = [
    ["指标名称", "期间", "数值", "单位", "核算阶段", "发布日期", "发布单位"],
    ["地区生产总值", "2023", "352.3", "亿元", "初步核算", "2024-01-25", "市统计局"],
    ["第一产业增加值", "2023", "1.39", "亿元", "初步核算", "2024-01-25", "市统计局"],
    ["第二产业增加值", "2023", "237.3", "亿元", "初步核算", "2024-01-25", "市统计局"],
    ["第三产业增加值", "2023", "113.6", "亿元", "初步核算", "2024-01-25", "市统计局"],
    ["地区生产总值", "2022", "341.0", "亿元", "最终核实", "2023-12-20", "市统计局"],
]
TARGETS = [
    ["指标名称", "年度", "目标值", "单位", "责任单位"],
    ["签约金额", 2023, 30, "亿元", "投资促进局"],
    ["地区生产总值", 2023, 350, "亿元", "经济发展局（统计）"],
]
TASKS = [
    ["任务内容", "任务来源", "牵头单位", "完成时限"],
    ["更新招商项目库", "管委会主任办公会", "投资促进局", "2024-02-20"],
    ["建立企业诉求清单", "企业座谈会", "企业服务中心", "2024-02-01"],
]
SPONSORED = [
    ["项目名称", "包抓领导", "责任单位", "起始日期"],
    ["金穗新材料一期", "管委会副主任", "规划建设局（项目办）", "2023-07-03"],
    ["云祥装备产业园", "管委会主任", "投资促进局", "2023-07-03"],
]
PLANS = [
    ["项目名称", "年度", "年度计划投资（万元）", "下达日期"],
    ["金穗新材料一期", 2023, 20000, "2023-07-10"],
]
MONTHS = [
    ["项目名称", "月份", "本月完成投资（万元）", "自年初累计（万元）", "存在问题及原因"],
    ["金穗新材料一期", "2023-11", 7000, 7000, ""],
    ["金穗新材料一期", "2023-12", 3000, 10000, "施工图审查未通过"],
]
WORKBOOKS = [
    ("wang", "签约项目台账.xlsx", "2023年签约项目台账", SIGNINGS),
    ("sun", "主要指标.xlsx", "2023年主要经济指标", STATEMENTS),
    ("sun", "目标任务.xlsx", "2023年目标任务", TARGETS),
    ("leader", "督办任务.xlsx", "重点任务督办台账", TASKS),
    ("he", "包抓分工.xlsx", "重大项目领导包抓分工表", SPONSORED),
    ("he", "年度计划.xlsx", "重大项目年度投资计划", PLANS),
    ("he", "投资月报.xlsx", "重大项目投资完成月报", MONTHS),
]
# One of them spends 561 of 11,240 in three years: 4.99 %, one 万元 short of the twentieth.
FILINGS = [
    ["企业名称", "申报年度", "填报日期", "销售收入（万元）", "研发费用总额（万元）"],
    ["甘肃云祥科技有限公司000号", "2021", "2024-01-30", 3412, 168],
    ["甘肃云祥科技有限公司000号", "2022", "2024-01-30", 3842, 187],
    ["甘肃云祥科技有限公司000号", "2023", "2024-01-30", 3986, 206],
]
OFFERS = [
    ["供给编号", "要素类别", "供给名称", "供给单位", "可供数量", "计量单位", "供给起始日期"],
    ["YD-01", "用地", "西园工业地块一", "土地储备中心", 18, "亩", "2024-01-02"],
    ["YD-02", "用地", "西园工业地块二", "土地储备中心", 46, "亩", "2024-01-02"],
]
REQUESTS = [
    ["诉求编号", "来源渠道", "企业名称", "诉求类别", "诉求内容", "登记日期"],
    [
        "SQ20240001",
        "走访",
        "甘肃云祥科技有限公司000号",
        "用地",
        "申请增加工业用地20亩",
        "2024-01-05",
    ],
]
LAST = date(2024, 2, 18)


def workbook(path: Path, title: str, rows: list[list[object]]) -> None:
    """A sheet with a merged title above its header."""
    book = xlsxwriter.Workbook(str(path))
    page = book.add_worksheet()
    page.merge_range(0, 0, 0, len(rows[0]) - 1, title)
    for r, row in enumerate(rows):
        page.write_row(r + 1, 0, row)
    book.close()


def build(root: Path, zone_yaml: Path) -> None:
    """A home called lanzhou under the root, with the workbooks imported by their clerks."""
    folder = root / "lanzhou"
    folder.mkdir(parents=True)
    shutil.copy(zone_yaml, folder / "zone.yaml")
    limits = Path("catalog") / "procedures"
    shutil.copytree(zone_yaml.parent / limits, folder / limits)
    os.environ["ZONEBOOK_HOME"] = str(root)
    home.open_home("lanzhou")
    from zonebook.records import registers, write, zone
    from zonebook.records.models import Entity, Membership, Person
    from zonebook.records.workbooks.commit import import_file
    from zonebook.records.workbooks.dryrun import Asking

    def take(key: str, name: str, title: str, rows: list[list[object]]) -> None:
        workbook(folder / name, title, rows)
        asking = Asking(by=Person.objects.get(key=key), on=LAST, catalog=zone.catalog())
        done = import_file((folder / name).read_bytes(), name, asking, commit=True)
        if done.batch is None:
            raise SystemExit(f"{name}: {[one.message.key for one in done.errors]}")

    for one in WORKBOOKS:
        take(*one)
    story_b(Person.objects.get(key="li"))
    zhou = Person.objects.get(key="zhou")
    assert registers.get("entity").system == "registration"
    with write.batch(by=zhou, on=LAST, kind="edit", why="示例", register="entity") as batch:
        made = batch.add_many(Entity, [enterprise(i) for i in range(120)])
        batch.add_many(
            Membership,
            [{"entity": e, "from_on": e.established_on, "came": "established"} for e in made],
        )
    take("chen", "企业申报数据.xlsx", "科技型企业申报数据汇总表", FILINGS)
    take("ma", "要素供给台账.xlsx", "园区要素供给台账", OFFERS)
    take("ma", "企业诉求台账.xlsx", "企业诉求办理台账", REQUESTS)


def story_b(by: object) -> None:
    """The project of story B, as the demonstration plays it."""
    from zonebook.systems.approvals import playing
    from zonebook.zones.lanzhou.demo import applications

    told = applications.text_of([applications.story_b(1)])
    playing.play(told, by, LAST)  # type: ignore[arg-type]


def enterprise(i: int) -> dict[str, object]:
    """The i-th enterprise of the walks."""
    return {
        "kind": "sole_trader" if i % 3 == 2 else "enterprise",
        "name": f"甘肃{'云河金陇泉'[i % 5]}{'祥洲穗原湾'[i // 5 % 5]}科技有限公司{i:03d}号",
        "established_on": date(2022 + i % 2, 1 + i % 12, 1 + i % 28),
        "industry": "C2761" if i % 4 else "",
        "registered_capital_fen": None if i % 7 == 0 else (i + 1) * 100 * 10_000 * 100,
    }


if __name__ == "__main__":
    build(Path(sys.argv[1]), Path(sys.argv[2]))
