"""Sheet p of the fourth unopened five: the log of visits and requests at the enterprise service centre."""

from __future__ import annotations

from datetime import date
from typing import Any

from fourth_facts import PEOPLE, later, settler, undated
from sheet_facts import day, means, no_day
from sheet_paper import Paper

DOORS = {
    "走访": "visit", "12345热线": "hotline", "12345": "hotline", "微信": "wechat",
    "微信群": "wechat", "座谈会": "meeting", "窗口": "window", "主任信箱": "mailbox",
}  # fmt: skip
KINDS = {
    "用地": "land", "用能": "energy", "用电": "energy", "融资": "capital", "用工": "labour",
    "其他": "other", "其它": "other",
}  # fmt: skip
OFFICES = {
    "land": "自然资源分局", "energy": "经济发展局", "capital": "金融工作办公室",
    "labour": "人社局", "other": "企业服务中心",
}  # fmt: skip
TAILS = ("精密机械有限公司", "制药有限公司", "食品有限公司", "电气设备有限公司", "环保工程有限公司")
STYLES = ("real", "real", "dots", "real", "md", "slashes", "real", "zh")
MONTHS = "七八九十"

# day, door, kind, matter, details, quantity
ASKED: dict[int, list[tuple[Any, ...]]] = {
    7: [
        (3, "走访", "用电", "厂区用电增容", "现有变压器800kVA，新设备9月进厂，需增容", "1250kVA"),
        (4, "走访", "融资", "流动资金贷款", "备货占用资金，希望对接信用贷", "500万元"),
        (5, "12345热线", "其他", "门前道路积水", "雨后车辆进出困难", ""),
        (6, "走访", "用工", "招聘数控操作工", "熟练工、学徒均可，包食宿", "15人"),
        (10, "微信", "其他", "职工子女入学", "3名外地职工子女秋季入学", "3人"),
        (12, "座谈会", "用地", "二期用地预留", "一期满产，拟在北侧扩建", "32亩"),
        (12, "座谈会", "融资", "设备贷款贴息", "咨询设备更新再贷款条件", "/"),
        (14, "走访", "用能", "天然气管道接入", "红线外约600米未通", "日用气4000方"),
        (18, "窗口", "其他", "办理消防验收备案", "材料退回两次，请予指导", ""),
        (20, "走访", "用工", "引进检测工程师", "需本科以上、有CMA经验", "2人"),
        (25, "12345", "用电", "夜间频繁跳闸", "7月以来跳闸4次", "—"),
        (27, "走访", "融资", "过桥资金周转", "8月底贷款到期", "800万元"),
    ],
    8: [
        (1, "走访", "其它", "公交站点设置", "职工上下班不便，建议增设站点", ""),
        (2, "走访", "用地", "不动产登记历史遗留", "2015年购地至今未办证", "18.6亩"),
        (4, "微信群", "用工", "暑期工与实习生", "包装岗位短期用工", "40人"),
        (8, "走访", "融资", "专利质押贷款", "发明专利3件", "300万元"),
        (9, "主任信箱", "其他", "物业收费偏高", "标准厂房物业费每平米2.8元", "无"),
        (11, "走访", "用能", "蒸汽供应不稳", "压力波动影响灭菌", "4吨/小时"),
        (15, "窗口", "其他", "食品许可变更", "增加冷冻饮品类别", ""),
        (16, "走访", "用电", "双回路供电", "冻干车间需要双电源", "2路"),
        (22, "12345热线", "用工", "劳务派遣纠纷", "派遣公司拖欠社保，涉及部分工人", "12人"),
        (24, "走访", "用地", "临时堆场租用", "设备到货后存放约半年", "5亩"),
        (29, "走访", "融资", "应收账款保理", "下游账期延长至180天", "1200万元"),
        (31, "微信", "其他", "道路限高影响进货", "限高4.2米，大件无法进厂", ""),
    ],
    9: [
        (1, "走访", "用工", "焊工短缺", "订单增加，急需持证焊工", "10人"),
        (5, "走访", "用电", "电费减免政策咨询", "是否可享受大工业电价", ""),
        (6, "座谈会", "其他", "反映检查过多", "上半年各部门检查11次", "-"),
        (7, "座谈会", "融资", "希望基金投资", "A轮融资，出让股权10%以内", "2000万元"),
        (12, "走访", "用地", "厂房租赁", "需层高8米以上带行车", "3000㎡"),
        (14, "走访", "其他", "人才公寓申请", "研发人员宿舍紧张", "6套"),
        (18, "12345", "用能", "供暖管网改造", "去冬室温不达标", ""),
        (20, "走访", "用工", "校企合作订单班", "与职业学院联合培养", "30人"),
        (25, "窗口", "融资", "首贷服务", "成立不足两年，无抵押物", "100万元"),
        (27, "走访", "其他", "污水排放口扩容", "需配套提升泵站", "日均600吨"),
    ],
    10: [
        (9, "走访", "用电", "充电桩报装", "厂区通勤车充电", "6台"),
        (11, "微信", "用工", "外籍专家工作许可", "许可11月到期需延期", "1人"),
        (12, "走访", "融资", "续贷", "年底到期，希望无还本续贷", "650万元"),
        (17, "走访", "用地", "增加容积率", "拟在原地加层", ""),
        (19, "12345热线", "其他", "夜间施工噪声", "相邻工地夜间作业", ""),
        (20, "座谈会", "其他", "出口退税慢", "二季度退税未到账", "87万元"),
        (24, "走访", "用工", "普工招聘", "年底赶单", "50人"),
        (26, "走访", "用能", "光伏并网手续", "屋顶光伏已建成待并网", "1.2MW"),
        (30, "走访", "融资", "担保费补贴", "担保费率1.5%，偏高", ""),
        (31, "走访", "其他", "危化品运输通行证", "城区限行绕路", "2辆"),
    ],
}  # fmt: skip
UNSOLVED = {"二期用地预留", "增加容积率", "希望基金投资", "公交站点设置"}
IMPOSSIBLE, LATE, TWICE = "首贷服务", "充电桩报装", "普工招聘"


def requests() -> Paper:
    """Four months of requests, each month under its own line, most of them settled."""
    paper = Paper(
        "sheet_p.xlsx", "request",
        "企业服务中心走访和诉求台账：年份在标题里，月份单独成行；诉求来源、类别用办公室的说法（微信群、用电、融资、其它）；"
        "登记日期多为真日期，少数写“7月10日”“2023.7.5”；两行表头；电话列隐藏；末尾有统计；"
        "三处须退回（编号重复、9月31日、2032年）", "诉求台账",
    )  # fmt: skip
    paper.columns(
        ("诉求编号", "code"), ("登记日期", "received_on"), ("诉求来源", "door"),
        ("企业名称", "entity.name"), ("统一社会信用代码", "entity.credit_code"),
        ("联系电话", "extra"), ("诉求类别", "kind"), ("诉求事项", "title"), ("具体情况", "content"),
        ("需求数量", "quantity"), ("走访人/登记人", "extra"), ("承办单位", "office"),
        ("办结时限", "due_on"), ("办理情况>受理日期", "events.accepted"),
        ("办理情况>办结日期", "events.solved"), ("办理情况>办理进展", "extra"),
        ("回访>回访日期", "events.called_back"), ("回访>满意度", "extra"),
    )  # fmt: skip
    paper.wide("title", "榆川高新区2023年7—10月企业走访和诉求办理台账")
    paper.at("caption", A="企业服务中心", P="更新至2023年12月29日")
    paper.head()
    number = 0
    for month_, rows in ASKED.items():
        paper.wide("section", f"{MONTHS[month_ - 7]}月份")
        for row in rows:
            _asked(paper, number, month_, row)
            number += 1
    _foot(paper, number)
    paper.look.hidden_columns, paper.look.freeze = (5,), (4, 4)
    paper.look.after.append(
        (
            "填写说明",
            [["诉求类别", "用地、用能、融资、用工、其他"], ["编号", "月份加三位流水"]],
            False,
        )
    )
    return paper


def _asked(paper: Paper, number: int, month_: int, row: tuple[Any, ...]) -> None:
    number_day, door, kind, matter, details, quantity = row
    one, known = settler(number * 3 // 4, TAILS[number * 3 // 4 % 5]), (2023, month_, number_day)
    code = "" if number % 5 == 4 else one.code
    rest = _course(number, known, KINDS[kind], matter)
    cells = [
        f"2023{month_:02d}-{number + 1:03d}", day(*known, STYLES[number % 8]),
        means(door, DOORS[door]), one.name, means(code, code) if code else means("", None),
        f"0000-85{number * 37 % 9000 + 1000}", means(kind, KINDS[kind]), matter, details,
        means(quantity, None) if quantity in ("", "/", "—", "-", "无") else quantity,
        PEOPLE[number % 5], OFFICES[KINDS[kind]], *rest,
    ]  # fmt: skip
    if matter == IMPOSSIBLE:
        cells[1] = "2023.9.31"
        paper.bad(1, "impossible date", *cells)
    elif matter == LATE:
        cells[1] = "2032/10/9"
        paper.bad(1, "future date", *cells)
    elif matter == TWICE:
        cells[0] = paper.records[-1]["code"]
        paper.twin(0, *cells)
    else:
        paper.data(*cells)


def _course(number: int, known: tuple[int, int, int], kind: str, matter: str) -> list[Any]:
    """时限, 受理, 办结, 进展, 回访, 满意度 of a request."""
    limit = 30 if kind == "land" else 15
    due = undated(later(known, limit, "real" if number % 6 else "dots"))
    taken = later(known, number % 3, "real" if number % 4 else "md")
    if matter in UNSOLVED:
        said = "不能解决：不符合控规" if matter == "增加容积率" else "推进中"
        return [due, taken, no_day("" if number % 2 else "/"), said, no_day(""), ""]
    solved = later(known, 4 + number * 5 % 23, ("real", "real", "dots", "md")[number % 4])
    called, happy = no_day(""), ""
    if number % 3:
        called = later(known, 30 + number % 5, "real")
        happy = ("满意", "非常满意", "满意", "基本满意")[number % 4]
    return [due, taken, solved, "已解决", called, happy]


def _foot(paper: Paper, number: int) -> None:
    paper.line("blank")
    solved = number - len(UNSOLVED)
    paper.wide("subtotal", f"合计{number}件，已办结{solved}件，化解率{solved / number:.1%}")
    paper.wide("note", "注：同一事项多渠道反映的只登记一次；办结时限用地类30天，其余15天。")
    paper.at("note", A="审核：宁远", P=f"填表：方禾  {date(2023, 12, 29):%Y.%m.%d}")


SHEETS = (requests,)
