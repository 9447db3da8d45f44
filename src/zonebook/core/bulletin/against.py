"""A draft against the book: claims bound, compared, judged; rules D01 to D10 say what is wrong.

check_against(text, facts, period)   the whole check; `facts` is the book (records.drafts.Book)
judged(checked)                      the verdicts of a check without a book, in the same shape
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from fractions import Fraction
from typing import Protocol

from zonebook.core.bulletin.agreement import agrees
from zonebook.core.bulletin.binding import bind
from zonebook.core.bulletin.check import Checked, findings, parts
from zonebook.core.bulletin.claims import Claim, Reading
from zonebook.core.bulletin.findings import DraftFinding
from zonebook.core.bulletin.links import Links
from zonebook.core.bulletin.reading import read
from zonebook.core.bulletin.verdicts import (
    Binding,
    Cause,
    Judged,
    Learned,
    Place,
    Said,
    Verdict,
    coverage,
    in_findings,
    judged,
)
from zonebook.core.indicators.definition import Indicator
from zonebook.core.indicators.figure import Figure
from zonebook.core.values import Reason

__all__ = [
    "Case",
    "CheckedAgainst",
    "Facts",
    "Headlines",
    "Judged",
    "Place",
    "Said",
    "Share",
    "against",
    "check_against",
    "check_parts_against",
    "coverage",
    "judged",
]


MOST_PERIODS = 40  # of one draft that are compared with the book


@dataclass(frozen=True)
class Share:
    """A respondent behind a sum: who, and how much of it, in the base unit."""

    who: str
    amount: Fraction


@dataclass(frozen=True)
class Headlines:
    """The figures that a report of a year must tell: words of its title, words of other papers."""

    titles: Sequence[str] = ()
    other: Sequence[str] = ()
    figures: Sequence[str] = ()


class Facts(Protocol):
    """What a check asks of the book; core knows the book only by this."""

    links: Links
    indicators: Mapping[str, Indicator]
    headlines: Headlines
    respondents_rules: Mapping[str, Mapping[str, object]]

    def figures(self, wanted: Iterable[Place]) -> Mapping[Place, Figure]:
        """The figures of these keys and periods, as far as there are such figures."""

    def earlier(self, place: Place) -> Sequence[Said]:
        """What earlier vintages and approved releases said of a figure, newest first."""

    def unpublished(self, place: Place) -> Reason | None:
        """Why a figure is not yet to be told, where the book has a value that is released later."""

    def names(self, place: Place) -> Sequence[str]:
        """What the records are called that a figure counts."""

    def respondents(self, place: Place) -> Sequence[Share]:
        """Who stands behind a sum, and with how much."""


@dataclass(frozen=True)
class Case:
    """What a data-bound rule looks at: the text, its judged claims, and the book."""

    reading: Reading
    judged: tuple[Judged, ...]
    facts: Facts


@dataclass(frozen=True)
class CheckedAgainst(Checked):
    """A draft, or a part of one, that was checked; `judged` has one entry for every claim."""

    judged: tuple[Judged, ...] = field(default=())

    @property
    def coverage(self) -> dict[str, int]:
        """Claims found, bound, verified, and those that nobody could verify."""
        return coverage(self.judged)


def check_against(
    raw: str,
    facts: Facts,
    period: str | None = None,
    learned: Iterable[Learned] = (),
    confirmed: Mapping[tuple[int, int], str] | None = None,
) -> CheckedAgainst:
    """Read a draft, bind its claims, compare them with the book, and ask every rule.

    `period` is the report's period; `learned` are bindings confirmed in other drafts, `confirmed`
    those of this one by their offsets (an empty key: no figure of the book). Refused where the
    period is not in the spelling of core.period.
    """
    reading = read(raw, period)
    return against(reading, facts, bind(reading, facts.links, learned, confirmed))


def check_parts_against(
    raw: str, facts: Facts, period: str | None = None, learned: Iterable[Learned] = ()
) -> Iterator[CheckedAgainst]:
    """The same part by part, for long drafts; relations are seen inside a part."""
    known = tuple(learned)
    for offset, part in parts(raw):
        reading = read(part, period)
        period = period or reading.period
        yield against(reading, facts, bind(reading, facts.links, known), offset)


def against(
    reading: Reading, facts: Facts, bindings: Sequence[Binding], offset: int = 0
) -> CheckedAgainst:
    """Compare bound claims with the book and ask every rule, those of the text included."""
    from zonebook.core.bulletin.rules.data import DATA_RULES

    figures = facts.figures(wanted(bindings))
    textual = [one for one in findings(reading) if not settled(one, facts, bindings)]
    wrong = in_findings(textual)
    rows = tuple(judge(reading, facts, one, figures, wrong) for one in bindings)
    case = Case(reading, rows, facts)
    data = [one for rule in DATA_RULES for one in rule(case)]
    told = [*(one for one in textual if not follows(one, rows)), *data]
    told.sort(key=lambda one: (one.spans[0] if one.spans else (0, 0), one.rule))
    return CheckedAgainst(reading, tuple(told), offset, rows)


def wanted(bindings: Sequence[Binding]) -> list[Place]:
    """The figures to ask for: those of the periods told most, so that no text asks for thousands."""
    places = [(one.indicator, one.period) for one in bindings if one.indicator and one.period]
    periods = {period for period, _ in Counter(at for _, at in places).most_common(MOST_PERIODS)}
    return [(key, period) for key, period in dict.fromkeys(places) if period in periods]


def follows(one: DraftFinding, rows: Sequence[Judged]) -> bool:
    """Whether a relation fails only because of a number that the book itself puts right."""
    touched = {row.verdict for row in rows if (row.claim.start, row.claim.end) in one.spans}
    return len(one.spans) > 1 and touched == {"mismatch", "verified"}


def settled(one: DraftFinding, facts: Facts, bindings: Sequence[Binding]) -> bool:
    """Whether the book answers a question of the text alone: no growth is stated, so none is missing."""
    if one.rule != "T19":
        return False
    for found in bindings:
        if (found.claim.start, found.claim.end) in one.spans and found.indicator and found.period:
            link = facts.links.links.get(found.indicator)
            growth = (link.growth if link else "", found.period)
            figure = facts.figures([growth]).get(growth) if growth[0] else None
            return figure is None or figure.exact is None
    return False


def judge(
    reading: Reading,
    facts: Facts,
    binding: Binding,
    figures: Mapping[Place, Figure],
    wrong: set[tuple[int, int]],
) -> Judged:
    """The verdict on one claim."""
    claim = binding.claim
    unsure: Verdict = "inconsistent" if (claim.start, claim.end) in wrong else "unbound"
    if binding.indicator is None or binding.period is None:
        return Judged(claim, binding, unsure)
    place = (binding.indicator, binding.period)
    figure = figures.get(place)
    if figure is None or figure.exact is None:
        without: Verdict = "inconsistent" if unsure == "inconsistent" else "text_only"
        return Judged(claim, binding, without, figure)
    if agrees(reading, claim, figure.exact):
        release = next((s.release for s in facts.earlier(place) if same(s, figure)), None)
        return Judged(claim, binding, "verified", figure, release)
    if claim.kind == "threshold":  # another class of things, not a wrong figure
        return Judged(claim, Binding(claim, binding.phrase, candidates=binding.candidates), unsure)
    said = next((s for s in facts.earlier(place) if agrees(reading, claim, s.exact)), None)
    if said is not None:
        return Judged(claim, binding, "revised", figure, said.release, "revised", said)
    return Judged(claim, binding, "mismatch", figure, None, cause(claim, figure))


def same(said: Said, figure: Figure) -> bool:
    """Whether a release said what the book says now."""
    return said.release is not None and said.exact == figure.exact


def cause(claim: Claim, figure: Figure) -> Cause:
    """Which rule tells what is wrong with a number that does not agree."""
    if claim.kind == "time_limit":
        return "clock"
    if claim.kind in ("yoy_growth", "growth_other", "pp_change") and figure.parts:
        return "growth"
    return "value"
