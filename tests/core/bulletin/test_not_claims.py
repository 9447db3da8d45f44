"""Numbers that claim nothing, each with its reason."""

import pytest

from tests.core.bulletin.notation import claims, others

REASONS = """
2023年 date
1—7月推进情况 date
三季度末应开尽开 date
前十个月平稳 date
成立十二年来 date
8:00开始 date
“十四五”规划 label
世界500强企业 label
12345热线 label
“1+3+N”体系 label
一网通办 label
7×24小时服务 label
第三方测评 label
G30高速 name
5G示范 name
PM2.5下降 name
110千伏变电站 name
LC-203制剂 name
创业大道88号 name
3号厂房 name
第一产业 ordinal
第7期 ordinal
二期主体封顶 ordinal
第十届大赛 ordinal
一心一意谋发展 idiom
千方百计 idiom
数据四舍五入 idiom
一般工业项目 part_of_word
进一步优化 part_of_word
零售总额 part_of_word
逐一销号 part_of_word
仍有一些短板 vague
实施十大行动 enumeration
厂房1—5层随你挑 name
下面我讲三条。 enumeration
零售总额突破百亿，达到新高 label
重点抓好四项工作 enumeration
朔高管发〔2023〕27号 document_number
电话：0977-6612080 phone
四组要拿出劲头 name
1.1类新药获批 label
三类医疗器械注册证 label
64排CT投用 name
A3栋1—4层招租 name
研究4项议题 enumeration
18亿亩红线 label
工业4.0时代 name
58同城入驻 name
7天×24小时值守 label
按第3.2.4条执行 name
"""
ROWS = [line.split(" ") for line in REASONS.strip().splitlines()]


@pytest.mark.parametrize(("text", "reason"), ROWS, ids=[row[0] for row in ROWS])
def test_it_is_no_claim(text, reason):
    assert claims(text) == []
    found = others(text)
    assert found
    assert reason in {why for _, why in found}


def test_list_marks_are_told_apart():
    text = "一、综合\n1.本公报\n（二）投资\n一是抓招商；二是抓项目。"
    assert claims(text) == []
    assert {why for _, why in others(text)} == {"list_marker"}


def test_a_heading_of_a_column_is_no_claim():
    text = "项目|总投资（亿元）\n甲|6.80\n乙|3.50"
    assert ("亿元", "unit_header") in others(text)


def test_every_numeral_of_the_text_is_claim_or_not():
    import re

    from zonebook.core.bulletin.reading import read

    text = "2023年，第一产业增加值2.1亿元，G30沿线3家企业一心一意，500强2个，〔2023〕27号。"
    reading = read(text)
    covered = {
        at for one in (*reading.claims, *reading.not_claims) for at in range(one.start, one.end)
    }
    assert [
        found[0] for found in re.finditer(r"[\d一二三]", text) if found.start() not in covered
    ] == []
