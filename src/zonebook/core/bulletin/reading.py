"""Reading a draft: every number becomes a claim or a number that claims nothing."""

from __future__ import annotations

import re
from bisect import bisect_right

from zonebook.core.bulletin import labels, periods, plans, subjects, tables
from zonebook.core.bulletin.aims import Around
from zonebook.core.bulletin.amounts import AMOUNTS, DEALT_OUT
from zonebook.core.bulletin.claims import Cell, Claim, Moment, NotClaim, Reading
from zonebook.core.bulletin.kinds import Kinds
from zonebook.core.bulletin.lexicon import Lexicon, shipped_lexicon
from zonebook.core.bulletin.meaning import Meaning
from zonebook.core.bulletin.numbers import Number, Other
from zonebook.core.bulletin.regions import Regions
from zonebook.core.bulletin.scan import Scanner
from zonebook.core.bulletin.text import read_text
from zonebook.core.bulletin.timing import OWN_TIME, YEARS_LONG, Timing
from zonebook.core.values import Written

STOPS = re.compile(r"[，。；：！？\n\t|（）()!?;]|,(?!\d)")
FULL_STOPS = "。！？\n\t|!?"
NUMERAL = re.compile(r"[\d〇零一二三四五六七八九十百千万亿两半Ⅰ-Ⅻ①-⑳翻]")


MOVED_TO = re.compile(r"[^，。；\d]{0,10}[到至](?:\d{1,2}月(?:份|末)?)?的?")
LENT = ("CNY", "USD", "EUR", "HKD", "JPY", "m2", "mu", "m3", "t", "person", "count")
STEP = re.compile(r"[^，。；\d]{0,5}[增减升降提扩压缩调][^，。；\d]{0,4}")
CUT_TO = re.compile(r"(?:压缩|缩短|压减|缩减|精简|减少|降低|提速)?(?:到|至|为)(?:了|约|近)*")


class Reader(Meaning, Timing):
    """Reads one draft."""

    def __init__(
        self, raw: str, period: str | None, lexicon: Lexicon, names: subjects.Names
    ) -> None:
        self.lexicon, self.names = lexicon, names
        self.text = read_text(raw)
        self.norm = self.text.norm
        self.kinds = Kinds(lexicon)
        self.numbers: list[Number] = []
        self.topic = ""
        self.kind_before, self.sentence_before = "", -1
        self.kind_of_unit: dict[str, str] = {}
        self.kind_of_word: dict[str, str] = {}
        self.others: list[Other] = []
        moments: list[Moment] = []
        for one in Scanner(lexicon, self.norm).read():
            if isinstance(one, Number):
                self.numbers.append(one)
            elif isinstance(one, Moment):
                moments.append(one)
            else:
                self.others.append(one)
        self.moments = periods.joined(moments, self.norm)
        self.moment_starts = [one.at for one in self.moments]
        self.period = (
            periods.narrowed(period, self.norm, self.moments)
            if period
            else periods.report_period(self.norm, self.moments)
        )
        self.calendar = periods.Calendar(
            self.period or periods.report_period(self.norm, self.moments, periods.NO_YEAR)
        )
        self.tables = tables.Tables(self.norm)
        self.regions = Regions(self.norm)
        self.stops = [found.start() for found in STOPS.finditer(self.norm)]
        self.sentence_stops = [at for at in self.stops if self.norm[at] in FULL_STOPS]
        self.plans = plans.plan_parts(self.norm, lexicon)
        self.aim_years = plans.aim_years(self.norm)
        for at, to, year in plans.lines_ahead(self.norm, self.calendar.year):
            after = [part for part in self.plans if part[0] <= to][-1][1]
            kept = self.plans_between(at, to)
            self.plans = sorted([*kept, (at, True), (to, after)])
            self.aim_years = sorted([*self.aim_years, (at, year), (to, 0)])
        self.tells_plan = periods.SINCE.search(self.norm) is not None
        self.long_spans = list(YEARS_LONG.finditer(self.norm))
        self.long_starts = [found.start() for found in self.long_spans]
        self.aim_spans = list(lexicon.kinds["target"].finditer(self.norm))
        self.aim_starts = [found.start() for found in self.aim_spans]
        self.here = (-1, 0)
        period_told = self.calendar.period
        self.kinds.annual = period_told is None or period_told.months == 12
        self.now = periods.now_year(self.norm, self.calendar)
        self.due = ""
        self.aside: set[int] = set()
        self.used: set[int] = set()
        self.main: Claim | None = None

    def read(self) -> Reading:
        """All claims and all other numbers, in order."""
        self.share_units()
        claims: list[Claim] = []
        last: Claim | None = None
        for place, number in enumerate(self.numbers):
            one = self.claim(number, last, self.row_end(place))
            if isinstance(one, Claim):
                claims.append(one)
                last = one
                if one.kind not in OWN_TIME:
                    self.main = one
            elif one is not None:
                self.others.append(one)
        claims.sort(key=lambda one: one.at)
        return Reading(
            self.text,
            tuple(claims),
            self.not_claims(claims),
            tuple(self.moments),
            self.period,
            (0, *(at + 1 for at in self.sentence_stops)),
        )

    def not_claims(self, claims: list[Claim]) -> tuple[NotClaim, ...]:
        """The other numbers that carry a numeral, outside all claims."""
        covered = [(one.at, one.to) for one in claims]
        starts = [at for at, _ in covered]
        found, end = [], -1
        for other in sorted(self.others, key=lambda one: (one.at, -one.to)):
            i = bisect_right(starts, other.at) - 1
            inside = i >= 0 and covered[i][1] > other.at
            if inside or other.at < end or not NUMERAL.search(self.norm, other.at, other.to):
                continue
            end = other.to
            start, stop = self.text.span(other.at, other.to)
            found.append(NotClaim(start, stop, self.text.raw[start:stop], other.reason))
        return tuple(found)

    def share_units(self) -> None:
        """In 1、3、15个工作日 the first numbers take the unit of the last."""
        for one, after in zip(reversed(self.numbers[:-1]), reversed(self.numbers[1:]), strict=True):
            between = self.norm[one.to : after.at]
            if (
                not one.unit
                and not one.has_scale
                and not one.ordinal
                and (between in ("、", "和", "或", "及", "，", "/") or self.steps(one, between))
            ) and (
                after.unit
                and not after.ordinal
                and not self.tables.cell(one.at)
                and between != "，"
            ):
                one.unit, one.factor, one.word, one.role = (
                    after.unit,
                    after.factor,
                    after.word,
                    "listed",
                )

    def steps(self, one: Number, between: str) -> bool:
        """Whether a bare number is where a step begins: 从80提高到126兆伏安."""
        return (
            between[-1:] in ("到", "至", "为")
            and len(between) <= 8
            and self.norm[one.at - 1 : one.at] in ("由", "从")
            and STEP.fullmatch(between) is not None
        )

    def row_end(self, place: int) -> int:
        """The end of a row of numbers of one unit: 50亿元、100亿元 is followed by one word."""
        one = self.numbers[place]
        for after in self.numbers[place + 1 : place + 8]:
            if self.norm[one.to : after.at] != "、" or after.unit != one.unit or after.ordinal:
                break
            one = after
        return one.to

    def plans_between(self, at: int, to: int) -> list[tuple[int, bool]]:
        """The parts of the plan outside a paragraph."""
        return [part for part in self.plans if not at <= part[0] < to]

    def lends(self, n: Number, last: Claim) -> bool:
        """Whether a bare amount takes the unit of the claim before: …元，比前年多了三千万."""
        if last.unit not in LENT:
            return False
        n.unit, n.factor = last.unit, last.factor
        return True

    # --- one number ---------------------------------------------------------------------------

    def claim(self, n: Number, last: Claim | None, row: int) -> Claim | Other | None:
        """The claim that a number makes, or why it makes none."""
        norm = self.norm
        i = bisect_right(self.stops, n.at - 1) - 1
        begin = self.stops[i] + 1 if i >= 0 else 0
        end = self.stops[i + 1] if i + 1 < len(self.stops) else len(norm)
        while end < n.to and i + 2 < len(self.stops):
            i += 1
            end = self.stops[i + 1] if i + 1 < len(self.stops) else len(norm)
        s = bisect_right(self.sentence_stops, n.at - 1)
        sentence = self.sentence_stops[s - 1] + 1 if s else 0
        self.here = (n.at, sentence)
        spot = self.tables.cell(n.at)
        pre = norm[max(begin, n.at - 60) : n.at]
        cell = None
        if spot is not None:
            refused = self.in_table(n, *spot)
            if refused is not None:
                return refused
            cell = self.tables.place(*spot)
        if n.role == "bare" and not (
            last is not None and last.sentence == s and self.lends(n, last)
        ):
            return Other(n.at, n.to, "part_of_word")
        self.settle_unit(n, pre, cell)
        if spot is None and (why := labels.reason(n, pre, norm[n.to : n.to + 12])):
            return Other(n.at, n.to, why)
        comparator = self.comparator(n, pre, norm[n.to : n.to + 6])
        whole_cell = cell is not None and spot is not None and n.to - n.at >= len(spot[0].text) - 1
        same = last is not None and last.sentence == s and cell is None
        around = Around(
            pre,
            norm[row : min(max(end, row), row + 24)],
            norm[max(sentence, n.at - 160) : n.at],
            comparator,
            self.kind_told(n, s) if cell is None else "",
            self.planned(n.at),
            self.now != self.calendar.year,
            self.tied(n, last) if same and last is not None else "",
            self.kind_of_unit.get(n.unit, self.kind_before)
            if "\n" not in norm[max(0, n.at - 120) : n.at]
            else "",
            last.kind if same and last is not None and last.unit != "%" else "",
            cell.head if cell is not None and whole_cell else "",
            self.aim(n.at, max(sentence, n.at - 160)),
        )
        if n.unit == "":
            n.unit = "count"
        kind = self.kinds.kind(n, around)
        if around.tie == "threshold" and kind == "threshold" and around.comparator == "=":
            around.comparator = last.comparator if last is not None else "="
        kind = self.ahead(n, kind, around, cell)
        if kind in AMOUNTS:
            if self.sentence_before != s:
                self.kind_of_unit = {}
            self.kind_before, self.sentence_before = kind, s
            self.kind_of_unit[n.unit] = self.kind_of_word[n.word] = kind
        return self.built(n, kind, around, s, cell if whole_cell else None, last if same else None)

    def aim(self, at: int, begin: int) -> tuple[str, str] | None:
        """The last word of aiming in the sentence before a place, and what stands between."""
        i = bisect_right(self.aim_starts, at - 1) - 1
        if i < 0 or self.aim_starts[i] < begin:
            return None
        found = self.aim_spans[i]
        return found[0], self.norm[found.end() : at]

    def kind_told(self, n: Number, s: int) -> str:
        """The kind of the last amount in the sentence, of this unit if there is one."""
        if self.sentence_before != s:
            if not DEALT_OUT.match(self.norm, self.sentence_begin(n.at)):
                return ""
            return self.kind_of_word.get(n.word, "") if s else ""
        return self.kind_of_unit.get(n.unit, self.kind_before)

    def built(
        self, n: Number, kind: str, a: Around, s: int, cell: Cell | None, last: Claim | None
    ) -> Claim:
        """The claim with everything resolved."""
        start, end = self.text.span(n.at, n.to)
        value = n.value
        subject = self.subject(n.at, a, cell, last)
        when = self.period_of(n, kind, a, cell, last) or ""
        period = when if periods.is_known(when) else None
        place = self.regions.at(n.at)
        low = high = None
        if n.pair is not None:
            low, high = (value, n.pair.value) if n.role == "low" else (n.pair.value, value)
        return Claim(
            start,
            end,
            self.text.raw[start:end],
            value,
            self.signed(n, value, kind, a, last),
            n.unit,
            a.comparator,
            kind,
            self.indicator(subject, kind) if not place else None,
            period,
            n.at,
            n.to,
            subject,
            s,
            Written(n.printed, n.scale),
            n.factor,
            low,
            high,
            cell,
            n.fraction,
            when,
            place,
        )

    def tied(self, n: Number, last: Claim) -> str:
        """The kind of the claim before, where 、 or 和 joins both and they have one unit."""
        if last.unit != n.unit or last.kind in ("range_low", "range_high", "rank"):
            return ""
        between = self.norm[last.to : n.at]
        if last.kind == "threshold":
            return "threshold" if between == "、" else ""
        if n.unit in ("day", "hour", "minute") and CUT_TO.fullmatch(between):
            return last.kind if last.kind in ("level", "time_limit") else ""
        if n.unit == "%" and MOVED_TO.fullmatch(between):
            return last.kind
        return last.kind if between in ("、", "和", "及", "以及", "与") else ""

    def planned(self, at: int) -> bool:
        """Whether numbers at this place are aims by default."""
        i = bisect_right(self.plans, (at, True)) - 1
        return i >= 0 and self.plans[i][1]

    # --- subject, indicator, period -----------------------------------------------------------

    def subject(self, at: int, a: Around, cell: Cell | None, last: Claim | None) -> str:
        """What the number is about; a clause of growth only goes on about what came before."""
        if cell is not None:
            head = tables.HEAD_UNIT.sub("", cell.head)
            return subjects.bare(head)
        pre = a.pre
        if last is None:
            self.topic = ""
        if last is not None and subjects.GROWTH_ONLY.match(subjects.LEADS.sub("", pre.strip())):
            return last.subject
        inside = last.to - (at - len(pre)) if last is not None else 0
        own = subjects.bare(subjects.CHANGE.sub("", pre[inside:] if inside > 0 else pre))
        if not own and (told := self.names.pattern.match(a.post)):
            return told[0]
        if not pre.strip():
            return self.in_brackets(at)
        if not own and last is not None:
            return self.topic or last.subject
        if own and not subjects.FLOW_ONLY.match(own):
            self.topic = own
        return own

    def in_brackets(self, at: int) -> str:
        """The name in brackets right before a number: 地区生产总值（GDP）352.3亿元."""
        opened = self.norm.rfind("（", max(0, at - 16), at)
        name = self.norm[opened + 1 : at - 1] if opened >= 0 and self.norm[at - 1] == "）" else ""
        return name if name in self.names.level else ""

    def indicator(self, subject: str, kind: str) -> str | None:
        """The id of the indicator that the subject names, of its growth or its share."""
        level = subjects.named(subject, self.names)
        if level is None:
            return None
        if kind in ("yoy_growth", "growth_other"):
            return self.names.growth.get(level)
        if kind == "share":
            return self.names.rate.get(level)
        return level if kind in ("level", "new_in_period", "target", "threshold") else None


def read(raw: str, period: str | None = None, lexicon: Lexicon | None = None) -> Reading:
    """Read a draft; `period` is the report's period (`2023`, `2023-01..2023-06`), inferred if not given.

    Refused where `period` is not in the spelling of core.period.
    """
    return Reader(raw, period, lexicon or shipped_lexicon(), subjects.shipped_names()).read()
