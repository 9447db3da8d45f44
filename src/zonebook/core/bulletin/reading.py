"""Reading a draft: every number becomes a claim or a number that claims nothing."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from operator import attrgetter

from zonebook.core.bulletin import labels, periods, plans, speaking, subjects, tables
from zonebook.core.bulletin.aims import Around
from zonebook.core.bulletin.amounts import AMOUNTS, CLASS_ITEM, DEALT_LINE, DEALT_OUT
from zonebook.core.bulletin.claims import Cell, Claim, Moment, NotClaim, Reading
from zonebook.core.bulletin.kinds import Kinds
from zonebook.core.bulletin.lengths import years_long
from zonebook.core.bulletin.lexicon import Lexicon, shipped_lexicon
from zonebook.core.bulletin.meaning import NO_MONEY, PEOPLE
from zonebook.core.bulletin.numbers import Number, Other
from zonebook.core.bulletin.patterns import lazily
from zonebook.core.bulletin.regions import Regions
from zonebook.core.bulletin.rows import Rows
from zonebook.core.bulletin.scan import Scanner
from zonebook.core.bulletin.text import read_text
from zonebook.core.bulletin.timing import OWN_TIME, PLAN_YEARS
from zonebook.core.values import Written

STOPS = lazily(r"[，。；：！？\n\t|（）()!?;,](?:(?<!,)|(?!\d))")
FULL_STOPS = "。！？\n\t|!?"
NUMERAL = lazily(r"[\d〇零一二三四五六七八九十百千万亿两半Ⅰ-Ⅻ①-⑳翻]")


class Reader(Rows):
    """Reads one draft."""

    def __init__(
        self, raw: str, period: str | None, lexicon: Lexicon, names: subjects.Names
    ) -> None:
        self.lexicon, self.names, self.kinds = lexicon, names, Kinds(lexicon)
        self.text = read_text(raw)
        self.norm = self.text.norm
        self.scan()
        self.settle_period(period)
        self.find_marks()
        self.find_plans()
        self.topic = ""
        self.kind_before, self.sentence_before = "", -1
        self.kind_of_unit: dict[str, str] = {}
        self.kind_of_word: dict[str, str] = {}
        self.here, self.line, self.told_so_far = (-1, 0), 0, 0
        self.due, self.dealt_here = "", (-1, False)
        self.signed_on = periods.signed_on(self.norm, self.moments)
        self.aside: set[int] = set()
        self.used: set[int] = set()
        self.main: Claim | None = None
        self.aimed_at = -1

    def scan(self) -> None:
        """Find the numbers, the words of time and all else that carries a numeral."""
        self.numbers: list[Number] = []
        self.others: list[Other] = []
        moments: list[Moment] = []
        for one in Scanner(self.lexicon, self.norm).read():
            if isinstance(one, Number):
                self.numbers.append(one)
            elif isinstance(one, Other):
                self.others.append(one)
            else:
                moments.append(one)
        self.moments = periods.joined(moments, self.norm)
        self.moment_starts = [one.at for one in self.moments]

    def settle_period(self, period: str | None) -> None:
        """The period of the report, and the year from which the text speaks."""
        norm, moments = self.norm, self.moments
        plan = plans.is_plan(norm, self.lexicon)
        self.period = (
            periods.narrowed(period, norm, moments, plan)
            if period
            else periods.report_period(norm, moments, plan=plan)
        )
        self.calendar = periods.Calendar(
            self.period or periods.report_period(norm, moments, periods.NO_YEAR)
        )
        told = self.calendar.period
        self.kinds.conditions = plans.conditions(self.norm)
        self.decisions = plans.decisions(self.norm)
        self.kinds.year = self.calendar.year
        self.kinds.begun = told.start.year if told is not None else None
        self.kinds.annual = told is None or told.months == 12
        self.now = speaking.now_year(norm, self.calendar, plan)

    def find_marks(self) -> None:
        """Where clauses and sentences end, and the words that reach over several numbers."""
        norm = self.norm
        stops = [found.start() for found in STOPS.finditer(norm)]
        self.sentence_stops = [at for at in stops if norm[at] in FULL_STOPS]
        self.stops = [-1, *stops, len(norm)]
        self.lines = [0, *(found.end() for found in re.finditer("\n", norm))]
        self.tables = tables.Tables(norm)
        self.regions = Regions(norm)
        self.plans_told = periods.since_told(norm)
        self.plan_ends = [found.end() for found in self.plans_told]
        self.long_spans = years_long(norm)
        self.long_starts = [found.at for found in self.long_spans]
        self.aim_spans = list(self.lexicon.kinds["target"].finditer(norm))
        self.aim_starts = [found.start() for found in self.aim_spans]

    def find_plans(self) -> None:
        """Where numbers are aims by default, and the years of these aims."""
        parts = plans.plan_parts(self.norm, self.lexicon)
        years = plans.aim_years(self.norm)
        for at, to, year in plans.lines_ahead(self.norm, self.calendar.year):
            after = [part for part in parts if part[0] <= to][-1][1]
            kept = [part for part in parts if not at <= part[0] < to]
            parts = sorted([*kept, (at, True), (to, after)])
            years = sorted([*years, (at, year), (to, 0)])
        self.plan_starts = [at for at, _ in parts]
        self.is_plan = [is_plan for _, is_plan in parts]
        self.aim_years = years
        planned = PLAN_YEARS.search(self.norm, 0, 80)
        self.years_planned = planned[1] if planned is not None else ""
        self.find_headed()

    def find_headed(self) -> None:
        """The times that short headings of a post set for the lines below them."""
        self.headed: list[Moment | None] = []
        self.heading_ends: list[int] = []
        for at, to in plans.headings(self.norm):
            i = bisect_left(self.moment_starts, at)
            one = self.moments[i] if i < len(self.moments) and self.moments[i].to <= to else None
            alone = one is not None and to - at - (one.to - one.at) <= 6
            self.headed.append(one if alone else None)
            self.heading_ends.append(to)

    def read(self) -> Reading:
        """All claims and all other numbers, in order."""
        self.share_units()
        claims: list[Claim] = []
        last: Claim | None = None
        for place, number in enumerate(self.numbers):
            in_row = self.norm[number.to : number.to + 1] == "、"
            one = self.claim(number, last, self.row_end(place) if in_row else number.to)
            if isinstance(one, Claim):
                claims.append(one)
                last = one
                if one.kind not in OWN_TIME:
                    self.main = one
                elif one.kind == "target":
                    self.aimed_at = one.at
            elif one is not None:
                self.others.append(one)
        claims.sort(key=attrgetter("at"))
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
        self.others.sort(key=attrgetter("to"), reverse=True)
        self.others.sort(key=attrgetter("at"))  # the longest first of those at one place
        for other in self.others:
            i = bisect_right(starts, other.at) - 1
            inside = i >= 0 and covered[i][1] > other.at
            if inside or other.at < end or not NUMERAL.search(self.norm, other.at, other.to):
                continue
            end = other.to
            start, stop = self.text.span(other.at, other.to)
            found.append(NotClaim(start, stop, self.text.raw[start:stop], other.reason))
        return tuple(found)

    # --- one number ---------------------------------------------------------------------------

    def claim(self, n: Number, last: Claim | None, row: int) -> Claim | Other | None:
        """The claim that a number makes, or why it makes none."""
        s = bisect_left(self.sentence_stops, n.at)
        self.here = n.at, self.sentence_stops[s - 1] + 1 if s else 0
        self.line = self.lines[bisect_right(self.lines, n.at) - 1]
        self.told_so_far = bisect_right(self.moment_starts, n.at)
        spot = self.tables.cell(n.at) if self.tables.begins else None
        cell = None
        whole = False
        if spot is not None:
            if (refused := self.in_table(n, *spot)) is not None:
                return refused
            cell = self.tables.place(*spot)
            whole = n.to - n.at >= len(spot[0].text) - 1
        if last is not None and last.sentence != s:
            last = None
        pre, end = self.clause(n)
        if not n.unit:
            lent = last is not None and self.lends(n, last, pre)
            if n.role == "bare" and PEOPLE.search(pre):
                n.unit = "person"
            elif n.role == "bare" and not lent and (n.scale < 10**8 or NO_MONEY.search(pre)):
                return Other(n.at, n.to, "part_of_word")
        if cell is not None:
            last = None
        self.settle_unit(n, pre)
        if spot is None and (why := labels.reason(n, pre, self.norm)):
            return Other(n.at, n.to, why)
        a = self.around(n, last, s, pre, self.norm[row : min(max(end, row), row + 24)])
        if cell is not None:
            a.before, a.head = "", cell.head if whole else ""
        if n.unit == "":
            n.unit = "count"
        kind = self.kinds.kind(n, a)
        if a.tie == kind == "threshold" and a.comparator == "=" and last is not None:
            a.comparator = last.comparator
        kind = self.ahead(n, kind, a, cell)
        if kind in AMOUNTS and not ("均" in pre or "单日" in pre or "峰值" in pre):
            if self.sentence_before != s:
                self.kind_of_unit = {}
            self.kind_before, self.sentence_before = kind, s
            self.kind_of_unit[n.unit] = self.kind_of_word[n.word] = kind
        return self.built(n, kind, a, s, cell if whole else None, last)

    def clause(self, n: Number) -> tuple[str, int]:
        """The clause up to a number, sixty characters at most, and where the clause ends."""
        i = bisect_left(self.stops, n.at)
        begin, end = self.stops[i - 1] + 1, self.stops[i]
        while end < n.to and i + 3 < len(self.stops):
            i += 1
            end = self.stops[i]
        if self.norm.startswith("（含）", end) and i + 2 < len(self.stops):
            end = self.stops[i + 2]
        return self.norm[begin if begin > n.at - 60 else n.at - 60 : n.at], end

    def around(self, n: Number, last: Claim | None, s: int, pre: str, post: str) -> Around:
        """The words around a number, and what its neighbours told."""
        norm, at = self.norm, n.at
        far = self.here[1] if self.here[1] > at - 160 else at - 160
        lead = norm[far:at]  # 截至8月末 opens a look back in a plan
        line_begins = self.line > 0 and self.line > at - 120
        return Around(
            pre,
            post,
            lead,
            self.comparator(n, pre),
            self.kind_told(n, s),
            self.in_plan(at) and "截至" not in lead and "截止" not in lead,
            self.now != self.calendar.year,
            self.tied(n, last) if last is not None else "",
            "" if line_begins else self.kind_of_unit.get(n.unit, self.kind_before),
            last.kind if last is not None and last.unit != "%" else "",
            self.aim(at, far),
        )

    def aim(self, at: int, begin: int) -> tuple[str, str] | None:
        """The last word of aiming in the sentence before a place, and what stands between."""
        i = bisect_left(self.aim_starts, at) - 1
        if i < 0 or self.aim_starts[i] < begin:
            return None
        found = self.aim_spans[i]
        return found[0], self.norm[found.end() : at]

    def kind_told(self, n: Number, s: int) -> str:
        """The kind of the last amount in the sentence, of this unit if there is one."""
        if self.sentence_before == s:
            return self.kind_of_unit.get(n.unit, self.kind_before)
        if not s or n.word not in self.kind_of_word:
            return ""
        if self.norm[n.at - 1] in "类域面" and CLASS_ITEM.fullmatch(self.norm, self.line, n.at):
            return self.kind_of_word[n.word]  # 1.供暖类2964件
        if self.dealt_here[0] != self.here[1]:
            dealt = DEALT_OUT.match(self.norm, self.here[1]) or DEALT_LINE.match(
                self.norm, self.line
            )
            self.dealt_here = self.here[1], dealt is not None
        return self.kind_of_word[n.word] if self.dealt_here[1] else ""

    def built(
        self, n: Number, kind: str, a: Around, s: int, cell: Cell | None, last: Claim | None
    ) -> Claim:
        """The claim with everything resolved."""
        start, end = self.text.span(n.at, n.to)
        value = n.value
        subject = self.subject(n.at, a, cell, last)
        when = self.period_of(n, kind, a, cell, last) or ""
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
            None if place else self.indicator(subject, kind),
            when if periods.is_known(when) else None,
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


def read(raw: str, period: str | None = None, lexicon: Lexicon | None = None) -> Reading:
    """Read a draft; `period` is the report's period (`2023`, `2023-01..2023-06`), inferred if not given.

    Refused where `period` is not in the spelling of core.period.
    """
    return Reader(raw, period, lexicon or shipped_lexicon(), subjects.shipped_names()).read()
