"""Numbers that are names, labels or lists although a counting word, or nothing, follows them."""

from __future__ import annotations

import re
from collections.abc import Callable

from zonebook.core.bulletin.numbers import CLOSE_QUOTES, OPEN_QUOTES, Number
from zonebook.core.bulletin.patterns import lazily

# A number without a unit tells an amount only behind such words and before a stop: 得分达93.6，
AMOUNT_TAIL = lazily(
    r"(?:[为达到至过超近约是于比率数值分量额度计共差从由]|不足|不到|突破|增长|上升|下降|提高|回落|减少|增加|第)[:：]?$"
)
ENDS_AMOUNT = lazily(
    r"[ ]?(?:$|[，。；、！？,;!?）)\n|%”～~↑↓+的和与及提升降增减]|左右|上下|以[上下内]|之[间内]"
    r"|[—–-]+\d|[到至]\d)"
)
GRADED = lazily(
    r"医疗|医械|器械|新药|创新药|仿制药|药|用地|工业|物流|水[质体域源，。]|疫苗|辐射|射线|废|地区|重点|以上|园区|口岸|海域|城市|单位|人员|幼儿园|高中"
)
GROUP_ACTS = lazily(
    r"\d|须|要|由|牵头|负责|签约|完成|排|居|位列|得分|赴|对接|组长|成员|[:：]|和|、|第|今年|本月|当月|累计|新|招商|目前|仍|还"
)
HEAD_OF_LIST = lazily(r"(?:^|[、和与及]|各组)$")
ADDRESS = lazily(r"(?:号\d+[—~–-]+|[号路街道巷园区座栋幢楼厦]|中心|大楼|广场|[A-Z]座?)$")
PLACED = lazily(r"[馆厅区座楼室层号栋A-Z]-?$")
BUILDING = lazily(r"[A-Za-z0-9]+(?:号楼?|[栋座幢楼])\d*[—–~至-]*$")
FLOORS = lazily(r"(?:厂房|楼|大厦|中心|[栋座幢])(?:\d+(?:[—–~～至到-]+|层)?)?$")
ROOMS = lazily(
    r"[东西南北]?(?:侧|面)?(?:会议|大厅|多功能|展厅|报告厅|路演|洽谈|办事|窗口|办公室|接待|培训室|\d)"
)
HANDLED = lazily(r"(?:研究|审议|讨论|听取|通报|审定|议定|汇报)了?$")
MATTERS = lazily(r"(?:重点|重要|主要)?(?:议题|事项|内容|汇报|议程|问题)")
TOLD = lazily(r"(?:[讲说提谈]|强调)(?:这|以下)?$")
LISTED = lazily(r"(?:方面|层面|维度|坚持|统筹|转变|确保|突出|聚焦|明确|严禁|不准|必须)")
GEOGRAPHY = lazily(r"(?:[纬经]|北纬|东经|倾角|夹角|旋转|转体|坡|角)$")
WARM = lazily(r"(?:气温|温度|低温|高温|室温|水温|零下|体温|升温|降温|温控)[^，。；\d]{0,6}$")
CHIPS = lazily(r"芯片|工艺|制程|晶圆|节点|技术|级|及以下")
COURSES = lazily(r"[制普行]")


def reason(n: Number, pre: str, norm: str) -> str | None:
    """Why a number in prose is no claim: by its clause up to it and the words behind it."""
    if norm[n.at] == "0" and norm[n.at + 1 : n.at + 2].isdigit() and PLACED.search(pre):
        return "name"  # B3馆07展位
    if "《" in pre and pre.rfind("《") > pre.rfind("》"):
        return "name"  # 《支持实体经济20条》
    check = BY_WORD.get(n.word) if n.unit else nameless
    return check(n, pre, norm[n.to : n.to + 12]) if check is not None else None


def nameless(n: Number, pre: str, post: str) -> str | None:
    """A plain number without a unit is a name where no word of amounts stands before it."""
    if n.role or n.ordinal or n.han or n.has_scale or n.more or n.signed or n.pair is not None:
        return None
    if ENDS_AMOUNT.match(post) and AMOUNT_TAIL.search(pre):
        return None
    return "name"


def graded(n: Number, pre: str, post: str) -> str | None:
    """1.1类新药, 三类医疗器械, 劣五类."""
    whole = n.printed == n.printed.to_integral_value()
    if not whole or pre.endswith("劣") or (n.printed <= 5 and GRADED.match(post)):
        return "label"
    return split(n, pre, post)


def group(n: Number, pre: str, post: str) -> str | None:
    """一组签约8个, 二组和三组: groups and teams by their number."""
    if n.word == "班" and post[:1] in ("倒", "制", "运"):
        return "label"
    if n.han and n.printed <= 20 and post.startswith(("居", "位列", "排第", "排名")):
        return "name"
    if n.han and n.printed <= 20 and HEAD_OF_LIST.search(pre.strip()) and GROUP_ACTS.match(post):
        return "name"
    return split(n, pre, post)


def split(n: Number, pre: str, post: str) -> str | None:
    """分三批推进 tells how, not how many."""
    return (
        "enumeration"
        if n.printed <= 10 and pre.endswith(("分", "分成", "分为")) and n.han
        else None
    )


def housed(n: Number, pre: str, post: str) -> str | None:
    """兴业路168号3栋, A3栋1—4层, 位于3层会议室: where something is."""
    if BUILDING.search(pre):
        return "name"
    if ADDRESS.search(pre) and (ROOMS.match(post) or "号" in pre[-4:]):
        return "name"
    if n.word == "层" and n.pair is not None and FLOORS.search(pre):
        return "name"  # 厂房1—5层随你挑
    return "name" if n.word == "层" and ROOMS.match(post) else None


def matter(n: Number, pre: str, post: str) -> str | None:
    """研究4项议题 announces the points that follow."""
    told = n.printed <= 20 and HANDLED.search(pre) and MATTERS.match(post)
    return "enumeration" if told else listed(n, pre, post)


def listed(n: Number, pre: str, post: str) -> str | None:
    """从3个方面, 5个“一”, 我讲三条."""
    if n.printed <= 20 and post[:1] in tuple("。：:\n") and TOLD.search(pre):
        return "enumeration"
    if n.printed <= 20 and (LISTED.match(post) or post.startswith(("“", "『", "‘", "「"))):
        return "enumeration"
    return None


def article(n: Number, pre: str, post: str) -> str | None:
    """“金融16条” is a name of a policy."""
    left = max(pre.rfind(quote) for quote in OPEN_QUOTES)
    inside = left >= 0 and not any(quote in pre[left + 1 :] for quote in CLOSE_QUOTES)
    if inside and len(pre) - left <= 12 and post[:1] in tuple(CLOSE_QUOTES):
        return "label"
    return listed(n, pre, post)


def days(n: Number, pre: str, post: str) -> str | None:
    """7天×24小时, 七天无理由退货, 三天两夜."""
    if post.startswith(("×", "x", "X", "*", "无理由", "无忧")):
        return "label"
    return "date" if re.match("[一两三四五六]?(?:夜|晚)", post) else None


def degrees(n: Number, pre: str, post: str) -> str | None:
    """北纬36度 is a place; 气温36度 is no electricity."""
    if GEOGRAPHY.search(pre) or n.printed in (90, 180, 270, 360) or post[:1] == "C":
        return "label"
    if WARM.search(pre):
        n.unit = "degC"
    return None


def farmland(n: Number, pre: str, post: str) -> str | None:
    """18亿亩红线."""
    return "label" if post.startswith(("红线", "耕地红线")) else None


def process(n: Number, pre: str, post: str) -> str | None:
    """5纳米芯片 is a kind of chip."""
    return "name" if CHIPS.match(post) else None


def headcount(n: Number, pre: str, post: str) -> str | None:
    """七人普, 五人制."""
    return "name" if n.han and COURSES.match(post) else None


def platform(n: Number, pre: str, post: str) -> str | None:
    """12315平台."""
    return "label" if n.printed >= 1000 and not n.has_scale else None


Check = Callable[[Number, str, str], str | None]
BY_WORD: dict[str, Check] = {
    "类": graded, "组": group, "队": group, "班": group, "批": split, "步": split, "次": split, "片": split,
    "亩": farmland,
    "栋": housed, "幢": housed, "座": housed, "层": housed, "项": matter, "个": matter, "条": article,
    "句": listed, "件": listed,
    "天": days, "度": degrees, "纳米": process, "人": headcount, "平台": platform,
}  # fmt: skip
