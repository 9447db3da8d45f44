"""Layouts beside the usual table: several tables on a sheet, cross tables, days and units in columns."""

import pytest


def kinds(reading):
    return " ".join(line.kind for line in reading.layout.lines)


def values(reading, *names):
    return [tuple(str(one.values.get(name, "")) for name in names) for one in reading.entries]


def test_a_letter_above_the_header_is_no_header(tables):
    text = """
    关于报送2023年招商引资签约项目的报告
    区管委会：
    现将签约情况报告如下。全年共签约项目3个，总投资12亿元。
    编制单位：|招商局||编制日期：|2024年1月5日|
    |||||
    项目名称|签约时间|签约客商|合同总额（亿元）|招引单位|备注
    甲生物项目|2023年3月5日|甲生物有限公司|3.5|一组|
    乙材料项目|二〇二三年五月六日|乙材料有限公司|5|二组|
    丙项目|2023.8|丙公司|〃|同上|
    合计|||12||
    第 1 页，共 1 页|||||
    """
    (found,) = tables(text.rstrip())
    assert kinds(found) == "title title title title blank header data data data total note"
    assert values(found, "signed_on", "amount_fen", "group") == [
        ("2023-03-05", "35000000000", "一组"),
        ("2023-05-06", "50000000000", "二组"),
        ("2023-08", "50000000000", "二组"),
    ]


def test_header_words_may_run_on_in_the_row_below(tables):
    text = """
    序|项目|签约|投资|总投资|协议
    号|名称|日期|方|（万元）|类型
    1|甲项目|2023-05-06|甲公司|12000|正式合同"""
    (found,) = tables(text)
    wanted = ("project", "signed_on", "investor", "amount_fen", "kind")
    assert values(found, *wanted) == [("甲项目", "2023-05-06", "甲公司", "12000000000", "contract")]


def test_a_day_may_stand_in_three_columns(tables):
    text = """
    项目名称|投资方|签约时间|<|<|总投资（万元）
    ^|^|年|月|日|^
    甲项目|甲公司|2023|5|6|12000
    乙项目|乙公司|#2023|#6||3000"""
    (found,) = tables(text)
    assert values(found, "signed_on") == [("2023-05-06",), ("2023-06",)]


def test_each_row_may_have_its_unit_beside_the_amount(tables):
    text = """
    项目名称|签约日期|投资额|单位|投资方
    甲|2023-05-06|#1.2|亿元|甲公司
    乙|2023-05-06|1,200|万元|乙公司"""
    (found,) = tables(text)
    assert values(found, "amount_fen") == [("12000000000",), ("1200000000",)]


STACKED = """
2023年企业迁移情况
一、迁入企业
序号|企业名称|统一社会信用代码|迁入日期|入区方式
1|甲公司||2023-02-03|迁入
2|乙公司||2023-02-05|迁入
二、认定企业
序号|企业名称|证书编号|发证日期|有效期至
1|丙公司|GR1|2023-03-03|2026-03-02
2|丁公司|GR2|2023-04-03|2026-04-02
注：高新技术企业"""


def test_a_second_header_begins_a_second_table(tables):
    first, second = tables(STACKED)
    assert (first.grid.called, second.grid.called) == ("表/1", "表/2")
    assert kinds(first) == (
        "title title header data data elsewhere elsewhere elsewhere elsewhere elsewhere"
    )
    assert [entry.row + 1 for entry in second.entries] == [8, 9]
    assert values(first, "entity", "from_on")[0] == ("甲公司", "2023-02-03")
    assert second.grid.ref(7, 1).where == "表 B8"


def test_the_same_header_again_begins_no_table(tables):
    text = """
    序号|项目名称|签约日期|总投资
    1|甲|2023-05-06|5
    序号|项目名称|签约日期|总投资
    2|乙|2023-05-06|5"""
    (found,) = tables(text)
    assert kinds(found) == "header data repeat data"


def test_a_header_that_stands_twice_in_a_row_makes_two_tables(tables):
    text = """
    2023年新登记企业
    序号|企业名称|信用代码|登记日期||序号|企业名称|信用代码|登记日期
    1|甲公司||2023-01-05||3|丙公司||2023-02-05
    2|乙公司||2023-01-06||||| """
    left, right = tables(text)
    assert values(left, "name", "established_on") == [
        ("甲公司", "2023-01-05"),
        ("乙公司", "2023-01-06"),
    ]
    assert values(right, "name", "established_on") == [("丙公司", "2023-02-05")]
    assert right.grid.ref(2, 6).key == "G3"


def test_periods_that_head_columns_make_one_table_each(tables):
    text = """
    2022年主要经济指标
    指标|单位|一季度|上半年|全年
    地区生产总值|亿元|80.1|170.2|342.1
    第一产业增加值|亿元|0.3||1.39"""
    found = tables(text)
    assert [values(one, "indicator", "period", "value") for one in found] == [
        [("gdp", "2022-Q1", "80.1"), ("va_primary", "2022-Q1", "0.3")],
        [("gdp", "2022-01..2022-06", "170.2"), ("va_primary", "2022-01..2022-06", "")],
        [("gdp", "2022", "342.1"), ("va_primary", "2022", "1.39")],
    ]


def test_indicators_that_head_columns_make_one_table_each(tables):
    text = """
    时期|地区生产总值（亿元）|同比增长（%）|第一产业增加值（亿元）
    2021年|310.1|6.1|1.2
    2022年|342.1|4.6|1.39"""
    gdp, primary = tables(text)
    assert values(gdp, "indicator", "period", "value", "growth")[1] == (
        "gdp",
        "2022",
        "342.1",
        "4.6",
    )
    assert values(primary, "indicator", "value") == [("va_primary", "1.2"), ("va_primary", "1.39")]


def test_a_header_may_run_down_a_column(tables):
    text = """
    签约项目情况表
    项目名称|甲项目|乙项目
    投资方|甲公司|乙公司
    签约日期|2023-05-06|2023年6月
    总投资（万元）|#10|#20
    协议类型|正式合同|框架协议"""
    (found,) = tables(text)
    assert found.register.key == "signing"
    assert values(found, "project", "signed_on", "kind") == [
        ("甲项目", "2023-05-06", "contract"),
        ("乙项目", "2023-06", "framework"),
    ]
    assert found.grid.ref(2, 3).key == "C4"


def test_headings_say_a_code_for_the_rows_below_them(tables):
    text = """
    2023年优质中小企业名单
    序号|企业名称|统一社会信用代码|公布日期|有效期
    一、专精特新中小企业（2家）
    1|甲公司||2023-05-06|2023年5月6日至2026年5月5日
    2|乙公司||2023-05-06|2023.5.6—2026.5.5
    二、创新型中小企业（1家）
    1|丙公司||2023-05-06|2026-05-05"""
    (found,) = tables(text)
    assert values(found, "qualification", "valid_to") == [
        ("srdi_sme", "2026-05-06"),
        ("srdi_sme", "2026-05-06"),
        ("innovative_sme", "2026-05-06"),
    ]


SUMS = """
项目名称|招商组|签约日期|总投资（万元）
一组||| #30
甲|一组|2023-05-06|#10
乙|一组|2023-05-07|#20
二组|||#70
丙|二组|2023-05-06|#30
丁|二组|2023-05-07|#40
全区|||#100"""


def test_a_row_that_sums_others_is_a_total_whatever_it_is_called(tables):
    (found,) = tables(SUMS)
    assert kinds(found) == "header total data data total data data total"


GOES_ON = """
序号|项目名称|签约日期|总投资（万元）|建设内容
1|甲|2023-05-06|#10|建设厂房，
||||二期建设仓库
2|乙|2023-05-07|#20|办公楼
3|丙|2023-05-07|#20|办公楼"""


def test_a_row_that_only_goes_on_with_a_text_belongs_to_the_row_above(tables):
    (found,) = tables(GOES_ON)
    assert kinds(found) == "header data continued data data"
    assert found.entries[0].extra == {"建设内容": "建设厂房，二期建设仓库"}


THIN = """
序号|项目名称|投资方|签约日期|总投资（万元）|协议类型
1|甲|甲公司|2023-05-06|#10|正式合同
2|乙|乙公司|2023-05-07|#20|正式合同
|以下为框架协议项目||||
3|丙|丙公司|2023-05-07|#20|框架协议
4|丁|丁公司|2023-05-07|#20|框架协议"""


def test_a_row_that_nobody_can_tell_is_refused_until_a_person_says_what_it_is(read):
    thin = read(THIN, "signing").entries[2]
    assert [one.message.key for one in thin.refused] == ["workbooks.row_doubtful"]
    assert read(THIN, "signing", rows={4: "data"}).entries[2].refused == []
    assert len(read(THIN, "signing", rows={4: "aside"}).entries) == 4


def test_a_person_names_the_header_and_what_holds_for_all_rows(read):
    text = """
    清单|甲方案|乙方案
    单位|证号|发证日
    甲公司|GR1|2023-10-10
    乙公司|GR2|2023-10-11"""
    said = {"head": (1, 1), "constants": {"qualification": "高企"}}
    found = read(text, "certificate", answers={"单位": "entity", "证号": "certificate_no"}, **said)
    assert values(found, "entity", "qualification", "granted_on") == [
        ("甲公司", "hnte", "2023-10-10"),
        ("乙公司", "hnte", "2023-10-11"),
    ]
    again = read(text.replace("清单|甲方案|乙方案\n", ""), "certificate", learned=found.remembered)
    assert values(again, "qualification") == [("hnte",), ("hnte",)]


def test_a_required_column_that_only_its_cells_give_away_is_asked_about(read):
    text = """
    上榜单位|证书编号|发证日期
    甲科技有限公司|GR1|2023-10-10
    乙材料有限公司|GR2|2023-10-11"""
    found = read(text, "certificate", constants={"qualification": "高企"})
    assert [(one.message.key, one.level) for one in found.findings] == [
        ("workbooks.column_by_contents", "ask")
    ]
    assert values(found, "entity")[0] == ("甲科技有限公司",)
    assert "上榜单位" not in found.remembered["columns"]


def test_a_header_is_not_believed_where_the_cells_say_otherwise(read):
    text = """
    企业名称|信用代码|主体类型|登记日期
    甲有限公司||批发业|2023-05-06
    乙有限公司||零售业|2023-05-07
    丙有限公司||制造业|2023-05-08"""
    found = read(text, "entity")
    assert "kind" not in found.header_map.index_of
    assert found.entries[0].extra == {"主体类型": "批发业"}


@pytest.mark.parametrize(
    ("header", "column"),
    [("牵头科室", "group"), ("合同签署年月", "signed_on"), ("引资总额", "amount_fen")],
)
def test_words_of_one_meaning_name_one_column(read, header, column):
    text = (
        f"项目名称|签约时间|{header}\n甲项目|2023-05-06|\n"
        if column != "signed_on"
        else (f"项目名称|{header}|备注\n甲项目|2023-05-06|")
    )
    assert column in read(text, "signing").header_map.index_of


def test_a_plan_is_no_fact_and_a_tax_day_no_day_of_registration(read):
    text = "企业名称|税务登记日期|年报日期\n甲公司|2023-05-06|2023-05-07"
    assert "established_on" not in read(text, "entity").header_map.index_of


def test_lines_above_the_header_say_what_holds_for_all_rows(read):
    text = """
    2022年主要指标（快报）
    发布单位：市统计局||发布日期：2023年1月19日
    指标名称|期间|数值（亿元）
    地区生产总值|2022年|342.1"""
    (entry,) = read(text, "statement").entries
    assert (entry.values["issuer"], str(entry.values["released_on"])) == ("市统计局", "2023-01-19")
    assert entry.values["vintage"] == "preliminary"


def test_a_code_behind_a_name_is_taken_apart(read):
    text = """
    企业名称（信用代码）|登记日期
    甲公司（91620199MA710700X4）|2023-05-06
    乙公司 91620199MA710700X5|2023-05-06"""
    good, bad = read(text, "entity").entries
    assert good.values["name"] == "甲公司"
    assert [one.message.key for one in bad.refused] in (
        ["workbooks.code_check_digit"],
        ["workbooks.code_organisation_digit"],
    )
