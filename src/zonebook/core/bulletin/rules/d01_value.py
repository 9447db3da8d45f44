"""D01: a number bound to a figure is that figure, rounded half up at the number's own decimals."""

from __future__ import annotations

from collections.abc import Iterator
from fractions import Fraction

from zonebook.core import say as words
from zonebook.core.bulletin.against import Case, Judged
from zonebook.core.bulletin.agreement import is_grown_by
from zonebook.core.bulletin.findings import DraftFinding, Say, decimal, in_print
from zonebook.core.bulletin.relations import shown
from zonebook.core.bulletin.rules.d03_definition import another
from zonebook.core.indicators.figure import Figure
from zonebook.core.values import Interval

GROWN = ("yoy_growth", "growth_other", "pp_change")
say = Say("D01")


def values(case: Case) -> Iterator[DraftFinding]:
    """Numbers that are not what the book says, and that no other definition explains."""
    for one in case.judged:
        if one.verdict == "mismatch" and one.cause == "value" and another(case, one) is None:
            yield differs(say, one, is_grown_by(case.reading, one.claim))


def differs(say: Say, one: Judged, grown: bool = False) -> DraftFinding:
    """A number beside the value of the book, with the wording that would be right.

    `grown`: a multiple that tells what came on top, one less than the book's.
    """
    figure = one.figure
    assert figure is not None and figure.exact is not None
    right = right_words(one)
    better = in_print(figure.exact - 1, one.claim) if grown else right
    return say(
        "differs",
        "error",
        [one.claim],
        formula(one),
        suggest=better,
        written=one.claim.interval(),
        computed=Interval.exactly(figure.exact),
        name=figure.name,
        period=figure.period,
        right=f"{right}（增长{better}）" if grown else right,
    )


def right_words(one: Judged) -> str:
    """The value of the book as it would stand here: 增长1.2% where the text has it fall by 1.2%."""
    figure, claim = one.figure, one.claim
    assert figure is not None and figure.exact is not None
    exact, falls = figure.exact, claim.signed_value < 0 < claim.value
    unit = Fraction(claim.written.scale) * Fraction(claim.factor)
    if unit != Fraction(figure.unit.factor):
        return f"{words.number(figure.value or 0)}{figure.unit.zh}"
    if claim.kind in GROWN and exact and (exact < 0) != (claim.signed_value < 0):
        return f"{'下降' if exact < 0 else '增长'}{in_print(abs(exact), claim)}"
    return in_print(-exact if falls else exact, claim)


def formula(one: Judged) -> str:
    """`gdp@2023 = 352.3亿元 ≠ 353.2亿元`; a figure made of others shows how."""
    figure, claim = one.figure, one.claim
    assert figure is not None and figure.exact is not None
    key, period = one.place
    made = ""
    if figure.parts and all(part.exact is not None for part in figure.parts):
        made = f" ← ({', '.join(f'{in_unit(part)}@{part.period}' for part in figure.parts)})"
    sign = "-" if claim.signed_value < 0 < claim.value else ""
    return f"{key}@{period} = {in_unit(figure)}{made} ≠ {sign}{shown(claim)}"


def in_unit(figure: Figure) -> str:
    """A value in its own unit with up to four decimals."""
    return f"{decimal(figure.unit.from_base(figure.exact or 0), 4)}{figure.unit.zh}"
