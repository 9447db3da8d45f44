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
厂房首层22元/㎡·月，研发楼35元/平方米·月起 → 22元/㎡·月 → 22 CNY/m2/month = level
厂房首层22元/㎡·月，研发楼35元/平方米·月起 → 35元/平方米·月 → 35 CNY/m2/month >= level
净利率12.0%，毛利率31.5% → 12.0% → 12 % = share
贷款利率3.85% → 3.85% → 3.85 % = level
进口通关18小时、出口0.9小时，比去年同期分别压缩12.3%和18.2% → 12.3% → -12.3 % = yoy_growth
审批环节比原来压缩12.3% → 12.3% → -12.3 % = growth_other
平均材料由11.5份减至4.6份，减少60.0% → 60.0% → -60 % = growth_other
出口额由上年的2.4亿元减至2.1亿元，下降12.5% → 12.5% → -12.5 % = yoy_growth
固定资产投资完成96亿元，同比反而掉了百分之二点三 → 百分之二点三 → -2.3 % = yoy_growth
今年的会比去年少开了三成，文少发了两成半 → 三成 → -30 % = yoy_growth
今年的会比去年少开了三成，文少发了两成半 → 两成半 → -25 % = yoy_growth
增速比东桥区（5.2%）快0.9个百分点 → 5.2% → 5.2 % = yoy_growth
开工率比东桥区（85.2%）高0.9个百分点 → 85.2% → 85.2 % = share
优良天数312天，较2022年增加9天 → 9天 → 9 day = yoy_growth
优良天数312天，较2019年增加9天 → 9天 → 9 day = growth_other
走路10分钟以内就有口袋公园 → 10分钟 → 10 minute <= level
企业来电10分钟以内回应 → 10分钟 → 10 minute <= time_limit
简易注销公告期由45天缩短为20天 → 45天 → 45 day = time_limit
一季度新进规6家 → 6家 → 6 count = new_in_period
路基完成2.6公里，雨污管网完成3公里 → 2.6公里 → 2.6 km = new_in_period
政银担合作为527家小微企业放款12亿元 → 527家 → 527 count = new_in_period
全年213个项目进入审批 → 213个 → 213 count = new_in_period
污水处理厂日处理3万吨 → 3万吨 → 30000 t = level
实际管辖148平方公里 → 148平方公里 → 148000000 m2 = level
今年我区计划新开工亿元以上工业项目52个 → 52个 → 52 count = target
年度计划投资的52个项目 → 52个 → 52 count = level
需新增建设用地4350亩 → 4350亩 → 4350 mu = target
已下达3000亩，拟通过盘活解决950亩，尚缺1600亩，占需求总量的36.8% → 1600亩 → 1600 mu = level
已下达3000亩，拟通过盘活解决950亩，尚缺1600亩，占需求总量的36.8% → 36.8% → 36.8 % = share
拟引进占比达到36.8% → 36.8% → 36.8 % = target
现在二百一十四家，年底奔着二百三去，净增十六家 → 十六家 → 16 count = target
去年二百一十四家，净增十六家 → 十六家 → 16 count = new_in_period
代偿率0.8%，比2%的警戒线低1.2个百分点 → 2% → 2 % = threshold
200平方米起租 → 200平方米 → 200 m2 >= threshold
每增加100万美元奖励1万元 → 100万美元 → 1000000 USD = threshold
每增加就业岗位100个 → 100个 → 100 count = level
增长15%及以上的，奖励2万元 → 15% → 15 % >= threshold
对考核前5名的企业各奖20万元 → 5名 → 5 rank <= threshold
两项可合并申领，合计不超过220万元 → 220万元 → 2200000 CNY <= level
装上板子的才三十一万平方米，四成不到 → 四成 → 40 % < share
营业收入120—80亿元的企业3家 → 120 → 12000000000 CNY >= range_low
固定资产投资预计完成225.7亿元，增长9.1% → 225.7亿元 → 22570000000 CNY = level
项目投产后预计完成产值5亿元 → 5亿元 → 500000000 CNY = target
争取上级资金11.2亿元，较上年多争取1.9亿元 → 1.9亿元 → 190000000 CNY = yoy_growth
盘活存量资金2.36亿元 → 2.36亿元 → 236000000 CNY = new_in_period
存量资金2.36亿元 → 2.36亿元 → 236000000 CNY = level
压减“三公”经费320万元 → 320万元 → -3200000 CNY = growth_other
“三公”经费320万元 → 320万元 → 3200000 CNY = level
二季度订单掉了四成 → 四成 → -40 % = yoy_growth
新厂房从摘牌到封顶二百一十天 → 二百一十天 → 210 day = level
承诺从摘牌到开工二百一十天 → 二百一十天 → 210 day = time_limit
单户贷款封顶300万元 → 300万元 → 3000000 CNY <= level
去年拿到的各类补贴加起来有860万元 → 860万元 → 8600000 CNY = new_in_period
今年营收奔10亿元去 → 10亿元 → 1000000000 CNY = target
投资额不足25%的5宗地收回 → 25% → 25 % < threshold
受理欠薪线索213条，涉及1870人 → 1870人 → 1870 person = new_in_period
管线涉及37户 → 37户 → 37 count = level
为1620人追回工资2480万元 → 1620人 → 1620 person = new_in_period
存在进场道路0.8公里未通、6户未签约等问题 → 6户 → 6 count = level
存在进场道路0.8公里未通、6户未签约等问题 → 0.8公里 → 0.8 km = level
平均退税时长已由6.5天缩至3.8天 → 6.5天 → 6.5 day = level
平均退税时长已由6.5天缩至3.8天 → 3.8天 → 3.8 day = level
完成全年任务的57%，在全区十二个街镇里排第三 → 十二个 → 12 count = level
新引进企业64家，注册资本过亿元的有11家 → 11家 → 11 count = new_in_period
收到申报134家，经初审淘汰41家，进入答辩93家 → 93家 → 93 count = new_in_period
人均产值182万元，比认定前提高31%，产值能耗降低12.5% → 31% → 31 % = growth_other
人均产值182万元，比认定前提高31%，产值能耗降低12.5% → 12.5% → -12.5 % = growth_other
人均产值182万元，比认定前提高31%，产值能耗同比降低12.5% → 12.5% → -12.5 % = yoy_growth
设备联网率低于80%或连续两年产值下降超过20%的，取消资格 → 80% → 80 % < threshold
累计两次的暂停拨付 → 两次 → 2 count = threshold
计划再培育60个，覆盖率由目前的28%提高到40% → 28% → 28 % = share
日均614件，单日峰值1023件。受理18436件，其中直接答复11280件 → 11280件 → 11280 count = new_in_period
人均收入3.46万元，高于全区平均1200元 → 1200元 → 1200 CNY = growth_other
10件民生实事全部办结 → 10件 → 10 count = new_in_period
120家企业节后复工率99.2% → 120家 → 120 count = level
120家企业复工 → 120家 → 120 count = new_in_period
运费由1月的2100美元回升至2650美元 → 2100美元 → 2100 USD = level
资金落实四成不到位 → 四成 → 40 % = share
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


def test_what_stands_at_the_last_day_of_a_month_stands_at_its_end():
    assert when("截至5月31日，台账内欠款23笔。", "2024-01..2024-05")[0][2] == "2024-05"
    assert when("截至5月30日，台账内欠款23笔。", "2024-01..2024-05")[0][2] == "@2024-05-30"
    assert when("截至12月31日，存量企业23家。", "2023")[0][2] == "2023"


def test_works_of_a_past_year_leave_the_clauses_behind_them_alone():
    text = "在2021年投资3.1亿元建成的数字化工厂，132台设备全部联网。"
    assert [one[2] for one in when(text)] == ["2021", "2023"]


def test_the_end_of_the_year_is_that_of_the_year_which_opens_the_paragraph():
    text = "三年行动方案（2024—2026年）\n一、现状\n2023年，园区有企业84家。年末光伏装机46兆瓦。"
    assert when(text, "2024-01..2026-12")[-1][2] == "2023"


def test_a_plan_tells_what_was_paid_in_a_year_before_it():
    text = "2024年工作计划\n2022年度共兑现73家企业、1985万元。2024年兑现80家。"
    told = [one[1] for one in when(text, "2024")]
    assert told == ["new_in_period", "new_in_period", "target"]


def test_lines_under_a_bracketed_time_to_come_are_aims():
    text = "【一季度】\n新增绿化1万平方米\n【年底前】\n新增绿化1.5万平方米\n再添上市公司1家\n"
    text += "【联系】\n在园企业276家"
    told = [one[1] for one in when(text, "2024-Q1")]
    assert told == ["new_in_period", "target", "target", "level"]


def test_those_who_are_known_are_no_aim_of_the_day_by_which_they_are_served():
    text = "6月20日前走访产值降幅20%以上的17家企业，督促36个未开工项目开工。"
    assert [one[1] for one in when(text, "2024-01..2024-05")][1:] == ["level", "level"]
    text = "上半年6个项目累计完成投资不低于6.5亿元，达到年度计划的50%以上。"
    assert [one[1] for one in when(text, "2024-01..2024-04")] == ["level", "target", "target"]


def test_the_year_before_a_plan_of_investment_is_its_own():
    text = "总投资35亿元，2024年计划投资13亿元；1—4月完成投资4亿元。"
    assert when(text, "2024-01..2024-04")[1] == ("13亿元", "target", "2024")


def test_a_hotline_is_no_end_of_a_range():
    assert claims("拨打120急救电话或110报警电话。") == []


def test_a_question_about_what_comes_is_answered_by_aims():
    text = "记者：今年怎么打算？\n答：营收做到10亿元，引进博士20名。\n记者：去年呢？\n答：引进博士12名。"
    assert [one[1] for one in when(text)] == ["target", "target", "new_in_period"]


def test_what_is_to_be_done_is_told_in_the_numbered_lines_below():
    text = "上半年拆违38处。\n下半年怎么干？我提两条。\n第一，再开2个食堂。\n"
    text += "第二，覆盖率达到90%。\n今年签约3个。"
    told = when(text, "2023-01..2023-06")
    assert [one[1] for one in told] == ["new_in_period", "target", "target", "new_in_period"]
    assert [one[2] for one in told[1:3]] == ["2023-07..2023-12"] * 2


def test_a_meeting_decides_in_the_middle_of_a_line():
    text = "处置率41%。会议议定：1.全年处置率达到75%以上；2.7月底前再处置8宗。\n二、冷链园\n已处置9宗。"
    assert when(text, "2024-05") == [
        ("41%", "share", "2024-05"),
        ("75%", "target", "2024"),
        ("8宗", "target", "2024-07"),
        ("9宗", "new_in_period", "2024-05"),
    ]


def test_a_text_that_tells_its_whole_year_is_not_narrowed_to_the_months_of_its_opening():
    text = "上半年很难，8月以后好转，全年营收7.3亿元。研发投入6800万元。"
    assert [one[1:] for one in when(text)] == [("level", "2023"), ("level", "2023")]
    text = "1—7月，全区签约19个。力争全年完成30个。引进人才12名。"
    assert when(text)[2][2] == "2023-01..2023-07"


def test_growth_on_the_same_ground_is_told_of_the_figure_before():
    told = read("固定资产投资22.3亿元，同口径增长5.0%。", "2023").claims
    assert told[1].subject == told[0].subject == "固定资产投资"


def test_items_of_a_list_by_class_tell_what_was_told_before_it():
    text = "受理诉求18436件。\n1.供暖类2964件，居首位。\n2.欠薪类512件，涉及1.1万人。"
    assert [one[1] for one in when(text, "2023-11")] == ["new_in_period"] * 4


def test_the_place_of_the_month_before_has_its_month():
    text = "满意率84.5%，排名由上月的第9位跌至第14位。"
    assert [one[2] for one in when(text, "2023-11")] == ["2023-11", "2023-10", "2023-11"]
    assert when(text, "2024-01")[1][2] == "2023-12"


def test_a_notice_says_by_which_day_something_is_done():
    head = "关于车间认定结果的通知\n"
    assert when(f"{head}10月31日前先行拨付2880万元。")[0][1:] == ("target", "@2023-10-31")
    assert when(f"{head}10月31日前已拨付2880万元。")[0][1] == "new_in_period"
    assert when("工作总结\n10月31日前拨付2880万元。")[0][1] == "new_in_period"


def test_those_who_are_all_dealt_with_are_known():
    text = "四、下步打算\n12月20日前，93件超期件全部清零；年底前新增坐席20个。"
    assert [one[1] for one in when(text, "2023-11")] == ["level", "target"]
