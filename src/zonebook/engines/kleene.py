"""Logic with three answers: true, false, and None for unknown."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TypeAlias

Truth: TypeAlias = bool | None


def all_of(truths: Iterable[Truth]) -> Truth:
    """Kleene's and; after a false one nothing more is asked."""
    found: Truth = True
    for truth in truths:
        if truth is False:
            return False
        if truth is None:
            found = None
    return found


def any_of(truths: Iterable[Truth]) -> Truth:
    """Kleene's or; after a true one nothing more is asked."""
    found: Truth = False
    for truth in truths:
        if truth is True:
            return True
        if truth is None:
            found = None
    return found


def negated(truth: Truth) -> Truth:
    """Kleene's not."""
    return None if truth is None else not truth
