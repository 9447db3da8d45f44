"""What a number in a text says: span, value, unit, comparator, kind."""

import pytest

from tests.core.bulletin.notation import claims, table

AMOUNTS = """
签约金额97.3亿元 → 97.3亿元 → 9730000000 CNY = new_in_period
减税降费4.56亿元 → 4.56亿元 → 456000000 CNY = new_in_period
标准厂房95万平方米 → 95万平方米 → 950000 m2 = level
规划面积32.5平方公里 → 32.5平方公里 → 32500000 m2 = level
改扩建公路156公里 → 156公里 → 156 km = new_in_period
出口额1,240万美元 → 1,240万美元 → 12400000 USD = level
进出口总值2.36万亿元人民币 → 2.36万亿元人民币 → 2360000000000 CNY = level
能源消费总量1526万吨标准煤 → 1526万吨标准煤 → 15260000 tce = level
装机容量86兆瓦 → 86兆瓦 → 86 MW = level
装机容量5万千瓦 → 5万千瓦 → 50 MW = level
用电量14.92亿千瓦时 → 14.92亿千瓦时 → 1492000000 kWh = level
年发电约9000万度 → 9000万度 → 90000000 kWh ~ level
床位3.6万张 → 3.6万张 → 36000 count = level
保有量98.6万辆 → 98.6万辆 → 986000 count = level
现有学校1286所 → 1286所 → 1286 count = level
接待游客3860万人次 → 3860万人次 → 38600000 person = new_in_period
PM2.5浓度为28微克/立方米 → 28微克/立方米 → 28 ug/m3 = level
亩均税收达到21.5万元/亩 → 21.5万元/亩 → 215000 CNY/mu = level
亩均税收25万元 → 25万元 → 250000 CNY = level
优良天数318天 → 318天 → 318 day = level
满意度得分93.6分 → 93.6分 → 93.6 point = level
走访企业2316家次 → 2316家次 → 2316 count = new_in_period
新增绿地12公顷 → 12公顷 → 120000 m2 = new_in_period
污水处理能力6万吨/日 → 6万吨/日 → 60000 t/day = level
"""
WORDS = """
同比增长近三成 → 三成 → 30 % ~ yoy_growth
入住率七成五 → 七成五 → 75 % = share
占全部投资的三分之一 → 三分之一 → 0.333333333 ratio = share
同比增长百分之八点三 → 百分之八点三 → 8.3 % = yoy_growth
完成产值二百六十八亿元 → 二百六十八亿元 → 26800000000 CNY = level
有二十三名首席服务员 → 二十三名 → 23 person = level
新落户企业一千二百余家 → 一千二百余家 → 1200 count > new_in_period
高新技术企业百余家 → 百余家 → 100 count > level
企业开办半天 → 半天 → 0.5 day = time_limit
产值比2020年翻了一番 → 一番 → 2 times = multiple
产值比2020年翻两番 → 两番 → 4 times = multiple
其中一半以上是老客商 → 一半 → 0.5 ratio >= share
"""
HEDGES = """
投资超100亿元 → 100亿元 → 10000000000 CNY > level
投资逾100亿元 → 100亿元 → 10000000000 CNY > level
投资突破100亿元 → 100亿元 → 10000000000 CNY > level
投资约100亿元 → 100亿元 → 10000000000 CNY ~ level
投资近100亿元 → 100亿元 → 10000000000 CNY ~ level
投资100亿元左右 → 100亿元 → 10000000000 CNY ~ level
投资不足100亿元 → 100亿元 → 10000000000 CNY < level
投资不低于100亿元 → 100亿元 → 10000000000 CNY >= level
投资不超过100亿元 → 100亿元 → 10000000000 CNY <= level
投资迈上100亿元台阶 → 100亿元 → 10000000000 CNY >= level
建有车间180余家 → 180余家 → 180 count > level
投资50+亿元 → 50+亿元 → 5000000000 CNY > level
节约100亿元 → 100亿元 → 10000000000 CNY = level
签约19个 → 19个 → 19 count = new_in_period
"""
KINDS = """
由15个工作日压缩到11个工作日 → 11个工作日 → 11 workday = time_limit
审批压减5个工作日 → 5个工作日 → -5 workday = growth_other
15个工作日内办结 → 15个工作日 → 15 workday <= time_limit
综合排名列第3位 → 第3位 → 3 rank = rank
较上年前移2位 → 2位 → 2 rank = rank_change
位居全市第二，较上年前移一位 → 一位 → 1 rank = rank_change
签约总额较2022年的421.5亿元增长15.4% → 15.4% → 15.4 % = yoy_growth
较2019年的421.5亿元增长15.4% → 15.4% → 15.4 % = growth_other
较上年下降2位 → 2位 → -2 rank = rank_change
进入全国50强 → 50强 → 50 rank <= rank
比上年提高0.9个百分点 → 0.9个百分点 → 0.9 pp = pp_change
比上年下降3.2% → 3.2% → -3.2 % = yoy_growth
增长-0.7% → -0.7% → -0.7 % = yoy_growth
环比下降2% → 2% → -2 % = growth_other
压减28.7% → 28.7% → -28.7 % = growth_other
比上年增长2.1倍 → 2.1倍 → 2.1 times = multiple
完成率60.5% → 60.5% → 60.5 % = completion_rate
办结率98.7% → 98.7% → 98.7 % = share
力争突破200亿元 → 200亿元 → 20000000000 CNY > target
比上年增加147家 → 147家 → 147 count = yoy_growth
10亿元以上项目 → 10亿元 → 1000000000 CNY >= threshold
亿元以上项目 → 亿元 → 100000000 CNY >= threshold
5亿元以下项目 → 5亿元 → 500000000 CNY < threshold
"""
BUILD = """
已落地39条 → 39条 → 39 count = new_in_period
未整改的7处由专人督办 → 7处 → 7 count = level
腾出厂房16万平方米 → 16万平方米 → 160000 m2 = new_in_period
按期补齐203件 → 203件 → 203 count = new_in_period
申报材料由9份减至3份 → 9份 → 9 count = level
申报材料由9份减至3份 → 3份 → 3 count = level
年末共有污水处理厂3座 → 3座 → 3 count = level
比单办少跑三趟 → 三趟 → -3 count = growth_other
签约超过180天未开工的 → 180天 → 180 day > threshold
按完成率排序：甲组116.4% → 116.4% → 116.4 % = completion_rate
预算执行率94.6% → 94.6% → 94.6 % = completion_rate
后退1位 → 1位 → -1 rank = rank_change
减产三成以上的21户 → 三成 → 30 % >= threshold
户均增收8200元 → 8200元 → 8200 CNY = level
超出承诺时限7天 → 7天 → 7 day = level
不到全部事项的三成 → 三成 → 30 % < share
翻了近一番 → 一番 → 2 times ~ multiple
合同额一百一十二亿 → 一百一十二亿 → 11200000000 CNY = new_in_period
税收收了二十四亿三，亩均税收好看 → 二十四亿三 → 2430000000 CNY = level
产值过了三百亿，不容易 → 三百亿 → 30000000000 CNY > level
比老大厅大了一倍多 → 一倍多 → 1 times > multiple
洽谈室9间 → 9间 → 9 count = level
平均跑动：不到1次 → 1次 → 1 count < level
比去年同期缩短5分钟 → 5分钟 → -5 minute = yoy_growth
用电均价比上年同期高0.04元 → 0.04元 → 0.04 CNY = yoy_growth
拿地后要跑6个部门 → 6个 → 6 count = level
申报材料由27份精简为12份，减少15份 → 15份 → -15 count = growth_other
已完成节能、水土保持等8项区域评估 → 8项 → 8 count = new_in_period
签约超过180天仍未注册的项目8个 → 8个 → 8 count = level
通过初审11家 → 11家 → 11 count = new_in_period
拟支持企业中，高新技术企业5家 → 5家 → 5 count = level
承诺7个工作日，硬是拖了19个工作日 → 19个工作日 → 19 workday = level
从第9掉到第12，退了3位 → 3位 → -3 rank = rank_change
到位资金完成率二组居第一 → 第一 → 1 rank = rank
要立即将现场人员由110余人增至180人 → 180人 → 180 person = target
确保全年投资完成率超过100% → 100% → 100 % > target
抢修队两个半小时就送上了电 → 两个半小时 → 2.5 hour = level
营业收入突破5亿元的，再奖一笔 → 5亿元 → 500000000 CNY > threshold
首次认定省级的，奖励30万元 → 30万元 → 300000 CNY = level
中介每人补400元 → 400元 → 400 CNY = level
全区累计建成5G基站1200座 → 1200座 → 1200 count = level
今年累计建成5G基站1200座 → 1200座 → 1200 count = new_in_period
改造后企业效率提升26% → 26% → 26 % = growth_other
帮办专员前后跑了一百多趟 → 一百多趟 → 100 count > new_in_period
带回线索17条 → 17条 → 17 count = new_in_period
3个项目拿到施工许可 → 3个 → 3 count = new_in_period
3家企业因虚报被追回奖金 → 3家 → 3 count = new_in_period
过桥成本日息高达千分之一 → 千分之一 → 0.1 % = level
外贸进出口突破百亿 → 百亿 → 10000000000 CNY > level
故障抢修由90分钟缩短至45分钟 → 45分钟 → 45 minute = time_limit
今年预算安排3600万元 → 3600万元 → 36000000 CNY = target
今年搬进来九十六家 → 九十六家 → 96 count = new_in_period
比去年多卖1.1亿元 → 1.1亿元 → 110000000 CNY = yoy_growth
往前蹿了七位 → 七位 → 7 rank = rank_change
真正来的不到二十位 → 二十位 → 20 person < level
这个不到三万平方米的孵化器 → 三万平方米 → 30000 m2 < level
单笔最多投三百万元 → 三百万元 → 3000000 CNY <= level
到场前200名送帆布袋一份 → 200名 → 200 rank <= threshold
招来新芦湾人1.8万名 → 1.8万名 → 18000 person = new_in_period
力争开工六十个，总投资23.7亿元 → 23.7亿元 → 2370000000 CNY = level
青年已经有十六万三，不少 → 十六万三 → 163000 person = level
婚礼已经办了五对 → 五对 → 5 count = new_in_period
办满二百个班；贷款最高提到五十万 → 五十万 → 500000 CNY <= level
注册用户突破21万 → 21万 → 210000 person > level
片区改造涉及房屋612户 → 612户 → 612 count = level
落后序时进度5个百分点以上的，由专班调度 → 5个百分点 → 5 pp >= threshold
研发费用500万元以上且增幅达标的企业 → 500万元 → 5000000 CNY >= threshold
其中10亿元以上12个 → 10亿元 → 1000000000 CNY >= threshold
连续两次排名末位的，约谈负责人 → 两次 → 2 count = threshold
谈回来11个 → 11个 → 11 count = new_in_period
真正落到地里的只有4个 → 4个 → 4 count = new_in_period
专项债已到位1.1亿元 → 1.1亿元 → 110000000 CNY = level
企业开办平均0.5天 → 0.5天 → 0.5 day = level
进到了第三，靠的是干 → 第三 → 3 rank = rank
"""
ALL = [row for rows in (AMOUNTS, WORDS, HEDGES, KINDS, BUILD) for row in table(rows)]


@pytest.mark.parametrize("row", ALL, ids=lambda row: row[0])
def test_a_number_says(row):
    text, span, rest = row
    assert f"{span} → {rest}" in claims(text)


def test_a_range_is_two_claims_with_the_scale_of_the_pair():
    assert claims("投资2—4亿元") == [
        "2 → 200000000 CNY >= range_low",
        "4亿元 → 400000000 CNY <= range_high",
    ]
    assert claims("联系3至5家企业") == ["3 → 3 count >= range_low", "5家 → 5 count <= range_high"]
    assert claims("抱回来三到四个") == ["三 → 3 count >= range_low", "四个 → 4 count <= range_high"]
    assert claims("投资500万元（含）至2000万元的")[0] == "500万元 → 5000000 CNY >= range_low"
    assert claims("增长5%—8%") == ["5% → 5 % >= range_low", "8% → 8 % <= range_high"]
    assert claims("补贴50万至300万元")[0] == "50万 → 500000 CNY >= range_low"


def test_numbers_in_a_row_share_their_unit():
    assert claims("按1、3、15个工作日分级推进") == [
        "1 → 1 workday = time_limit",
        "3 → 3 workday = time_limit",
        "15个工作日 → 15 workday = time_limit",
    ]
    assert [one.split(" → ")[1] for one in claims("三次产业结构为1.4∶58.5∶40.1")] == [
        "1.4 % = share",
        "58.5 % = share",
        "40.1 % = share",
    ]


def test_a_cell_takes_scale_and_unit_of_its_heading():
    head = "序号|项目|总投资（亿元）|年度计划投资（万元）|完成率（%）"
    text = f"{head}\n1|甲|6.80|22000|69.0\n2|乙|3.50|12500|56.4"
    assert claims(text)[:3] == [
        "6.80 → 680000000 CNY = level",
        "22000 → 220000000 CNY = target",
        "69.0 → 69 % = completion_rate",
    ]
    assert claims("单位：万元\n税种\t执行数\n增值税\t17,652\n所得税\t8,126") == [
        "17,652 → 176520000 CNY = level",
        "8,126 → 81260000 CNY = level",
    ]


@pytest.mark.parametrize("by", ["|", "\t"])
def test_a_heading_above_two_columns_gives_both_its_unit(by):
    rows = [["项目", "投资（万元）", ""], ["", "年度计划", "累计完成"], ["青棠路", "8600", "120"]]
    assert claims("\n".join(f" {by} ".join(row) for row in rows)) == [
        "8600 → 86000000 CNY = target",
        "120 → 1200000 CNY = level",
    ]


def test_what_a_copy_carries_unseen_does_not_cut_a_number():
    assert claims("签约项目46\u200b个，增长6.\u20093%，到位1\u00a0234万元") == [
        "46\u200b个 → 46 count = new_in_period",
        "6.\u20093% → 6.3 % = yoy_growth",
        "1\u00a0234万元 → 12340000 CNY = level",
    ]


def test_a_sign_before_a_number_is_its_hedge_and_a_currency_its_unit():
    assert claims("不良率＜5%，吸引外资€2亿，港币5000万元，≥10家") == [
        "5% → 5 % < share",
        "2亿 → 200000000 EUR = level",
        "5000万元 → 50000000 HKD = level",
        "10家 → 10 count >= level",
    ]


def test_full_width_digits_and_traditional_characters_read_alike():
    assert claims("签约１２．５亿元") == ["１２．５亿元 → 1250000000 CNY = new_in_period"]
    assert claims("簽約十二億元，共八十六個項目") == [
        "十二億元 → 1200000000 CNY = new_in_period",
        "八十六個 → 86 count = level",
    ]


@pytest.mark.parametrize("cut", range(1, 9))
def test_a_line_break_anywhere_in_a_number_is_read_over(cut):
    number = "1260.5万元"
    if cut >= len(number):
        return
    text = f"　　供应土地一批，到位资金{number[:cut]}\n{number[cut:]}，同比增长5%。"
    from zonebook.core.bulletin.reading import read

    first = read(text, "2023").claims[0]
    assert (first.value, first.unit) == (12605000, "CNY")
    assert text[first.start : first.end] == first.text == f"{number[:cut]}\n{number[cut:]}"
