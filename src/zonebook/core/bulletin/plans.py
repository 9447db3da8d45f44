"""Where in a text numbers are aims by default: by title, headings and opening words."""

from __future__ import annotations

import re

from zonebook.core.bulletin.lexicon import Lexicon
from zonebook.core.bulletin.patterns import lazily

HEADING = lazily(
    r"(?:[一二三四五六七八九十]{1,3}、|第[一二三四五六七八九十]+部分|[（(][一二三四五六七八九十]|[【▶●■◆★►▷◎\u2580-\u259f\u2600-\u27bf\U0001f300-\U0001faff])"
)

TOP_HEADING = lazily(r"[一二三四五六七八九十]{1,3}、|第[一二三四五六七八九十]+部分")
# Under these headings a plan tells what is, not what is wanted.
BASIS = lazily(r"基础|现状|成效|回顾|形势|背景|概况|概述|存在的?问题|工作情况|基本情况")
AIMS = lazily(
    r"目标|安排|打算|计划|下步|下一步|展望|明年|(?:重点|主要|工作)任务|思路|建议|对策|草案|(?:会议|工作|有关|相关)要求"
)
PRESENT = lazily(r"(?:参会|参加|出席|列席|主持|记录)(?:人员|单位)?[:：]")  # closes the minutes
REVIEWS = lazily(r"完成|情况|进展|执行|回顾|总结")


def aim_years(norm: str) -> list[tuple[int, int]]:
    """From where headings name the year of the aims below them; 0 ends it."""
    found, at = [], 0
    for line in norm.split("\n"):
        short = line.strip(" 　#*")
        if short and len(short) <= 40 and HEADING.match(short):
            year = re.search(r"((?:19|20)\d\d)年", short)
            aims = AIMS.search(short) and not REVIEWS.search(short)
            found.append((at, int(year[1]) if year and aims else 0))
        at += len(line) + 1
    return found


CONDITIONS = lazily(
    r"条件|(?:支持|扶持|奖励|适用)(?:对象|范围)|资格|资质|准入|申报要求|申报对象|遴选标准|入驻要求|认定标准"
)


def conditions(norm: str) -> list[tuple[int, bool]]:
    """From where to where headings announce conditions: 二、申报条件."""
    found, at, last = [(0, False)], 0, False
    for line in norm.split("\n"):
        short = line.strip(" 　#*")
        heads = short and len(short) <= 40 and TOP_HEADING.match(short)
        if heads and last is not (told := CONDITIONS.search(short) is not None):
            found.append((at, told))
            last = told
        at += len(line) + 1
    return found


DECIDES = lazily(r"会议(?:议定|决定|明确|要求|部署)[^。；，]{0,8}[:：]$")
DECIDES_INLINE = lazily(r"会议(?:议定|决定|明确)[：:](?=.)")
REPORTS = lazily(r"会议(?:指出|通报|听取|认为|强调)|(?:参会|出席|列席|主持|记录)")


def decisions(norm: str) -> list[tuple[int, bool]]:
    """From where to where a line that ends in a colon opens what a meeting decided: 会议议定：."""
    found, at, last = [(0, False)], 0, False
    for line in norm.split("\n") if "会议" in norm else ():
        short = line.strip()
        if not last and (inline := DECIDES_INLINE.search(line)) is not None:
            found += [(at + inline.end(), True), (at + len(line), False)]
        told = DECIDES.match(short) is not None or (last and REPORTS.match(short) is None)
        if told is not last:
            found.append((at, told))
            last = told
        at += len(line) + 1
    return found


SENTENCE_END = lazily("[。！？]")
AHEAD_LINE = lazily(
    r"^[ 　]*(20\d\d)年(?!第|\d|度?(?:[一二三四]季度|上半年|春节|元旦|期间|初|全年，))[^\n]{20,}",
    re.MULTILINE,
)


def lines_ahead(norm: str, year: int | None) -> list[tuple[int, int, int]]:
    """Paragraphs that open with a year after the report's: from, to, and the year of their aims."""
    if year is None:
        return []
    found = AHEAD_LINE.finditer(norm)
    return [(one.start(), one.end(), int(one[1])) for one in found if int(one[1]) > year]


# Lines of a post: 11月我们还要干这些 heads what follows, up to a ruler or the next heading.
AHEAD_TITLE = lazily(
    r"\W*(?:下[月周季]|下一?步|接下来)$|【(?:年底前|年内|下半年|下[月周季]|明年|接下来|下一?步)[^】。；，\d]{0,8}】$|\W*(?:年底前|年内|\d{1,2}月|[一二三四]季度|下半年|明年|下[月周季]|本[月周]|接下来|往后|后面|今年|新的一年)"
    r"[^。；，\d]{0,10}(?:(?<![主重])还?要(?!闻|点|素)|还有|我们|打算|计划|目标|安排|预告|这[样么]干|继续|怎么干|看点|约定)[^。；，\d]{0,8}$"
)
PLAN_TITLE = lazily(r"(?:方案|计划|规划)[）)》”\s]*$")
TO_COME = lazily(r"(?:今年|明年|往后|接下来|下一步|下半年|季度|新的一年|这一年)$")  # 今年怎么干。
# 记者：今年怎么打算？ opens an answer of aims; the next question ends it.
ASKED = lazily(r"(?:记者|主持人|问|Q\d?)[：:]")
AHEAD_ASKED = lazily(
    r"(?:打算|计划|目标|展望|规划|下一步|接下来|未来|明年|今年(?:还|怎么|如何|有|准备))[^。！]{0,16}[？?]$"
)
ORDERED = lazily(
    r"[ 　]*(?:第[一二三四五六七八]|[一二三四五六七八]是|[（(]?[一二三四五六七八\d][)）、.．])"
)
RULE_LINE = lazily(r"[—–\-=~*·.─━_\s]{3,}$")
TELLS_MORE = lazily(r"\d(?!\d*[月年日季])")  # an item, not a heading


def post_title(short: str, below: bool) -> bool | None:
    """Whether a line of a post heads aims, or ends them; None where it does neither."""
    if AHEAD_TITLE.match(short):
        return True
    return False if below and RULE_LINE.match(short) else None


def is_heading(short: str) -> bool:
    """Whether a line is a heading: numbered, or marked by a sign and without an amount."""
    if not short or len(short) > 40 or HEADING.match(short) is None:
        return False
    return "一" <= short[0] <= "鿿" or short[0] in "（(" or TELLS_MORE.search(short) is None


def is_plan(norm: str, lexicon: Lexicon) -> bool:
    """Whether the title of a text says that it is a plan."""
    title = norm.lstrip().split("\n", 1)[0]
    named = lexicon.kinds["plan_titles"].search(title) or PLAN_TITLE.search(title)
    return named is not None and re.search(r"总结|完成情况|进展|通报|公报", title) is None


def headings(norm: str) -> list[tuple[int, int]]:
    """Where the short marked headings of a post begin and end: ▶ 今年以来."""
    found, at = [], 0
    for line in norm.split("\n"):
        short = line.strip()
        if short and len(short) <= 16 and not "一" <= short[0] <= "鿿" and is_heading(short):
            found.append((at, at + len(line)))
        at += len(line) + 1
    return found


def plan_parts(norm: str, lexicon: Lexicon) -> list[tuple[int, bool]]:
    """From where to where numbers are aims by default, by title, headings and opening words."""
    words = lexicon.kinds
    whole = is_plan(norm, lexicon)
    parts = [(0, whole)]
    at, below, base, ordered = 0, whole, False, False
    for line in norm.split("\n"):
        short = line.strip(" 　#*")
        if short and len(short) <= 24 and (told := post_title(short, below)) is not None:
            below = told or whole
        elif is_heading(short):
            heading = short.rstrip("。：:")
            if "。" not in heading:
                if TOP_HEADING.match(heading) or not base:
                    base = (
                        BASIS.search(heading) is not None and TOP_HEADING.match(heading) is not None
                    )
                told = AIMS.search(heading) and not REVIEWS.search(heading)
                below = (whole and not BASIS.search(heading) and not base) or bool(told)
        if (asked := ASKED.match(short)) is not None:
            below = whole or AHEAD_ASKED.search(short, asked.end()) is not None
        if ordered and ORDERED.match(short) is None:
            ordered, below = False, whole
        below = below and PRESENT.match(short) is None
        for found in words["plan_sentences"].finditer(line):
            stop = SENTENCE_END.search(line, found.end())
            if stop is not None and stop.start() == found.end():
                if found[0] == "怎么干" and TO_COME.search(line, 0, found.start()):
                    parts.append((at + stop.end(), True))
                    ordered = True
                continue
            parts.append((at + found.end(), True))
            parts.append((at + (stop.start() if stop else len(line)), below))
        parts.append((at, below))
        below = below or ordered
        at += len(line) + 1
    return sorted(set(parts), key=lambda part: part[0])
