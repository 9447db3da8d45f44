"""A draft as it is read: one width, one script, hard-broken lines joined, offsets kept."""

from __future__ import annotations

import itertools
import re
from bisect import bisect_right
from collections.abc import Iterator
from dataclasses import dataclass

from zonebook.core.bulletin.patterns import lazily

# One character for one character, so that only deletions move an offset.
WIDE = "０１２３４５６７８９％．／＋－～＝" + "".join(chr(0xFF21 + i) for i in range(26))
NARROW = "0123456789%./+-~=" + "ABCDEFGHIJKLMNOPQRSTUVWXYZ"
TRADITIONAL = (
    "萬億個項戶餘約過達長產業實現總額資稅財務開發區園創術專認證簽註冊設備動務環節辦結時間較讓壓縮縮減與對應臺灣線雙單兩條從後來進階"
    "幾數點劃規模圍農業鎮鄉歲據僅別屬態勢價優營經濟貿易運輸電萊廠場館樓號門車輛張隻頭隊組級層類種筆頁檔處負債權險際體製藥醫療衛"
    "國內離關係聯繫會議題標識顯著幹強勁獲評選競賽獎勵補貼榮譽補償糾紛調訴訟訪問詢導領導員編輯報導聞網絡預計劃確保爭節約廢氣潔淨綠"
    "擴訂購銷產出進倉庫儲臨時碼頭鐵軌橋樑隧機場飛貨櫃佔連續穩步躍頃噸畝屆棟顆盞塊錢標準強堅帶執決協護滿濃積極齡縣遠還邁漲應樣際該幣歐圓"
)
SIMPLIFIED = (
    "万亿个项户余约过达长产业实现总额资税财务开发区园创术专认证签注册设备动务环节办结时间较让压缩缩减与对应台湾线双单两条从后来进阶"
    "几数点划规模围农业镇乡岁据仅别属态势价优营经济贸易运输电莱厂场馆楼号门车辆张只头队组级层类种笔页档处负债权险际体制药医疗卫"
    "国内离关系联系会议题标识显着干强劲获评选竞赛奖励补贴荣誉补偿纠纷调诉讼访问询导领导员编辑报导闻网络预计划确保争节约废气洁净绿"
    "扩订购销产出进仓库储临时码头铁轨桥梁隧机场飞货柜占连续稳步跃顷吨亩届栋颗盏块钱标准强坚带执决协护满浓积极龄县远还迈涨应样际该币欧元"
)
ONE_FOR_ONE = dict(
    zip(
        WIDE + TRADITIONAL + "−﹣\u00a0\u2002\u2003\u2007\u2009\u202f",
        NARROW + SIMPLIFIED + "--      ",
        strict=True,
    )
)
OTHERWISE = lazily(f"[{re.escape(''.join(ONE_FOR_ONE))}]")  # few in most drafts
SPACE_AT_NUMBER = lazily(
    r"[ \u3000](?:(?<=[\u4e00-\u9fff，。；：、（）“”].)(?=[\d+-])|(?<=[\d%] )(?=[\u4e00-\u9fff%，。；、）]))"
)
# 壹佰贰拾万元整: numerals that nobody can alter; in 队伍 and 大陆 the same characters are words.
CAPITAL, SMALL = "壹贰叁肆伍陆柒捌玖拾佰仟圆", "一二三四五六七八九十百千元"
CAPITALS = lazily(
    r"(?<![队入退行])(?=[壹贰叁肆伍陆柒捌玖])[壹贰叁肆伍陆柒捌玖拾佰仟零万亿]{2,}"
    r"(?:[圆元角]|(?=[整余户家人亩]))"
)
FIRST_CAPITALS = CAPITAL[:9]
# What copies from web pages, chats and PDF carry: nothing at all, and thin spaces inside a number.
UNSEEN = lazily(
    "[\u00ad\u200b-\u200d\u2060\ufeff]+"
    r"|(?<=\d)[\u00a0\u2007\u2009\u202f](?=\d{3}(?!\d))|(?<=\d\.)[\u00a0\u2009\u202f](?=\d)"
)
UNSEEN_LETTER = lazily("[\u00ad\u200b-\u200d\u2060\ufeff\u00a0\u2007\u2009\u202f]")  # of UNSEEN
LIST_HEAD = lazily(
    r"\s*(?:[一二三四五六七八九十]{1,3}[、.]|[（(][一二三四五六七八九十\d]{1,3}[)）]|\d{1,2}[、.．](?!\d)"
    r"|第[一二三四五六七八九十百]+[章节条]|[•·●■◆★—▶►▷◎✓✔☑]|注[:：]|问[:：]|答[:：]|附件|[①-⑳])"
)
ENDS = "。！？；：!?;:…"
CUT_AFTER = lazily(r"[\d.,，、（(《“〔和与及的]$")
CUT_BEFORE = lazily(r"[\d.%个亿万元家户项人，。、；）)》”]")
COLUMNS = lazily(r"\S {2,}\S")


def last_match(
    pattern: re.Pattern[str], text: str, begin: int = 0, end: int | None = None
) -> re.Match[str] | None:
    """The last place at which a pattern is found."""
    found = None
    for one in pattern.finditer(text, begin, len(text) if end is None else end):
        found = one
    return found


@dataclass(frozen=True)
class Text:
    """The text as read (`norm`) beside the text as given (`raw`), with the way back."""

    raw: str
    norm: str
    starts: tuple[int, ...]  # positions in `norm` from which a shift holds
    shifts: tuple[int, ...]

    def start(self, at: int) -> int:
        """The place in the raw text of a position in the text as read."""
        return at + self.shifts[bisect_right(self.starts, at) - 1]

    def span(self, at: int, to: int) -> tuple[int, int]:
        """The raw span of a span; it may hold a line break that reading removed."""
        after = bisect_right(self.starts, at)
        shift = self.shifts[after - 1]
        if after == len(self.starts) or self.starts[after] >= to:
            return at + shift, to + shift
        return at + shift, self.start(to - 1) + 1


def read_text(raw: str) -> Text:
    """Make a draft readable without losing the place of anything in it."""
    plain = OTHERWISE.sub(as_usual, raw)
    if any(numeral in plain for numeral in FIRST_CAPITALS):
        plain = CAPITALS.sub(in_small, plain)
    gone = sorted([*soft_breaks(plain), *spaces(plain), *unseen(raw)])
    pieces, starts, shifts, last, length = [], [0], [0], 0, 0
    for first, end in gone:
        if first < last:
            continue
        pieces.append(plain[last:first])
        length += first - last
        last = end
        if starts[-1] == length:
            shifts[-1] = end - length
        else:
            starts.append(length)
            shifts.append(end - length)
    pieces.append(plain[last:])
    return Text(raw, "".join(pieces), tuple(starts), tuple(shifts))


def as_usual(found: re.Match[str]) -> str:
    """The usual character for another that means the same."""
    return ONE_FOR_ONE[found[0]]


def in_small(found: re.Match[str]) -> str:
    """A sum in capital numerals, in those that everybody writes."""
    return found[0].translate(str.maketrans(CAPITAL, SMALL))


def spaces(plain: str) -> Iterator[tuple[int, int]]:
    """Single spaces between Chinese and a number, and carriage returns."""
    if " " in plain or "\u3000" in plain:
        for found in SPACE_AT_NUMBER.finditer(plain):
            if found.start() and plain[found.start() - 1] not in "\n|\t":
                yield found.span()
    if "\r" in plain:
        yield from (found.span() for found in re.finditer("\r", plain))


def unseen(raw: str) -> Iterator[tuple[int, int]]:
    """Characters that print nothing, and thin spaces between the digits of one number."""
    if UNSEEN_LETTER.search(raw) is None:
        return iter(())  # most texts, at a tenth of the cost
    return (found.span() for found in UNSEEN.finditer(raw))


def columns(line: str) -> int:
    """The width of a line where a Chinese character takes two columns."""
    return len(line.encode("gbk", "replace"))


def soft_breaks(plain: str) -> Iterator[tuple[int, int]]:
    """The line breaks inside paragraphs, with the blanks around them."""
    lines = plain.split("\n")
    if len(lines) < 2:
        return
    widths = sorted(columns(line) for line in lines if line.strip())
    usual = widths[len(widths) * 9 // 10] if widths else 0
    full = sum(width * 10 >= usual * 9 for width in widths)
    if full * 4 < len(widths):
        usual = 0  # lines of a post are as long as what they say; those of print fill the page
    place = 0
    for line, after in itertools.pairwise(lines):
        here, place = place, place + len(line) + 1
        if goes_on(line, after, usual):
            blanks = len(after) - len(after.lstrip(" "))
            yield here + len(line.rstrip()), here + len(line) + 1 + blanks


def goes_on(line: str, after: str, usual: int) -> bool:
    """Whether a paragraph goes on in the next line."""
    kept, begun = line.rstrip(), after.lstrip(" \r")
    if not kept or not begun or kept[-1] in ENDS:
        return False
    if after[0] in "\u3000\t" or after.startswith("  ") or LIST_HEAD.match(begun):
        return False
    if is_row(kept.lstrip("\u3000 ")) or is_row(begun):
        return False
    if CUT_AFTER.search(kept) and CUT_BEFORE.match(begun):
        return True
    return usual >= 30 and columns(kept) * 10 >= usual * 8


def is_row(line: str) -> bool:
    """Whether a line is a row of a table, cut by bars, tabs or wide gaps."""
    if "|" in line or "\t" in line:
        return True
    return "  " in line and COLUMNS.search(line) is not None
