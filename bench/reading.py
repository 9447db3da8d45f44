"""Reads the open texts in a process of its own, from sources as they are or compiled."""

from __future__ import annotations

import hashlib

from bench import running
from tests.golden import score
from zonebook.core.bulletin.reading import read

RUNS = 9
TIMES = 5  # the open texts so many times


def text() -> str:
    """What is read."""
    return "".join(text for _, text, _ in score.texts("open")) * TIMES


def main() -> None:
    """Tell the seconds of CPU of each run, and a digest of all that was read."""
    raw = text()
    found = read(raw, "2023")
    seconds = running.timed(lambda: read(raw, "2023"), RUNS)
    told = repr((found.claims, found.not_claims))
    running.tell(seconds, hashlib.sha256(told.encode()).hexdigest())


if __name__ == "__main__":
    main()
