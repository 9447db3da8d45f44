"""A number in the text with its scale and unit, before it is told what it is."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction

from zonebook.core.bulletin.claims import Moment
from zonebook.core.bulletin.lexicon import Lexicon
from zonebook.core.bulletin.numerals import chinese
from zonebook.core.bulletin.patterns import lazily

SCALES = {
    "个多亿": 10**8, "个亿": 10**8,
    "万亿": 10**12, "千亿": 10**11, "百亿": 10**10, "十亿": 10**9, "亿": 10**8, "千万": 10**7,
    "百万": 10**6, "十万": 10**5, "万": 10**4, "千": 10**3, "百": 10**2,
}  # fmt: skip
ARABIC = lazily(r"\d{1,3}(?:,\d{3})+(?:\.\d+)?(?![\d])|\d+(?:\.\d+)?")
HAN = lazily(r"[〇零一二两三四五六七八九十百千万亿]+(?:点[〇零一二三四五六七八九]+)?")
TENTHS = lazily(
    r"([一二两三四五六七八九\d])成([一二三四五六七八九半])?(?![立功为都本长效果员品交套熟])(多|余)?"
)
RANGE_SIGNS = tuple("—–-~～至到")
PER_SIGNS = ("/", "每", "·")
SPANS = {"/月": "month", "/年": "year", "·月": "month", "·年": "year"}  # 元/平方米/月
FROM = ("由", "从")
HALVES = ("半小时", "半钟头")
RANGE_OPENS = (*RANGE_SIGNS, "（")
RANGE = lazily(r"(?:（不?含）)?(?:—+|–|-|~|～|至|到)(?=[\d一二两三四五六七八九十百千])")
CIRCLE = lazily(r"[^，。；\d\n]{0,8}圈")  # 15分钟便民生活圈
# 24小时 is how long something is open, unless a thing is done within it.
WITHIN = lazily(r"(?:以|之)?内|不到|就|即|便|完成|办结|办好|办妥|响应|回应|答复|反馈|到|后")
WITHIN_BEFORE = lazily(
    r"(?:[至到为由从仅只用了需约近]|不超过|不足|限时|承诺|缩短|压缩|压减|最[快长])$"
)
# Days that tell when or how often: 365天, 三天后, 每3天.
WHEN = lazily(r"(?:之?后|以?来|时间|假期|长假|期间|如一日)")
EVERY = ("每", "每隔")
IN_A_ROW = lazily(r"(?:未来|最?近|连续|接连|一连|[这前头]|(?:^|[，。；、\s])后|最后|当作?)$")
LIVING = lazily(r"(?:优良|达标|晴好|供暖|达到?|共|有|满|为)(?:天数)?$")
OPEN_QUOTES, CLOSE_QUOTES = '“"「『《‘', '”"」』》’'


class Number:
    """A number with its unit as it stands in the text, before it is understood."""

    # A class of its own making: one is made for every number, and a dataclass takes twice the time.
    ordinal: bool = False  # 第, TOP
    pair: Number | None = None  # the other end of a range
    has_scale: bool = False
    signed: bool = False  # + or - is printed

    def __init__(
        self,
        at: int,
        to: int,
        printed: Decimal,
        scale: int,
        unit: str = "",
        factor: int | Fraction = 1,
        *,
        more: bool = False,
        han: bool = False,
        fraction: bool = False,
        word: str = "",
        role: str = "",
    ) -> None:
        self.at, self.to = at, to
        self.printed, self.scale = printed, scale  # the digits, without scale
        self.unit, self.factor = unit, factor  # answer; "" where none is printed
        self.more = more  # 余, 多, +
        self.han, self.fraction = han, fraction
        self.word, self.role = word, role  # low, high, listed, ratio

    @property
    def value(self) -> Decimal:
        """The value in the base unit; a fraction is cut at nine digits."""
        value = self.printed * self.scale
        if self.factor == 1:
            return value
        whole = Fraction(value) * self.factor
        return Decimal(whole.numerator) / Decimal(whole.denominator)


@dataclass(slots=True, eq=False)
class Other:
    """A number that is no claim, in the text as read."""

    at: int
    to: int
    reason: str


Found = list[Number | Other | Moment]


# What may follow the digits before the unit: 余, scale, 余 again.
SCALED = lazily(
    r"(余|多|来(?=[万亿个千百])|\+)?"
    r"(个多?亿(?![元级])|万亿|千亿|百亿|十亿|亿|千万|百万|十万|万|千(?![瓦米克伏])|百(?!分))?(余|多(?!元)|\+|来)?"
)


class NumberReader:
    """Reads one number with its scale and unit, and the two ends of a range."""

    def __init__(self, lexicon: Lexicon, norm: str) -> None:
        self.lexicon, self.norm = lexicon, norm
        self.unit_at = lexicon.unit.match

    def with_unit(self, at: int, to: int, printed: Decimal) -> Number:
        """A number with scale, 余, unit and quotients, as far as they are printed."""
        found = SCALED.match(self.norm, to)
        assert found is not None
        return self.scaled(at, found.end(), printed, *found.groups())

    def scaled(
        self,
        at: int,
        to: int,
        printed: Decimal,
        more: str | None,
        scale: str | None,
        again: str | None,
    ) -> Number:
        """A number whose scale is told, with its unit and the units that divide it."""
        norm = self.norm
        number = Number(at, to, printed, SCALES[scale] if scale else 1)
        number.more = more is not None or again is not None or scale == "个多亿"
        number.has_scale = scale is not None
        found = self.unit_at(norm, to + 1 if norm[to : to + 1] == " " else to)
        if found is not None:
            number.word = word = found[0]
            one = self.lexicon.units[word]
            number.unit, number.factor, number.to = one.unit, one.factor, found.end()
            if norm[number.to : number.to + 1] in PER_SIGNS:
                self.take_divisors(number)
            elif word == "个" and norm.startswith(HALVES, number.to):
                self.take_half(number)
            elif word == "倍" and norm.startswith("多", number.to):
                number.more, number.to = True, number.to + 1
        elif scale in ("个亿", "个多亿"):
            number.unit = "CNY"  # 两个亿 is money and nothing else
        if at and (before := norm[at - 1]) in "-+第Pp":
            self.take_before(number, before)
        return number

    def take_half(self, number: Number) -> None:
        """The half and the unit behind it: 两个半小时 is 2.5 hours."""
        word = self.norm[number.to + 1 : number.to + 3]
        number.printed += Decimal("0.5")
        number.unit, number.word, number.to = "hour", word, number.to + 3

    def take_before(self, number: Number, before: str) -> None:
        """What stands before a number and belongs to it: + or -, 第, TOP."""
        norm = self.norm
        if before in "-+":
            at = number.at
            number.at, number.printed = self.signed_at(at, number.printed)
            number.signed = number.at < at
            before = norm[number.at - 1] if number.at else ""
        if before == "第":
            number.at -= 1
            number.ordinal = True
        elif before in ("P", "p") and norm[max(0, number.at - 3) : number.at].upper() == "TOP":
            number.at -= 3
            number.ordinal, number.role = True, "top"

    def signed_at(self, at: int, printed: Decimal) -> tuple[int, Decimal]:
        """Where a number with a sign begins, and its value; a dash after a word is no sign."""
        norm = self.norm
        code = at > 1 and norm[at - 2].isalnum() and norm[at - 2].isascii()
        if code or (at > 1 and norm[at - 2] in "%）)元个家" and norm[at - 1] != "+"):
            return at, printed
        return at - 1, -printed if norm[at - 1] == "-" else printed

    def take_divisors(self, number: Number) -> None:
        """The units that divide a unit: 元/平方米/天."""
        while self.norm.startswith(PER_SIGNS, number.to):
            below = self.unit_at(self.norm, number.to + 1)
            if below is None:
                if (span := SPANS.get(self.norm[number.to : number.to + 2])) is not None:
                    number.unit, number.to = f"{number.unit}/{span}", number.to + 2
                    continue
                break
            one = self.lexicon.units[below[0]]
            number.unit, number.to = f"{number.unit}/{one.unit}", below.end()
            number.factor = Fraction(number.factor) / one.factor

    def no_time(self, number: Number, before: str) -> str:
        """Why days and hours are no claim: 24小时值守, 15分钟生活圈, 365天, 三天后, 每3天; or empty."""
        norm, to = self.norm, number.to
        if before.endswith(EVERY):
            return "date"
        if number.unit != "day":
            if CIRCLE.match(norm, to):
                return "label"
            open_all_day = number.printed == 24 and number.unit == "hour"
            within = WITHIN.match(norm, to) or WITHIN_BEFORE.search(before)
            return "label" if open_all_day and not within else ""
        first = before[-1:] in tuple("，。；！？、\n")
        verb = first and norm[to : to + 1].isalpha() and not WITHIN.match(norm, to)
        if verb and number.word == "天" and number.printed <= 31:
            return "date"  # 赴深圳走访，两天拜访企业14家
        if number.word == "天" and number.printed <= 31 and IN_A_ROW.search(before):
            return "date"
        if number.word == "天" and WHEN.match(norm, to):
            return "date"
        return "date" if number.printed in (365, 366) and not LIVING.search(before) else ""

    def quoted(self, at: int, to: int) -> bool:
        """Whether a number stands in quotation marks that hold hardly more than it."""
        norm = self.norm
        left = max(norm.rfind(q, max(0, at - 8), at) for q in OPEN_QUOTES)
        if left < 0 or any(q in norm[left + 1 : at] for q in CLOSE_QUOTES + "，。；"):
            return False
        right = norm[to : to + 10]
        ends = [right.find(q) for q in CLOSE_QUOTES if q in right]
        return bool(ends) and not any(c in right[: min(ends)] for c in "，。；")

    def with_range(self, number: Number) -> Found:
        """A number, or the two ends of a printed range, or a row of numbers with one unit."""
        norm = self.norm
        if norm[number.to : number.to + 1] not in RANGE_OPENS:
            return [number]
        found = RANGE.match(norm, number.to)
        if found and not number.ordinal and norm[max(0, number.at - 1) : number.at] not in FROM:
            other = self.other_end(found.end())
            if other is not None and self.fits(number, other, found[0]):
                return list(self.pair(number, other))
        return [number]

    def other_end(self, at: int) -> Number | None:
        """The second number of a range."""
        if digits := ARABIC.match(self.norm, at):
            if len(digits[0]) > 18:
                return None
            return self.with_unit(at, digits.end(), Decimal(digits[0].replace(",", "")))
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
            return by[-1] not in ("至", "到") and bool(low.has_scale)
        return not (
            by[-1] in ("至", "到") and low.unit and "由" in self.norm[max(0, low.at - 12) : low.at]
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

    def han_with_unit(self, at: int, to: int, value: Decimal) -> Number:
        """A Chinese numeral with what follows it."""
        number = self.with_unit(at, to, value)
        number.han = True
        digits = value.as_tuple()
        if number.scale == 1 and isinstance(digits.exponent, int) and value >= 10**4:
            for scale in (10**12, 10**8, 10**4):
                if value >= scale and value % (scale // 10000) == 0:
                    number.printed, number.scale = (value / scale).normalize() + 0, scale
                    break
        return number

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
        return Number(
            found.start(), found.end(), whole, 1, "%", 10, more=bool(found[3]), han=True, word="成"
        )
