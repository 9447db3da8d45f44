"""The demonstration's workbooks, read back by plain code that knows the sheets and nothing else."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from hashlib import sha256
from pathlib import Path

import yaml
from python_calamine import CalamineWorkbook
from stdnum.cn import uscc

from tests.zones.reading import END, day, enterprises, in_zone, printed, rows_of
from zonebook.zones.lanzhou import demo


def test_enterprises_and_sole_traders_are_as_many_as_reported(folder: Path) -> None:
    everyone = enterprises(folder)
    new = [row for row in everyone if row["入区方式"] == "设立"]
    years = [day(row["入区日期"]).year for row in new]  # type: ignore[union-attr]
    shops = rows_of(folder, "个体工商户名册.xlsx")
    assert years.count(2023) == 1357
    assert years.count(2022) == 1044
    assert printed(Decimal(100 * 1357) / 1044 - 100, 0) == 30
    assert [day(row["注册日期"]).year for row in shops].count(2023) == 1527  # type: ignore[union-attr]
    assert 13_900 <= len(everyone) <= 14_100
    assert 11_000 <= len(shops) <= 11_100


def test_the_count_is_the_same_by_day_of_establishment(folder: Path) -> None:
    days = [day(row["登记日期"]) for row in enterprises(folder)]
    assert sum(one is not None and one.year == 2023 for one in days) == 1357


def test_credit_codes_are_valid_and_never_come_twice(folder: Path) -> None:
    codes = [row["统一社会信用代码"] for row in enterprises(folder)]
    shops = [row["统一社会信用代码"] for row in rows_of(folder, "个体工商户名册.xlsx")]
    assert all(uscc.is_valid(one) and one.startswith("91") for one in codes)
    assert all(uscc.is_valid(one) and one.startswith("92") for one in shops)
    assert len({*codes, *shops}) == len(codes) + len(shops)
    assert all(organisation_fits(one[8:17]) for one in codes + shops)


def organisation_fits(code: str) -> bool:
    """GB 11714: weights 3 7 9 10 5 8 4 2, modulus 11."""
    signs = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ"
    total = sum(
        signs.index(one) * weight
        for one, weight in zip(code[:8], (3, 7, 9, 10, 5, 8, 4, 2), strict=True)
    )
    return code[8] == "0123456789X"[(11 - total % 11) % 11]


def high_tech(folder: Path, on: date) -> set[str]:
    """Codes of enterprises in the zone with a certificate that holds that day."""
    present = {row["统一社会信用代码"] for row in enterprises(folder) if in_zone(row, on)}
    return {
        row["统一社会信用代码"]
        for row in rows_of(folder, "高企台账.xlsx", "认定台账")
        if day(row["发证日期"]) <= on <= day(row["到期日"])  # type: ignore[operator]
        and (day(row["撤销日期"]) is None or day(row["撤销日期"]) > on)  # type: ignore[operator]
    } & present


def test_high_tech_enterprises_close_at_502_and_the_stairs_agree(folder: Path) -> None:
    opening, closing = high_tech(folder, date(2022, 12, 31)), high_tech(folder, END)
    everyone = {row["统一社会信用代码"]: row for row in enterprises(folder)}
    rows = rows_of(folder, "高企台账.xlsx", "认定台账")
    recognised = {
        row["统一社会信用代码"]
        for row in rows
        if row["认定方式"] == "新认定" and day(row["发证日期"]).year == 2023  # type: ignore[union-attr]
    }
    moved = {
        row["统一社会信用代码"]
        for row in rows
        if row["认定方式"] == "异地迁入"
        and day(everyone[row["统一社会信用代码"]]["入区日期"]).year == 2023  # type: ignore[union-attr]
    }
    assert len(closing) == 502
    assert len(recognised | moved) == 92
    assert not recognised & moved
    assert closing - opening == recognised | moved
    assert len(opening) + 92 - len(opening - closing) == 502
    again = [row for row in rows if row["认定方式"] == "重新认定"]
    assert sum(day(row["发证日期"]).year == 2023 for row in again) > 50  # type: ignore[union-attr]


def test_the_ladder_of_small_and_medium_enterprises(folder: Path) -> None:
    rows = rows_of(folder, "优质中小企业台账.xlsx")

    def new(step: str, year: int) -> int:
        return sum(
            row["层级"] == step and day(row["公告日期"]).year == year  # type: ignore[union-attr]
            for row in rows
        )

    present = {row["统一社会信用代码"] for row in enterprises(folder) if in_zone(row, END)}
    stock = {
        row["信用代码"]
        for row in rows
        if row["层级"] == "专精特新中小企业" and day(row["公告日期"]) <= END <= day(row["有效期至"])  # type: ignore[operator]
    }
    assert new("专精特新中小企业", 2023) == 29
    assert len(stock & present) == 47
    assert new("创新型中小企业", 2023) == 125
    assert stock <= {row["信用代码"] for row in rows if row["层级"] == "创新型中小企业"}


def test_fifteen_enterprises_entered_the_directory(folder: Path) -> None:
    rows = rows_of(folder, "规上企业入库台账.xlsx")
    assert sum(row["入库年月"].startswith("2023年") for row in rows) == 15


def test_every_certificate_belongs_to_an_enterprise_that_was_there(folder: Path) -> None:
    everyone = {row["统一社会信用代码"]: row for row in enterprises(folder)}
    for row in rows_of(folder, "高企台账.xlsx", "认定台账"):
        holder, granted = everyone[row["统一社会信用代码"]], day(row["发证日期"])
        assert granted is not None
        names = {holder["企业名称"], holder["曾用名"]}
        assert row["企业名称"] in names
        assert row["认定方式"] == "异地迁入" or in_zone(holder, granted)


def signings(folder: Path) -> list[tuple[str, str, date, Decimal, str]]:
    """Workbook and name, kind, day, amount in 亿元 and investor of every agreement."""
    found = []
    for row in rows_of(folder, "签约项目台账（招商一组）.xlsx"):
        signed = day(row["签约日期"], row["year"])
        amount = Decimal(str(row["总投资（万元）"])) / 10_000
        found.append((row["项目名称"], row["协议类型"][-2:], signed, amount, row["乙方"]))
    for row in rows_of(folder, "招商二组项目签约情况.xlsx"):
        amount = Decimal(str(row["投资总额（亿元）"]))
        kind = row["协议性质"]
        found.append((row["项目"], kind, day(row["签约时间"]), amount, row["投资企业"]))
    return found  # type: ignore[return-value]


def counted(folder: Path, year: int) -> list[tuple[str, Decimal]]:
    """Contracts of the year, each project once, second names put together as decided."""
    decided = yaml.safe_load((folder / "decisions.yaml").read_text("utf-8"))
    same = {one["name"]: one["same_as"]["name"] for one in decided}
    found: dict[str, tuple[str, Decimal]] = {}
    for name, kind, signed, amount, _ in sorted(signings(folder), key=lambda one: one[2]):
        if signed.year == year and kind in ("合同",):
            found.setdefault(same.get(name, name), (name, amount))
    return list(found.values())


def test_twenty_one_rows_become_nineteen_signings(folder: Path) -> None:
    year = [(kind, amount) for _, kind, day_, amount, _ in signings(folder) if day_.year == 2023]
    naive = sum(amount for _, amount in year)
    true = counted(folder, 2023)
    amounts = [amount for _, amount in true]
    assert (len(year), printed(naive, 1)) == (21, Decimal("108.5"))
    assert (len(true), printed(sum(amounts), 1)) == (19, Decimal("97.3"))
    assert sum(amount >= 10 for amount in amounts) == 3
    assert sum(amount == 10 for amount in amounts) == 1
    assert naive - sum(amounts) == Decimal("11.2")


def test_totals_of_the_sheets_are_formulas_with_their_values(folder: Path) -> None:
    book = CalamineWorkbook.from_path(folder / "签约项目台账（招商一组）.xlsx")
    for name in book.sheet_names:
        lines = book.get_sheet_by_name(name).to_python()
        total = next(line for line in lines if line[1] == "合计")
        rows = rows_of(folder, "签约项目台账（招商一组）.xlsx", name)
        assert total[7] == sum(row["总投资（万元）"] for row in rows)


def test_the_reserve_of_leads_holds_142(folder: Path) -> None:
    decided = yaml.safe_load((folder / "decisions.yaml").read_text("utf-8"))
    doubled = {one["name"] for one in decided}
    open_ = [
        row
        for row in rows_of(folder, "招商线索及在谈项目台账.xlsx")
        if day(row["首报日期"]) <= END  # type: ignore[operator]
        and all(
            day(row[head]) is None or day(row[head]) > END  # type: ignore[operator]
            for head in ("签约日期", "终止日期")
        )
    ]
    assert len([row for row in open_ if row["项目（线索）名称"] not in doubled]) == 142
    assert len(open_) == 143


def test_stages_of_a_project_follow_each_other(folder: Path) -> None:
    heads = ("首报日期", "首谈日期", "签约日期")
    for row in rows_of(folder, "招商线索及在谈项目台账.xlsx"):
        known = [one for one in (day(row[head]) for head in heads) if one]
        assert known == sorted(known), row
    signed = {one[0]: one[2] for one in signings(folder) if one[1] == "合同"}
    for row in rows_of(folder, "重点项目台账.xlsx"):
        steps = [day(row[head]) for head in row if head.endswith("日期")]
        known = [one for one in steps if one]
        assert [signed[row["项目名称"]], *known] == sorted([signed[row["项目名称"]], *known])


def test_statements_of_the_year_are_those_reported(folder: Path) -> None:
    rows = rows_of(folder, "经济指标台账.xlsx", "年度指标")
    year = {row["指标"]: row for row in rows if row["期间"] == "2023年"}
    values = {name: Decimal(str(row["数值"])) for name, row in year.items()}
    assert values["地区生产总值"] == Decimal("352.3")
    parts = [values[f"第{one}产业增加值"] for one in "一二三"]
    assert printed(sum(parts, Decimal(0)), 1) == values["地区生产总值"]
    assert values["工业增加值"] + values["建筑业增加值"] == values["第二产业增加值"]
    assert [year[f"第{one}产业增加值"]["同比增长（%）"] for one in "一二三"] == [5, 2.2, 5.7]
    assert year["地区生产总值"]["同比增长（%）"] == ""
    assert {row["数据性质"] for row in year.values()} == {"公开报道"}
    stages = [row["核算阶段"] for row in rows if row["期间"] == "2022年"]
    assert {"初步核算", "最终核实"} == set(stages)


def test_every_cited_document_is_listed(folder: Path) -> None:
    listed = {row["文号"] for row in rows_of(folder, "文件目录.xlsx")}
    assert {row["文号"] for row in rows_of(folder, "经济指标台账.xlsx")} <= listed | {""}
    for workbook in ("高企台账.xlsx", "优质中小企业台账.xlsx", "规上企业入库台账.xlsx"):
        assert {row["文号"] for row in rows_of(folder, workbook)} <= listed


def hashes(folder: Path) -> dict[str, str]:
    """The fingerprint of every file, the exercises included."""
    files = sorted(path for path in folder.rglob("*") if path.is_file())
    return {str(one.relative_to(folder)): sha256(one.read_bytes()).hexdigest() for one in files}


def test_the_same_seed_gives_the_same_bytes(folder: Path, tmp_path: Path) -> None:
    demo.write(tmp_path)
    assert hashes(tmp_path) == hashes(folder)
