"""What a figure is: its definition, how it is counted, what it answers, what it must agree with."""

from zonebook.core.indicators.answers import Answer, Engine, Statement, Totals
from zonebook.core.indicators.definition import (
    Change,
    Combination,
    FirstPer,
    Indicator,
    Measure,
    Only,
    Rule,
)
from zonebook.core.indicators.figure import Excluded, Figure
from zonebook.core.indicators.reading import indicators, read_indicator, read_measure

__all__ = [
    "Answer",
    "Change",
    "Combination",
    "Engine",
    "Excluded",
    "Figure",
    "FirstPer",
    "Indicator",
    "Measure",
    "Only",
    "Rule",
    "Statement",
    "Totals",
    "indicators",
    "read_indicator",
    "read_measure",
]
