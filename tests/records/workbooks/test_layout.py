"""Titles, headers, totals, sections and notes: every row of a sheet is something, none is dropped."""

import os

from hypothesis import given, settings
from hypothesis import strategies as st

from zonebook.core.catalog import shipped
from zonebook.records import registers
from zonebook.records.workbooks.reading import read_sheet
from zonebook.records.workbooks.rows import Setting

from .notation import DAY, sheet

CASES = settings(max_examples=5000 if os.environ.get("ZONEBOOK_LONG") else 60, deadline=None)

SIGNINGS = """
2023年签约项目台账|<|<|<|<|<|<|<
填报单位：招商局|||||单位：万元|<|<
序号|项目名称|投资方|签约情况|<|<|总投资|备注
^|^|^|签约日期|协议类型|签约活动|^|^
1|2|3|4|5|6|7|8
一、招商一组|<|<|<|<|<|<|<
#1|甲项目|甲公司|5月6日|正式合同|兰洽会|12,000|加快推进
#2|乙项目|^|5月|框架协议|^|1.2亿元|/
小计||||||#24000|
序号|项目名称|投资方|签约情况|||总投资|备注
二、招商二组
#1|丙项目|丙公司|@2023-06-01|合同|—|#5000|
#3|||||||
|||||||
合  计||||||#29000|
注：1.本表由招商局填报。
  2.金额为合同金额。
填表人：张三||审核人：李四
"""


def kinds(reading):
    return [line.kind for line in reading.layout.lines]


def test_every_row_of_a_sheet_is_something(read):
    assert " ".join(kinds(read(SIGNINGS, "signing"))) == (
        "title title header header numbers section data data total repeat section data blank "
        "blank total note note note"
    )


def test_rows_say_what_their_reader_sees(rows_of):
    assert rows_of(
        SIGNINGS, "signing", "project", "investor", "signed_on", "kind", "amount_fen"
    ) == [
        ("甲项目", "甲公司", "2023-05-06", "contract", "12000000000"),
        ("乙项目", "甲公司", "2023-05", "framework", "12000000000"),
        ("丙项目", "丙公司", "2023-06-01", "contract", "5000000000"),
    ]


def test_unknown_columns_and_the_section_stay_with_the_row(read):
    entries = read(SIGNINGS, "signing").entries
    assert [one.extra for one in entries] == [{"备注": "加快推进"}, {}, {}]
    assert [one.section for one in entries] == ["一、招商一组", "一、招商一组", "二、招商二组"]


def test_the_register_is_known_by_its_header(read):
    assert read(SIGNINGS).register.key == "signing"


def test_a_header_of_two_rows_without_merged_cells_is_joined(rows_of):
    text = """
    高新技术企业台账（截至2023年12月）
    序号|企业名称|证书编号|认定情况|||到期日
    |||批次|认定时间|方式|
    1|甲公司|GR1|第一批|2023年10月|重新认定|2026-10-15
    """
    columns = ("entity", "batch", "granted_on", "kind", "valid_to", "qualification")
    assert rows_of(text, "certificate", *columns) == [
        ("甲公司", "第一批", "2023-10", "renewal", "2026-10-16", "hnte")
    ]


def test_a_header_of_three_rows_is_joined(rows_of):
    text = """
    序号|企业|<|认定|<|<
    ^|名称|统一代码|情况|<|证书编号
    ^|^|^|认定日期|方式|^
    1|甲公司||2023.10.16|新认定|GR1
    """
    assert rows_of(text, "certificate", "granted_on", "kind", "certificate_no") == [
        ("2023-10-16", "recognition", "GR1")
    ]


def test_a_plain_table_is_read_as_it_stands(rows_of):
    text = "项目名称|签约日期|签约金额（亿元）\n甲项目|2023-05-06|1.39"
    assert rows_of(text, "signing", "project", "amount_fen") == [("甲项目", "13900000000")]


def test_the_unit_comes_from_cell_format_header_note_or_register(rows_of):
    head = "项目名称|签约日期|总投资{}\n甲|2023-05-06|#5"
    for text, fen in [
        (head.format("（亿元）"), 5 * 10**10),
        (head.format("/万元"), 5 * 10**6),
        (head.format("（单位：元）"), 500),
        ("单位：亿元||\n" + head.format(""), 5 * 10**10),
        (head.format("") + "\n注：金额单位为元||", 500),
        (head.format(""), 5 * 10**6),
    ]:
        assert rows_of(text, "signing", "amount_fen") == [(str(fen),)], text


def test_an_unreadable_unit_in_the_header_is_a_located_finding(read):
    found = read("项目名称|签约日期|总投资（万磅）\n甲|2023-05-06|5", "signing").findings
    assert [(one.message.key, one.where.key) for one in found] == [("workbooks.header_unit", "C1")]


def test_a_missing_and_a_doubled_column_are_located_findings(read):
    found = read("投资方|签约日期|总投资\n甲|2023-05-06|5", "signing").findings
    assert [one.message.key for one in found] == ["workbooks.column_missing"]
    found = read("项目名称|项目名称|签约日期\n甲|乙|2023-05-06", "signing").findings
    assert [(one.message.key, one.where.key) for one in found] == [
        ("workbooks.column_doubled", "B1")
    ]


def test_planned_days_are_not_taken_for_facts(read):
    text = "项目名称|投资方|计划开工日期|约定投产时间|拟投资额（亿元）\n甲|乙公司|2025-05|2026-06|5"
    found = read(text, "project")
    assert "started_on" not in found.header_map.index_of
    assert found.entries[0].extra == {"计划开工日期": "2025-05", "约定投产时间": "2026-06"}


def test_a_correction_of_the_header_map_is_followed_and_remembered(read):
    text = "名头|签约日期|数额\n甲项目|2023-05-06|5"
    answers = {"名头": "project", "数额": {"column": "amount_fen", "unit": "yi_yuan"}}
    corrected = read(text, "signing", answers=answers)
    assert corrected.entries[0].values["amount_fen"] == 5 * 10**10
    again = read(text, "signing", learned=corrected.header_map.remembered())
    assert again.entries[0].values == corrected.entries[0].values


def test_blanks_mean_as_above_only_where_the_map_says_so(rows_of):
    text = "投资方|项目名称|签约日期\n甲公司|一期|2023-05-06\n|二期|2023-05-07"
    above = {"投资方": {"column": "investor", "blank": "above"}}
    assert rows_of(text, "signing", "investor") == [("甲公司",), ("",)]
    assert rows_of(text, "signing", "investor", answers=above) == [("甲公司",), ("甲公司",)]


MONTHS = """
名称|登记日期|主体类型|住所
1月份
甲公司|2023-01-05|企业|云台街1号
乙公司|2023-01-06|企业|云台街2号
小计||2户|
制造业
丙公司|2023-02-05|企业|云台街3号
数据由登记窗口提供，月底更新。
合计（3户）||3户|
"""


def test_a_text_that_stands_alone_is_a_heading_a_note_or_a_record(read):
    assert " ".join(kinds(read(MONTHS, "entity"))) == (
        "header section data data total section data note total"
    )


def test_a_numeral_with_a_title_is_a_heading_and_with_a_sum_a_subtotal(read):
    text = """
    序号|项目名称|投资方|总投资|签约日期
    一|制造业项目
    1|甲|甲公司|#100|5月6日
    2|乙|乙公司|#200|5月7日
    二|服务业项目||#300|
    3|丙|丙公司|#300|5月8日"""
    found = read(text, "signing", name="2023年")
    assert " ".join(kinds(found)) == "header section data data total data"


def test_serial_numbers_in_words_are_no_headings(read):
    text = """
    序号|名称|注册资本|登记日期
    一|甲公司|#100|@2023-05-06
    二|乙公司|#100|@2023-05-07"""
    assert kinds(read(text, "entity")) == ["header", "data", "data"]


def test_a_group_head_with_the_word_name_below_is_what_the_group_is_called(rows_of):
    text = """
    项目|项目单位|<|总投资（亿元）
    ^|名称|社会信用代码|^
    甲项目|甲公司||1.5
    """
    assert rows_of(text, "project", "name", "entity") == [("甲项目", "甲公司")]


def test_offices_call_the_same_column_by_other_words(read):
    text = "企业全称|统一代码|进入日期|进入方式|退出日期|退出方式\n甲公司||2020-05-06|新设||"
    found = read(text)
    assert found.register.key == "membership"
    assert set(found.header_map.index_of) >= {"entity", "from_on", "came", "to_on", "went"}


def test_a_sheet_is_of_the_noun_whose_own_columns_it_shows(read):
    roster = (
        "企业名称|统一社会信用代码|成立日期|注册资本|入区日期\n甲公司||2020-05-06|100|2020-05-06"
    )
    moves = "企业名称|统一社会信用代码|变动类型|变动日期\n甲公司||迁入|2020-05-06"
    assert (read(roster).register.key, read(moves).register.key) == ("entity", "membership")


STREETS = """
序号|名称|登记日期|主体类型|住所
|云台街道
1|甲公司|2023-01-05|企业|云台街1号
2|乙公司|2023-01-06|企业|云台街2号
|小计：2户
|天河街道
3|丙公司|2023-02-05|企业|天河街3号
|兰台街道
4|丁公司|2023-02-06|企业|兰台街4号
分管领导：||审核：某某||制表：某某"""


def test_headings_stand_where_the_first_heading_stood(read):
    assert " ".join(kinds(read(STREETS, "entity"))) == (
        "header section data data total section data section data note"
    )


def test_one_word_below_the_header_is_no_further_header_row(read):
    text = """
    项目名称|建设节点||总投资（亿元）
    |开工|竣工|
    云台街道
    甲|2023-01-05||1.5
    乙|2023-01-06||2.5
    """
    found = read(text.rstrip(), "project")
    assert kinds(found) == ["header", "header", "section", "data", "data"]


def test_a_sum_under_a_group_head_is_the_group(rows_of):
    text = """
    项目名称|签约日期|协议总投资（万元）|<
    ^|^|合计|其中固投
    甲|2023-05-06|8600|5160"""
    assert rows_of(text, "signing", "project", "amount_fen") == [("甲", "8600000000")]


def test_a_unit_behind_the_indicator_is_that_of_its_value(rows_of):
    text = "时期|指标（计量单位）|指标值\n2022年|地区生产总值（亿元）|342.1"
    assert rows_of(text, "statement", "indicator", "value", "unit") == [("gdp", "342.1", "yi_yuan")]


def test_a_row_known_by_its_name_alone_is_data_not_a_heading(read):
    text = "序号|项目名称|签约日期|总投资\n1|甲|2023-05-06|5\n|乙项目||"
    assert kinds(read(text, "signing")) == ["header", "data", "data"]


WORDS = st.sampled_from(
    [
        "甲",
        "乙公司",
        "合计",
        "小计",
        "注：说明",
        "一、分组",
        "/",
        "",
        "",
        "#5",
        "5月",
        "序号",
        "项目名称",
    ]
)


@CASES
@given(st.lists(st.lists(WORDS, min_size=4, max_size=4), max_size=12))
def test_rows_read_are_the_sum_of_the_named_kinds(rows):
    text = "\n".join(["序号|项目名称|签约日期|总投资", *("|".join(row) for row in rows)])
    setting = Setting(DAY, shipped().units)
    reading = read_sheet(sheet(text), [registers.get("signing")], setting)
    assert [line.row for line in reading.layout.lines] == list(range(len(rows) + 1))
    assert len(reading.entries) == len(reading.layout.of_kind("data"))
