"""What a check says of every claim: its binding, its verdict, and the coverage of a draft."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from fractions import Fraction
from typing import TYPE_CHECKING, Literal

from zonebook.core.bulletin.claims import Claim
from zonebook.core.bulletin.findings import DraftFinding
from zonebook.core.values import Reason

if TYPE_CHECKING:
    from zonebook.core.bulletin.check import Checked
    from zonebook.core.indicators.figure import Figure

How = Literal["linker", "learned", "confirmed", ""]
Verdict = Literal["verified", "mismatch", "inconsistent", "revised", "unbound", "text_only"]
Cause = Literal["", "value", "revised", "definition", "growth", "clock"]
Place = tuple[str, str]  # key of a figure, period


@dataclass(frozen=True, slots=True)
class Learned:
    """A binding that a person confirmed: words before a number of this kind and unit mean a figure."""

    phrase: str
    kind: str
    unit: str
    indicator: str


@dataclass(frozen=True)
class Candidate:
    """A figure that a number may be, and why; `narrowed` are words that it does not explain."""

    indicator: str
    name: Mapping[str, str]
    said: tuple[str, ...]
    narrowed: str = ""

    @property
    def reason(self) -> Reason:
        """Why it is a candidate."""
        key = "narrowed" if self.narrowed else "said"
        args = {"name": self.name, "words": list(self.said), "rest": self.narrowed}
        return Reason(f"check.candidate.{key}", args)


@dataclass(frozen=True)
class Binding:
    """What a claim is bound to, how, and what else it may be; `why` tells why it is not bound."""

    claim: Claim
    phrase: str
    indicator: str | None = None
    period: str | None = None
    how: How = ""
    candidates: tuple[Candidate, ...] = ()
    why: Reason | None = None


@dataclass(frozen=True)
class Said:
    """A value that the book or a release gave before: exact in the base unit, by whom or where."""

    exact: Fraction
    by: str
    release: str | None = None


@dataclass(frozen=True)
class Judged:
    """A claim with its binding, the figure it was compared with, and the verdict."""

    claim: Claim
    binding: Binding
    verdict: Verdict
    figure: Figure | None = None
    release: str | None = None
    cause: Cause = ""
    said: Said | None = None

    @property
    def place(self) -> Place:
        """The key and period of the figure that it is bound to."""
        return (self.binding.indicator or "", self.binding.period or "")


def coverage(rows: Iterable[Judged]) -> dict[str, int]:
    """Claims found, bound, verified, and those that nobody could verify."""
    found = list(rows)
    known = ("verified", "mismatch", "revised")
    return {
        "claims": len(found),
        "bound": sum(one.binding.indicator is not None for one in found),
        "verified": sum(one.verdict == "verified" for one in found),
        "unverifiable": sum(one.verdict not in known for one in found),
    }


def in_findings(found: Iterable[DraftFinding]) -> set[tuple[int, int]]:
    """The spans that an error or a warning names."""
    return {span for one in found if one.level != "ask" for span in one.spans}


def judged(checked: Checked) -> tuple[Judged, ...]:
    """The verdicts of a check without a book: a relation in the text holds it up, or nothing does."""
    wrong = in_findings(checked.findings)
    rows = []
    for one in checked.reading.claims:
        verdict: Verdict = "text_only" if one.indicator else "unbound"
        verdict = "inconsistent" if (one.start, one.end) in wrong else verdict
        rows.append(Judged(one, Binding(one, one.subject), verdict))
    return tuple(rows)
