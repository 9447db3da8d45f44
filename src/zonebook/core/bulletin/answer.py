"""The answer of a check as JSON carries it (zonebook.check/1); the command and pages share it."""

from __future__ import annotations

from collections.abc import Iterable
from decimal import Decimal
from typing import TYPE_CHECKING, Any

from zonebook.core.bulletin.claims import NotClaim
from zonebook.core.bulletin.findings import DraftFinding, ends

if TYPE_CHECKING:
    from zonebook.core.bulletin.verdicts import Judged
    from zonebook.core.say import Sentences

FORMAT = "zonebook.check/1"


def claim_row(one: Judged, offset: int = 0) -> dict[str, Any]:
    """A claim with its binding and verdict; the ends of a range stand beside it."""
    claim = one.claim
    row: dict[str, Any] = {
        "start": claim.start + offset,
        "end": claim.end + offset,
        "text": claim.text,
        "value": plain(claim.value),
        "signed_value": plain(claim.signed_value),
        "unit": claim.unit,
        "comparator": claim.comparator,
        "kind": claim.kind,
        "indicator": one.binding.indicator or claim.indicator,
        "period": claim.period,
        "binding": binding_row(one),
        "verdict": one.verdict,
    }
    if claim.low is not None and claim.high is not None:
        row |= {"low": plain(claim.low), "high": plain(claim.high)}
    return row


def binding_row(one: Judged) -> dict[str, str | None] | None:
    """What a claim is bound to; null where nothing was bound."""
    if one.binding.indicator is None:
        return None
    key, period = one.place
    return {"indicator": key, "period": period or None, "release": one.release}


def not_claim_row(one: NotClaim, offset: int = 0) -> dict[str, Any]:
    """A number that claims nothing, and why."""
    place = {"start": one.start + offset, "end": one.end + offset}
    return place | {"text": one.text, "reason": one.reason}


def finding_row(one: DraftFinding, say: Sentences, lang: str, offset: int = 0) -> dict[str, Any]:
    """A finding; an open end of an interval is null."""
    row: dict[str, Any] = {
        "rule": one.rule,
        "level": one.level,
        "spans": [{"start": a + offset, "end": b + offset} for a, b in one.spans],
        "message": say.say(one.message, lang),
        "formula": one.formula,
        "suggestion": say.say(one.suggestion, lang) if one.suggestion else None,
        "reason": say.to_json(one.message, lang),
    }
    if one.written is not None and one.computed is not None:
        row |= {"written": ends(one.written), "computed": ends(one.computed)}
    return row


def answer(
    judged: Iterable[Judged],
    others: Iterable[NotClaim],
    found: Iterable[DraftFinding],
    say: Sentences,
    lang: str,
) -> dict[str, Any]:
    """The whole answer for one text that fits in memory."""
    from zonebook.core.bulletin.verdicts import coverage

    rows = list(judged)
    return {
        "format": FORMAT,
        "claims": [claim_row(one) for one in rows],
        "not_claims": [not_claim_row(one) for one in others],
        "findings": [finding_row(one, say, lang) for one in found],
        "coverage": coverage(rows),
    }


def plain(value: Decimal) -> str:
    """A decimal string; an amount that its scale made whole carries no zeros after the point."""
    text = f"{value:f}"
    return text.rstrip("0").rstrip(".") if "." in text else text
