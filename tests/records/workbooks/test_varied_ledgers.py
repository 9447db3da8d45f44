"""What varied ledgers do: money in two currencies, phases, former names in brackets, batches, 15日."""

from __future__ import annotations

import pytest

CURRENCIES = """
    项目名称 | 签约日期   | 总投资（万元） | <                | <
    ^        | ^          | 人民币         | 外币（万美元）   | 折人民币（万元）
    {rows}
"""


def signings(read, rows):
    found = read(CURRENCIES.format(rows="\n".join(rows)), "signing")
    return [(one.values.get("amount_fen"), one.refused) for one in found.entries], found


def test_of_several_amounts_under_one_head_the_converted_one_is_meant(read):
    ((amount, refused),), found = signings(read, ["冷链中心 | 2023.5.6 | 900 | 300 | 3030"])
    assert (amount, refused) == (3_030_000_000, [])
    assert found.findings == ()


def test_where_nothing_was_converted_the_amount_in_our_own_money_counts(read):
    ((amount, refused),), _ = signings(read, ["冷链中心 | 2023.5.6 | 900 |  | "])
    assert (amount, refused) == (900_000_000, [])


def test_foreign_money_alone_is_refused_at_its_cell(read):
    ((amount, refused),), _ = signings(read, ["冷链中心 | 2023.5.6 |  | 300 | "])
    assert amount is None
    assert [(one.where.key, one.message.key) for one in refused] == [
        ("D3", "workbooks.not_converted")
    ]


def test_amounts_that_nobody_can_tell_apart_are_asked_about_and_not_left_out(read):
    drawn = """
        项目名称 | 签约日期   | 总投资（万元） | <
        ^        | ^          | 设备           | 厂房
        冷链中心 | 2023.5.6   | 900            | 300
    """
    findings = read(drawn, "signing").findings
    assert [(one.level, one.message.key) for one in findings] == [
        ("ask", "workbooks.amount_one_of")
    ]
    named = read(drawn, "signing", answers={"总投资（万元） / 设备": "amount_fen"})
    assert named.findings == () and named.entries[0].values["amount_fen"] == 900_000_000


def test_phases_in_a_column_of_their_own_are_called_by_name_and_phase(rows_of, read):
    drawn = """
        序号 | 项目名称   | 分期 | 总投资（亿元）
        1    | 光电产业园 | 一期 | 1.5
        ^    | ^          | 二期 | 2
        2    | 冷链中心   | 一期 | 3
    """
    assert rows_of(drawn, "project", "name", "phase") == [
        ("光电产业园一期", "一期"),
        ("光电产业园二期", "二期"),
        ("冷链中心", "一期"),
    ]
    remarks = read(drawn, "project").entries[0].remarks
    assert [one.message.key for one in remarks] == ["workbooks.named_with_phase"]


def test_rows_that_break_down_a_project_are_no_projects(read):
    drawn = """
        序号 | 项目名称       | 总投资（亿元） | 开工日期
        1    | 光电产业园     | 5.6            | 2021.6.18
             | 其中：一期工程 | 3.6            | 2021.6.18
             | 二期工程       | 2              | 2023.4
        2    | 二期工程扩建   | 3              | 2023.1
    """
    found = read(drawn, "project")
    assert [one.values["name"] for one in found.entries] == ["光电产业园", "二期工程扩建"]
    assert [one.row + 1 for one in found.layout.of_kind("part")] == [3, 4]


@pytest.mark.parametrize(
    ("said", "now", "then"),
    [
        ("兰泰疫苗有限公司（原名：兰泰生物厂）", "兰泰疫苗有限公司", "兰泰生物厂"),
        ("兰泰疫苗有限公司(原兰泰生物厂)", "兰泰疫苗有限公司", "兰泰生物厂"),
        ("兰泰疫苗有限公司（曾用名 兰泰）", "兰泰疫苗有限公司", "兰泰"),
        (
            "兰泰疫苗有限公司（原：兰泰（甘肃）有限公司）",
            "兰泰疫苗有限公司",
            "兰泰（甘肃）有限公司",
        ),
        ("兰泰（甘肃）疫苗有限公司", "兰泰（甘肃）疫苗有限公司", ""),
        ("兰泰疫苗有限公司（原料分厂区）", "兰泰疫苗有限公司（原料分厂区）", ""),
    ],
)
def test_a_former_name_in_brackets_is_a_former_name(rows_of, said, now, then):
    drawn = f"企业名称 | 成立日期\n{said} | 2020.1.2"
    assert rows_of(drawn, "entity", "name", "former_name") == [(now, then)]


def test_the_heading_of_a_block_says_its_batch(rows_of):
    drawn = """
        2023年高新技术企业名单 | < | < | <
        第一批（10月16日）     | < | < | <
        企业名称         | 证书编号       | 认定日期   | 有效期至
        兰泰疫苗有限公司 | GR202362000001 | 2023.10.16 | 2026.10.15
        启岳电子有限公司 | GR202362000002 | 2023.10.16 | 2026.10.15
        第二批（11月14日）     | < | < | <
        企业名称         | 证书编号       | 认定日期   | 有效期至
        陇晟软件有限公司 | GR202362000003 | 2023.11.14 | 2026.11.13
        昱川物流有限公司 | GR202362000004 | 2023.11.14 | 2026.11.13
    """
    found = [batch for (batch,) in rows_of(drawn, "certificate", "batch")]
    assert found == ["第一批", "第一批", "第二批", "第二批"]


PAYMENTS = """
    2023年3月政策资金兑现明细表 | < | < | < | < | <
    受益企业 | 信用代码 | 支持方向 | 级次 | 兑现金额（万元） | 兑现时间
    兰泰疫苗有限公司 | 91620199MA7715371E | 科技 | 省级 | {amount} | {day}
"""


def test_a_day_alone_is_of_the_month_that_the_title_names(rows_of):
    drawn = PAYMENTS.format(amount="5", day="15日")
    assert rows_of(drawn, "fund_payment", "entity", "paid_on", "kind") == [
        ("兰泰疫苗有限公司", "2023-03-15", "payment")
    ]


def test_a_day_alone_is_of_the_month_of_its_section_before_that_of_the_title(rows_of):
    drawn = """
        2023年免费刻章登记表 | < | <
        企业名称         | 套数 | 领取日期
        六月             |      |
        兰泰疫苗有限公司 | 壹套 | 5日
        七月             |      |
        启岳电子有限公司 | 2套  | 6日
        陇晟软件有限公司 | 1    | 7月8日
    """
    assert rows_of(drawn, "seal_set", "issued_on", "sets") == [
        ("2023-06-05", "1"),
        ("2023-07-06", "2"),
        ("2023-07-08", "1"),
    ]


def test_a_payment_below_zero_is_money_returned_unless_the_row_says_what_it_is(rows_of):
    drawn = PAYMENTS.format(amount="（3.2）", day="2023.3.5")
    assert rows_of(drawn, "fund_payment", "amount_fen", "kind") == [("-3200000", "return")]


@pytest.mark.parametrize(("word", "amount"), [("拨付", "-3"), ("退回", "3")])
def test_a_word_and_a_sign_that_contradict_one_another_are_refused(read, word, amount):
    drawn = f"""
        企业名称         | 收付类型 | 资金名称 | 支持方向 | 级次 | 兑现金额（万元） | 兑现时间
        兰泰疫苗有限公司 | {word}   | 研发奖补 | 科技     | 省级 | {amount}         | 2023.3.5
    """
    (entry,) = read(drawn, "fund_payment").entries
    assert [(one.where.key, one.message.key) for one in entry.refused] == [
        ("F2", "workbooks.sign_contradicts")
    ]


def test_a_step_that_has_not_come_is_no_day_and_no_error(read):
    drawn = """
        企业名称         | 诉求事项 | 来源 | 类别 | 收到日期  | 办结日期
        兰泰疫苗有限公司 | 用地     | 走访 | 用地 | 2023.5.6  | 未办结
        启岳电子有限公司 | 用电     | 走访 | 用电 | 2023.5.7  | 推进中
        陇晟软件有限公司 | 贷款     | 走访 | 融资 | 上周五    | 2023.6.1
    """
    first, second, third = read(drawn, "request").entries
    assert "solved_on" not in first.values and first.refused == []
    assert "solved_on" not in second.values and second.refused == []
    assert [one.where.key for one in third.refused] == ["E4"]


def test_a_company_that_the_roster_lacks_is_not_told_that_its_code_is_missing(take, book):
    drawn = """
        企业名称         | 统一社会信用代码   | 领取日期
        兰泰疫苗有限公司 | 91620199MA7715371E | 2023.5.6
    """
    run = take(drawn, "seal_set", by=book.li)
    keys = [one.message.key for one in run.errors]
    assert keys == ["workbooks.entity_not_kept"]
