"""The other ledgers of the demonstration, counted by plain code from the written files."""

from __future__ import annotations

from collections import defaultdict
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Any

from python_calamine import CalamineWorkbook

from tests.zones.reading import END, day, enterprises, in_zone, printed, rows_of
from zonebook.zones.lanzhou import demo


def total(rows: list[dict[str, Any]], head: str) -> Decimal:
    """The sum of a column, blanks left out."""
    return sum((Decimal(str(row[head])) for row in rows if row[head] != ""), Decimal(0))


def of_year(rows: list[dict[str, Any]], head: str, year: int) -> list[dict[str, Any]]:
    """The rows whose day lies in the year."""
    return [row for row in rows if (one := day(row[head])) is not None and one.year == year]


def test_seal_sets_are_those_settled_with_the_shops(folder: Path) -> None:
    issued = rows_of(folder, "免费刻制印章台账.xlsx", "发放台账")
    settled = rows_of(folder, "免费刻制印章台账.xlsx", "结算单")
    assert total(of_year(issued, "领取日期", 2023), "套数") == 417
    assert total([row for row in settled if row["结算批次"].startswith("2023")], "结算套数") == 417
    known = {row["统一社会信用代码"]: row for row in enterprises(folder)}
    for row in issued:
        holder = known[row["统一社会信用代码"]]
        assert day(holder["登记日期"]) == day(row["登记日期"]) <= day(row["领取日期"])  # type: ignore[operator]
        assert in_zone(holder, day(row["领取日期"]))  # type: ignore[arg-type]


def test_tax_relief_sums_over_months_and_kinds(folder: Path) -> None:
    rows = of_year(rows_of(folder, "减税降费情况表.xlsx"), "月份", 2023)
    assert printed(total(rows, "金额（万元）") / 10_000, 2) == Decimal("4.56")
    assert {row["措施类别"] for row in rows} == {"减税", "降费", "退税", "缓税", "缓费"}


def test_policy_funds_are_paid_less_returned_at_three_levels(folder: Path) -> None:
    rows = of_year(rows_of(folder, "科技政策资金兑现台账.xlsx", "兑现台账"), "拨付日期", 2023)
    assert printed(total(rows, "金额（万元）"), 1) == Decimal("6420.3")
    assert {row["资金级别"] for row in rows} == {"中央", "省级", "市级"}
    assert any(row["收付类型"] == "退回" and row["金额（万元）"] < 0 for row in rows)
    own = rows_of(folder, "科技政策资金兑现台账.xlsx", "区级配套")
    assert {row["资金级别"] for row in own} == {"区级"}
    assert [row["金额（万元）"] for row in rows if "澄源" in row["收款单位"]] == [50]


def test_ten_measures_are_marked_as_examples(folder: Path) -> None:
    rows = clauses(folder)
    assert len(rows) == 10
    assert {row["数据性质"] for row in rows} == {"演示假定"}


def clauses(folder: Path) -> list[dict[str, Any]]:
    """The clauses; their number stands in the first column."""
    lines = CalamineWorkbook.from_path(folder / "惠企政策条款台账.xlsx").get_sheet_by_name(
        "政策条款"
    )
    grid = lines.to_python()
    top = next(index for index, line in enumerate(grid) if line[0] == "条款序号")
    return [
        dict(zip(grid[top], line, strict=True))
        for line in grid[top + 1 :]
        if isinstance(line[0], float)
    ]


def test_requests_through_several_doors_are_one(folder: Path) -> None:
    own = of_year(rows_of(folder, "企业诉求台账.xlsx", "诉求台账"), "登记日期", 2023)
    joined = rows_of(folder, "企业诉求台账.xlsx", "并案登记")
    numbers = {row["诉求编号"] for row in own}
    assert (len(own), len(joined)) == (186, 3)
    assert sum(row["办理结果"] == "已解决" for row in own) == 171
    assert {day(row["登记日期"]) for row in joined} == {date(2023, 9, 25)}
    assert {row["并入诉求编号"] for row in joined} <= numbers
    for row in own:
        answered, done = day(row["响应日期"]), day(row["办结日期"])
        assert day(row["登记日期"]) <= answered  # type: ignore[operator]
        assert done is None or done >= day(row["登记日期"])  # type: ignore[operator]


def test_the_zone_has_offers_of_every_factor(folder: Path) -> None:
    offers = rows_of(folder, "要素供给台账.xlsx")
    assert {row["要素类别"] for row in offers} == {"用地", "用能", "用资", "用工"}
    assert len({row["供给编号"] for row in offers}) == len(offers) == 15
    requests = rows_of(folder, "企业诉求台账.xlsx", "诉求台账")
    said = [row["需求数量"] for row in requests if row["需求数量"]]
    assert len(said) > 100 and all(one[0].isdigit() for one in said)


def test_returns_say_what_tax_benefits_ask_for(folder: Path) -> None:
    (row,) = [one for one in returns(folder, 2023) if one["企业名称"] == "兰州陇测智感科技有限公司"]
    profit, spent = row["净利润（万元）"], row["研发费用总额（万元）"]
    assert row["年应纳税所得额（万元）"] == profit * 118 // 100 - spent
    assert {one["不适用加计扣除行业"] for one in returns(folder, 2023)} <= {"是", "否", ""}
    assert any(one["西部鼓励类产业收入（万元）"] == "" for one in returns(folder, 2023))


def test_every_rating_belongs_to_a_request(folder: Path) -> None:
    requests = {row["诉求编号"] for row in rows_of(folder, "企业诉求台账.xlsx", "诉求台账")}
    ratings = rows_of(folder, "企业诉求台账.xlsx", "评价台账")
    assert {row["诉求编号"] for row in ratings} <= requests
    year = of_year(ratings, "评价日期", 2023)
    good = [row for row in year if "不满意" not in row["评价等级"]]
    assert (len(year), len(good)) == (164, 157)


def test_an_area_inside_another_carrier_counts_once(folder: Path) -> None:
    rows = [
        row
        for row in rows_of(folder, "孵化载体台账.xlsx")
        if day(row["认定日期"]) <= END  # type: ignore[operator]
        and (day(row["摘牌日期"]) or date.max) > END
    ]
    top = [row for row in rows if row["上级载体"] == ""]
    names = {row["载体名称"]: row for row in top}
    assert printed(total(top, "建筑面积（平方米）") / 10_000, 0) == 95
    assert total(rows, "建筑面积（平方米）") > total(top, "建筑面积（平方米）")
    for row in rows:
        if row["上级载体"]:
            parent = names[row["上级载体"]]
            assert parent["建筑面积（平方米）"] > row["建筑面积（平方米）"]


def test_science_projects_count_when_approved_by_state_or_province(folder: Path) -> None:
    rows = of_year(rows_of(folder, "科技项目台账.xlsx"), "立项日期", 2023)
    counted = [row for row in rows if row["级别"] in ("国家级", "省级")]
    assert len(counted) == 73
    assert len(rows) > 73
    assert len({row["立项编号"] for row in rows}) == len(rows)


def returns(folder: Path, *years: int) -> list[dict[str, Any]]:
    """The returns of these years."""
    return [row for year in years for row in rows_of(folder, "企业申报数据.xlsx", f"{year}年")]


def test_story_d_stands_one_wan_under_the_threshold(folder: Path) -> None:
    rows = returns(folder, 2021, 2022, 2023)

    def three_years(name: str, head: str) -> tuple[int, Decimal]:
        own = [row for row in rows if row["企业名称"] == f"兰州{name}科技有限公司"]
        return len([row for row in own if row[head] != ""]), total(own, head)

    spent = "研发费用总额（万元）"
    sales = three_years("陇测智感", "销售收入（万元）")
    assert sales == (3, 11_240)
    assert three_years("陇测智感", spent) == (3, 561)
    assert three_years("陇测慧观", spent) == (3, 562)
    assert three_years("陇测远析", spent) == (0, 0)
    assert 561 * 100 < 5 * sales[1] <= 562 * 100


def test_some_eleven_hundred_enterprises_file_four_years(folder: Path) -> None:
    rows = returns(folder, 2020, 2021, 2022, 2023)
    assert 1_000 <= len({row["统一社会信用代码"] for row in rows}) <= 1_200
    assert len({(row["统一社会信用代码"], row["申报年度"]) for row in rows}) == len(rows)
    known = {row["统一社会信用代码"]: row for row in enterprises(folder)}
    for row in rows:
        filed = day(row["填报日期"])
        assert in_zone(known[row["统一社会信用代码"]], filed), row  # type: ignore[arg-type]
        assert filed.year > int(row["申报年度"])  # type: ignore[union-attr]


def test_many_stand_exactly_on_the_threshold_of_research(folder: Path) -> None:
    exact = [
        row
        for row in returns(folder, 2022)
        if row["研发费用总额（万元）"] not in ("", 0)
        and 20 * row["研发费用总额（万元）"] == row["销售收入（万元）"]
    ]
    assert len(exact) >= 40


def test_nine_events_were_held(folder: Path) -> None:
    rows = of_year(rows_of(folder, "招商推介活动台账.xlsx"), "举办日期", 2023)
    assert sum(row["活动状态"] == "已举办" for row in rows) == 9
    assert len(rows) == 10


def test_investors_are_counted_not_their_projects(folder: Path) -> None:
    signed = [row["乙方"] for row in rows_of(folder, "签约项目台账（招商一组）.xlsx", "2023年")
              if row["协议类型"] == "正式合同"]  # fmt: skip
    signed += [
        row["投资企业"]
        for row in of_year(rows_of(folder, "招商二组项目签约情况.xlsx"), "签约时间", 2023)
    ]
    rows = [
        row
        for row in rows_of(folder, "重点投资方名录.xlsx", "投资方名录")
        if row["投资方"] in signed
    ]
    top = {row["投资方"] for row in rows if row["投资方类别"] != ""}
    assert len(top) == 5
    assert len({row["投资方"] for row in rows if row["是否上市公司"] == "是"}) == 2
    assert sum(name in top for name in signed) == 6


def test_major_projects_complete_what_the_last_plan_says(folder: Path) -> None:
    book = "重大项目台账.xlsx"
    states: dict[str, str] = {}
    for row in rows_of(folder, book, "列入情况"):
        if row["年度"] == "2023":
            states[row["项目名称"]] = row["列入状态"]
    listed = {name for name, state in states.items() if state == "列入"}
    latest: dict[str, float] = {}
    for row in rows_of(folder, book, "年度计划"):
        if row["年度"] == "2023" and row["项目名称"] in listed:
            latest[row["项目名称"]] = row["年度计划投资（万元）"]
    months = of_year(rows_of(folder, book, "投资月报"), "月份", 2023)
    done = total([row for row in months if row["项目名称"] in listed], "本月完成投资（万元）")
    assert len(listed) == 9
    assert sorted(states.values()).count("申报") == 3
    assert printed(done / 10_000, 1) == Decimal("24.1")
    assert printed(done * 100 / Decimal(sum(latest.values())), 0) == 102
    others = rows_of(folder, "固定资产投资项目月报.xlsx")
    everything = total(months, "本月完成投资（万元）") + total(others, "本月完成投资（万元）")
    assert printed(everything / 10_000, 1) == Decimal("232.6")


def test_no_project_is_paid_more_than_it_costs_nor_runs_backwards(folder: Path) -> None:
    cost = {row["项目名称"]: row["总投资（万元）"] for row in rows_of(folder, "重点项目台账.xlsx")}
    done: dict[str, float] = defaultdict(float)
    year: dict[tuple[str, int], float] = defaultdict(float)
    for row in rows_of(folder, "重大项目台账.xlsx", "投资月报"):
        month = day(row["月份"])
        assert month is not None
        done[row["项目名称"]] += row["本月完成投资（万元）"]
        year[row["项目名称"], month.year] += row["本月完成投资（万元）"]
        assert row["自年初累计（万元）"] == year[row["项目名称"], month.year]
    assert {name: amount for name, amount in done.items() if amount > cost[name]} == {}


def test_one_project_is_completed_and_about_to_be_used(folder: Path) -> None:
    waiting = [
        row
        for row in rows_of(folder, "重点项目台账.xlsx")
        if (day(row["竣工日期"]) or date.max) <= END
        and all((day(row[head]) or date.max) > END for head in ("投用日期", "投产日期"))
    ]
    assert len(waiting) == 1


def test_the_worksheet_gives_every_stated_level_and_growth(folder: Path) -> None:
    rows = rows_of(folder, "增加值核算工作表.xlsx")

    def level(*names: str) -> Decimal:
        chosen = [row for row in rows if row["核算行业"] in names]
        return total(chosen, "现价增加值（千元）") / 100_000

    def growth(*names: str) -> Decimal:
        chosen = [row for row in rows if row["核算行业"] in names]
        now, then = (
            total([row for row in chosen if row["年度"] == year], "不变价增加值（千元）")
            for year in ("2023", "2022")
        )
        return now * 100 / then - 100

    assert printed(level("农业"), 2) == Decimal("1.39")
    assert printed(level("工业"), 1) == Decimal("205.8")
    assert printed(level("建筑业"), 1) == Decimal("31.5")
    assert printed(level("工业", "建筑业"), 1) == Decimal("237.3")
    assert printed(level("服务业"), 1) == Decimal("113.6")
    whole = level("农业", "工业", "建筑业", "服务业")
    assert printed(whole, 1) == Decimal("352.3")
    high = total([row for row in rows if row["是否高技术"] == "是"], "现价增加值（千元）")
    assert printed(high / 1_000 / whole, 1) == Decimal("34.3")
    assert printed(growth("农业"), 0) == 5
    assert printed(growth("工业", "建筑业"), 1) == Decimal("2.2")
    assert [printed(growth(one), 1) for one in ("工业", "建筑业", "服务业")] == [
        Decimal("1.2"),
        Decimal("8.3"),
        Decimal("5.7"),
    ]


def test_every_cited_document_of_the_later_ledgers_is_listed(folder: Path) -> None:
    listed = {row["文号"] for row in rows_of(folder, "文件目录.xlsx")}
    for path in folder.glob("*.xlsx"):
        if "条款" not in path.name and "办件" not in path.name:  # a case has papers of its own
            for row in rows_of(folder, path.name):
                cited = [row[head] for head in row if head.endswith("文号")]
                assert {one for one in cited if one} <= listed, path.name


def test_real_names_carry_only_what_is_public(folder: Path) -> None:
    products = rows_of(folder, "重点产品进展台账.xlsx")
    public = [row for row in products if row["数据性质"] == "公开报道"]
    assert all(row["企业名称"] == "" and "公" in row["依据"] for row in public)
    centres = rows_of(folder, "区域销售结算中心台账.xlsx")
    assert [row["结算中心简称"] for row in centres] == ["赣兴", "萍钢", "长力"]
    assert {row["登记时间"] for row in centres} == {"不晚于2023年12月31日"}
    ranks = {row["榜单名称"] + row["评价年度"]: row for row in rows_of(folder, "榜单排名台账.xlsx")}
    bio = [ranks[f"生物医药园区竞争力{year}"]["位次"] for year in (2022, 2023)]
    assert bio[0] - bio[1] == 38


def test_every_row_says_whether_it_is_invented(folder: Path) -> None:
    badges = {"模拟", "公开报道", "演示假定"}
    for path in folder.glob("*.xlsx"):
        if "条款" not in path.name:
            assert {row["数据性质"] for row in rows_of(folder, path.name)} <= badges, path.name


def test_names_of_the_real_enterprises_of_the_report_stand_nowhere_else(folder: Path) -> None:
    real = ("赣兴", "萍钢", "长力", "中农威特", "佛慈", "兰州生物", "中牧")
    for path in folder.glob("*.xlsx"):
        if "结算中心" in path.name or "条款" in path.name:
            continue
        for row in rows_of(folder, path.name):
            assert not any(name in str(value) for value in row.values() for name in real)


def test_the_readme_lists_every_sheet_and_column(folder: Path) -> None:
    text = (demo.HERE / "README.md").read_text("utf-8")
    for ledger in demo.manifest(demo.workbooks(demo.SEED, demo.calibration())[0]):
        assert ledger.workbook in text
        assert f"`{ledger.sheet}` → {ledger.register}" in text
