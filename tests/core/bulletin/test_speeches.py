"""How speeches, dispatches and summaries tell figures, each beside a sentence that tells another."""

import pytest

from tests.core.bulletin.notation import claims
from zonebook.core.bulletin.reading import read

SAID = """
投资完成率低，序时进度落后3.1个百分点 → 3.1个百分点 → -3.1 pp = pp_change
序时进度领先3.1个百分点 → 3.1个百分点 → 3.1 pp = pp_change
退出落后产能30万吨 → 30万吨 → 300000 t = new_in_period
在全市由第七前移至第四 → 第七 → 7 rank = rank
在全市由第七前移至第四 → 第四 → 4 rank = rank
计划新开工的32个项目，目前只动了7个 → 32个 → 32 count = target
计划新开工的32个项目，目前只动了7个 → 7个 → 7 count = new_in_period
年度计划的32个项目已开工 → 32个 → 32 count = new_in_period
争取中央预算内资金2.3亿元，专项债9.6亿元 → 9.6亿元 → 960000000 CNY = new_in_period
政府债务余额12亿元，专项债9.6亿元 → 9.6亿元 → 960000000 CNY = level
申请材料减少35% → 35% → -35 % = growth_other
申请材料同比减少35% → 35% → -35 % = yoy_growth
受理申报93个，通过71个 → 71个 → 71 count = new_in_period
撬动设备投资5.6亿元 → 5.6亿元 → 560000000 CNY = new_in_period
设备投资5.6亿元 → 5.6亿元 → 560000000 CNY = level
今年区财政安排资金7000万元 → 7000万元 → 70000000 CNY = target
管辖面积182平方公里，已开发76平方公里 → 76平方公里 → 76000000 m2 = level
其中，新建项目64个，续建项目48个 → 64个 → 64 count = level
完成投资1.9亿元，环比增加0.3亿元 → 0.3亿元 → 30000000 CNY = growth_other
完成投资1.9亿元，同比增加0.3亿元 → 0.3亿元 → 30000000 CNY = yoy_growth
对进度滞后10个百分点以上的项目，一律挂牌督办 → 10个百分点 → 10 pp >= threshold
占比提高了10个百分点以上 → 10个百分点 → 10 pp >= pp_change
储备粮1.8万吨，轮换6000吨 → 6000吨 → 6000 t = new_in_period
"""


@pytest.mark.parametrize("row", SAID.strip().splitlines())
def test_a_figure_of_a_speech(row):
    text, span, told = row.split(" → ", 2)
    assert f"{span} → {told}" in claims(text)


def when(text, period="2023"):
    """Each number of a text with its kind and its time."""
    return [(one.text, one.kind, one.when) for one in read(text, period).claims]


def test_a_project_not_begun_is_no_aim_of_the_day_it_needs_a_date_by():
    text = "9月5日前，13个未开工项目要明确开工日期；9月底前新开工不少于6个。"
    assert when(text, "2023-01..2023-08") == [
        ("13个", "level", "2023-01..2023-08"),
        ("6个", "target", "2023-09"),
    ]


def test_a_rate_that_is_due_does_not_date_the_aim_before_it():
    text = "力争2024年固定资产投资增长9%左右，一季度开工率达到60%。"
    assert when(text) == [("9%", "target", "2024"), ("60%", "target", "2024-Q1")]


def test_what_came_this_year_does_not_end_the_time_of_the_stocks_around_it():
    text = "截至9月末，规上工业企业176家，今年净增19家；存量高新技术企业203家。"
    assert [one[2] for one in when(text, "2023-01..2023-09")] == [
        "2023-09",
        "2023-01..2023-09",
        "2023-09",
    ]


def test_years_ago_are_counted_from_the_year_of_the_report():
    text = "本地配套率由三年前的18%提高到37%。"
    assert when(text) == [("18%", "share", "2020"), ("37%", "share", "2023")]


def test_from_one_day_to_another_are_the_months_between():
    text = "项目须在2023年1月1日至12月31日期间完工，设备投资不低于500万元。"
    assert when(text, "2024")[0][2] == "2023"


def test_a_limit_that_conditions_loosen_is_one_too():
    text = "一、申报条件\n设备投资不低于500万元（专精特新企业放宽至300万元）。"
    assert [one[1] for one in when(text)] == ["threshold", "threshold"]
    assert [one[1] for one in when("贷款额度放宽至300万元。")] == ["level"]


SUBJECTS = """
1—10月以来全区有规上工业企业176家 → 规上工业企业
年初以来新增经营主体260户 → 经营主体
2.近三年至少承担过同类工程5项 → 近三年至少承担过同类工程
……固定资产投资38.6亿元 → 固定资产投资
报警器安装率由年初的62% → 报警器安装率
慢于序时进度的3个 → 慢于序时进度
在建项目14个 → 在建项目
有效发明专利4120件 → 有效发明专利
户均3.2亩 → 户均
"""


@pytest.mark.parametrize("row", SUBJECTS.strip().splitlines())
def test_a_subject_without_the_words_that_only_lead_to_it(row):
    text, subject = row.split(" → ")
    assert read(text, "2023").claims[0].subject == subject
