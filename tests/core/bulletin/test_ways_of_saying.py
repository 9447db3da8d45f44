"""How officials say a number: halves of days, tens of more, conditions in a row, what stands again."""

import pytest

from tests.core.bulletin.notation import claims
from zonebook.core.bulletin.reading import read

SAID = """
企业开办时间压缩至半个工作日以内 → 半个工作日 → 0.5 workday <= time_limit
五年翻了一番多 → 一番多 → 2 times > multiple
开工率四成出头 → 四成 → 40 % > share
比去年同期还少了2个多亿 → 2个多亿 → -200000000 CNY > yoy_growth
平均办理时限压缩至11个工作日 → 11个工作日 → 11 workday = time_limit
亏损额3.2亿元，同比增亏0.8亿元 → 0.8亿元 → 80000000 CNY = yoy_growth
连续两次排名后三位的 → 三位 → 3 rank = rank
完成投资三亿元 → 三亿元 → 300000000 CNY = level
注册资本：伍亿贰仟万圆整 → 伍亿贰仟万圆 → 520000000 CNY = level
供热问题1127件，环比增加412件，增幅达57.6% → 57.6% → 57.6 % = growth_other
人口自然增长率2.15‰ → 2.15‰ → 0.215 % = share
固定资产投资达到5000万元以上的，按设备投资额补助 → 5000万元 → 50000000 CNY >= threshold
"""


@pytest.mark.parametrize("row", SAID.strip().splitlines())
def test_a_way_of_saying(row):
    text, span, told = row.split(" → ")
    assert f"{span} → {told}" in claims(text)


def test_growth_in_two_digits_claims_no_number():
    assert claims("技术合同成交额连续三年保持两位数增长") == []


def test_what_is_counted_behind_the_last_is_counted_for_all():
    assert claims("水电气接入时间分别压缩至4个、3个、5个工作日") == [
        "4个 → 4 workday = time_limit",
        "3个 → 3 workday = time_limit",
        "5个工作日 → 5 workday = time_limit",
    ]


def test_conditions_in_a_row_name_one_class():
    text = "亩均投资低于300万元、亩均税收低于20万元的项目，一律不上会。"
    assert claims(text) == [
        "300万元 → 3000000 CNY < threshold",
        "20万元 → 200000 CNY < threshold",
    ]
    assert [one.signed_value for one in read(text, "2023").claims] == [3000000, 200000]


def test_what_stands_now_is_no_part_of_the_plan_before_it():
    text = "规划到2025年达到100万平方米；拥有国家级平台5个、省级平台41个。"
    told = [(one.text, one.kind, one.when) for one in read(text, "2023").claims]
    assert told == [
        ("100万平方米", "target", "2025"),
        ("5个", "level", "2023"),
        ("41个", "level", "2023"),
    ]


def test_an_aim_with_its_own_time_takes_none_from_behind():
    text = "2024年工作计划\n上半年完成投资45亿元，12月底前建成投用10个。"
    told = [(one.text, one.when) for one in read(text, "2024").claims]
    assert told == [("45亿元", "2024-01..2024-06"), ("10个", "2024-12")]


def test_years_that_passed_tell_where_a_rise_began():
    text = "5年间，地区生产总值从218亿元跃升到352.3亿元，年均增长7.9%。"
    told = [(one.text, one.when) for one in read(text, "2023").claims]
    assert told == [("218亿元", "2018"), ("352.3亿元", "2023"), ("7.9%", "2019-01..2023-12")]


def test_the_end_of_a_five_year_plan_is_its_fifth_year():
    text = "到“十四五”末，地区生产总值将达到500亿元，高新技术企业突破700家。"
    told = [(one.text, one.kind, one.when) for one in read(text, "2023").claims]
    assert told == [("500亿元", "target", "2025"), ("700家", "target", "2025")]


def test_whom_a_notice_supports_is_told_by_conditions():
    text = """一、支持对象
2023年度研发费用不低于100万元、研发投入占营业收入比例不低于3%（营业收入5000万元以下的企业不低于5%）的科技型企业。"""
    assert [one.kind for one in read(text, "2024").claims] == ["threshold"] * 4


@pytest.mark.parametrize(
    ("text", "when"),
    [
        ("2021年以来共签约项目62个", "2021-01..2023-11"),
        ("自2010年升级以来，累计引进项目62个", "2010-01..2023-11"),
        ("2021年3月至今，签约62个", "2021-03..2023-11"),
        ("去年9月以来，签约12个", "2022-09..2023-11"),
        ("2018年以来，高新技术企业总数增加到502家", "2023-01..2023-11"),
    ],
)
def test_since_a_year_reaches_to_the_end_of_the_report(text, when):
    assert [one.when for one in read(text, "2023-01..2023-11").claims] == [when]


def test_lines_of_a_post_are_not_joined_though_one_is_longer():
    text = """成绩单来啦
新设企业1423家 平均每个工作日诞生11.8家
招商引资签约项目23个
规上工业增长8.9%
签约总额114亿元"""
    assert read(text, "2023").claims[2].kind == "new_in_period"


def test_a_list_of_tasks_tells_aims():
    text = "2025年重点任务分解表\n\n1.新改扩建学校3所，高新技术企业净增50家。"
    assert claims(text) == ["3所 → 3 count = target", "50家 → 50 count = target"]
