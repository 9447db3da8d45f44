"""The period that a claim stands for."""

import pytest

from zonebook.core.bulletin.reading import read

ROWS = """
2023 | 年初高新技术企业340家 | 2022
2023 | 签约总额较2022年的421.5亿元 | 2022
2023-01..2023-06 | 截至6月末，高新技术企业178家 | 2023-06
2023-01..2023-10 | 2021年底规上企业46家 | 2021
2023-01..2023-10 | 到今年10月底是92家 | 2023-10
2023-01..2023-10 | 今年前三季度亩均税收18.9万元 | 2023-01..2023-09
2023-01..2023-10 | 亩均税收去年是21.5万元 | 2022
2023-01..2023-09 | 力争全年到位资金突破200亿元 | 2023
2024 | 一季度新开工率达到三成五 | 2024-Q1
2024 | 力争到2025年，成交额达到20亿元 | 2025
2023 | “十四五”以来，新增就业约4.5万人 | 2021-01..2023-12
2023-01..2023-07 | 截至8月5日仍有23户未签约 | @2023-08-05
2023 | 上半年完成投资12亿元 | 2023-01..2023-06
2023 | 7月完成投资2亿元 | 2023-07
2023 | 过去五年（2019—2023年），地区生产总值年均增长6.8% | 2019-01..2023-12
2024-06 | 下半年，产量要爬到十二万台；明年满产，产值冲六十亿元 | 2025
2023-09..2023-12 | 到12月28日，力争完成投资270亿元以上 | @2023-12-28
2024 | 6月底前摇号选房，7月计划入住350户 | 2024-07
2023-01..2023-08 | 投资干了186亿元，全年盘子是300亿元，才完成62% | 2023-01..2023-08
2023-01..2023-08 | 到10月底，签了约没动工的19个 | 2023-01..2023-08
2023-11 | 街道承诺11月30日前签约5户 | @2023-11-30
2024 | 对去年签约的76个项目挂图作战，在建的58个 | 2024
2023 | 亩均税收满30万元的，次年返还5% | 2023
2024-03 | 同一企业年度累计不超过30万元 | 2024-03
2023-01..2023-06 | 固定资产投资较一季度加快2.7个百分点 | 2023-01..2023-06
"""
TITLES = r"""
2023年国民经济和社会发展统计公报\n全年地区生产总值286亿元。 | 2023
关于2023年前三季度招商引资情况的通报\n签约84个。 | 2023-01..2023-09
2023年上半年工作汇报\n完成投资3亿元。 | 2023-01..2023-06
关于2023年9月份工作进展的报告\n1—9月，完成产值42.3亿元。 | 2023-09
重点项目通报\n1—7月完成投资3.48亿元。 | None
在项目推进会上的讲话\n（2024年8月6日，根据录音整理）\n1—7月，新签约项目41个。 | 2024-01..2024-07
重点项目通报\n各部门：\n开工79个，开工率91.9%。\n管委会办公室\n2024年11月22日 | 2024
来源：滨河日报 2024-08-06 10:20\n前七个月签约41个。 | 2024-01..2024-07
专题会议纪要\n2023年5月24日，主任主持召开会议。1—4月完成投资4亿元，力争2024年建成。 | 2023-01..2023-04
经济运行简报\n（2024年1月12日）\n1—12月，完成投资98.7亿元。 | 2023
动员会上的讲话\n（2024年2月18日）\n去年完成投资98.7亿元。今年力争突破110亿元。 | 2023
开年会上的讲话\n（2024年2月18日）\n今年以来签约9个。去年签约41个。 | 2024
邀请函\n高新区2017年升格。今年新签约企业12家。\n高新区管委会\n2024年3月20日 | 2024
项目调度情况\n1—11月，完成投资5.57亿元，力争2024年一季度补齐欠账。 | 2023-01..2023-11
答疑文件\n开标时间改为2023年8月29日9时30分。标段3个。 | 2023
2024年工作会议上的报告\n一、2023年工作回顾\n全年签约41个。 | 2023
2024年工作安排\n今年实施项目64个，上半年开工率达80%。 | 2024
"""


@pytest.mark.parametrize("row", [line.split(" | ") for line in ROWS.strip().splitlines()])
def test_the_last_claim_stands_for(row):
    period, text, expected = row
    assert read(text + "。", period).claims[-1].period == expected


@pytest.mark.parametrize("row", [line.split(" | ") for line in TITLES.strip().splitlines()])
def test_the_period_of_a_report_is_told_by_its_opening(row):
    text, expected = row
    assert str(read(text.replace("\\n", "\n")).period) == expected


def test_a_year_that_was_given_is_narrowed_by_the_opening():
    assert read("重点项目通报\n1—7月完成投资3.48亿元。", "2023").period == "2023-01..2023-07"


def test_a_line_of_a_post_heads_the_aims_below_it():
    text = "10月成绩单\n✅办件9件\n11月我们还要干这些\n🎯新增自助机15台\n———\n✅办件7件"
    aims = [one for one in read(text, "2023-10").claims if one.kind == "target"]
    assert [(one.text, one.period) for one in aims] == [("15台", "2023-11")]


def test_a_column_headed_by_a_month_stands_for_it():
    text = "指标\t单位\t5月\t1—5月\n总产值\t亿元\t21.84\t98.36\n投资\t亿元\t9.72\t37.15"
    told = [(one.text, one.period) for one in read(text, "2023-01..2023-05").claims]
    assert told[:2] == [("21.84", "2023-05"), ("98.36", "2023-01..2023-05")]


def test_what_lies_before_the_day_under_a_letter_is_no_aim():
    text = "10月上旬，秘书处开展调查，收回问卷118份。\n{}"
    for signed, kind in (("2023年10月25日", "new_in_period"), ("2023年9月25日", "target")):
        assert read(text.format(signed), "2023-01..2023-09").claims[0].kind == kind


def test_a_short_heading_of_a_post_sets_the_time_of_its_lines():
    text = "【招商一周】4月15日—19日\n▶ 签约\n签约4个\n▶ 今年以来\n签约57个\n▶ 下周\n洽谈企业8家"
    told = [(one.text, one.kind, one.period) for one in read(text, "2024-04").claims]
    assert told == [
        ("4个", "new_in_period", "2024-04"),
        ("57个", "new_in_period", "2024-01..2024-04"),
        ("8家", "target", "2024-04"),
    ]


def test_a_plan_looks_back_where_it_says_until_when():
    text = "重点项目攻坚行动方案\n截至8月末，完成投资148亿元。\n再完成投资122亿元。"
    assert [one.kind for one in read(text, "2023-09..2023-12").claims] == ["level", "target"]


def test_the_marks_of_a_plan_do_not_narrow_its_year():
    text = "2024年环境提升工作安排\n今年计划实施项目64个，上半年开工率达80%以上。\n改造管网38公里。"
    told = [(one.kind, one.period) for one in read(text, "2024").claims]
    assert told == [("target", "2024"), ("target", "2024-01..2024-06"), ("target", "2024")]


def test_what_a_meeting_decides_is_to_be_done():
    text = "会议通报：检查企业1130家。\n会议议定：\n1.增设微型站12个。\n2.已整改隐患7处。\n会议强调，要办好。"
    told = [one.kind for one in read(text, "2024-Q2").claims]
    assert told == ["new_in_period", "target", "new_in_period"]


def test_conditions_read_a_distance_as_a_hedge():
    text = "关于申请公寓的公告\n一、申请条件\n1.本人住房面积低于15平方米；"
    one = read(text, "2024").claims[0]
    assert (one.kind, one.comparator, str(one.signed_value)) == ("threshold", "<", "15")
