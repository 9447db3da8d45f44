"""Sheets f and g of the second unopened five: signings and projects."""

from __future__ import annotations

from typing import Any

from second_facts import newcomer
from sheet_facts import Spelt, blank, day, means, money, month, no_day, wan, wan_text, year_only, yi
from sheet_paper import AS_ABOVE, Paper

CONTRACT, FRAMEWORK = ("正式投资合同", "contract"), ("战略合作框架协议", "framework")
INTENT, INCREMENT = ("投资意向书", "intent"), ("增资补充协议", "increment")


def signings() -> Paper:
    """Half a year of contracts, a lone month above each part."""
    paper = Paper(
        "sheet_f.xlsx", "signing",
        "月份单独成行（只写在A列、不合并）；每月编号从1起；本月小计在B列；单位在上级表头里，个别单元格自带单位；"
        "牵头组在月内纵向合并；有隐藏列和隐藏表；一处日期须退回", "签约月报",
    )  # fmt: skip
    paper.columns(
        ("编 号", "serial"), ("合同项目名称", "project.name"),
        ("签约双方>甲方（我方）", "partner"), ("签约双方>乙方（投资人）", "investor"),
        ("协议总投资（万元）>合计", "amount_fen"), ("协议总投资（万元）>其中固投", "extra"),
        ("合同类别", "kind"), ("签订日", "signed_on"), ("签约场合", "occasion"),
        ("牵头招商组", "group"), ("履约情况", "extra"), ("备   注", "extra"),
    )  # fmt: skip
    paper.wide("title", "榆川高新区2023年上半年招商引资合同月度汇总")
    paper.at("caption", A="填表单位：投资促进局", J="金额单位：人民币万元")
    paper.head()
    number, total = 0, 0
    for name, rows in SIGNED.items():
        paper.at("section", A=name)
        for index, row in enumerate(rows):
            _contract(paper, number, index, row)
            number += 1
        amount = sum(_written_wan(row[3]) for row in rows)
        total += amount
        paper.at("subtotal", B="本月小计", E=amount)
    paper.at("subtotal", B="上半年累计", E=total)
    paper.wide("note", "注：1.框架协议、意向书只列示，不计入考核；2.增资部分只填新增额。")
    paper.at("note", A="单位负责人：", D="填表人：方禾", H="报出日期：2023年7月3日")
    paper.look.hidden_columns, paper.look.freeze = (10,), (4, 2)
    paper.look.after.append(("选项", [["正式投资合同"], ["战略合作框架协议"]], True))
    return paper


def _contract(paper: Paper, number: int, index: int, row: tuple[Any, ...]) -> None:
    subject, kind, when, amount, occasion, group = row
    one = newcomer(number, ("实业有限公司", "集团股份有限公司", "新材料科技有限公司")[number % 3])
    cells = (
        index + 1, f"{one.brand}{subject}", "高新区管委会" if number % 4 else "管委会", one.name,
        amount, _written_wan(amount) * 6 // 10, means(*kind), when, occasion,
        means(group, group) if group else AS_ABOVE, "正常", blank(number).raw,
    )  # fmt: skip
    if when == "6月31日":
        paper.bad(7, "impossible date", *cells)
    else:
        paper.data(*cells)


def _written_wan(amount: Spelt) -> int:
    return int(amount.means[""]) // 1_000_000


FAIR, RALLY = "春季经贸洽谈会", "二季度集中签约仪式"
SIGNED: dict[str, list[tuple[Any, ...]]] = {
    "1月份": [
        ("年产3000吨特种涂料项目", CONTRACT, day(2023, 1, 12, "md"), wan(8600), blank(1), "招商一组"),
        ("医疗器械灭菌中心项目", INTENT, day(2023, 1, 19, "real"), wan(5000), blank(2), ""),
    ],
    "2月份": [
        ("锂电结构件项目", CONTRACT, day(2023, 2, 14, "dots"), wan_text(32000), blank(3), "招商二组"),
        ("冷链配送中心项目", CONTRACT, day(2023, 2, 24, "md"), wan(4200), blank(5), ""),
        ("智能电表扩产项目", INCREMENT, day(2023, 2, 27, "zh0"), wan(1500), "上门签约", ""),
    ],
    "3月份": [
        ("高性能纤维项目", CONTRACT, day(2023, 3, 8, "real"), money("1.2亿元", 12000), FAIR, "招商一组"),
        ("数字产业园项目", FRAMEWORK, day(2023, 3, 8, "md"), money("10 亿元", 100000), FAIR, ""),
        ("中药配方颗粒项目", CONTRACT, day(2023, 3, 8, "slashes"), wan(9800), FAIR, "招商三组"),
        ("检验检测基地项目", INTENT, month(2023, 3), wan(2600), blank(4), ""),
    ],
    "4月份": [
        ("光学镜片项目", CONTRACT, day(2023, 4, 17, "spaced"), wan_text(6750), blank(0), "招商二组"),
        ("宠物食品项目", CONTRACT, no_day("/"), wan(3300), blank(1), ""),
    ],
    "5月份": [
        ("储能电站设备项目", CONTRACT, day(2023, 5, 18, "md"), wan(45000), RALLY, "招商三组"),
        ("航空紧固件项目", CONTRACT, day(2023, 5, 18, "wide"), wan(11200), RALLY, ""),
        ("预制菜加工项目", FRAMEWORK, day(2023, 5, 18, "iso"), wan(20000), RALLY, ""),
    ],
    "6月份": [
        ("半导体清洗设备项目", CONTRACT, day(2023, 6, 9, "md"), wan(15800), blank(2), "招商一组"),
        ("绿色建材项目", CONTRACT, "6月31日", wan(7000), blank(3), ""),
        ("康复辅具项目", INCREMENT, day(2023, 6, 29, "real"), wan(900), blank(4), ""),
    ],
}  # fmt: skip


def projects() -> Paper:
    """The project office's list by street, saved as text: merges are gone, units above."""
    paper = Paper(
        "sheet_g_gb18030.csv", "project",
        "国标编码CSV；街道名单独成行；小计在C列；亿元、亩只在填表行里；上级表头只剩首格；有项目代码和原用名；"
        "同一组写“同上”；日期写法不一", "",
    )  # fmt: skip
    paper.columns(
        ("序号", "serial"), ("项目代码（投资在线平台）", "code"), ("项目名称（现用名）", "name"),
        ("原用名", "names.name"), ("项目法人单位", "entity.name"), ("出资方", "investor"),
        ("计划总投资", "total_investment_fen"), ("供地", "extra"), ("前期手续>立项备案", "extra"),
        ("前期手续>施工许可", "extra"), ("建设节点>开工", "events.started"),
        ("建设节点>主体封顶", "events.topped_out"), ("建设节点>竣工", "events.completed"),
        ("建设节点>投产", "events.in_production"), ("纳统时间", "events.in_statistics"),
        ("包抓领导", "extra"), ("招商小组", "group"), ("目前进展", "extra"),
    )  # fmt: skip
    paper.line("title", "2023年度产业项目建设进展一览表（分街道）")
    paper.line("caption", "报送单位：重大项目建设办公室", "", "", "", "", "截至2023年11月底", "",
               "", "", "", "", "", "", "", "", "", "计量单位：亿元、亩")  # fmt: skip
    paper.head()
    number = 0
    for street, amounts in STREETS.items():
        paper.line("section", street)
        for index, amount in enumerate(amounts):
            _site(paper, number, index, amount)
            number += 1
        worth = sum(round(float(one) * 100) for one in amounts) / 100
        paper.line("subtotal", "", "", f"小计（{len(amounts)}个）", "", "", "", worth)
    whole = sum(round(float(one) * 100) for rows in STREETS.values() for one in rows) / 100
    paper.line("subtotal", "", "", f"总计（{number}个）", "", "", "", whole)
    paper.line("note", "说明：1.原用名指立项前报送时使用的名称；2.未到节点的不填。")
    paper.line("note", "分管领导：", "", "审核：宁远", "", "制表：方禾")
    return paper


STREETS = {
    "云台街道": ("2.35", "0.86", "12", "5.4"),
    "天河街道": ("1.08", "3.6", "0.95", "7.25", "2"),
    "兰台街道": ("0.48", "6.5", "1.77"),
}
SUBJECTS = (
    "年产5万吨特种粉体项目", "智能仓储装备制造基地", "生物发酵中试平台", "动力电池回收利用项目",
    "精密模具项目（二期）", "数据中心", "功能糖加工项目",
)  # fmt: skip
FORMER = {1: "智能物流装备产业园", 5: "云计算产业园项目", 6: "食品配料加工项目"}


def _site(paper: Paper, number: int, index: int, amount: str) -> None:
    one, builder = newcomer(30 + number), newcomer(60 + number, "建设开发有限公司")
    stage = number % 4  # how many of the nodes after the start have been reached
    styles = ("dots", "zh", "slashes", "iso")
    former = FORMER.get(number)
    group = f"招商{'一二三'[number % 3]}组"
    if index == 2:  # a ditto in words: the group of the row above
        before = paper.records[-1]["group"]
        cell = means("同上", before)
    else:
        cell = means(group, group)
    code = f"2{1 + number % 2}{1 + number % 9:02d}-620199-04-01-{314159 + number * 2718}"
    paper.data(
        number + 1, means(code, code) if number % 5 != 3 else blank(number),
        f"{one.brand}{SUBJECTS[number % 7]}",
        means(f"{one.brand}{former}", f"{one.brand}{former}") if former else blank(number),
        builder.name, one.name if number % 3 else blank(number + 1), yi(amount),
        15 + number * 4 if number % 4 else "/", "2022.9", "已办" if number % 2 else "办理中",
        _started(number), month(2023, 2 + index, "dash") if stage >= 1 else no_day("—"),
        day(2023, 7 + index, 26, styles[(number + 1) % 4]) if stage >= 2 else no_day(""),
        day(2023, 11, 3 + number, styles[(number + 2) % 4]) if stage == 3 else no_day("/"),
        month(2022, 12, "dot") if number % 2 else no_day("-"), "班子成员", cell,
        "主体施工" if stage < 2 else "设备安装，\n同步调试",
    )  # fmt: skip


def _started(number: int) -> Spelt:
    if number == 2:
        return year_only(2021)
    if number == 6:
        return month(2022, 4)
    style = ("zh", "dots", "compact_text", "slashes")[number % 4]
    return day(2022, 3 + number % 8, 6 + number, style)


SHEETS = (signings, projects)
