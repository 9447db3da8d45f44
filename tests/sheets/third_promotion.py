"""Sheets k and l of the third unopened five: signings under a circular, and projects with their stages."""

from __future__ import annotations

from typing import Any

from sheet_facts import Spelt, blank, day, means, money, month, no_day, wan, wan_text, year_only, yi
from sheet_paper import Shown
from third_facts import Crowded, arrival, ditto, in_words

KINDS = {"合同": "contract", "框架": "framework", "意向": "intent", "增资": "increment"}
FAIR, RALLY, VISIT = "第六届新材料产业大会", "三季度集中签约仪式", "驻点招商"
TAILS = ("控股有限公司", "新能源科技有限公司", "医药科技股份有限公司", "投资集团有限公司")


def shown(amount: float) -> Spelt:
    """An amount in 万元 that the cell shows with separators and two decimals."""
    return Spelt(Shown(amount, "#,##0.00"), {"": round(amount * 1_000_000)})


def md(month_: int, number: int) -> Spelt:
    """A day of 2023 without its year, which stands only in the circular."""
    return day(2023, month_, number, "md")


SAID_LATE = in_words(2023, 10, 11)

# subject, scale, amount, currency, kind, day, occasion, group ("〃": as the row above)
SIGNED: dict[str, list[tuple[Any, ...]]] = {
    "一月": [
        ("碳纤维预浸料生产线", "建设2条生产线，年产300吨", wan(16500), "合同", md(1, 10), "", "一组"),
        ("气凝胶保温材料项目", "租用标准厂房6000㎡", wan(4800), "合同", "〃", "", "〃"),
        ("口腔耗材加工中心", "新上设备40台（套）", money("2300万元", 2300), "意向", md(1, 17), "", "三组"),
    ],
    "二月": [
        ("磷酸铁锂前驱体项目", "用地120亩，分两期", money("6.8亿元", 68000), "合同", md(2, 9), VISIT, "二组"),
        ("锂电池隔膜涂布项目", "年产8000万㎡", wan(32600), "合同", "〃", "〃", "〃"),
        ("退役电池梯次利用项目", "年处理1.5万吨", wan_text(9800), "框架", day(2023, 2, 23, "zh"), "", "〃"),
        ("同城急送分拨中心", "建筑面积1.1万㎡", wan(3600), "合同", "2月30日", "", "四组"),
    ],
    "三月": [
        ("单克隆抗体中试基地", "500L、2000L产线各1条", shown(25400.5), "合同", md(3, 3), "", "三组"),
        ("体外诊断试剂扩产", "新增投资部分", wan(1850), "增资", day(2023, 3, 14, "dots"), "", "〃"),
        ("中药提取物项目", "年提取药材5000吨", wan(12000), "合同", md(3, 21), FAIR, "一组"),
        ("高温合金棒材项目", "年产1200吨", wan(43000), "合同", "〃", "〃", "二组"),
        ("石墨烯导热膜项目", "一期租厂房3000㎡", wan(5200), "框架", "〃", "〃", "〃"),
        ("特种气体充装站", "占地18亩", wan(4150.6), "意向", "〃", "〃", "四组"),
    ],
    "四月": [
        ("工业机器人减速器项目", "年产3万台", wan(21000), "合同", md(4, 6), "", "二组"),
        ("精密铸件绿色改造", "原厂区改造", money("７５００", 7500), "增资", md(4, 19), "", "〃"),
        ("检测仪器研发总部", "总部楼2000㎡", wan(2950), "合同", day(2023, 4, 25, "wide"), VISIT, "一组"),
    ],
    "五月": [
        ("光伏支架生产基地", "用地85亩", money("2.05亿", 20500), "合同", in_words(2023, 5, 6), "", "四组"),
        ("储能变流器项目", "年产2GW", wan(18700), "合同", md(5, 18), "", "〃"),
        ("氢燃料电堆联合实验室", "与高校共建", wan(3000), "框架", "〃", "", "〃"),
        ("跨境电商产业园", "入驻企业50家以上", wan_text(15600), "意向", month(2023, 5, "m"), "", "一组"),
    ],
    "六月": [
        ("重组蛋白原料项目", "年产400公斤", wan(8900), "合同", md(6, 8), "", "三组"),
        ("动物疫苗佐剂项目", "GMP车间4500㎡", money("1200万美元", 0), "合同", "〃", "", "〃"),
        ("数控刀具涂层中心", "购置涂层炉6台", shown(3320), "合同", day(2023, 6, 28, "slashes"), "", "二组"),
    ],
    "七月": [
        ("城市级算力调度平台", "机柜1200架", wan(56000), "框架", md(7, 12), "", "一组"),
        ("车规级功率模块项目", "月产6万只", wan(27800), "合同", day(2023, 7, 27, "real"), "", "二组"),
    ],
    "八月": [
        ("铝基复合材料项目", "年产5000吨", wan(13600), "合同", md(8, 15), RALLY, "一组"),
        ("陶瓷基刹车盘项目", "年产20万片", wan(22400), "合同", "〃", "〃", "二组"),
        ("可降解包装材料项目", "年产1万吨", wan(7700), "合同", "〃", "〃", "〃"),
        ("血液制品冷库", "库容3万m³", wan(6100), "合同", "〃", "〃", "三组"),
        ("智能配电柜项目", "年产1.2万台", wan(4900), "合同", "〃", "〃", "四组"),
        ("轨道交通线缆项目", "二期增资", wan(5600), "增资", "〃", "〃", "〃"),
    ],
    "九月": [
        ("细胞培养基项目", "液体培养基200万升/年", wan(19800), "合同", "2033.9.12", "", "三组"),
        ("消毒供应中心", "日处理器械包8000件", wan(3400), "合同", md(9, 20), "", "〃"),
    ],
    "十月": [
        ("盐湖提锂吸附剂项目", "年产3000吨", money("3.12 亿元", 31200), "合同", SAID_LATE, VISIT, "二组"),
        ("氟化工新材料项目", "需进化工园区", wan(64000), "框架", "〃", "〃", "〃"),
        ("种子质量检测中心", "租用办公楼3层", wan(1260), "意向", md(10, 26), "", "四组"),
    ],
    "十一月": [
        ("激光清洗装备项目", "年产600台", wan(8300), "合同", md(11, 9), "", "一组"),
        ("医美填充材料项目", "三类证在办", wan(900), "合同", md(11, 22), "", "三组"),
        ("合成生物联合创新中心", "外方出资60%", wan(10500), "合同", day(2023, 11, 30, "iso"), "", "〃"),
    ],
    "十二月": [
        ("工程塑料改性项目", "年产2.4万吨", wan_text(11800), "合同", md(12, 7), "", "四组"),
        ("卫星遥感数据中心", "机房800㎡", wan(5050), "合同", md(12, 21), "", "一组"),
    ],
}  # fmt: skip
DOLLARS = "动物疫苗佐剂项目"
EUROS = "合成生物联合创新中心"
AFTER_DOLLARS = 23  # the running number below the row in dollars
CONTINUED = {
    "磷酸铁锂前驱体项目": "一期用地70亩，二期另行供地",
    "光伏支架生产基地": "（其中厂房4.2万㎡，综合楼3000㎡）",
    "氟化工新材料项目": "2024年6月前完成选址",
}
REMARKS = {
    "锂电池隔膜涂布项目": "2022年已签框架50000",
    "高温合金棒材项目": "首期到位2000",
    "储能变流器项目": "38亩",
    EUROS: "按欧元签，金额为万欧元",
    "卫星遥感数据中心": "3",
}


def signings() -> Crowded:
    """The year's signings as the annex of a circular, the text of the circular standing above."""
    paper = Crowded(
        "sheet_k.xlsx", "signing",
        "通报正文与附件同在一张表：表头前有十来行文字，年份只在文字里；月份用汉字单独成行；日期、场合、组别写“〃”；"
        "建设内容写不下另起一行（不是数据）；页脚“第1页”夹在表中；小计前四列合并；右侧隔一列另有分组小表（不属于记录）；"
        "备注里有数字；有币种列；四处须退回：2月30日、美元、欧元、2033年", "附件1",
    )  # fmt: skip
    paper.columns(
        ("序号", "serial"), ("签约\n日期", "signed_on"), ("项目名称", "project.name"),
        ("建设内容及规模", "extra"), ("签约双方>投资方", "investor"),
        ("签约双方>引进方", "partner"), ("投资额>金额", "amount_fen"), ("投资额>币种", "extra"),
        ("协议性质", "kind"), ("依托活动", "occasion"), ("组别", "group"),
        ("系统编号", "extra"), ("备注", "extra"),
    )  # fmt: skip
    _circular(paper)
    paper.head()
    first, number = paper.next_row, 0
    for index, (name, rows) in enumerate(SIGNED.items()):
        paper.wide("section", name)
        for row in rows:
            number += 1
            _paper_signed(paper, number, row)
        total = sum(_in_wan(row) for row in rows)
        paper.merged("subtotal", 3, f"{name}小计（{len(rows)}个）", G=total)
        if index in (4, 8):
            paper.at("note", G=f"第 {index // 4} 页，共 3 页")
    whole = sum(_in_wan(row) for rows in SIGNED.values() for row in rows)
    paper.merged("subtotal", 3, f"全年合计（{number}个）", G=whole)
    paper.wide("note", "说明：外币项目不折算、不计入小计；框架、意向不纳入考核。")
    paper.at("note", B="审核：", E="填报：方禾", I="联系电话：0000-8530021")
    paper.at("note", G="第 3 页，共 3 页")
    paper.stand_beside(first, 14, _by_group())
    paper.look.hidden_columns, paper.look.freeze = (11,), (first - 1, 3)
    return paper


def _circular(paper: Crowded) -> None:
    rows = [row for month_ in SIGNED.values() for row in month_]
    large = sum(_in_wan(row) >= 30_000 for row in rows)
    paper.wide("title", "关于2023年招商引资项目签约情况的通报")
    paper.line("blank")
    paper.line("note", "各局（中心）、各招商组：")
    paper.wide(
        "note",
        f"    2023年，各招商组围绕新材料、生物医药等产业开展招商，全年签约各类项目{len(rows)}个，"
        f"其中单个投资额3亿元以上的项目{large}个。从签约时间看，3月、8月最多，各6个。",
    )
    paper.wide(
        "note",
        "    各组要在2024年1月15日前完成合同归档，未约定开工时间的，须与投资方书面确认。",
    )
    paper.at("note", K="投资促进局")
    paper.at("note", K="2023年12月29日")
    paper.wide("title", "附件1：签约项目明细")
    paper.at("caption", A="（按签约月份排列）", K="单位：万元")


def _in_wan(row: tuple[Any, ...]) -> int | float:
    """What the office added up: the amount in 万元, foreign money left out."""
    fen = 0 if row[0] in (DOLLARS, EUROS) else row[2].means[""]
    return fen / 1_000_000 if fen % 1_000_000 else fen // 1_000_000


def _paper_signed(paper: Crowded, number: int, row: tuple[Any, ...]) -> None:
    subject, scale, amount, kind, when, occasion, group = row
    one = arrival(number, TAILS[number % 4])
    above = paper.lines[-1].kind == "data"
    partner = means("高新区管委会", "高新区管委会")
    if above and number % 3:
        partner = ditto("高新区管委会", "〃" if number % 2 else "同上")
    cells = [
        number, when if when != "〃" else ditto(_Last.when), f"{one.brand}{subject}", scale, one.name,
        partner, amount, "〃" if above and number != AFTER_DOLLARS else "人民币", means(kind, KINDS[kind]),
        _said(occasion, _Last.occasion), _said(group, _Last.group, "招商"), f"ZS2023{number:04d}",
        REMARKS.get(subject, ""),
    ]  # fmt: skip
    _Last.when, _Last.occasion, _Last.group = cells[1], cells[9], cells[10]
    _written(paper, subject, cells)
    if subject in CONTINUED:
        paper.at("note", D=CONTINUED[subject])


class _Last:
    """The cells of the row above, which a ditto repeats."""

    when: Any = None
    occasion: Any = None
    group: Any = None


def _said(word: str, above: Any, prefix: str = "") -> Spelt:
    if word == "〃":
        return ditto(above)
    return means(prefix + word, prefix + word) if word else means("", None)


def _written(paper: Crowded, subject: str, cells: list[Any]) -> None:
    if subject == DOLLARS:
        cells[6], cells[7] = "1200万美元", "美元"
        paper.bad(6, "not in yuan", *cells)
    elif subject == EUROS:
        cells[7] = "欧元"
        paper.bad(6, "not in yuan: the column beside it says euros", *cells)
    elif cells[1] == "2月30日":
        paper.bad(1, "impossible date", *cells)
    elif cells[1] == "2033.9.12":
        paper.bad(1, "future date", *cells)
    else:
        paper.data(*cells)


def _by_group() -> list[list[Any]]:
    counts: dict[str, list[Any]] = {}
    group = ""
    for row in (row for rows in SIGNED.values() for row in rows):
        group = row[6] if row[6] != "〃" else group
        has = counts.setdefault(group, [0, 0])
        has[0], has[1] = has[0] + 1, has[1] + _in_wan(row)
    lines = [[f"招商{name}", *counts[name]] for name in ("一组", "二组", "三组", "四组")]
    total = ["合计", *(sum(line[i] for line in lines) for i in (1, 2))]
    return [["按组统计", "个数", "金额（万元）"], *lines, total]


BUILDERS = ("建设发展有限公司", "置业有限公司", "产业园运营有限公司")
INDUSTRIES = ("27 医药制造业", "35 专用设备制造业", "39 计算机、通信和其他电子设备制造业",
              "30 非金属矿物制品业", "65 软件和信息技术服务业")  # fmt: skip
AREAS: dict[str, list[tuple[str, Spelt]]] = {
    "云台片区": [
        ("高端医疗影像设备产业园", yi("4.2")), ("北斗终端装配线", yi("0.85")),
        ("纳米涂层材料一期", yi("1.36")),
        ("纳米涂层材料二期", yi("2.4")), ("生物试剂专业园", yi("3")),
        ("标准化厂房（A区）", money("8600万元", 8600)),
        ("标准化厂房（B区）", money("9150万元", 9150)), ("污水处理厂提标改造", yi("1.08")),
        ("人才公寓一标段", yi("2.75")), ("人才公寓二标段", yi("2.2")), ("特高压绝缘子项目", yi("6.5")),
        ("科创广场", yi("12")), ("220千伏输变电工程", money("1.94亿元", 19400)),
    ],
    "天河片区": [
        ("光电传感器制造基地", yi("3.85")), ("核酸药物生产基地", yi("7.6")), ("创新药注射剂车间", yi("2.68")),
        ("冷链物流港", yi("5.1")),
        ("新能源重卡换电站", money("3200万元", 3200)), ("智慧停车楼", yi("0.46")),
        ("工业废水零排放项目", yi("0.92")), ("高纯石英砂提纯项目", yi("4.05")),
        ("燃料电池系统总装", yi("8.3")),
        ("数据要素产业园", yi("9.9")), ("九年一贯制学校", yi("2.15")), ("滨河路道路工程", yi("1.77")),
        ("药用辅料扩建项目", yi("0.64")),
    ],
    "兰台片区": [
        ("航空复合材料部件项目", yi("10.2")), ("液压件智能工厂", yi("1.58")),
        ("中药饮片仓储中心", yi("0.98")),
        ("无人机试飞基地", yi("2.9")), ("铜箔生产线技改", yi("3.3")),
        ("分布式光伏（屋顶）", money("4650万元", 4650)),
        ("产业园供热管网", yi("0.73")), ("检验检测公共平台", yi("1.15")), ("保税仓库", yi("0.57")),
        ("半导体靶材项目", yi("5.45")), ("汽车轻量化部件项目", yi("3.95")), ("社区卫生服务中心", yi("0.38")),
    ],
}  # fmt: skip
TROUBLES = (
    "",
    "",
    "施工许可在办",
    "资金缺口约3000万元",
    "",
    "220kV线路迁改未完成",
    "",
    "差12亩用地指标",
)


def projects() -> Crowded:
    """The key projects by area, days in characters, a day only where a stage is done."""
    paper = Crowded(
        "sheet_l.xls", "project",
        "旧版xls，数据在第二张表；表头三行，第三行只有单位；日期用汉字（二〇二三年五月六日，圈有〇、○、零三种）与数字混写；"
        "同一业主写“同上”；节点未到填“/”；小计在合并格里且在该片区数据之前；编号分片区重起；"
        "有隐藏列、中间空行、签字栏；三处须退回：预计（未到的日子）两处、九月三十一日一处", "台账",
    )  # fmt: skip
    paper.columns(
        ("编号", "serial"), ("项目基本情况>项目名称", "name"), ("项目基本情况>业主单位", "entity.name"),
        ("项目基本情况>出资人", "investor"), ("项目基本情况>行业（国标）", "industry"),
        ("项目基本情况>概算总投资>亿元", "total_investment_fen"), ("项目基本情况>占地>亩", "extra"),
        ("2023年投资>计划>万元", "extra"), ("2023年投资>1-11月完成>万元", "extra"),
        ("2023年投资>完成率>%", "extra"), ("节点时间（完成后填写）>签订合同", "events.signed"),
        ("节点时间（完成后填写）>动工", "events.started"),
        ("节点时间（完成后填写）>进入统计库", "events.in_statistics"),
        ("节点时间（完成后填写）>主体结构封顶", "events.topped_out"),
        ("节点时间（完成后填写）>竣工验收", "events.completed"),
        ("节点时间（完成后填写）>投入使用", "events.in_use"), ("引进小组", "group"),
        ("包抓领导", "extra"), ("需协调事项", "extra"), ("备注", "extra"),
    )  # fmt: skip
    paper.wide("title", "榆川高新区重点建设项目推进台账")
    paper.wide("caption", "（二〇二三年十一月）")
    paper.head()
    number = 0
    for area, rows in AREAS.items():
        total = sum(amount.means[""] for _, amount in rows) // 1_000_000
        paper.merged("subtotal", 4, f"{area}（小计{len(rows)}项）", F=total / 10_000)
        for index, (subject, amount) in enumerate(rows):
            _site(paper, number, index, subject, amount)
            number += 1
        paper.line("blank")
    whole = sum(amount.means[""] for rows in AREAS.values() for _, amount in rows)
    paper.merged("subtotal", 4, f"总计（{number}项）", F=whole / 10_000_000_000)
    paper.wide(
        "note", "填表说明：节点时间按实际完成填写，未完成的填“/”；行业按GB/T 4754—2017填两位代码。"
    )
    paper.at("note", B="主要领导（签字）：", F="分管领导（签字）：", L="经办人：宁远")
    paper.look.hidden_columns, paper.look.freeze = (9, 17), (5, 2)
    paper.look.before.append(("封面", [["重点建设项目推进台账"], ["二〇二三年度"]], False))
    paper.look.after.append(("Sheet3", [], False))
    return paper


def _site(paper: Crowded, number: int, index: int, subject: str, amount: Spelt) -> None:
    one = arrival(60 + number, BUILDERS[number % 3])
    owner: Any = one.name
    if subject.endswith(("二期", "（B区）", "二标段")):
        owner = means("同上", paper.records[-1]["entity.name"])
    public = subject.endswith(("工程", "学校", "中心", "管网", "改造"))
    industry = INDUSTRIES[number % 5] if not public else "/"
    plan = 1200 + 350 * (number % 9)
    done = plan * (72 + number * 7 % 31) // 100
    cells = [
        index + 1, f"{one.brand}{subject}", owner,
        blank(1) if public else arrival(60 + number, TAILS[number % 4]).name,
        means(industry, None if public else industry[:2]), amount, 12 + number * 5 % 140, plan, done,
        round(done * 100 / plan, 1), *_stages(number), _group(paper, number, index), "某某",
        TROUBLES[number % 8], "省列" if number % 6 == 0 else "",
    ]  # fmt: skip
    planned = {10: (14, "预计2024年6月"), 21: (13, "预计二〇二四年三月底")}
    if number in planned:
        column, words = planned[number]
        cells[column] = words
        paper.bad(column, "a day that has not come: a plan is no event", *cells)
    elif number == 30:
        cells[11] = "二〇二二年九月三十一日"
        paper.bad(11, "impossible date", *cells)
    else:
        paper.data(*cells)


def _group(paper: Crowded, number: int, index: int) -> Spelt:
    name = f"招商{'一二三四'[number // 3 % 4]}组"
    before = paper.records[-1]["group"] if paper.records else None
    same = index and before == name and paper.lines[-1].kind == "data"
    return ditto(name, "同上") if same and number % 2 else means(name, name)


def _stages(number: int) -> tuple[Spelt, ...]:
    """The days of the six stages; later stages are reached by fewer projects."""
    reached = (3, 6, 4, 2, 5, 4, 6, 3)[number % 8]
    zero = "〇○零"[number % 3]
    month_, date_ = 1 + number * 5 % 12, 1 + number * 11 % 28
    days = [
        day(2021, month_, date_, ("dots", "zh", "slashes")[number % 3]) if number % 5 else year_only(2021),
        in_words(2022, month_, date_, zero) if number % 4 else in_words(2022, month_, None, zero),
        month(2022, 12, "dot") if number % 2 else in_words(2022, 12, None, zero),
        in_words(2023, 1 + number % 5, 6 + number % 20, zero),
        day(2023, 6 + number % 3, 10 + number % 18, ("zh0", "dots", "iso")[number % 3]),
        in_words(2023, 10, 1 + number % 30, zero),
    ]  # fmt: skip
    kept = [one if place < reached else no_day("/") for place, one in enumerate(days)]
    return tuple(no_day("") if one.raw == "/" and number % 7 == 0 else one for one in kept)


SHEETS = (signings, projects)
