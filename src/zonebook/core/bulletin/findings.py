"""What a rule says about a draft: where, how serious, both intervals, the sum, a better wording."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction
from typing import Any, Literal

from zonebook.core.bulletin.claims import FAR, Claim, Reading
from zonebook.core.values import Interval, Reason, printed

WHOLE_LAST = ("T02", "T06")  # rules that name the figure to be changed after its parts
Level = Literal["error", "warning", "ask"]


@dataclass(frozen=True)
class DraftFinding:
    """A figure of a draft that does not agree with the rest of it; offsets in the draft as given.

    `written` and `computed` are the two intervals that should meet, where the rule compares two.
    """

    rule: str
    level: Level
    spans: tuple[tuple[int, int], ...]
    message: Reason
    formula: str = ""
    suggestion: Reason | None = None
    written: Interval | None = None
    computed: Interval | None = None

    @property
    def replaced(self) -> tuple[int, int] | None:
        """The figure in whose place the suggested wording stands; None without a wording."""
        if self.suggestion is None or not self.spans:
            return None
        return self.spans[-1 if self.rule in WHOLE_LAST else 0]


Rule = Callable[[Reading], Iterator[DraftFinding]]


@dataclass(frozen=True)
class Say:
    """Makes the findings of one rule, with its messages `check.<rule>.<name>`."""

    rule: str

    def __call__(
        self,
        name: str,
        level: Level,
        claims: Sequence[Claim],
        formula: str = "",
        /,
        *,
        suggest: str = "",
        written: Interval | None = None,
        computed: Interval | None = None,
        spans: Sequence[tuple[int, int]] = (),
        **args: Any,
    ) -> DraftFinding:
        key = f"check.{self.rule.lower()}.{name}"
        told = dict(args) | {"figures": [one.text.replace("\n", "") for one in claims]}
        return DraftFinding(
            self.rule,
            level,
            tuple(spans) or tuple((one.start, one.end) for one in claims),
            Reason(key, told),
            formula,
            Reason("check.suggest", {"wording": suggest}) if suggest else None,
            written,
            computed,
        )


def decimal(value: Fraction | Decimal | int, decimals: int = 2) -> str:
    """A number in a formula: half up, without zeros at its end."""
    text = f"{printed(value, decimals):f}"
    return text.rstrip("0").rstrip(".") if "." in text else text


def unscaled(value: Fraction, claim: Claim) -> Fraction:
    """A value in the scale and unit that a claim prints."""
    return value / Fraction(claim.written.scale) / Fraction(claim.factor)


def in_print(value: Fraction, like: Claim) -> str:
    """A value as it would stand in the place of a claim: same scale, unit and decimals."""
    decimals = max(like.written.decimals, 0)
    number = printed(unscaled(value, like), decimals)
    digits = next((i for i, c in enumerate(like.text) if not (c.isdigit() or c in ".,+-")), None)
    tail = "" if digits is None or not like.text[:1].isdigit() else like.text[digits:]
    return f"{number:f}{tail.strip()}" if tail else f"{number:f}"


def with_room(claim: Claim) -> str:
    """A figure with the numbers that print like it, in its own scale: 352.3亿元（352.25～352.35）."""
    room, text = claim.interval(), "".join(claim.text.split())
    if room.low == room.high:
        return text
    low, high = (decimal(unscaled(end, claim), 6) for end in (room.low, room.high))
    return f"{text}（{low}～{high}）"


def ends(interval: Interval) -> dict[str, str | None]:
    """An interval as JSON carries it: two decimal strings of six places; an open end is null."""
    return {
        name: None if abs(end) >= FAR else decimal(end, 6)
        for name, end in (("low", interval.low), ("high", interval.high))
    }
