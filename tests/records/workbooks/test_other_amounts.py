"""Amounts, units, currencies and days in layouts that offices like: what stands beside, above, below."""

from .test_other_layouts import kinds, values


def test_a_small_table_beside_the_header_is_not_read_and_is_told_of(read):
    text = """
    项目名称|签约日期|总投资||按组统计|个数
    一月|<|<|||
    甲|2023-01-06|5||一组|9
    乙|2023-01-07|5|||"""
    found = read(text, "signing")
    assert kinds(found) == "header section data data"
    text = text.replace("||按组统计|个数", "|||")
    found = read(text, "signing")
    assert [(one.message.key, one.level) for one in found.findings] == [
        ("workbooks.beside", "warning")
    ]
    assert kinds(found) == "header section data data"


def test_another_currency_beside_the_amount_is_refused(read):
    text = """
    项目名称|签约日期|投资额（万元）|币种
    甲|2023-05-06|#5|人民币
    乙|2023-05-06|#6|〃
    丙|2023-05-06|#7|欧元
    丁|2023-05-06|#8|〃"""
    entries = read(text, "signing").entries
    assert [one.values.get("amount_fen") for one in entries] == [5_000_000, 6_000_000, None, None]
    assert [len(one.refused) for one in entries] == [0, 0, 1, 1]


def test_a_label_merged_across_names_is_no_record(read):
    text = """
    编号|项目名称|投资方|总投资（万元）
    云台片区|<|<|#30
    1|甲|甲公司|#10
    2|乙|乙公司|#20
    天河片区|<|<|
    3|丙|丙公司|#30"""
    assert kinds(read(text, "project")) == "header total data data section data"


def test_units_may_stand_in_the_last_row_of_the_header_or_above_it(rows_of):
    below = """
    项目名称|投资情况|<|签约日期
    ^|总投资|用地|^
    ^|亿元|亩|^
    甲|#1.5|#20|2023-05-06"""
    assert rows_of(below, "signing", "amount_fen") == [("15000000000",)]
    above = """
    ||单位：亿元|单位：%
    指标名称|期间|数值|同比增长
    地区生产总值|2022年|#342.1|#4.6"""
    assert rows_of(above, "statement", "value", "growth") == [("342.1", "4.6")]


def test_a_period_may_stand_in_two_columns(tables):
    text = """
    年度|时段|地区生产总值（亿元）|一产增加值（亿元）
    2021年|一季度|#62.5|
    ^|全年|#297.8|#1.2
    2022年|上半年|#150.2|#0.6"""
    gdp, primary = tables(text)
    assert [one[0] for one in values(gdp, "period")] == ["2021-Q1", "2021", "2022-01..2022-06"]
    assert values(primary, "indicator", "value")[1] == ("va_primary", "1.2")


def test_what_ends_before_it_began_is_refused_at_its_end(read):
    text = "企业名称|入区日期|出区日期\n甲公司|2023-06-19|2023-06-09\n乙公司|2023年|2023-06-09"
    first, second = read(text, "membership").entries
    assert [(one.message.key, one.where.key) for one in first.refused] == [
        ("workbooks.ends_before", "C2")
    ]
    assert second.refused == []


def test_the_year_is_that_of_the_title_or_what_a_person_names(read):
    text = """
    关于2023年签约情况的通报
    各组要在2024年1月15日前完成
    项目名称|签约日期
    甲|5月6日"""
    assert str(read(text, "signing").entries[0].values["signed_on"]) == "2023-05-06"
    told = read(text, "signing", constants={"@year": "2022"})
    assert str(told.entries[0].values["signed_on"]) == "2022-05-06"


def test_the_month_of_a_monthly_return_stands_in_its_title(read):
    text = """
    2023年10月份重点项目投资完成情况表
    填报单位：规划建设局||单位：万元|
    项目名称|建设单位|本月完成|1-10月累计完成
    甲项目|甲公司|#5|#50
    乙项目|乙公司|#6|#60"""
    found = read(text)
    assert found.register.key == "monthly_investment"
    assert str(found.entries[0].values["month_on"]) == "2023-10"
    assert found.entries[0].values["cumulative_fen"] == 50_000_000
    assert [one for one in found.header_map.supplied if one != "month_on"] == []
