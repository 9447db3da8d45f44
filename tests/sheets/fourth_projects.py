"""Sheets q and t of the fourth unopened five: a month's investment by project, a year's signings."""

from __future__ import annotations

from typing import Any

from fourth_facts import ZONE, foot, in_wan, settler
from sheet_facts import Spelt, day, means, money, month, wan, wan_text, yi
from sheet_paper import Formula, Paper

TAILS = ("实业有限公司", "能源科技有限公司", "装备制造有限公司", "新型建材有限公司", "药业有限公司")
BUILDERS = ("城市建设有限公司", "基础设施投资有限公司", "公用事业有限公司")
NOTHING = means("", None)
NONE_YET = means("/", None)

# project, its builder's number, new or continued, total, plan, this month, since January, progress, problem
BUILT: dict[str, list[tuple[Any, ...]]] = {
    "一、产业类项目": [
        ("高纯硅材料生产基地", "续建", 86000, 24000, wan(2350), wan(19870), "2号车间封顶", ""),
        ("医药中间体搬迁改造", "续建", 32000, 11000, wan(980), wan(9240), "设备安装60%", ""),
        ("冷链食品加工园", "新建", 15600, 8000, wan(640.5), wan(5120.5), "主体三层施工", "雨季影响工期"),
        ("储能电池模组生产线", "新建", 48000, 15000, wan(1800), wan(7300), "钢结构吊装", ""),
        ("铝型材深加工项目", "续建", 21000, 6000, wan(0), wan(6000), "已完工，待验收", ""),
        ("智能电表生产线", "新建", 9800, 5000, wan(410), wan(3905), "内部装修", ""),
        ("中药配方颗粒二期", "续建", 26500, 9000, wan_text(1120), wan_text(8060), "净化车间安装", ""),
        ("新能源汽车线束项目", "新建", 12000, 6500, wan(530), wan(2870), "基础施工", "图审未完成"),
        ("装配式建筑构件厂", "续建", 18300, 4300, wan(260), wan(4180), "堆场硬化", ""),
        ("工业互联网标识节点", "新建", 5200, 3000, wan(315), wan(1960), "机房装修", ""),
        ("光学玻璃扩产", "新建", 7400, 4000, NOTHING, NOTHING, "未开工", "土地证未办理"),
        ("生物育种研发中心", "续建", 13900, 5600, wan(475), wan(4733.8), "室内管线敷设", ""),
        ("阀门智能制造车间", "新建", 6600, 4200, "300左右", wan(2650), "墙体砌筑", ""),
        ("酒店用品产业园", "续建", 24000, 7000, wan(90), wan(3110), "3号楼停工", "资金未到位"),
        ("乳制品自动化立体库", "新建", 8800, 5000, wan(720), wan(4390), "货架安装", ""),
        ("氢气提纯充装项目", "新建", 16800, 3500, NONE_YET, NONE_YET, "前期手续", "安评未批复"),
        ("半导体封测一期", "续建", 93000, 30000, money("0.31亿元", 3100), wan(26400), "洁净室调试", ""),
        ("数控机床再制造", "新建", 4700, 2600, wan(205), wan(2248), "试运行", ""),
    ],
    "二、基础设施类项目": [
        ("科技大道北延", "续建", 18700, 6000, wan(430), wan(5590), "沥青下面层", ""),
        ("综合管廊一期", "续建", 42000, 9000, wan(760), wan(7015), "掘进1.8公里", "穿越铁路待批"),
        ("110千伏输变电站", "新建", 9300, 5500, wan(880), wan(4210), "主控楼封顶", ""),
        ("再生水厂", "新建", 13500, 6000, wan(545.6), wan(3872.6), "池体浇筑", ""),
        ("热源厂煤改气", "续建", 7600, 2500, wan(0), wan(2500), "已投用", ""),
        ("污泥处置中心", "新建", 11200, 4000, wan(390), wan(1450), "桩基施工", ""),
        ("东区雨水泵站", "新建", 3600, 2400, wan(275), wan(1932), "设备安装", ""),
        ("公交首末站", "新建", 2900, 1800, wan(120), wan(1466), "站房装修", ""),
        ("边坡治理工程", "续建", 5100, 1500, wan(180), wan(1395), "锚索张拉", ""),
        ("5G基站及管道", "续建", 4400, 1600, wan(135), wan(1288), "累计建成86个", ""),
        ("园区道路照明改造", "新建", 1700, 1700, wan(95), wan(1610), "完成94%", ""),
        ("滨河绿道", "新建", 6800, 3000, wan(310), wan(2365), "铺装施工", ""),
    ],
    "三、社会民生类项目": [
        ("第二小学", "续建", 14200, 5000, wan(350), wan(4905), "室外工程", ""),
        ("青年人才公寓", "续建", 36000, 10000, wan(1240), wan(8830), "外墙涂料", ""),
        ("社区综合服务中心", "新建", 4100, 2200, wan(190), wan(1690), "二次结构", ""),
        ("高新医院门诊楼", "新建", 28000, 6000, wan(870), wan(3540), "地下室顶板", "设计变更"),
        ("安置小区三期", "续建", 52000, 16000, wan(1560), wan(14380), "1-6号楼封顶", ""),
        ("再生水厂", "新建", 13500, 6000, wan(560), wan(3890), "池体浇筑", "与规建局口径核对"),
        ("体育公园", "新建", 5800, 3000, wan(230), wan(2085), "塑胶面层", ""),
        ("农贸市场改造", "新建", 1900, 1900, wan(160), wan(1740), "水电安装", ""),
        ("消防救援站", "新建", 3300, 2000, wan(210), wan(1530), "主体封顶", ""),
        ("老旧小区改造", "续建", 6200, 2800, wan(245), wan(2590), "12栋完工", ""),
    ],
}  # fmt: skip
TWICE = "再生水厂"


def investments() -> Paper:
    """One month of the key projects, the total on top, each kind of project under its own sums."""
    paper = Paper(
        "sheet_q.xlsx", "monthly_investment",
        "项目办月报：月份只在标题里；合计在最上面，分类行带小计（公式）；两行表头；本月完成有0、空白、“/”、文本数字、自带亿元；"
        "总投资、年度计划与本月、累计并列；前有说明页；两处须退回（“300左右”、同一项目列两次）",
        "10月",
    )  # fmt: skip
    paper.columns(
        ("序号", "serial"), ("项目名称", "project.name"), ("建设单位", "project.entity.name"),
        ("建设性质", "extra"), ("总投资", "extra"), ("2023年投资完成情况>年度计划", "extra"),
        ("2023年投资完成情况>本月完成", "amount_fen"),
        ("2023年投资完成情况>1-10月累计完成", "cumulative_fen"),
        ("2023年投资完成情况>完成率（%）", "extra"), ("形象进度", "progress"),
        ("存在问题", "problem"), ("责任单位", "extra"), ("备注", "extra"),
    )  # fmt: skip
    paper.constants = {"month_on": "2023-10-01", "month_on_precision": "month"}
    paper.wide("title", "榆川高新区2023年10月份重点项目投资完成情况表")
    paper.at("caption", A="填报单位：规划建设局（项目办）", L="单位：万元")
    paper.head()
    rows = [row for part in BUILT.values() for row in part]
    _sums(paper, "subtotal", f"合计（{len(rows)}个）", rows, 6)
    number = 0
    for part, projects in BUILT.items():
        _sums(paper, "section", f"{part}（{len(projects)}个）", projects, paper.next_row + 1)
        for row in projects:
            number += 1
            _month(paper, number, row)
    paper.wide(
        "note", "注：1.本月完成按统计入库口径；2.未开工项目不填完成投资；3.序时进度为83.3%。"
    )
    foot(paper, "分管领导：", "填报人：祁川  2023年11月3日", "K")
    paper.look.freeze = (4, 2)
    paper.look.before.append(("说明", [["本表每月5日前报送"], ["数据以万元计"]], False))
    return paper


def _sums(paper: Paper, kind: str, text: str, rows: list[tuple[Any, ...]], first: int) -> None:
    last = first + len(rows) - 1 + (len(BUILT) if kind == "subtotal" else 0)
    sums = [sum(row[i] for row in rows) for i in (2, 3)]
    sums += [sum(_wan_of(row[i]) for row in rows) for i in (4, 5)]
    cells = {
        at: Formula(f"=SUBTOTAL(9,{at}{first}:{at}{last})", round(total, 2))
        for at, total in zip("EFGH", sums, strict=True)
    }
    paper.merges.append((len(paper.lines), 0, len(paper.lines), 1))
    paper.at(kind, A=text, **cells)


def _wan_of(cell: Any) -> float:
    return (cell.means[""] or 0) / 1_000_000 if isinstance(cell, Spelt) else 0


def _month(paper: Paper, number: int, row: tuple[Any, ...]) -> None:
    name, nature, total, plan, done, since, progress, problem = row
    key = 22 if name == TWICE else number  # both lines of it name the same builder
    one = settler(100 + key, TAILS[key % 5] if key <= 18 else BUILDERS[key % 3])
    rate = round(_wan_of(since) / plan * 100, 1) if since.means[""] else ""
    office = ("投资促进局", "规划建设局", "社会事务局")[(number > 18) + (number > 30)]
    owner = means(one.name, one.name)
    cells = [
        number, f"{one.brand}{name}" if number <= 18 else name, owner, nature, total, plan, done,
        since, rate, progress, means(problem, problem or None), office,
        "省列重点" if number in (1, 17, 20) else "",
    ]  # fmt: skip
    if done == "300左右":
        paper.bad(6, "not a number", *cells)
    elif name == TWICE and number > 30:
        paper.twin(1, *cells)
    else:
        paper.data(*cells)


KINDS = {
    "正式合同": "contract", "投资合同": "contract", "合同": "contract", "框架协议": "framework",
    "意向协议": "intent", "增资协议": "increment",
}  # fmt: skip
FAIR, TRADE, CLOUD = "长三角招商推介会", "第29届交易会", "二季度集中签约"

# project, kind, day, amount in 亿元, fixed investment, occasion, when to begin, registered?
SIGNED: dict[str, list[tuple[Any, ...]]] = {
    "一季度": [
        ("风电叶片回收利用", "框架协议", day(2023, 1, 6, "dots"), yi("3.2"), "2.6", "", "2023.6", 0),
        ("纸浆模塑餐具生产线", "正式合同", day(2023, 1, 12, "dots"), yi("0.85"), "0.7", "", "2023.4", 1),
        ("液冷服务器组装", "正式合同", day(2023, 2, 8, "dots"), yi("5"), "4.1", "", "2023年下半年", 1),
        ("动物疫苗佐剂车间", "正式合同", day(2023, 2, 15, "dots"), yi("1.36"), "1.1", "", "2023.5", 1),
        ("牛羊肉精深加工", "意向协议", day(2023, 2, 21, "dots"), "2—3亿元", "", "", "", 0),
        ("骨科植入物生产", "正式合同", day(2023, 3, 2, "zh"), yi("2.2"), "1.6", FAIR, "2023.9", 1),
        ("工业机器人关节", "正式合同", day(2023, 3, 2, "zh"), yi("1.05"), "0.8", FAIR, "2023.8", 0),
        ("激光雷达总成", "框架协议", day(2023, 3, 2, "zh"), yi("8"), "6.5", FAIR, "", 0),
        ("医用敷料扩产", "增资协议", day(2023, 3, 16, "dots"), in_wan(4500), "0.4", "", "2023.4", 1),
        ("建筑垃圾资源化", "正式合同", day(2023, 3, 28, "dots"), yi("1.8"), "1.5", "", "2023.7", 1),
    ],
    "二季度": [
        ("微波射频组件", "正式合同", day(2023, 4, 11, "dots"), yi("2.75"), "2", "", "2023.10", 1),
        ("藜麦饮品加工", "意向协议", day(2023, 4, 18, "dots"), yi("0.6"), "0.5", "", "", 0),
        ("聚酰亚胺薄膜", "正式合同", day(2023, 4, 25, "zh"), yi("6.4"), "5.2", "", "2024.3", 0),
        ("特种线缆研发生产", "正式合同", day(2023, 5, 9, "dots"), yi("1.9"), "1.45", "", "2023.11", 1),
        ("跨境数据服务", "框架协议", month(2023, 5), yi("1"), "", "", "", 0),
        ("风电叶片回收利用", "正式合同", day(2023, 5, 23, "dots"), yi("3.5"), "2.9", "", "2023.9", 1),
        ("中央厨房", "投资合同", day(2023, 6, 8, "slashes"), in_wan(7800), "0.6", CLOUD, "2023.8", 1),
        ("超高压杀菌装备", "投资合同", day(2023, 6, 8, "slashes"), yi("1.2"), "0.9", CLOUD, "2023.12", 0),
        ("抗体偶联药物CDMO", "投资合同", day(2023, 6, 8, "slashes"), yi("12.5"), "9.8", CLOUD, "2024.4", 1),
        ("矿用无人驾驶", "投资合同", day(2023, 6, 8, "slashes"), yi("4.3"), "2.2", CLOUD, "2023.11", 0),
        ("保健酒灌装", "投资合同", day(2023, 6, 20, "dots"), money("2600万美元", 0), "", "", "", 0),
    ],
    "三季度": [
        ("蓝宝石衬底片", "正式合同", day(2023, 7, 6, "dots"), yi("3.85"), "3.3", TRADE, "2023.12", 1),
        ("藏药外用制剂", "正式合同", day(2023, 7, 6, "dots"), yi("0.92"), "0.7", TRADE, "2023.10", 1),
        ("氢能叉车", "框架协议", day(2023, 7, 6, "dots"), yi("2"), "1.4", TRADE, "", 0),
        ("智能仓储装备", "正式合同", day(2023, 7, 7, "zh"), yi("2.6"), "2.1", TRADE, "2024.3", 0),
        ("羊绒制品设计", "意向协议", day(2023, 7, 7, "zh"), in_wan(5000), "", TRADE, "", 0),
        ("聚光光热镜场", "正式合同", day(2023, 7, 25, "dots"), yi("9.1"), "8", "", "2024.5", 0),
        ("细胞制备中心", "正式合同", day(2023, 8, 10, "dots"), yi("1.5"), "0.95", "", "2023.12", 1),
        ("激光雷达总成", "正式合同", day(2023, 8, 22, "dots"), yi("7.6"), "6.1", "", "2023.12", 1),
        ("火锅底料工厂", "正式合同", "2023.9.31", yi("0.75"), "0.6", "", "2023.11", 0),
        ("机床主轴维修", "正式合同", day(2023, 9, 19, "dots"), yi("0.38"), "0.3", "", "2023.10", 1),
    ],
    "四季度": [
        ("高端紧固件", "正式合同", day(2023, 10, 12, "dots"), yi("1.25"), "1", "", "2024.3", 0),
        ("数据标注基地", "框架协议", day(2023, 10, 19, "zh"), in_wan(6000), "", "", "", 0),
        ("核医学影像中心", "正式合同", day(2023, 10, 26, "dots"), yi("3"), "2.4", "", "2024.4", 1),
        ("聚酰亚胺薄膜", "增资协议", day(2023, 11, 7, "dots"), yi("1.6"), "1.3", "", "2024.3", 0),
        ("电动船舶动力", "意向协议", month(2023, 11), yi("2"), "", "", "", 0),
        ("土壤改良菌剂", "正式合同", day(2023, 11, 21, "dots"), yi("0.55"), "0.4", "", "2024.3", 1),
        ("云仓直播基地", "正式合同", day(2023, 12, 5, "dots"), yi("1.1"), "0.6", "", "2024.2", 0),
        ("玄武岩纤维", "正式合同", day(2023, 12, 14, "zh"), yi("4.8"), "4", "", "2024.5", 0),
        ("预应力管桩", "正式合同", day(2023, 12, 27, "dots"), yi("2.05"), "1.7", "", "2024.4", 1),
    ],
}  # fmt: skip
INVESTORS = ("集团股份有限公司", "投资有限公司", "科创有限公司", "控股集团有限公司")
GROUPS = ("招商一局", "招商二局", "招商三局", "驻外招商处")


def signings() -> Paper:
    """The ledger of signings by quarter, copied out of the office's workbook."""
    paper = Paper(
        "sheet_t.txt", "signing",
        "从工作簿粘贴的签约台账：有标题、填报单位行，表头有换行；按季度分段并有小计、总计；总投资为亿元，个别格自带万元；"
        "固投、约定开工、注册公司、备案号等并列；框架转合同、增资的项目出现两次；"
        "三处须退回（“2—3亿元”、万美元、9月31日）", "",
    )  # fmt: skip
    paper.columns(
        ("序号", "serial"), ("项目名称", "project.name"), ("甲方", "partner"),
        ("乙方\n（投资方）", "investor"), ("签约日期", "signed_on"), ("签约活动", "occasion"),
        ("协议类型", "kind"), ("总投资\n（亿元）", "amount_fen"), ("其中：固投\n（亿元）", "extra"),
        ("约定开工\n时间", "extra"), ("注册公司名称", "project.entity.name"), ("公司注册\n日期", "extra"),
        ("备案号", "extra"), ("责任单位", "group"), ("履约情况", "extra"), ("备注", "extra"),
    )  # fmt: skip
    paper.line("title", "榆川高新区2023年招商引资签约项目台账")
    paper.line("caption", "填报单位：投资促进局", *[""] * 13, "截至2023年12月31日")
    paper.head()
    number = 0
    for quarter, rows in SIGNED.items():
        paper.line("section", quarter)
        for row in rows:
            number += 1
            _signed(paper, number, row)
        _total(paper, "小计", rows)
    _total(paper, "总计", [row for rows in SIGNED.values() for row in rows])
    paper.line("note", "备注：外币项目及未明确金额的不计入小计；同一项目由框架转合同的分别登记。")
    paper.line("note", "审核人：", "", "", "填表人：岳宁", *[""] * 6, "2024年1月3日")
    return paper


def _total(paper: Paper, word: str, rows: list[tuple[Any, ...]]) -> None:
    total = round(sum(_wan_of(row[3]) for row in rows) / 10_000, 2)
    paper.line("subtotal", word, f"{len(rows)}个", *[""] * 5, total)


def _signed(paper: Paper, number: int, row: tuple[Any, ...]) -> None:
    subject, kind, when, amount, fixed, occasion, begin, registered = row
    key = [one[0] for rows in SIGNED.values() for one in rows].index(
        subject
    )  # one investor a project
    one = settler(170 + key, INVESTORS[key % 4])
    company = (
        f"{one.name.removesuffix(INVESTORS[key % 4])}{subject[:2]}有限公司" if registered else ""
    )
    company_on = f"2023.{min(12, 2 + number // 4)}.{3 + number % 20}" if registered else ""
    cells = [
        number, f"{one.brand}{subject}项目", ZONE, one.name, when, means(occasion, occasion or None),
        means(kind, KINDS[kind]), amount, fixed, begin, means(company, company or None), company_on,
        f"2023-620199-{number:04d}" if registered and number % 2 else "", GROUPS[number * 7 % 4],
        ("手续办理中", "已开工", "洽谈用地", "")[number % 4] if registered else "", _remark(subject, kind),
    ]  # fmt: skip
    if amount == "2—3亿元":
        paper.bad(7, "not a number: a range", *cells)
    elif amount.raw == "2600万美元":
        paper.bad(7, "not in yuan", *cells)
    elif when == "2023.9.31":
        paper.bad(4, "impossible date", *cells)
    else:
        paper.data(*cells)


def _remark(subject: str, kind: str) -> str:
    if subject == "激光雷达总成" and kind == "正式合同":
        return "3月2日框架协议转正式合同"
    if subject == "风电叶片回收利用" and kind == "正式合同":
        return "框架转合同，投资额调整"
    return "二期" if kind == "增资协议" else ""


SHEETS = (investments, signings)
