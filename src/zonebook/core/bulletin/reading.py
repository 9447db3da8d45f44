"""Reading a draft: every number becomes a claim or a number that claims nothing."""

from __future__ import annotations

import re
from bisect import bisect_right

from zonebook.core.bulletin import periods, plans, subjects, tables
from zonebook.core.bulletin.claims import Cell, Claim, Moment, NotClaim, Reading
from zonebook.core.bulletin.kinds import AMOUNTS, Around, Kinds
from zonebook.core.bulletin.lexicon import Lexicon, shipped_lexicon
from zonebook.core.bulletin.meaning import Meaning
from zonebook.core.bulletin.numbers import Number, Other
from zonebook.core.bulletin.regions import Regions
from zonebook.core.bulletin.scan import Scanner
from zonebook.core.bulletin.text import read_text
from zonebook.core.values import Written

STOPS = re.compile(r"[，。；：！？\n\t|（）()!?;]|,(?!\d)")
FULL_STOPS = "。！？\n\t|!?"
NUMERAL = re.compile(r"[\d〇零一二三四五六七八九十百千万亿两半Ⅰ-Ⅻ①-⑳翻]")


LATER = re.compile(
    r"，(?:预计|计划|将于|拟于)?(明年|后年)[^，。；]{0,6}(?:交付|建成|投产|投用|完工|竣工|开工)"
)
RISEN_FROM = re.compile(r"[由从](?:上年末?的|去年末?的|年初的)?$")
SINCE_JANUARY = re.compile(r"(?:年初以来|今年以来|本年累计|(?<!期末)累计)(?![^，]*当月)")
TIMES_OF = re.compile(r"(?:为|是|当于|约)$")
CUT_TO = re.compile(r"(?:压缩|缩短|压减|缩减|精简|减少|降低|提速)?(?:到|至|为)(?:了|约|近)*")
MOVED_ON = re.compile(r"\d[^，。；\d]{0,10}(?:到|至|为|成)(?:了|约|近)*(?=$|\d)")
EVENT = re.compile(
    r"投产|开工|签约|启动|竣工|举行|召开|揭牌|奠基|通车|投运|下线|发布|印发|成立|挂牌|开业"
)
OF_THEN = re.compile(r"(?:年?[末底]|同期)?的")
RISES = re.compile(r"(?:增加?|提高|上升|扩大|发展|减少?|下降|跃升|升)[到至为]")


class Reader(Meaning):
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

    def read(self) -> Reading:
        """All claims and all other numbers, in order."""
        self.share_units()
        claims: list[Claim] = []
        last: Claim | None = None
        for number in self.numbers:
            one = self.claim(number, last)
            if isinstance(one, Claim):
                claims.append(one)
                last = one
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
                and between in ("、", "和", "或", "及", "，", "/")
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

    # --- one number ---------------------------------------------------------------------------

    def claim(self, n: Number, last: Claim | None) -> Claim | Other | None:
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
        spot = self.tables.cell(n.at)
        pre = norm[max(begin, n.at - 60) : n.at]
        cell = None
        if spot is not None:
            refused = self.in_table(n, *spot)
            if refused is not None:
                return refused
            cell = self.tables.place(*spot)
        self.settle_unit(n, pre, cell)
        comparator = self.comparator(n, pre, norm[n.to : n.to + 6])
        whole_cell = cell is not None and spot is not None and n.to - n.at >= len(spot[0].text) - 1
        same = last is not None and last.sentence == s and cell is None
        around = Around(
            pre,
            norm[n.to : min(max(end, n.to), n.to + 24)],
            norm[max(sentence, n.at - 160) : n.at],
            comparator,
            self.kind_told(n, s) if cell is None else "",
            self.planned(n.at),
            self.tied(n, last) if same and last is not None else "",
            self.kind_of_unit.get(n.unit, self.kind_before)
            if "\n" not in norm[max(0, n.at - 120) : n.at]
            else "",
            cell.head if cell is not None and whole_cell else "",
        )
        if n.unit == "":
            n.unit = "count"
        kind = self.kinds.kind(n, around)
        if kind == "level" and (later := LATER.match(norm, end)) is not None:
            kind, n.role = "target", later[1]
        if kind in AMOUNTS:
            if self.sentence_before != s:
                self.kind_of_unit.clear()
            self.kind_before, self.sentence_before = kind, s
            self.kind_of_unit[n.unit] = kind
        return self.built(n, kind, around, s, cell if whole_cell else None, last if same else None)

    def kind_told(self, n: Number, s: int) -> str:
        """The kind of the last amount in the sentence, of this unit if there is one."""
        if self.sentence_before != s:
            return ""
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
        if last.unit != n.unit or last.kind in ("threshold", "range_low", "range_high", "rank"):
            return ""
        between = self.norm[last.to : n.at]
        if n.unit in ("day", "hour", "minute") and CUT_TO.fullmatch(between):
            return last.kind if last.kind in ("level", "time_limit") else ""
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

    def period_of(
        self, n: Number, kind: str, a: Around, cell: Cell | None, last: Claim | None
    ) -> str | None:
        """The period of a claim: since a plan, the last word of time before it, or the report's."""
        if n.role in ("明年", "后年") and self.calendar.year is not None:
            return f"{self.calendar.year + (1 if n.role == '明年' else 2)}"
        if (
            (
                kind == "level"
                and n.unit in ("count", "person", "CNY")
                and self.calendar.period is not None
            )
            and RISEN_FROM.search(a.pre)
            and RISES.match(a.post)
        ):
            return str(self.calendar.period.years_earlier())
        if (start := periods.since(self.norm, n.at, self.calendar)) is not None:
            return start
        if cell is not None:
            if kind == "target" and self.calendar.year is not None:
                return f"{self.calendar.year}"
            return self.calendar.text
        if kind == "target" and re.search(r"年度|全年", a.pre) and self.calendar.year is not None:
            return f"{self.calendar.year}"
        if self.is_cumulative(kind, a):
            assert self.calendar.period is not None
            return str(self.calendar.period.to_date())
        s = bisect_right(self.sentence_stops, n.at - 1)
        sentence = self.sentence_stops[s - 1] + 1 if s else 0
        i = bisect_right(self.moment_starts, n.at) - 1
        stop = max(-1, i - 12)
        while i > stop and self.moments[i].at >= sentence:
            found = self.moments[i]
            i -= 1
            if found.to > n.at or self.is_base(found, n, kind):
                continue
            told = self.calendar.resolve(found, self.norm, kind)
            if told is not None:
                return told
            if found.shape == "year" and found.relative == 0:
                return self.calendar.text
        if kind == "target" and (year := self.aim_year(n.at)):
            return f"{year}"
        return self.calendar.text

    def aim_year(self, at: int) -> int | None:
        """The year that the heading above names for its aims."""
        i = bisect_right(self.aim_years, (at, 9999)) - 1
        return self.aim_years[i][1] if i >= 0 else None

    def happened(self, moment: Moment, n: Number) -> bool:
        """Whether a day is that of an event, at which no stock stands: 5月18日，…项目投产."""
        if (
            self.norm[max(0, moment.at - 2) : moment.at] in ("截至", "截止")
            or moment.at_end is False
        ):
            return False
        return EVENT.search(self.norm, moment.to, min(len(self.norm), n.to + 24)) is not None

    def is_cumulative(self, kind: str, a: Around) -> bool:
        """Whether a number of a month's or quarter's report tells the sum since January."""
        period = self.calendar.period
        if period is None or period.months not in (1, 3) or kind not in AMOUNTS:
            return False
        return SINCE_JANUARY.search(a.pre) is not None

    def is_base(self, moment: Moment, n: Number, kind: str) -> bool:
        """Whether a time is what is compared with, or the day of something else."""
        before = self.norm[max(0, moment.at - 2) : moment.at]
        if before.endswith(("较", "比", "于", "与", "同", "自", "从")):
            return not before.endswith("截止于")
        if before.endswith("由") and MOVED_ON.search(self.norm, moment.to, n.at):
            return True  # 由上年末的18家增至47家
        if TIMES_OF.search(before) and OF_THEN.match(self.norm, moment.to):
            return True  # 为上年末的2.61倍
        between = self.norm[moment.to : n.at]
        if between.count("）") > between.count("（"):
            return True
        if moment.day and ("；" in between or self.happened(moment, n)):
            return True
        after = self.norm[moment.to : moment.to + 3]
        if moment.shape == "whole_year" and kind != "target":
            return (
                after[:2] in ("目标", "任务", "计划") or self.norm[moment.at : moment.to] != "全年"
            )
        if after[:2] in (
            "印发",
            "出台",
            "榜单",
            "预算",
            "计划",
            "成立",
            "月报",
            "版）",
            "以前",
            "之前",
        ) or after[:1] in ("版", "第"):
            return True
        return moment.shape == "year_begin" and kind != "level"


def read(raw: str, period: str | None = None, lexicon: Lexicon | None = None) -> Reading:
    """Read a draft; `period` is the report's period (`2023`, `2023-01..2023-06`), inferred if not given.

    Refused where `period` is not in the spelling of core.period.
    """
    return Reader(raw, period, lexicon or shipped_lexicon(), subjects.shipped_names()).read()
