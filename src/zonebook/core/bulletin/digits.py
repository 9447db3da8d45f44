"""Numbers in digits: told apart from codes, telephones, list marks and names."""

from __future__ import annotations

import re
from decimal import Decimal

from zonebook.core.bulletin.numbers import (
    ARABIC,
    EVERY,
    RANGE,
    SCALED,
    TENTHS,
    Found,
    Number,
    NumberReader,
    Other,
)
from zonebook.core.bulletin.patterns import lazily

OPENS_ITEM = ("；", "：", ":", "。", "\n", "")
ITEM_DATE = lazily(r"\d\.(?=(?:1[0-2]|[1-9])月)")  # ；2.7月底前再处置8宗
SLASH = lazily(r"(\d{1,2})/(\d{1,2})(?![\d/])")
RATIO = lazily(r"\d+(?:\.\d+)?(?:[∶:：]\d+(?:\.\d+)?){1,4}")
PHONE = lazily(r"(?:0\d{2,3}-\d{7,8}|1[3-9]\d{9}|\d{3,4}-\d{3,4}-\d{4}|400-?\d{3}-?\d{4})(?!\d)")
CLAUSE = lazily(r"\d+(?:\.\d+){2,}")  # 第3.2.4条, 192.168.1.1
FORMULA = lazily(r"\d+(?:\+(?:\d+|[A-Zn]|[一-鿿]))+|\d+\s?[×xX*]\s?\d+(?:小时|天)?")
LIST_MARK = lazily(r"\d{1,2}(?:[、．｜丨]|/(?=[一-鿿])|\.(?!\d)|[)）]|(?:\.\d{1,2})+[ 　])")
CODE = lazily(r"[A-Za-z0-9_./-]*[A-Za-z][A-Za-z0-9_.-]*")
NUMBERED = ("号", "千伏", "kv", "kV", "Kv", "KV")
CLOSED = ("〕", "]", "】", ")")
PARTS = tuple("表图附件栏专第注")  # 表1, 第2
STRUCTURE = lazily(r"结构[^，。；\n]{0,36}$")
BORN = lazily(r"(?:[5-9]0|00|05|10)后")
KEYCAP = lazily("[0-9]\ufe0f?\u20e3")
# Digits that begin no date, length, range, code, formula or share, and their scale: most numbers.
PLAIN = lazily(
    r"(?!(?:19|20)\d\d(?!\d|\.\d))((?:\d{1,3}(?:,\d{3})+|\d{1,6})(?:\.\d+)?)"
    r"(?![\d.,\-/+×xX* :∶：成后A-Za-z\ufe0f\u20e3年月日号季时点–—~～至到周岁世载星学多余几财])"
    r"(?!个[月季世星多半日昼春寒年])" + SCALED.pattern
)


class DigitReader(NumberReader):
    """Reads what begins with a digit."""

    def plain(self, at: int) -> Found | None:
        """A number in digits beside which nothing odd stands; None where something may."""
        norm = self.norm
        if at and ((before := norm[at - 1]) == "-" or (before.isascii() and before.isalpha())):
            return None
        found = PLAIN.match(norm, at)
        if found is None:
            return None
        digits, more, scale, again = found.groups()
        printed = Decimal(digits.replace(",", ""))
        return self.claimed(self.scaled(at, found.end(), printed, more, scale, again), found.end(1))

    def arabic(self, at: int) -> Found:
        """A number in digits."""
        norm = self.norm
        if keycap := KEYCAP.match(norm, at):
            return [Other(at, keycap.end(), "list_marker")]
        opens = norm[at + 1 : at + 2] == "." and norm[at - 1 : at] in OPENS_ITEM
        if opens and (item := ITEM_DATE.match(norm, at)):
            return [Other(at, item.end(), "list_marker")]
        if born := BORN.match(norm, at):
            return [Other(at, born.end(), "label")]
        if odd := self.odd_digits(at):
            return odd
        found = ARABIC.match(norm, at)
        assert found is not None
        if len(found[0]) > 18:
            return [Other(at, self.digits_end(at), "name")]
        number = self.with_unit(at, found.end(), Decimal(found[0].replace(",", "")))
        return self.claimed(number, found.end())

    def claimed(self, number: Number, digits_to: int) -> Found:
        """A number, or the range that it begins, unless its digits claim nothing."""
        if other := self.other_digits(number, digits_to):
            return [other]
        return self.with_range(number)

    def odd_digits(self, at: int) -> Found:
        """Telephones, formulas, codes, ratios, fractions and 成; [] for a plain number."""
        norm = self.norm
        for pattern, reason in ((PHONE, "phone"), (FORMULA, "label"), (CLAUSE, "name")):
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
        return []

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
            or (before == "-" and at > 1 and norm[at - 2].isascii() and norm[at - 2].isalnum())
        ):
            left = norm[max(0, at - 6) : at]
            if left[-3:].upper() == "TOP" or self.lexicon.acronyms.search(left):
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
        found, digits = CODE.match(norm, at), ARABIC.match(norm, at)
        if found is None or digits is None:
            return None
        after = digits.end()
        if norm[after : after + 1].isalpha() and not self.lexicon.unit.match(norm, after):
            return Other(at, found.end(), "name")
        return None

    def ratio(self, at: int) -> Found:
        """Shares written 1.4∶58.5∶40.1; a plain 1:20 is a name."""
        found = RATIO.match(self.norm, at)
        if not found:
            return []
        parts = list(ARABIC.finditer(self.norm, at, found.end()))
        total = sum(Decimal(part[0]) for part in parts)
        if len(parts) < 2 or not (
            95 <= total <= 105 or STRUCTURE.search(self.norm, max(0, at - 40), at)
        ):
            return [Other(at, found.end(), "label")]
        return [Number(p.start(), p.end(), Decimal(p[0]), 1, "%", role="ratio") for p in parts]

    def other_digits(self, number: Number, digits_to: int) -> Other | None:
        """Why digits with their unit are no claim, if they are none."""
        norm, at, to, unit = self.norm, number.at, number.to, number.unit
        before = norm[at - 12 : at] if at > 12 else norm[:at]
        if norm[digits_to : digits_to + 1] in "号千kK" and norm.startswith(NUMBERED, digits_to):
            return self.numbered(number, before, digits_to)
        if number.ordinal and norm[at] == "第":
            if number.word not in ("位", "名", ""):
                return Other(at, to, "ordinal")
            if not unit and self.lexicon.ordinals_after.match(norm, to):
                return Other(at, to + 1, "ordinal")
        if before[-1:] in ("〔", "[", "【") and norm.startswith(("〕", "]", "】"), to):
            return Other(at, to, "document_number")
        if not unit:
            return self.no_unit(number, before, norm[digits_to : digits_to + 4])
        if unit in ("hour", "minute", "day") and (reason := self.no_time(number, before)):
            return Other(at, to, reason)
        if unit in ("count", "person") and before.endswith(EVERY):
            return Other(at, to, "part_of_word")
        if number.word == "分" and norm.startswith("之", to):
            return Other(at, to, "part_of_word")
        return None

    def numbered(self, number: Number, before: str, to: int) -> Other:
        """110千伏, 12号, 〔2023〕12号: a name or the number of a document."""
        document = before.rstrip().endswith(CLOSED) or self.norm.startswith("号文", to)
        end = to + (1 if self.norm.startswith("号", to) else 2)
        return Other(number.at, end, "document_number" if document else "name")

    def no_unit(self, number: Number, before: str, tail: str) -> Other | None:
        """Why digits without a unit are no claim, if they are none."""
        if self.norm.startswith("级", number.to):
            return Other(number.at, number.to + 1, "label")
        if tail[:1] == "强":
            return self.place_in_list(number, before)
        return None if number.has_scale else self.bare(number, before, tail)

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

    def in_cell(self, at: int, to: int) -> bool:
        """Whether digits fill a cell of a table: 120 in a column of amounts is no telephone."""
        before = self.norm[max(0, at - 40) : at].rstrip(" ")[-1:]
        after = self.norm[to : to + 40].lstrip(" ")[:1]
        return bool({before, after} & {"|", "\t"}) and {before, after} <= {"|", "\t", "\n", ""}

    def bare(self, number: Number, before: str, tail: str) -> Other | None:
        """A number in digits without a unit: list marks, codes, names, ordinals, page numbers."""
        norm, at, to = self.norm, number.at, number.to
        line = norm.rfind("\n", 0, at) + 1
        lead = norm[line:at].strip(" 　（(#*")
        if not lead and (found := LIST_MARK.match(norm, at)):
            return Other(at, found.end(), "list_marker")
        if (
            to - at <= 2
            and tail[:1] in (".", "．", "、")
            and LIST_MARK.match(norm, at)
            and re.search(r"[注：:。；]\s*$", before)
        ):
            return Other(at, to, "list_marker")
        if (
            norm[at:to] in self.lexicon.hotlines
            and not RANGE.match(norm, to)
            and not self.in_cell(at, to)
        ):
            return Other(at, to, "label")
        if before.endswith(PARTS):
            return Other(at, to, "ordinal" if before.endswith("第") else "list_marker")
        if self.lexicon.codes.search(before):
            label = before.endswith("热线") or tail[:2] in ("热线", "专线")
            return Other(at, to, "label" if label else "phone" if to - at >= 6 else "label")
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
