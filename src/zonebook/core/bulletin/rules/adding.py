"""What a sum that does not close says, and which slip of the keys explains it."""

from __future__ import annotations

from collections.abc import Sequence
from fractions import Fraction

from zonebook.core.bulletin.claims import Claim
from zonebook.core.bulletin.findings import DraftFinding, Say, decimal, in_print, unscaled
from zonebook.core.bulletin.relations import shown, total, touching

say = Say("T02")


def finding(parts: Sequence[Claim], whole: Claim, scope: bool = False) -> DraftFinding | None:
    """A finding where the sum and the total do not meet."""
    computed = total(parts)
    if touching(computed, whole.interval()):
        return None
    added = sum((Fraction(one.value) for one in parts), Fraction(0))
    shown_sum = decimal(unscaled(added, whole), whole.written.decimals + 2)
    wrong = None if scope else slipped(parts, whole)
    claims = [*parts, whole]
    if wrong is not None:  # the figure to be changed stands last
        claims = [*(one for one in claims if one is not wrong[0]), wrong[0]]
    return say(
        "scope" if scope else "sum",
        "ask" if scope else "error",
        claims,
        f"{' + '.join(shown(one) for one in parts)} = {shown_sum} ≠ {shown(whole)}",
        suggest=wrong[1] if wrong is not None else "",
        subject=whole.subject,
        written=whole.interval(),
        computed=computed,
    )


def slipped_by_keys(parts: Sequence[Claim], whole: Claim) -> bool:
    """Whether one slip of the keys, in whichever figure, explains a sum that does not close."""
    added = sum((Fraction(one.value) for one in parts), Fraction(0))
    wanted = [(one, Fraction(one.value) + Fraction(whole.value) - added) for one in parts]
    told = [(one, in_print(value, one)) for one, value in (*wanted, (whole, added)) if value > 0]
    return any(is_slip(shown(one), text) for one, text in told)


def slipped(parts: Sequence[Claim], whole: Claim) -> tuple[Claim, str] | None:
    """The one figure that would agree with the others but for a slip of the keys, and what it should be.

    A wrong sum does not tell which figure is wrong: only a digit mistyped or two exchanged do.
    """
    added = sum((Fraction(one.value) for one in parts), Fraction(0))
    wanted = [(one, Fraction(one.value) + Fraction(whole.value) - added) for one in parts]
    told = [(one, in_print(value, one)) for one, value in (*wanted, (whole, added)) if value > 0]
    likely = [(one, text) for one, text in told if is_slip(shown(one), text)]
    return likely[0] if len(likely) == 1 else None


def is_slip(first: str, second: str) -> bool:
    """Whether two printed figures differ in one digit, or in two neighbours that are exchanged."""
    if len(first) != len(second):
        return False
    apart = [i for i, (one, other) in enumerate(zip(first, second, strict=True)) if one != other]
    if len(apart) == 1:
        return True
    swapped = [i for i in apart if second[i].isdigit()]
    return len(swapped) == len(apart) == 2 and first[apart[0]] + first[apart[1]] == (
        second[apart[1]] + second[apart[0]]
    )
