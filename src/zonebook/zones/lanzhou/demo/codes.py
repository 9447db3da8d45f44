"""Credit codes that pass both check digits and were never issued, and classes of GB/T 4754-2017."""

from __future__ import annotations

ALPHABET = "0123456789ABCDEFGHJKLMNPQRTUWXY"  # GB 32100: without I O S V Z
ORGANISATION = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ"
ORGANISATION_WEIGHTS = (3, 7, 9, 10, 5, 8, 4, 2)
STEP, ROOM = 5_700_377, 31**6  # the step shares no factor with the room: no code comes twice


def organisation_check(body: str) -> str:
    """The check digit of an organisation code (GB 11714, modulus 11)."""
    heavy = zip(body, ORGANISATION_WEIGHTS, strict=True)
    rest = (11 - sum(ORGANISATION.index(sign) * weight for sign, weight in heavy) % 11) % 11
    return "X" if rest == 10 else str(rest)


def credit_check(first_17: str) -> str:
    """The last character of a unified social credit code (GB 32100, modulus 31)."""
    total = sum(ALPHABET.index(sign) * pow(3, place, 31) for place, sign in enumerate(first_17))
    return ALPHABET[(31 - total % 31) % 31]


def credit_code(serial: int, kind: str) -> str:
    """The code of the n-th invented entity: `XN` (虚拟) is a prefix nobody is given."""
    left, signs = (serial * STEP) % ROOM, ""
    for _ in range(6):
        left, place = divmod(left, 31)
        signs += ALPHABET[place]
    body = "XN" + signs
    first = ("92" if kind == "sole_trader" else "91") + "620102"
    code = first + body + organisation_check(body)
    return code + credit_check(code)


SECTIONS = {  # section: weight among enterprises, words of trade in a name, classes of GB/T 4754
    "F": (31, ("商贸", "贸易", "电子商务"), {
        "5152": "中药批发", "5151": "西药批发", "5174": "五金产品批发",
        "5176": "计算机、软件及辅助设备批发", "5179": "其他机械设备及电子产品批发",
        "5254": "医疗用品及器材零售", "5219": "其他综合零售"}),
    "L": (16, ("企业管理", "商务咨询", "人力资源"), {
        "7211": "企业总部管理", "7212": "投资与资产管理", "7241": "会计、审计及税务服务",
        "7249": "其他专业咨询与调查", "7281": "科技会展服务"}),
    "M": (15, ("科技", "检测技术", "生物技术", "新能源科技"), {
        "7320": "工程和技术研究和试验发展", "7340": "医学研究和试验发展", "7452": "检测服务",
        "7512": "生物技术推广服务", "7513": "新材料技术推广服务", "7530": "科技中介服务"}),
    "E": (9, ("建筑工程", "装饰工程", "机电安装"), {
        "4710": "住宅房屋建筑", "4813": "市政道路工程建筑", "4910": "电气安装",
        "5011": "公共建筑装饰和装修"}),
    "I": (9, ("软件", "信息技术", "网络科技", "智能科技"), {
        "6511": "基础软件开发", "6513": "应用软件开发", "6520": "集成电路设计",
        "6531": "信息系统集成服务", "6550": "信息处理和存储支持服务"}),
    "C": (8, ("生物制药", "新材料", "智能装备", "电子", "仪器"), {
        "2720": "化学药品制剂制造", "2740": "中成药生产", "2750": "兽用药品制造",
        "2761": "生物药品制造", "2762": "基因工程药物和疫苗制造",
        "2770": "卫生材料及医药用品制造", "3985": "电子专用材料制造",
        "4011": "工业自动控制系统装置制造", "4014": "实验分析仪器制造",
        "3824": "电力电子元器件制造", "3240": "有色金属合金制造"}),
    "K": (2.5, ("置业", "物业管理"), {"7010": "房地产开发经营", "7020": "物业管理"}),
    "O": (2.2, ("汽车服务", "家政服务"), {"8111": "汽车修理与维护", "8010": "家庭服务"}),
    "R": (1.8, ("文化传媒", "文化创意"), {"8710": "广播", "8610": "新闻业"}),
    "H": (1.6, ("餐饮管理", "酒店管理"), {"6210": "正餐服务", "6110": "旅游饭店"}),
    "G": (1.5, ("物流", "供应链"), {"5431": "普通货物道路运输", "5990": "其他仓储业"}),
    "P": (0.8, ("教育科技",), {"8391": "职业技能培训"}),
    "A": (0.4, ("农业科技",), {"0511": "种子种苗培育活动", "0141": "蔬菜种植"}),
    "D": (0.4, ("热力", "生物质能源"), {"4430": "热力生产和供应", "4417": "生物质能发电"}),
}  # fmt: skip
SHOPS = {  # classes of sole traders: weight, word of trade
    "5219": (38, "便利店", "其他综合零售"),
    "6291": (22, "小吃店", "小吃服务"),
    "6210": (12, "餐馆", "正餐服务"),
    "8111": (8, "汽修服务部", "汽车修理与维护"),
    "8121": (6, "数码维修店", "计算机和辅助设备修理"),
    "5274": (6, "通讯器材店", "通信设备零售"),
    "6231": (4, "茶馆", "茶馆服务"),
    "8051": (4, "洗浴店", "洗浴服务"),
}
INDUSTRY_NAMES = {
    **{code: name for _, _, classes in SECTIONS.values() for code, name in classes.items()},
    **{code: name for code, (_, _, name) in SHOPS.items()},
}
