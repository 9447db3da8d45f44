"""One pass over a text: every number is found and told apart from names, labels and dates."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal

from zonebook.core.bulletin.claims import Moment
from zonebook.core.bulletin.digits import RATIO
from zonebook.core.bulletin.hans import HanReader
from zonebook.core.bulletin.moments import BARE_YEAR, CLOCK, DAY_ALONE, LENGTH, moment
from zonebook.core.bulletin.numbers import Found, Number, Other
from zonebook.core.bulletin.numerals import ROMAN, chinese
from zonebook.core.bulletin.patterns import lazily

TRIGGER = lazily(r"[0-9〇零一二两三四五六七八九十百千万亿半翻Ⅰ-Ⅻ①-⑳]")
DOUBLED = lazily(
    r"翻(?P<le>了)?(?:近|约|超过?|将近|接近|逾|不止)?(?P<n>[一两二三四五\d])?(?:番|倍)(?P<more>多|有余)?"
)
# Digits that cannot begin a date or a length, so that the dear patterns need not be tried.
NO_DATE = lazily(
    r"(?!(?:19|20)\d\d(?!\d|\.\d))\d+(?:,\d{3})*(?:\.\d+(?!年))?(?![\d.,年月日号季时点\-/–—~～至到:∶：周岁世载星学多余几财])(?!个[月季世星多半日昼春寒年])"
)


class Scanner(HanReader):
    """Walks over one text; `read` gives numbers, others and moments in order."""

    def read(self) -> Found:
        """Everything that carries a numeral, and every word of time."""
        found: Found = []
        specials = self.specials()
        begin, end, word = next(specials)
        at, norm, times = 0, self.norm, self.lexicon.times
        search = TRIGGER.search
        while (hit := search(norm, at)) is not None:
            at = hit.start()
            while end <= at:
                if word in times:
                    found += self.word_of_time(begin, end, word)
                begin, end, word = next(specials)
            if begin <= at:
                found += self.special(begin, end, word)
                at = end
                continue
            here = self.at(at)
            found += here
            at += 1
            for one in here:
                if one.to > at:
                    at = one.to
        while word:
            if word in times:
                found += self.word_of_time(begin, end, word)
            begin, end, word = next(specials)
        return found

    def specials(self) -> Iterator[tuple[int, int, str]]:
        """The words of the lexicon in the text, with their places; an empty one behind its end."""
        for found in self.lexicon.specials.finditer(self.norm):
            yield found.start(), found.end(), found[0]
        yield len(self.norm) + 1, len(self.norm) + 1, ""

    def special(self, at: int, to: int, word: str) -> Iterator[Number | Other | Moment]:
        """A word of the lexicon that holds a numeral."""
        if word in self.lexicon.times:
            yield from self.word_of_time(at, to, word)
            if "半" in word:
                yield Other(at, to, "date")
        elif word == "一位" and self.moved_one(at, to):
            yield from self.han(at)
        else:
            yield Other(at, to, self.lexicon.reasons[word])

    def word_of_time(self, at: int, to: int, word: str) -> Iterator[Moment]:
        """A word of time without a numeral."""
        kind, meaning = self.lexicon.times[word]
        if word == "后年" and self.norm[to : to + 1] in tuple("产营税均可销发处新"):
            return  # 建成后年产值
        if kind == "half":
            yield Moment(at, to, "period", first=meaning[0], last=meaning[1])
        elif kind == "year":
            yield Moment(at, to, "year", relative=meaning)
        else:
            yield Moment(at, to, kind)

    def at(self, at: int) -> Found:
        """What stands at a numeral; always covers it."""
        c = self.norm[at]
        if c in "①②③④⑤⑥⑦⑧⑨⑩⑪⑫⑬⑭⑮⑯⑰⑱⑲⑳":
            return [Other(at, at + 1, "list_marker")]
        if c in ROMAN:
            return [Other(at, at + 1, "ordinal")]
        if c == "翻":
            return self.doubled(at)
        if not c.isascii():
            return self.date(at) or self.han(at)
        if (plain := self.plain(at)) is not None:
            return plain
        if NO_DATE.match(self.norm, at):
            return self.arabic(at)
        return self.date(at) or self.arabic(at)

    def doubled(self, at: int) -> Found:
        """翻番, 翻一番, 翻了两番: two to the power of n, so 一番 is 2 and 两番 is 4."""
        found = DOUBLED.match(self.norm, at)
        if not found:
            return []
        n = found["n"]
        if "倍" in found[0] and n:
            return []
        power = int(n) if n and n.isdigit() else int(chinese(n) or 1) if n else 1
        start = found.start("n") if n else found.start()
        more = found["more"] is not None
        return [
            Number(
                start, found.end(), Decimal(2**power), 1, "times", more=more, word="番", han=True
            )
        ]

    def is_year(self, year: int, to: int, after: str) -> bool:
        """Whether four digits before a word that measures nothing name a year: 2023榜单."""
        plain = "一" <= after <= "龥" and after not in "余多万亿千百十号级强年月日"
        return 1990 <= year <= 2049 and plain and not self.lexicon.unit.match(self.norm, to)

    def date(self, at: int) -> Found:
        """A date, a length of years and months, a clock time; [] where there is none."""
        norm = self.norm
        if norm[at] in "万亿千":
            return []
        when = moment(norm, at)
        if when is not None:
            return [when, Other(when.at, when.to, "date")]
        if (found := LENGTH.match(norm, at)) or (found := CLOCK.match(norm, at)):
            start = found.start()
            if (ratio := RATIO.match(norm, at)) and ratio.end() > found.end():
                return []
            return [Other(start, found.end(), "date")]
        if found := BARE_YEAR.match(norm, at):
            after = norm[found.end() : found.end() + 1]
            bare = not after or after in "，。；、）)—–-~～：|｜·•\t\n 至到" or after.isspace()
            bare = bare or self.is_year(int(found[0]), found.end(), after)
            if bare and (at == 0 or norm[at - 1] not in ".,"):
                return [
                    Moment(at, found.end(), "year", year=int(found[0])),
                    Other(at, found.end(), "date"),
                ]
        if found := DAY_ALONE.match(norm, at):
            before = norm[max(0, at - 3) : at]
            if (
                not before.endswith(
                    ("满", "于", "过", "前", "逾", "逾期", "超期", "公示", "公示期", "限期", "为期")
                )
                and before[-1:] != "起"
            ):
                return [Other(at, found.end(), "date")]
        return []
