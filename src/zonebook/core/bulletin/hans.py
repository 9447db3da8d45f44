"""Numbers in Chinese numerals: told apart from words, idioms, lists and ordinals."""

from __future__ import annotations

import re
from decimal import Decimal
from fractions import Fraction

from zonebook.core.bulletin.digits import DigitReader
from zonebook.core.bulletin.numbers import (
    CIRCLE,
    HAN,
    RANGE,
    TENTHS,
    Found,
    Number,
    Other,
)
from zonebook.core.bulletin.numerals import chinese
from zonebook.core.bulletin.patterns import lazily

FRACTION = lazily(
    r"(?P<base>[百千万]|[二三四五六七八九十]+)分之(?P<top>[〇零一二两三四五六七八九十百]+(?:点[〇零一二三四五六七八九]+)?)"
)
HALF_HOUR = lazily("半个?(?:小时|钟头)")
HALF_WORKDAY = lazily("半个?工作日")
HALF = lazily(r"一半(?![是])|半数")
# 一企一策, 千行百业, 三城五区: a numeral and a word, twice; 三个五件 is none.
ONE_FOR_SOME = lazily(
    r"[一两三四五六七八九十][人员户企][包联帮带管盯驻][一两三四五六七八九十][户家企村人]"
)
TWICE = lazily(
    r"([一二两三四五六七八九十百千万半])([^\W\dA-Za-z_一二两三四五六七八九十百千万半亿多余几分成倍])"
    r"[包联帮带管盯驻抵顶抓促换变]?([一二两三四五六七八九十百千万半])([^\W\dA-Za-z_一二两三四五六七八九十百千万半亿多余几分成倍])"
)
MEASURES = frozenset("元亩户家个项件名位吨米度套座所年月日天岁季周")
RANKED = lazily(
    r"(?:列|居|位|排|排名|排到|排在|名列|夺得|夺|获|得|[由从]|[进升跃退降提]到了?|[移升跃进降退跌滑]至|全[国省市区州县]|总分|总量|综合|(?:时候|同期|上年|去年|原来|年初)是)$"
)
AMOUNT_ENDS = frozenset("，。；！？,;!?\n）)左以还多去来这台大加提增涨升降")
TOLD_NEXT = ("，达", "，为", "，实现")  # 突破百亿，达到103.8亿元: the amount follows
PLACE_ENDS = frozenset("，。；、！？,;!?\n）)的和且进升跃提退降前上下掉跌滑")
TOP = lazily(r"(?<![目以之提当年月日天])前$")
ROUND = frozenset("十百千万亿")
VAGUE = lazily(r"[数几若]$")
SCALES_ALONE = ("万", "亿", "百万", "千万", "百亿", "千亿", "十亿", "万亿", "百", "千")
# Counting words that make other words with a small numeral: 三方, 四面, 两省.
NO_RANGE = ("第", "周", "星期", "初", "（", "(", "由", "从")
IN_WORDS = tuple("分次日度方层步级道面对口片段环国省市县元")
STOREYS = lazily("厂房|楼|建筑|主体|住宅|写字楼|裙|结构|框架")
ONE_THING = lazily(r"事(?![项故件业务])")
TELLS = lazily(r"(?:得|扣|加|打|共|达|累计|约|近|超|增|满|每|为)$")


MOVED = (
    "前移",
    "后移",
    "上移",
    "下移",
    "上升",
    "下降",
    "前进",
    "提升",
    "跃升",
    "晋升",
    "下滑",
    "倒退",
    "提高",
)


class HanReader(DigitReader):
    """Reads what begins with a Chinese numeral."""

    def han(self, at: int) -> Found:
        """A number in Chinese numerals."""
        norm = self.norm
        if found := FRACTION.match(norm, at):
            return [self.fraction(found)]
        if found := TENTHS.match(norm, at):
            return [self.tenths(found)]
        if found := HALF.match(norm, at):
            return [Number(at, found.end(), Decimal("0.5"), 1, "ratio", fraction=True, han=True)]
        if norm[at] == "半":
            if norm[at + 1 : at + 2] in ("天", "日"):
                return [Number(at, at + 2, Decimal("0.5"), 1, "day", han=True, word="天")]
            if (found := HALF_HOUR.match(norm, at)) and not CIRCLE.match(norm, found.end()):
                return [Number(at, found.end(), Decimal("0.5"), 1, "hour", han=True, word="小时")]
            if found := HALF_WORKDAY.match(norm, at):
                half = Number(at, found.end(), Decimal("0.5"), 1, "workday", han=True)
                half.word = "工作日"
                return [half]
            return [Other(at, at + 1, "part_of_word")]
        found = HAN.match(norm, at)
        assert found is not None
        word = found[0]
        value = chinese(word)
        if value is None:
            return [
                Other(at, found.end(), "label" if self.quoted(at, found.end()) else "part_of_word")
            ]
        number = self.han_with_unit(at, found.end(), value)
        if other := self.other_han(number, word, found.end()):
            return [other]
        return self.with_range(number)

    def fraction(self, found: re.Match[str]) -> Number:
        """百分之八点三 is 8.3 %; 三分之一 is a ratio."""
        base, top = found["base"], chinese(found["top"])
        if top is None:
            top = Decimal(0)
        if base == "百":
            return Number(found.start(), found.end(), top, 1, "%", han=True, word="%")
        if base == "千":
            return Number(found.start(), found.end(), top, 1, "%", Fraction(1, 10), han=True)
        whole = chinese(base) or Decimal(1)
        return self.fraction_of(found.start(), found.end(), int(top), int(whole))

    def other_han(self, number: Number, word: str, digits_to: int) -> Other | None:
        """Why a Chinese numeral is no claim, if it is none."""
        norm, at, to = self.norm, number.at, number.to
        before, tail = norm[max(0, at - 8) : at], norm[digits_to : digits_to + 4]
        if len(word) == 1 and (bound := ONE_FOR_SOME.match(norm, at)):
            return Other(at, bound.end(), "idiom")
        if len(word) == 1 and (twice := TWICE.match(norm, at)) and self.is_saying(twice):
            return Other(at, twice.end(), "idiom")
        if number.ordinal:
            if number.word in ("位", "名"):
                return None
            if not number.unit and RANKED.search(before) and (not tail or tail[0] in PLACE_ENDS):
                return None  # 居全市第一
            return Other(
                at,
                max(to, digits_to + 1)
                if number.unit or tail[:1] in tuple("产次期届批条章")
                else to,
                "ordinal",
            )
        if self.is_list_mark(before, tail):
            return Other(at, digits_to, "list_marker")
        if before.endswith(("（", "(")) and norm[digits_to : digits_to + 1] in (
            "万",
            "亿",
            "元",
            "）",
        ):
            return Other(at, to, "unit_header")
        if word in SCALES_ALONE:
            return self.scale_alone(number, before, tail)
        if not number.unit:
            return self.han_bare(number, word, digits_to, tail)
        if self.quoted(at, to) and number.unit != "CNY":
            return Other(at, to, "label")
        return self.one(number, before) if word == "一" else self.counted(number, before)

    def is_saying(self, twice: re.Match[str]) -> bool:
        """Whether a numeral and a word, twice, make a saying or a name and no two amounts."""
        one, first, two, second = twice.groups()
        if one == two:
            return True
        return first not in MEASURES and second not in MEASURES

    def counted(self, number: Number, before: str) -> Other | None:
        """几十份 is vague, 四项工作 announces a list, 三方 is part of a word."""
        at, to, counting = number.at, number.to, number.unit in ("count", "person")
        if number.unit in ("hour", "minute", "day") and (reason := self.no_time(number, before)):
            return Other(at, to, reason)
        if number.word == "分" and number.printed in (10, 12, 120) and not TELLS.search(before):
            return Other(at, to, "idiom")  # 十分重要
        if VAGUE.search(before) and number.unit != "%":
            return Other(at, to, "vague")
        if counting and self.lexicon.enumeration.match(self.norm, to) and number.printed <= 30:
            return Other(at, to, "enumeration")
        if number.word == "件" and number.printed <= 10 and ONE_THING.match(self.norm, to):
            return Other(at, to + 1, "enumeration")  # 讲三件事
        if number.word == "次" and before.endswith("连续"):
            return None
        if number.word in ("对", "片") and before.endswith(("了", "再建", "新建")):
            return None  # 婚礼办了五对
        storeys = number.word == "层" and STOREYS.match(self.norm, to)
        if (
            number.word in IN_WORDS
            and number.printed < 10
            and number.scale == 1  # 三亿元 is an amount, 一元 may be a word
            and not (storeys or TELLS.search(before))
        ):
            return Other(at, to, "part_of_word")
        return None

    def is_list_mark(self, before: str, tail: str) -> bool:
        """一、 （一） and 一是 at the head of a line, a sentence or a clause."""
        head = not before.strip(" 　") or before.rstrip(" 　")[-1:] in "\n。；：:，"
        if tail[:1] in tuple("、．.") and (head or before.endswith("\n")):
            return True
        if before.rstrip()[-1:] in tuple("（(") and tail[:1] in tuple("）)"):
            return True
        return (tail[:1] == "是" and head) or (tail[:1] == "要" and head)

    def scale_alone(self, number: Number, before: str, tail: str) -> Other | None:
        """亿元以上 and 百余家 claim an amount; 百亿级 and 万元 in a table head do not."""
        norm, at, to = self.norm, number.at, number.to
        if re.search(r"单位[:：]?[ 人民币]*$", before) or norm[to : to + 1] in tuple("）)"):
            return Other(at, to, "unit_header")
        if not number.unit:
            mark = number.value >= 10**9 and self.lexicon.before.search(before)
            ends = (norm[to : to + 1] or "，") in AMOUNT_ENDS
            if mark and ends and not norm.startswith(TOLD_NEXT, to):
                number.unit = "CNY"  # 进出口突破百亿
                return None
            label = mark or tail[:1] == "级" or tail[:2] == "产业"
            return Other(at, to, "label" if label else "part_of_word")
        if norm[to : to + 1] == "级":
            return Other(at, to + 1, "label")
        hedge = (
            number.more or self.lexicon.before.search(before) or self.lexicon.after.match(norm, to)
        )
        if not hedge or VAGUE.search(before) or norm[at - 1 : at] == "成":
            return Other(at, to, "vague" if number.unit != "CNY" else "label")
        return None

    def han_bare(self, number: Number, word: str, digits_to: int, tail: str) -> Other | None:
        """A Chinese numeral without a unit."""
        norm, at = self.norm, number.at
        before = norm[max(0, at - 8) : at]
        if TOP.search(before) and number.printed <= 100 and tail[:1] != "大":
            number.unit = "rank"
            return None
        if (high := self.higher(number, digits_to, before)) is not None:
            number.unit, number.factor, number.word = high.unit, high.factor, high.word
            return None  # 三到四个
        if (
            number.value >= 1000
            and (word[-1] in ROUND or number.has_scale or number.scale > 1)
            and (norm[number.to : number.to + 1] or "，") in AMOUNT_ENDS
        ):
            number.role = "bare"  # 比前年多了三千万: the unit is told before
            return None
        if self.quoted(at, digits_to):
            return Other(at, digits_to, "label")
        if tail[:1] == "大":
            return Other(at, digits_to + 1, "enumeration")
        if self.lexicon.names_after.match(norm, digits_to):
            return Other(at, digits_to + 1, "name")
        if self.lexicon.ordinals_after.match(norm, digits_to):
            return Other(at, digits_to + 1, "ordinal")
        return Other(at, max(digits_to, number.to), "part_of_word" if len(word) == 1 else "idiom")

    def higher(self, low: Number, to: int, before: str) -> Number | None:
        """The upper end of a range whose lower end prints no unit: 三到四个."""
        found = RANGE.match(self.norm, to)
        if found is None or before.endswith(NO_RANGE):
            return None
        end = self.other_end(found.end())
        counted = end is not None and end.han and end.unit and not end.ordinal
        return end if counted and end is not None and low.printed < end.printed else None

    def moved_one(self, at: int, to: int) -> bool:
        """Whether 一位 is a place won or lost: 较上年前移一位."""
        return self.norm[max(0, at - 2) : at] in MOVED and not self.norm[to : to + 1].isalpha()

    def one(self, number: Number, before: str) -> Other | None:
        """一 with a counting word says hardly ever how many: only after 新增, 建成 and the like."""
        if number.word == "位" and self.moved_one(number.at, number.to):
            return None
        counting = number.unit in ("count", "person")
        if not counting and number.word not in ("日", "分", "元", "度", "亩", "天", "米"):
            return None
        if (
            counting
            and number.word
            not in (
                "个",
                "次",
                "种",
                "批",
                "片",
                "面",
                "道",
                "条",
                "步",
                "层",
                "场",
                "环",
            )
            and re.search(
                r"(?:新增|建成|引进|现有|共有|拥有|获批|新建|设立|仅|只有|各|建有|培育|落户|增加|减少)$",
                before,
            )
        ):
            return None
        if number.word in ("天",) and self.norm[number.to : number.to + 1] == "内":
            return None
        return Other(number.at, number.to, "vague" if counting else "part_of_word")
