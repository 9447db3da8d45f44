"""T15: 环比 needs a month or a quarter; a sum since January has no period before it."""

from __future__ import annotations

from collections.abc import Iterator

from zonebook.core.bulletin.claims import Reading
from zonebook.core.bulletin.findings import DraftFinding, Say
from zonebook.core.bulletin.patterns import lazily
from zonebook.core.bulletin.relations import behind, clause, of_kind, shown
from zonebook.core.period import Period

BOTH = lazily(r"同比[^，。；]{0,2}(?:环比|较年初|比年初)|环比[^，。；]{0,2}同比|同比[比较]上年")
TOLD = lazily(r"环比|同比")
MONTHS = lazily(
    r"(?<![\d—–~至-])\d{1,2}月份?(?!\s*[—–~至-])|(?<!前[一二三四])季度|当月|本月|单月|上月|下半年"
)
say = Say("T15")


def comparisons(reading: Reading) -> Iterator[DraftFinding]:
    """Comparisons that the period of the figure does not allow."""
    grown = of_kind(reading, "yoy_growth", "growth_other", "pp_change")
    for one in behind(reading, TOLD, grown):
        if one.cell is not None:
            continue
        head = clause(reading, one)
        if found := BOTH.search(head):
            yield say("two_bases", "error", [one], found[0], words=found[0])
        elif "环比" in head and one.when is not None:
            period = Period.parse(one.when)
            begin = max(reading.norm.rfind(c, 0, one.at) for c in "。；\n") + 1
            if (
                period.months > 3
                and period.start.month == 1
                and any(begin <= when.at < one.at for when in reading.moments)
                and not MONTHS.search(reading.norm[begin : one.at])
            ):
                formula = f"1—{period.last_day.month}月: 环比{shown(one)}"
                yield say("cumulative", "error", [one], formula, month=period.last_day.month)
