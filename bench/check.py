"""The draft check: how well it reads and finds, and how fast, beside other extractors."""

from __future__ import annotations

import importlib
import json
import os
import statistics
import tempfile
import time
import tracemalloc
from collections import Counter
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import django

from tests.core.bulletin import mutations
from tests.golden import score
from zonebook.core.bulletin.check import check
from zonebook.core.bulletin.reading import read

NAME = "draft check"
GOLDEN = Path(score.__file__).parent
RUNS = 5
Row = dict[str, str]
HEAD = ("what", "who", "median", "spread", "memory", "ratio")


def rows() -> Iterator[Row]:
    """What, who, median, spread, memory, ratio to this project."""
    yield from scores()
    yield from planted()
    yield from bound()
    yield from speed()


def scores() -> Iterator[Row]:
    """F1, kinds, periods and false claims on the open texts; recall per rule on the flawed ones."""
    for folder in ("open", "further", "flawed"):
        total, by_rule, found = Counter[str](), Counter[str](), Counter[str]()
        for _, raw, record in score.texts(folder):
            counts, _ = score.score_text(raw, record)
            total += counts + score.score_findings(raw, record)[0]
            told = check(raw, record["report_period"]).findings
            for one in record["findings"]:
                rule = one["rule"] or "-"
                by_rule[rule] += 1
                found[rule] += any(
                    start < one["end"] and one["start"] < end
                    for each in told
                    for start, end in each.spans
                )
        yield line(f"{folder}: scores", score.summary(total))
        yield line(
            f"{folder}: false alarms", f"{total['false alarms']} of {total['findings']} findings"
        )
        for rule in sorted(by_rule):
            yield line(f"{folder}: recall {rule}", f"{found[rule]} of {by_rule[rule]}")


def planted() -> Iterator[Row]:
    """Planted errors that touch an equation, and those that no rule could see."""
    counts, _ = mutations.measure(each=1)
    for kind, all_planted, touched, found, share in mutations.rates(counts):
        shown = f"{found} of {touched} ({share:.1f} %)" if share is not None else "-"
        yield line(
            f"planted {kind}", f"{shown}; no relation {all_planted - touched} of {all_planted}"
        )
    texts = mutations.measure_texts()
    for kind in ("stale year", "sign"):
        yield line(f"planted {kind}", f"{texts[kind, 'found']} of {texts[kind, 'planted']} (any)")


def bound() -> Iterator[Row]:
    """Planted errors in figures that are bound to a book."""
    os.environ.setdefault("ZONEBOOK_HOME_FOLDER", tempfile.mkdtemp())
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "zonebook.site.settings")
    django.setup()  # the definitions of the figures are resolved against the real tables
    counts, _ = mutations.measure_against(each=1)
    for kind in dict.fromkeys(kind for kind, _ in counts):
        found, all_planted = counts[kind, "found"], counts[kind, "planted"]
        yield line(f"planted {kind}, against the book", f"{found} of {all_planted}")


def line(what: str, told: str) -> Row:
    """A row that is no time."""
    return {"what": what, "who": "zonebook", "median": told}


def speed() -> Iterator[Row]:
    """Characters per second on the open texts, beside the peers that are installed."""
    raw = "".join(text for _, text, _ in score.texts("open")) * 5
    ours: float | None = None
    for who, run in readers():
        run(raw[:2000])
        median, spread, memory = measured(run, raw)
        ours = ours or median
        told = (
            "characters/s",
            who,
            f"{len(raw) / median:,.0f}",
            f"±{100 * spread / median:.0f} %",
            f"{memory / 1e6:.0f} MB",
            f"{median / ours:.1f}×",
        )
        yield dict(zip(HEAD, told, strict=True))


def measured(run: Callable[[str], Any], raw: str) -> tuple[float, float, int]:
    """Median and spread of seconds, and the peak of memory."""
    seconds = []
    for _ in range(RUNS):
        begun = time.perf_counter()
        run(raw)
        seconds.append(time.perf_counter() - begun)
    tracemalloc.start()
    run(raw)
    peak = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    spread = (max(seconds) - min(seconds)) / 2
    return statistics.median(seconds), spread, peak


def readers() -> Iterator[tuple[str, Callable[[str], Any]]]:
    """This reader, reading with rules, and each peer that is installed."""
    yield "zonebook (reading)", lambda raw: read(raw, "2023")
    yield "zonebook (reading and rules)", lambda raw: check(raw, "2023")
    if (jionlp := installed("jionlp")) is not None:
        yield "jionlp (money)", lambda raw: jionlp.extract_money(raw)
    if (suite := installed("recognizers_number")) is not None:
        yield "recognizers-text (number)", lambda raw: suite.recognize_number(raw, "zh-cn")


def installed(name: str) -> Any:
    """A module, or None where it is not installed."""
    try:
        return importlib.import_module(name)
    except ImportError:
        return None


if __name__ == "__main__":
    for row in rows():
        print(json.dumps(row, ensure_ascii=False))
