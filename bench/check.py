"""The draft check: how well it reads and finds, and how fast, beside other extractors."""

from __future__ import annotations

import importlib
import json
import os
import statistics
import subprocess
import sys
import tempfile
import time
import tracemalloc
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from typing import Any

import django

from bench import reading, running
from tests.core.bulletin import mutations
from tests.golden import score
from zonebook.core.bulletin.check import PART, check
from zonebook.core.bulletin.reading import read

NAME = "draft check"
GOLDEN = Path(score.__file__).parent
RUNS = 5
# Its one score is the first one printed here, at the end of the work; its texts tune nothing.
FIFTH = "set_aside_fifth"
Row = dict[str, str]
HEAD = ("what", "who", "median", "spread", "memory", "ratio")


def rows() -> Iterator[Row]:
    """What, who, median, spread, memory, ratio to this project."""
    yield from scores()
    yield from planted("planted", mutations.SEEN)
    yield from planted(f"{FIFTH}: planted", (FIFTH,))
    yield from bound()
    yield from speed()
    yield from compiled()
    yield from command()


def scores() -> Iterator[Row]:
    """F1, kinds, periods and false claims of every open folder; recall per rule on the flawed texts."""
    for folder in (*score.FOLDERS, FIFTH):
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
        yield from scored(folder, total)
        for rule in sorted(by_rule):
            yield line(f"{folder}: recall {rule}", f"{found[rule]} of {by_rule[rule]}")


def scored(folder: str, total: Counter[str]) -> Iterator[Row]:
    """The scores of a folder, a row each."""
    hit, wrong = total["hit"], total["false"] + total["missed"]
    yield line(f"{folder}: F1 of values", score.ratio(2 * hit, 2 * hit + wrong))
    for name in ("kind", "period"):
        yield line(f"{folder}: {name}", score.ratio(total[name], hit))
    claimed, others = total["claimed"], total["no_claims"]
    share = score.ratio(claimed, others)
    yield line(f"{folder}: false claims", f"{share} ({claimed} of {others})")
    alarms = f"{total['false alarms']} of {total['findings']} findings"
    yield line(f"{folder}: false alarms", alarms)


def planted(what: str, folders: Sequence[str]) -> Iterator[Row]:
    """Planted errors that touch an equation, and those that no rule could see."""
    counts, _ = mutations.measure(each=1, folders=folders)
    all_found = all_touched = 0
    for kind, all_planted, touched, found, share in mutations.rates(counts):
        shown = f"{found} of {touched} ({share:.1f} %)" if share is not None else "-"
        yield line(
            f"{what} {kind}", f"{shown}; no relation {all_planted - touched} of {all_planted}"
        )
        all_found, all_touched = all_found + found, all_touched + touched
    yield line(f"{what}, all that touch a relation", f"{all_found} of {all_touched}")
    texts = mutations.measure_texts(folders)
    for kind in ("stale year", "sign"):
        yield line(f"{what} {kind}", f"{texts[kind, 'found']} of {texts[kind, 'planted']} (any)")


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


def compiled() -> Iterator[Row]:
    """Characters per second of CPU, the reader as it is and compiled (`make fast`): the same answers."""
    size, own = len(reading.text()), 0.0
    digests = set()
    for who, sources in (("as it is", "src"), ("compiled", "build/fast")):
        found = running.apart("bench.reading", sources=sources)
        digests.add(found.digest)
        rates = found.rates(size)
        own = own or statistics.median(rates)
        yield running.rate_row("reading, CPU", f"zonebook, {who}", rates, found.peak, own, "chars")
    if len(digests) > 1:
        raise SystemExit("the compiled reader reads something else than the reader as it is")


def command() -> Iterator[Row]:
    """The command: a page from a cold start, and the memory that a large file takes."""
    page = GOLDEN / "open" / "annual_press.txt"
    taken = sorted(ran(page) for _ in range(RUNS))
    spread = (taken[-1][0] - taken[0][0]) / 2
    yield {
        "what": "one page, text only, cold start",
        "who": "zonebook check",
        "median": f"{taken[RUNS // 2][0]:.2f} s ({min(one[1] for one in taken):.2f} s of CPU)",
        "spread": f"±{spread:.2f} s",
        "memory": f"{taken[-1][2]:.0f} MB",
    }
    size = 10_000_000 if os.environ.get("ZONEBOOK_LONG") else 2_000_000
    raw = "".join(text + "\n" for _, text, _ in score.texts("open")).encode()
    with tempfile.TemporaryDirectory() as folder:
        large = Path(folder) / "large.txt"
        large.write_bytes(raw * (size // len(raw) + 1))
        seconds, busy, peak = ran(large)
    yield {
        "what": f"a file of {size // 1_000_000} MB, read in parts of {PART:,} characters",
        "who": "zonebook check",
        "median": f"{seconds:.1f} s ({busy:.1f} s of CPU)",
        "memory": f"{peak:.0f} MB",
    }


def ran(path: Path) -> tuple[float, float, float]:
    """Seconds, seconds of CPU and the peak of memory in MB of one run; its JSON goes nowhere."""
    arguments = [sys.executable, "-m", "zonebook.site.command", "check", "--format", "json"]
    begun = time.perf_counter()
    with open(os.devnull, "wb") as nowhere:
        started = subprocess.Popen([*arguments, str(path)], stdout=nowhere)
        _, started.returncode, used = os.wait4(started.pid, 0)
    seconds = time.perf_counter() - begun
    return seconds, used.ru_utime + used.ru_stime, used.ru_maxrss / 1024


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
        yield "jionlp (money)", lambda raw: jionlp.ner.extract_money(raw)
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
