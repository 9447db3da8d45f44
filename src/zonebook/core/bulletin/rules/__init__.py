"""The rules of the draft check that need no book, one module each, T01 to T24."""

from __future__ import annotations

from zonebook.core.bulletin.findings import Rule
from zonebook.core.bulletin.rules.t01_repeated import repeated
from zonebook.core.bulletin.rules.t02_sum import sums
from zonebook.core.bulletin.rules.t03_weighted import weighted_growth
from zonebook.core.bulletin.rules.t04_hull import between_parts
from zonebook.core.bulletin.rules.t05_shares import shares
from zonebook.core.bulletin.rules.t06_stock import stocks
from zonebook.core.bulletin.rules.t07_completion import completion
from zonebook.core.bulletin.rules.t08_subset import subsets
from zonebook.core.bulletin.rules.t09_rank import ranks
from zonebook.core.bulletin.rules.t10_limit import limits
from zonebook.core.bulletin.rules.t11_multiple import multiples
from zonebook.core.bulletin.rules.t12_points import points
from zonebook.core.bulletin.rules.t13_magnitude import magnitude
from zonebook.core.bulletin.rules.t14_period import told_periods
from zonebook.core.bulletin.rules.t15_comparison import comparisons
from zonebook.core.bulletin.rules.t16_enumeration import enumerations
from zonebook.core.bulletin.rules.t17_dates import dates
from zonebook.core.bulletin.rules.t18_precision import precision
from zonebook.core.bulletin.rules.t19_growth_missing import growth_missing
from zonebook.core.bulletin.rules.t20_superlative import superlatives
from zonebook.core.bulletin.rules.t21_classifier import classifiers
from zonebook.core.bulletin.rules.t22_typography import typography
from zonebook.core.bulletin.rules.t23_hedge import hedges
from zonebook.core.bulletin.rules.t24_forecast import forecasts

BY_NAME: dict[str, Rule] = {
    "T01": repeated,
    "T02": sums,
    "T03": weighted_growth,
    "T04": between_parts,
    "T05": shares,
    "T06": stocks,
    "T07": completion,
    "T08": subsets,
    "T09": ranks,
    "T10": limits,
    "T11": multiples,
    "T12": points,
    "T13": magnitude,
    "T14": told_periods,
    "T15": comparisons,
    "T16": enumerations,
    "T17": dates,
    "T18": precision,
    "T19": growth_missing,
    "T20": superlatives,
    "T21": classifiers,
    "T22": typography,
    "T23": hedges,
    "T24": forecasts,
}
RULES = tuple(BY_NAME.values())
NAMES = tuple(BY_NAME)
