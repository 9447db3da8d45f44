"""T24: what 预计 and 有望 tell is a forecast, not a fact of the period."""

from __future__ import annotations

from collections.abc import Iterator

from zonebook.core.bulletin.claims import Reading
from zonebook.core.bulletin.findings import DraftFinding, Say
from zonebook.core.bulletin.patterns import lazily
from zonebook.core.bulletin.relations import behind, clause, of_kind, shown

FORECAST = lazily(r"预计|有望|或将|预测|估计|可望|预估|测算将")
FACT = lazily(
    r"^(?:[^，。；]{0,16})(?:实现|完成|达到?|增长|超过?|突破|新增|签约|为|约|近|可|将|到)"
)
KINDS = ("level", "new_in_period", "yoy_growth", "completion_rate", "share")
say = Say("T24")


def forecasts(reading: Reading) -> Iterator[DraftFinding]:
    """Forecasts that stand among facts."""
    for one in behind(reading, FORECAST, of_kind(reading, *KINDS)):
        if one.cell is not None:
            continue
        head = clause(reading, one)
        found = FORECAST.search(head)
        if found and FACT.match(head[found.end() :]) and "目标" not in head:
            yield say("forecast", "ask", [one], f"{found[0]} … {shown(one)}", word=found[0])
