"""D01: a number bound to a figure is that figure, rounded half up at the number's own decimals."""

from __future__ import annotations

from collections.abc import Iterator
from fractions import Fraction

from zonebook.core.bulletin.against import Case, Judged
from zonebook.core.bulletin.findings import DraftFinding, Say, decimal, in_print
from zonebook.core.bulletin.relations import shown
from zonebook.core.bulletin.rules.d03_definition import another
from zonebook.core.values import Interval

say = Say("D01")


def values(case: Case) -> Iterator[DraftFinding]:
    """Numbers that are not what the book says, and that no other definition explains."""
    for one in case.judged:
        if one.verdict == "mismatch" and one.cause == "value" and another(case, one) is None:
            yield differs(say, one)


def differs(say: Say, one: Judged) -> DraftFinding:
    """A number beside the value of the book, with the wording that would be right."""
    figure = one.figure
    assert figure is not None and figure.exact is not None
    right = in_print(shown_size(figure.exact, one), one.claim)
    return say(
        "differs",
        "error",
        [one.claim],
        formula(one),
        suggest=right,
        written=one.claim.interval(),
        computed=Interval.exactly(figure.exact),
        name=figure.name,
        period=figure.period,
        right=right,
    )


def shown_size(exact: Fraction, one: Judged) -> Fraction:
    """The value without the sign that a falling word before the number tells."""
    return -exact if one.claim.signed_value < 0 < one.claim.value else exact


def formula(one: Judged) -> str:
    """`gdp@2023 = 352.3亿元 ≠ 353.2亿元`; a figure made of others shows how."""
    figure = one.figure
    assert figure is not None and figure.exact is not None
    key, period = one.place
    printed = f"{decimal(figure.unit.from_base(figure.exact), 4)}{figure.unit.zh}"
    made = ""
    if figure.parts and all(part.exact is not None for part in figure.parts):
        told = [
            f"{decimal(part.unit.from_base(part.exact or 0), 4)}{part.unit.zh}@{part.period}"
            for part in figure.parts
        ]
        made = f" ← ({', '.join(told)})"
    return f"{key}@{period} = {printed}{made} ≠ {shown(one.claim)}"
