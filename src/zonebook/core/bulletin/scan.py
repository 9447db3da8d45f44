"""One pass over a text: every number is found and told apart from names, labels and dates."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction
from functools import cache

from zonebook.core.bulletin.claims import Moment
from zonebook.core.bulletin.lexicon import Lexicon
from zonebook.core.bulletin.moments import BARE_YEAR, CLOCK, DAY_ALONE, LENGTH, moment
from zonebook.core.bulletin.numerals import ROMAN, chinese

SCALES = {
    "万亿": 10**12, "千亿": 10**11, "百亿": 10**10, "十亿": 10**9, "亿": 10**8, "千万": 10**7,
    "百万": 10**6, "十万": 10**5, "万": 10**4, "千": 10**3, "百": 10**2,
}  # fmt: skip
TRIGGER = re.compile(r"[0-9〇零一二两三四五六七八九十百千万亿半翻Ⅰ-Ⅻ①-⑳]")
ARABIC = re.compile(r"\d{1,3}(?:,\d{3})+(?:\.\d+)?(?![\d])|\d+(?:\.\d+)?")
HAN = re.compile(r"[〇零一二两三四五六七八九十百千万亿]+(?:点[〇零一二三四五六七八九]+)?")
FRACTION = re.compile(
    r"(?P<base>[百千万]|[二三四五六七八九十]+)分之(?P<top>[〇零一二两三四五六七八九十百]+(?:点[〇零一二三四五六七八九]+)?)"
)
SLASH = re.compile(r"(\d{1,2})/(\d{1,2})(?![\d/])")
TENTHS = re.compile(
    r"([一二两三四五六七八九\d])成([一二三四五六七八九半])?(?![立功为都本长效果员品交套熟])"
)
HALF = re.compile(r"一半(?![是])|半数")
DOUBLED = re.compile(r"翻(?P<le>了)?(?P<n>[一两二三四五\d])?(?:番|倍)")
RANGE = re.compile(r"(?:—+|–|-|~|～|至|到)(?=[\d一二两三四五六七八九十百千])")
RATIO = re.compile(r"\d+(?:\.\d+)?(?:[∶:：]\d+(?:\.\d+)?){1,4}")
PHONE = re.compile(
    r"(?:0\d{2,3}-\d{7,8}|1[3-9]\d{9}|\d{3,4}-\d{3,4}-\d{4}|400-?\d{3}-?\d{4})(?!\d)"
)
FORMULA = re.compile(r"\d+(?:\+(?:\d+|[A-Zn]|[一-鿿]))+|\d+\s?[×xX*]\s?\d+(?:小时|天)?")
LIST_MARK = re.compile(r"\d{1,2}(?:[、．]|\.(?!\d)|[)）]|(?:\.\d{1,2})+[ 　])")
PAGE = re.compile(r"(?m:^)[\s　]*[—－-]{1,2}\s*\d{1,4}\s*[—－-]{1,2}[\s　]*(?m:$)")
CODE = re.compile(r"[A-Za-z0-9_./-]*[A-Za-z][A-Za-z0-9_.-]*")
VAGUE = re.compile(r"[数几若]$")
OPEN_QUOTES, CLOSE_QUOTES = '“"「『《‘', '”"」』》’'
RANK_BEFORE = re.compile(
    r"(?:列|居|位|位列|位居|排名?|排在|排第|名列|跻身|进入|入围|入选|跃居|跃升至|升至|升到|前|TOP|Top|top)(?:全[国省市区]|第)?$"
)


@dataclass(slots=True)
class Number:
    """A number with its unit as it stands in the text, before it is understood."""

    at: int
    to: int
    printed: Decimal  # the digits, without scale
    scale: int
    unit: str  # answer; "" where none is printed
    factor: int | Fraction = 1
    more: bool = False  # 余, 多, +
    ordinal: bool = False  # 第, TOP
    han: bool = False
    fraction: bool = False
    word: str = ""
    role: str = ""  # low, high, listed, ratio
    pair: Number | None = None
    has_scale: bool = False

    @property
    def value(self) -> Decimal:
        """The value in the base unit; a fraction is cut at nine digits."""
        value = self.printed * self.scale
        if self.factor == 1:
            return value
        whole = Fraction(value) * self.factor
        return Decimal(whole.numerator) / Decimal(whole.denominator)


@dataclass(frozen=True, slots=True)
class Other:
    """A number that is no claim, in the text as read."""

    at: int
    to: int
    reason: str


@cache
def quantity(unit: str) -> re.Pattern[str]:
    """What may follow the digits: 余, scale, 余 again, unit, and units that divide it."""
    return re.compile(
        r"(?P<more>余|多|\+)?"
        r"(?P<scale>万亿|千亿|百亿|十亿|亿|千万|百万|十万|万|千(?![瓦米克伏])|百(?!分))?(?P<more2>余|多(?!元)|\+|来)?"
        rf" ?(?P<unit>{unit})?(?P<per>(?:(?:/|每){unit})*)"
    )


class Scanner:
    """Walks over one text; `read` gives numbers, others and moments in order."""

    def __init__(self, lexicon: Lexicon, norm: str) -> None:
        self.lexicon, self.norm = lexicon, norm
        self.tail = quantity(lexicon.unit.pattern)

    def read(self) -> Iterator[Number | Other | Moment]:
        """Everything that carries a numeral, and every word of time."""
        specials = self.specials()
        special = next(specials, None)
        at, norm = 0, self.norm
        search = TRIGGER.search
        while (hit := search(norm, at)) is not None:
            at = hit.start()
            while special is not None and special[1] <= at:
                if special[2] in self.lexicon.times:
                    yield from self.word_of_time(*special)
                special = next(specials, None)
            if special is not None and special[0] <= at:
                yield from self.special(*special)
                at = special[1]
                continue
            for one in self.at(at):
                yield one
                at = max(at, one.to)
            if at == hit.start():
                at += 1
        while special is not None:
            if special[2] in self.lexicon.times:
                yield from self.word_of_time(*special)
            special = next(specials, None)

    def specials(self) -> Iterator[tuple[int, int, str]]:
        """The words of the lexicon in the text, with their places."""
        for found in self.lexicon.specials.finditer(self.norm):
            yield found.start(), found.end(), found[0]

    def special(self, at: int, to: int, word: str) -> Iterator[Other | Moment]:
        """A word of the lexicon that holds a numeral."""
        if word in self.lexicon.times:
            yield from self.word_of_time(at, to, word)
            if "半" in word:
                yield Other(at, to, "date")
        else:
            yield Other(at, to, self.lexicon.reasons[word])

    def word_of_time(self, at: int, to: int, word: str) -> Iterator[Moment]:
        """A word of time without a numeral."""
        kind, meaning = self.lexicon.times[word]
        if kind == "half":
            yield Moment(at, to, "period", first=meaning[0], last=meaning[1])
        elif kind == "year":
            yield Moment(at, to, "year", relative=meaning)
        else:
            yield Moment(at, to, kind)

    def at(self, at: int) -> list[Number | Other | Moment]:
        """What stands at a numeral; always covers it."""
        c = self.norm[at]
        if c in "①②③④⑤⑥⑦⑧⑨⑩⑪⑫⑬⑭⑮⑯⑰⑱⑲⑳":
            return [Other(at, at + 1, "list_marker")]
        if c in ROMAN:
            return [Other(at, at + 1, "ordinal")]
        if c == "翻":
            return self.doubled(at)
        dated = self.date(at)
        if dated:
            return dated
        return self.arabic(at) if c.isascii() else self.han(at)

    def doubled(self, at: int) -> list[Number | Other | Moment]:
        """翻番, 翻一番, 翻了两番: two to the power of n, so 一番 is 2 and 两番 is 4."""
        found = DOUBLED.match(self.norm, at)
        if not found:
            return []
        n = found["n"]
        if found[0].endswith("倍") and n:
            return []
        power = int(n) if n and n.isdigit() else int(chinese(n) or 1) if n else 1
        start = found.start("n") if n else found.start()
        return [Number(start, found.end(), Decimal(2**power), 1, "times", word="番", han=True)]

    def date(self, at: int) -> list[Number | Other | Moment]:
        """A date, a length of years and months, a clock time; [] where there is none."""
        norm = self.norm
        if norm[at] in "万亿千":
            return []
        when = moment(norm, at)
        if when is not None:
            return [when, Other(when.at, when.to, "date")]
        if (found := LENGTH.match(norm, at)) or (found := CLOCK.match(norm, at)):
            start = found.start()
            if ratio := RATIO.match(norm, at):
                if ratio.end() > found.end():
                    return []
            return [Other(start, found.end(), "date")]
        if found := BARE_YEAR.match(norm, at):
            after = norm[found.end() : found.end() + 1]
            bare = not after or after in "，。；、）)—–-~～：|\t\n 至到" or after.isspace()
            if bare and (at == 0 or norm[at - 1] not in ".,"):
                return [
                    Moment(at, found.end(), "year", year=int(found[0])),
                    Other(at, found.end(), "date"),
                ]
        if found := DAY_ALONE.match(norm, at):
            before = norm[max(0, at - 3) : at]
            if not before.endswith(("满", "于", "过", "前")) and "起" != before[-1:]:
                return [Other(at, found.end(), "date")]
        return []

    # --- digits -------------------------------------------------------------------------------

    def arabic(self, at: int) -> list[Number | Other | Moment]:
        """A number in digits."""
        norm = self.norm
        for pattern, reason in ((PHONE, "phone"), (FORMULA, "label")):
            if (found := pattern.match(norm, at)) and not self.is_amount(found.end()):
                return [Other(at, found.end(), reason)]
        if named := self.named(at):
            return [named]
        if ratio := self.ratio(at):
            return ratio
        if (found := SLASH.match(norm, at)) and int(found[2]) > int(found[1]) > 0:
            return [self.fraction_of(at, found.end(), int(found[1]), int(found[2]))]
        if tenths := TENTHS.match(norm, at):
            return [self.tenths(tenths)]
        found = ARABIC.match(norm, at)
        assert found is not None
        if len(found[0]) > 18:
            return [Other(at, self.digits_end(at), "name")]
        number = self.with_unit(at, found.end(), Decimal(found[0].replace(",", "")), 1)
        if other := self.other_digits(number, found.end()):
            return [other]
        return self.with_range(number)

    def digits_end(self, at: int) -> int:
        """The end of an endless row of digits."""
        to = at
        while to < len(self.norm) and self.norm[to] in "0123456789.,":
            to += 1
        return to

    def is_amount(self, to: int) -> bool:
        """Whether 50+ is followed by a scale or a unit, so that it is an amount."""
        return self.norm[to - 1] in "+万亿家个户项人" and self.norm[to - 2 : to - 1] == "+"

    def named(self, at: int) -> Other | None:
        """Digits inside a code such as G30, PM2.5, LC-203, 5G."""
        norm = self.norm
        before = norm[at - 1] if at else ""
        if before.isascii() and (
            before.isalpha()
            or before == "-"
            and at > 1
            and norm[at - 2].isascii()
            and norm[at - 2].isalnum()
        ):
            if norm[max(0, at - 3) : at].upper() == "TOP":
                return None
            start = at
            while (
                start
                and norm[start - 1].isascii()
                and (norm[start - 1].isalnum() or norm[start - 1] in "-.")
            ):
                start -= 1
            found = CODE.match(norm, start)
            return Other(start, max(found.end() if found else at, self.digits_end(at)), "name")
        found = CODE.match(norm, at)
        if found and found[0][0].isdigit():
            digits = ARABIC.match(norm, at)
            rest = norm[digits.end() :] if digits is None else None
            after = digits.end() if digits else at
            if (
                rest is None
                and norm[after : after + 1].isalpha()
                and not self.lexicon.unit.match(norm, after)
            ):
                return Other(at, found.end(), "name")
        return None

    def ratio(self, at: int) -> list[Number | Other | Moment]:
        """Shares written 1.4∶58.5∶40.1; a plain 1:20 is a name."""
        found = RATIO.match(self.norm, at)
        if not found:
            return []
        parts = list(ARABIC.finditer(self.norm, at, found.end()))
        total = sum(Decimal(part[0]) for part in parts)
        if len(parts) < 2 or not (
            95 <= total <= 105 or self.norm[max(0, at - 8) : at].count("结构")
        ):
            return [Other(at, found.end(), "label")]
        return [Number(p.start(), p.end(), Decimal(p[0]), 1, "%", role="ratio") for p in parts]

    def with_unit(self, at: int, to: int, printed: Decimal, scale: int) -> Number:
        """A number with scale, 余, unit and quotients, as far as they are printed."""
        norm = self.norm
        found = self.tail.match(norm, to)
        assert found is not None
        start = at
        if (
            at
            and norm[at - 1] in "-+"
            and (at == 1 or not (norm[at - 2].isalnum() and norm[at - 2].isascii()))
        ):
            if at == 1 or norm[at - 2] not in "%）)元个家" or norm[at - 1] == "+":
                start = at - 1
                printed = -printed if norm[at - 1] == "-" else printed
        if norm[max(0, start - 1) : start] == "第":
            start -= 1
        elif norm[max(0, start - 3) : start].upper() == "TOP":
            start -= 3
        unit, factor = self.unit_of(found["unit"], found["per"])
        more = bool(found["more"] or found["more2"])
        end = (
            found.end()
            if found["unit"]
            else max(found.end("more2"), found.end("scale"), found.end("more"), to)
        )
        return Number(
            start, end, printed, scale * SCALES.get(found["scale"] or "", 1), unit, factor, more,
            ordinal=start < at and norm[start] not in "-+", word=found["unit"] or "",
            has_scale=bool(found["scale"]),
        )  # fmt: skip

    def unit_of(self, word: str | None, per: str) -> tuple[str, int | Fraction]:
        """The unit of the answer and its factor."""
        if not word:
            return "", 1
        one = self.lexicon.units[word]
        unit, factor = one.unit, one.factor
        for part in re.split(r"/|每", per)[1:]:
            below = self.lexicon.units[part]
            unit += "/" + below.unit
            factor = Fraction(factor) / below.factor
        return unit, factor

    def other_digits(self, number: Number, digits_to: int) -> Other | None:
        """Why digits with their unit are no claim, if they are none."""
        norm, at, to = self.norm, number.at, number.to
        after = norm[to : to + 3]
        tail = norm[digits_to : digits_to + 4]
        before = norm[max(0, at - 12) : at]
        if tail[:2] == "千伏" or tail[:1] == "号" or tail[:2].lower() == "kv":
            kind = (
                "document_number"
                if before.rstrip().endswith(("〕", "]", "】", ")")) or tail[:2] == "号文"
                else "name"
            )
            return Other(at, digits_to + (2 if tail[:1] != "号" else 1), kind)
        if number.ordinal and number.word not in ("位", "名", "") and norm[at] == "第":
            return Other(at, to, "ordinal")
        if number.ordinal and not number.unit and norm[at] == "第":
            if self.lexicon.ordinals_after.match(norm, to):
                return Other(at, to + 1, "ordinal")
        if before.endswith(("〔", "[", "【")) and after[:1] in "〕]】":
            return Other(at, to, "document_number")
        if not number.unit and tail[:1] == "强":
            return self.place_in_list(number, before)
        if not number.unit and not number.has_scale:
            return self.bare(number, before, tail)
        if number.word == "分" and norm[to : to + 1] in "之":
            return Other(at, to, "part_of_word")
        return None

    def place_in_list(self, number: Number, before: str) -> Other | None:
        """500强 is the name of a list; 进入50强 and 前50强 is a place in one."""
        number.to += 1
        if re.search(
            r"(?:进入|跻身|入围|列|居|位列|挺进|冲进|跨入)[^，。；]{0,12}$", before
        ) and not (
            number.printed in (500, 100, 1000) and re.search(r"世界|中国|民营|全国|全球", before)
        ):
            number.unit, number.word = "rank", "强"
            return None
        return Other(number.at, number.to, "label")

    def bare(self, number: Number, before: str, tail: str) -> Other | None:
        """A number in digits without a unit: list marks, codes, names, ordinals, page numbers."""
        norm, at, to = self.norm, number.at, number.to
        line = norm.rfind("\n", 0, at) + 1
        lead = norm[line:at].strip(" 　（(#*")
        if not lead and (found := LIST_MARK.match(norm, at)):
            return Other(at, found.end(), "list_marker")
        if (
            re.search(r"[注：:。；]\s*$", before)
            and LIST_MARK.match(norm, at)
            and tail[:1] in ".．、"
            and to - at <= 2
        ):
            return Other(at, to, "list_marker")
        if re.search(r"[表图附件栏专第]$", before) or before.endswith("附表"):
            return Other(at, to, "ordinal" if before.endswith("第") else "list_marker")
        if self.lexicon.codes.search(before):
            label = before.endswith("热线") or tail[:2] in ("热线", "专线")
            return Other(at, to, "label" if label else "phone" if to - at >= 6 else "label")
        if not lead and norm[to : to + 1] in ("\n", "") or lead in ("—", "-", "－", "— ", "第"):
            if norm[line:at].strip() in ("—", "-", "－", "第"):
                return Other(at, to, "page_number")
        if self.quoted(at, to):
            return Other(at, to, "label")
        if tail[:2] in ("热线", "专线", "平台") or self.lexicon.labels_after.match(norm, to):
            return Other(at, to, "label")
        if self.lexicon.names_after.match(norm, to):
            return Other(at, to, "name")
        if self.lexicon.ordinals_after.match(norm, to):
            return Other(at, to, "ordinal")
        if (
            to - at >= 5
            and number.printed == number.printed.to_integral_value()
            and norm[at : at + 1] == "0"
        ):
            return Other(at, to, "name")
        return None

    def quoted(self, at: int, to: int) -> bool:
        """Whether a number stands in quotation marks that hold hardly more than it."""
        norm = self.norm
        left = max(norm.rfind(q, max(0, at - 8), at) for q in OPEN_QUOTES)
        if left < 0 or any(q in norm[left + 1 : at] for q in CLOSE_QUOTES + "，。；"):
            return False
        right = norm[to : to + 10]
        ends = [right.find(q) for q in CLOSE_QUOTES if q in right]
        return bool(ends) and not any(c in right[: min(ends)] for c in "，。；")

    def with_range(self, number: Number) -> list[Number | Other | Moment]:
        """A number, or the two ends of a printed range, or a row of numbers with one unit."""
        norm = self.norm
        found = RANGE.match(norm, number.to)
        if (
            found
            and not number.ordinal
            and not re.search(r"[由从]$", norm[max(0, number.at - 1) : number.at])
        ):
            other = self.other_end(found.end())
            if other is not None and self.fits(number, other, found[0]):
                return list(self.pair(number, other))
        return [number]

    def other_end(self, at: int) -> Number | None:
        """The second number of a range."""
        if digits := ARABIC.match(self.norm, at):
            if len(digits[0]) > 18:
                return None
            return self.with_unit(at, digits.end(), Decimal(digits[0].replace(",", "")), 1)
        if han := HAN.match(self.norm, at):
            value = chinese(han[0])
            if value is not None:
                return self.han_with_unit(at, han.end(), value)
        return None

    def fits(self, low: Number, high: Number, by: str) -> bool:
        """Whether two numbers make a range: one unit, or none at the first; rising or not."""
        if not high.unit and not high.has_scale and low.unit:
            return False
        if low.unit and high.unit and (low.unit != high.unit):
            return False
        if not high.unit:
            return by not in ("至", "到") and bool(low.has_scale)
        return not (
            by in ("至", "到") and low.unit and "由" in self.norm[max(0, low.at - 12) : low.at]
        )

    def pair(self, low: Number, high: Number) -> Iterator[Number]:
        """The two ends of a range; the first takes scale and unit of the pair."""
        if not low.unit:
            low.unit, low.factor, low.word = high.unit, high.factor, high.word
            if not low.has_scale and high.scale > 1:
                low.scale *= high.scale
        elif not high.unit:
            high.unit, high.factor = low.unit, low.factor
        low.role, high.role = "low", "high"
        low.pair, high.pair = high, low
        yield low
        yield high

    # --- Chinese numerals ---------------------------------------------------------------------

    def han(self, at: int) -> list[Number | Other | Moment]:
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
            return [Other(at, at + 1, "part_of_word")]
        found = HAN.match(norm, at)
        assert found is not None
        word = found[0]
        value = chinese(word)
        if value is None:
            return [Other(at, found.end(), "part_of_word")]
        number = self.han_with_unit(at, found.end(), value)
        if other := self.other_han(number, word, found.end()):
            return [other]
        return self.with_range(number)

    def han_with_unit(self, at: int, to: int, value: Decimal) -> Number:
        """A Chinese numeral with what follows it."""
        number = self.with_unit(at, to, value, 1)
        number.han = True
        digits = value.as_tuple()
        if number.scale == 1 and isinstance(digits.exponent, int) and value >= 10**4:
            for scale in (10**12, 10**8, 10**4):
                if value >= scale and value % (scale // 10000) == 0:
                    number.printed, number.scale = (value / scale).normalize() + 0, scale
                    break
        return number

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

    def fraction_of(self, at: int, to: int, top: int, base: int) -> Number:
        """A fraction as a ratio of nine digits."""
        value = (Decimal(top) / Decimal(base)).quantize(Decimal("0.000000001"))
        return Number(at, to, value, 1, "ratio", fraction=True, han=True)

    def tenths(self, found: re.Match[str]) -> Number:
        """三成 is 30 %, 七成五 is 75 %."""
        digit, rest = found[1], found[2]
        whole = (
            Decimal(digit) if digit.isdigit() and digit.isascii() else chinese(digit) or Decimal(0)
        )
        if rest:
            whole += Decimal("0.5") if rest == "半" else (chinese(rest) or Decimal(0)) / 10
        return Number(found.start(), found.end(), whole, 1, "%", 10, han=True, word="成")

    def other_han(self, number: Number, word: str, digits_to: int) -> Other | None:
        """Why a Chinese numeral is no claim, if it is none."""
        norm, at, to = self.norm, number.at, number.to
        before, tail = norm[max(0, at - 8) : at], norm[digits_to : digits_to + 4]
        if number.ordinal:
            if number.word in ("位", "名"):
                return None
            return Other(
                at,
                max(to, digits_to + 1) if number.unit or tail[:1] in "产次期届批条章" else to,
                "ordinal",
            )
        if self.is_list_mark(at, digits_to, before, tail):
            return Other(at, digits_to, "list_marker")
        if before.endswith(("（", "(")) and norm[digits_to : digits_to + 1] in (
            "万",
            "亿",
            "元",
            "）",
        ):
            return Other(at, to, "unit_header")
        if word in ("万", "亿", "百万", "千万", "百亿", "千亿", "十亿", "万亿", "百", "千"):
            return self.scale_alone(number, before, tail)
        if not number.unit:
            return self.han_bare(number, word, digits_to, tail)
        if self.quoted(at, to) and number.unit != "CNY":
            return Other(at, to, "label")
        if word == "一":
            return self.one(number, before)
        if VAGUE.search(before) and number.unit != "%":
            return Other(at, to, "vague")
        if (
            number.unit in ("count", "person")
            and self.lexicon.enumeration.match(norm, to)
            and number.printed <= 30
        ):
            return Other(at, to, "enumeration")
        if number.word in (
            "分",
            "次",
            "日",
            "度",
            "方",
            "层",
            "步",
            "级",
            "道",
            "面",
            "对",
            "口",
            "片",
            "段",
            "环",
            "国",
            "省",
            "市",
            "县",
            "元",
        ):
            if number.printed < 10 and not re.search(
                r"(?:得|共|达|累计|约|近|超|增|满|每|为)$", before
            ):
                return Other(at, to, "part_of_word")
        return None

    def is_list_mark(self, at: int, to: int, before: str, tail: str) -> bool:
        """一、 （一） and 一是 at the head of a line, a sentence or a clause."""
        head = not before.strip(" 　") or before.rstrip(" 　")[-1:] in "\n。；：:，"
        if tail[:1] in "、．." and (head or before.endswith("\n")):
            return True
        if before.rstrip()[-1:] in "（(" and tail[:1] in "）)":
            return True
        return tail[:1] == "是" and head or (tail[:1] == "要" and head)

    def scale_alone(self, number: Number, before: str, tail: str) -> Other | None:
        """亿元以上 and 百余家 claim an amount; 百亿级 and 万元 in a table head do not."""
        norm, at, to = self.norm, number.at, number.to
        if re.search(r"单位[:：]?[ 人民币]*$", before) or norm[to : to + 1] in "）)":
            return Other(at, to, "unit_header")
        if not number.unit:
            return Other(
                at, to, "label" if tail[:1] == "级" or tail[:2] == "产业" else "part_of_word"
            )
        if norm[to : to + 1] == "级":
            return Other(at, to + 1, "label")
        hedge = (
            number.more or self.lexicon.before.search(before) or self.lexicon.after.match(norm, to)
        )
        if not hedge or VAGUE.search(before) or norm[at - 1 : at] == "成":
            return Other(at, to, "vague" if number.unit != "CNY" else "label")
        return None

    def han_bare(self, number: Number, word: str, digits_to: int, tail: str) -> Other:
        """A Chinese numeral without a unit."""
        norm, at = self.norm, number.at
        if self.quoted(at, digits_to):
            return Other(at, digits_to, "label")
        if tail[:1] in "大":
            return Other(at, digits_to + 1, "enumeration")
        if self.lexicon.names_after.match(norm, digits_to):
            return Other(at, digits_to + 1, "name")
        if self.lexicon.ordinals_after.match(norm, digits_to):
            return Other(at, digits_to + 1, "ordinal")
        return Other(at, max(digits_to, number.to), "part_of_word" if len(word) == 1 else "idiom")

    def one(self, number: Number, before: str) -> Other | None:
        """一 with a counting word says hardly ever how many: only after 新增, 建成 and the like."""
        counting = number.unit in ("count", "person")
        if not counting and number.word not in ("日", "分", "元", "度", "亩", "天", "米"):
            return None
        if counting and number.word not in (
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
        ):
            if re.search(
                r"(?:新增|建成|引进|现有|共有|拥有|获批|新建|设立|仅|只有|各|建有|培育|落户|增加|减少)$",
                before,
            ):
                return None
        if number.word in ("天",) and self.norm[number.to : number.to + 1] in "内":
            return None
        return Other(number.at, number.to, "vague" if counting else "part_of_word")
