"""Logic with three answers: true, false, and None for unknown."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TypeAlias

Truth: TypeAlias = bool | None


def all_of(truths: Sequence[Truth]) -> Truth:
    """Kleene's and."""
    if False in truths:
        return False
    return None if None in truths else True


def any_of(truths: Sequence[Truth]) -> Truth:
    """Kleene's or."""
    if True in truths:
        return True
    return None if None in truths else False


def negated(truth: Truth) -> Truth:
    """Kleene's not."""
    return None if truth is None else not truth
