"""Workbooks with planted defects for people to practise on; the demonstration never imports them."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path
from typing import Any

from zonebook.zones.lanzhou.demo import codes, promotion_sheets
from zonebook.zones.lanzhou.demo.promotion import Promotion
from zonebook.zones.lanzhou.demo.registry_sheets import ENTITY
from zonebook.zones.lanzhou.demo.workbook import SIMULATED, Column, Sheet, numbered, write_workbook

FOLDER = "练习"
LEDGER = "签约项目台账（招商一组）"  # a copy of this name is compared with its last import
AMOUNT = "总投资（万元）"
FIRST_SERIAL = 29_000_000  # far behind the serials of the demonstration's own codes


@dataclass(frozen=True)
class Planted:
    """One defect: its cell, the key of the import's answer (or changed, gone), what it is."""

    cell: str
    answer: str
    zh: str
    en: str


@dataclass(frozen=True)
class Exercise:
    """One workbook of one sheet, and all that is wrong in it."""

    name: str
    sheet: Sheet
    planted: tuple[Planted, ...]


def write(folder: Path, promotion: Promotion) -> None:
    """Write the exercises and their list into a folder of their own below the workbooks."""
    target = folder / FOLDER
    target.mkdir(exist_ok=True)
    found = exercises(promotion)
    for one in found:
        write_workbook(target / one.name, [one.sheet])
    (target / "说明.md").write_text("\n".join(explained(found)), "utf-8")


def exercises(promotion: Promotion) -> list[Exercise]:
    """Every exercise in the order in which to try them."""
    year = next(one for one in promotion_sheets.group_one(promotion) if one.name == "2023年")
    return [wrong_unit(year), row_gone(year), second_name(year), bad_signings(), bad_enterprises()]


def cell(sheet: Sheet, head: str, index: int) -> str:
    """The cell of a column in the row with this index."""
    return f"{sheet.letter(head)}{sheet.row_of(index)}"


def wrong_unit(year: Sheet) -> Exercise:
    """亿 for 万: the header changed, the numbers did not."""
    columns = [replace(c, head="总投资（亿元）") if c.head == AMOUNT else c for c in year.columns]
    sheet = replace(year, columns=columns)
    planted = Planted(
        f"{sheet.letter('总投资（亿元）')}{sheet.first_row - 1}", "changed",
        "表头单位应为万元，误写为亿元：每行的签约金额都成了原来的一万倍",
        "The header says 亿元 where the numbers are 万元: every amount becomes ten thousand times",
    )  # fmt: skip
    return Exercise(f"{LEDGER}(1).xlsx", sheet, (planted,))


def row_gone(year: Sheet) -> Exercise:
    """A row of the last import is missing."""
    sheet = replace(year, rows=[*year.rows[:2], *year.rows[3:]])
    sheet.totals = [promotion_sheets.total_row(sheet, len(sheet.columns), (AMOUNT,), "合计")]
    missing = year.rows[2][1]
    planted = Planted(
        cell(year, "项目名称", 2), "gone",
        f"上次导入时这里有“{missing}”，这次没有了（不会自动删除，要人来回答）",
        f"{missing} stood here in the last import and is missing (a person says what it means)",
    )  # fmt: skip
    return Exercise(f"{LEDGER}(2).xlsx", sheet, (planted,))


def second_name(year: Sheet) -> Exercise:
    """A project of group one, reported again by another group under another name."""
    first = list(next(row for row in year.rows if row[6] == "正式合同"))
    known = first[1]
    first[1], first[9] = f"{known.removesuffix('产线')}生产线建设项目", "招商三组"
    fresh = signing(2, "练习甲装备项目", "练习甲装备有限公司", date(2023, 8, 17), 26_000)
    sheet = replace(year, title="招商三组2023年签约项目台账", rows=[tuple(first), fresh], totals=[])
    sheet.above, sheet.notes = ("填报单位：投资促进局招商三组",), ()
    planted = Planted(
        cell(sheet, "项目名称", 0), "workbooks.same_record",
        f"与招商一组的“{known}”是同一个项目，换了名称又报一次",
        f"The same project as {known} of group one, reported again under another name",
    )  # fmt: skip
    return Exercise("招商三组签约项目台账.xlsx", sheet, (planted,))


def signing(number: int, name: str, investor: str, signed: Any, amount: Any) -> tuple[Any, ...]:
    """An invented agreement in the columns of group one."""
    return (number, name, "兰州高新区管委会", investor, signed, "练习", "正式合同", amount, None,
            "招商三组", None, SIMULATED)  # fmt: skip


def typed(columns: Iterable[Column], *heads: str) -> list[Column]:
    """The columns, those of these heads as text that a clerk typed."""
    return [replace(one, kind="text") if one.head in heads else one for one in columns]


def bad_signings() -> Exercise:
    """Cells that no agreement can have."""
    rows = [
        signing(1, "练习乙材料项目", "练习乙材料有限公司", "2023年2月30日", "18000"),
        signing(2, "练习丙医药项目", "练习丙医药有限公司", "2023年5月16日", "-5000"),
        signing(3, "练习丁软件项目", "练习丁软件有限公司", "2023年6月8日", "约三亿"),
        signing(4, "练习戊物流项目", "练习戊物流有限公司", "2024年12月1日", "7200"),
        signing(5, "练习己能源项目", "练习己能源有限公司", "2023年9月12日", "9500"),
    ]
    sheet = Sheet(
        "2023年", "2023年签约项目台账（练习）",
        typed(promotion_sheets.GROUP_ONE, "签约日期", AMOUNT), rows,
    )  # fmt: skip
    signed, amount = "签约日期", AMOUNT
    return Exercise("签约项目台账（练习）.xlsx", sheet, (
        Planted(cell(sheet, signed, 0), "workbooks.day_impossible",
                "没有2月30日这一天", "There is no 30 February"),
        Planted(cell(sheet, amount, 1), "workbooks.negative",
                "签约金额是负数", "The amount is negative"),
        Planted(cell(sheet, amount, 2), "workbooks.number_not_exact",
                "“约三亿”不是确定的数", "约三亿 (about 300 million) is no definite number"),
        Planted(cell(sheet, signed, 3), "workbooks.day_in_future",
                "签约日期在演示日（2024年2月18日）之后", "The day lies after today in the demonstration"),
    ))  # fmt: skip


def enterprise(name: str, code: str, registered: str, capital: str) -> tuple[Any, ...]:
    """An invented enterprise in the columns of the registration office."""
    cells: dict[str, Any] = {
        "企业名称": name, "统一社会信用代码": code, "经营主体类型": "企业", "是否分支机构": "否",
        "登记日期": registered, "注册资本（万元）": capital, "入区方式": "设立", "数据性质": SIMULATED,
    }  # fmt: skip
    return tuple(cells.get(column.head) for column in ENTITY[1:])


def bad_enterprises() -> Exercise:
    """Codes, days and capitals that no licence shows."""
    good = [codes.credit_code(FIRST_SERIAL + n, "enterprise") for n in range(5)]
    wrong = good[0][:-1] + ("1" if good[0][-1] == "0" else "0")
    rows = numbered([
        enterprise("兰州练习甲科技有限公司", wrong, "2024年1月8日", "500"),
        enterprise("兰州练习乙商贸有限公司", good[1], "2023年11月31日", "200"),
        enterprise("兰州练习丙软件有限公司", good[2], "2024年1月15日", "-100"),
        enterprise("兰州练习丁咨询有限公司", good[3], "2024年1月22日", "50"),
        enterprise("兰州练习戊物流有限公司", good[3], "2024年1月23日", "80"),
        enterprise("兰州练习己检测有限公司", good[4], "2024年2月1日", "300"),
    ])  # fmt: skip
    code, day, capital = "统一社会信用代码", "登记日期", "注册资本（万元）"
    sheet = Sheet("2024年", "2024年新设企业台账（练习）", typed(ENTITY, day, capital), rows)
    twice = ("两行是同一个统一社会信用代码", "Two rows carry one credit code")
    return Exercise("新设企业台账（练习）.xlsx", sheet, (
        Planted(cell(sheet, code, 0), "workbooks.code_check_digit",
                "统一社会信用代码最后一位（校验位）不对", "The check character of the code is wrong"),
        Planted(cell(sheet, day, 1), "workbooks.day_impossible",
                "没有11月31日这一天", "There is no 31 November"),
        Planted(cell(sheet, capital, 2), "workbooks.negative",
                "注册资本是负数", "The capital is negative"),
        Planted(cell(sheet, code, 3), "workbooks.key_doubled", *twice),
        Planted(cell(sheet, code, 4), "workbooks.key_doubled", *twice),
    ))  # fmt: skip


def explained(found: Sequence[Exercise]) -> list[str]:
    """说明.md: what is planted in each workbook, cell by cell, in both languages."""
    lines = [
        "# 练习用台账 · Exercise workbooks", "",
        "这些台账里埋了错误，`make demo` 不导入它们。先导入演示台账，再在“导入台账”页逐个拖入，"
        "看预检说了什么；预检不写入任何内容。全部内容为虚构。", "",
        "Defects are planted in these workbooks and `make demo` does not import them. Drop them on the "
        "import page of the demonstration, one after another, and see what the dry run says; it writes "
        "nothing. All of it is invented.", "",
    ]  # fmt: skip
    for one in found:
        lines += [
            f"## {one.name} · {one.sheet.name}",
            "",
            "| 单元格 · Cell | 埋下的错误 · Planted |",
        ]
        lines += ["|---|---|", *(f"| {p.cell} | {p.zh} · {p.en} |" for p in one.planted), ""]
    return lines
