"""Due days: this project's clock beside numpy's busday_offset and chinesecalendar, in one run."""

from __future__ import annotations

import statistics
import subprocess
import sys
import tempfile
import time
import tracemalloc
from collections.abc import Callable, Iterator
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import chinese_calendar
import numpy as np

from zonebook.core.catalog import shipped
from zonebook.core.procedures.clock import due
from zonebook.core.workdays import Calendar, read_calendar
from zonebook.engines.columns.clock import ClockTable

NAME = (
    "clock: due days in working days (CPU seconds for 10,000,000 cases; * = scaled up from fewer)"
)
CASES = 10_000_000
LIMITS = np.array([5, 7, 10, 11, 15, 20], np.int16)
RUNS = 5
LINES = 1_000_000


def rows() -> list[dict[str, str]]:
    """All measurements as rows: what, who, median, spread, memory, ratio."""
    calendar = read_calendar(shipped())
    return [*without_pauses(calendar), *with_pauses(calendar), *command()]


def measured(work: Callable[[], Any], times: int = RUNS) -> tuple[list[float], float]:
    """CPU seconds of each run, and the most memory that one run took, in MB."""
    seconds = []
    for _ in range(times):
        start = time.process_time()
        work()
        seconds.append(time.process_time() - start)
    tracemalloc.start()
    work()
    peak = tracemalloc.get_traced_memory()[1] / 1e6
    tracemalloc.stop()
    return seconds, peak


def row(
    what: str, who: str, seconds: list[float], peak: float, scale: int, own: float
) -> dict[str, str]:
    """One row; `scale` is by how much the run was smaller, `own` this project's median."""
    whole = [one * scale for one in seconds]
    median = statistics.median(whole)
    return {
        "what": what,
        "who": who + (" *" if scale > 1 else ""),
        "median": f"{median:.3f} s" if median < 100 else f"{median / 60:.0f} min",
        "spread": f"{min(whole):.3f}-{max(whole):.3f}",
        "memory": f"{peak:.0f} MB",
        "ratio": f"{median / own:,.1f}",
    }


def cases(table: ClockTable) -> tuple[Any, Any]:
    """Random days of acceptance and limits, all due inside the calendar."""
    rng = np.random.default_rng(20231013)
    accepted = rng.integers(1, table.size - 400, CASES).astype(np.int16)
    return accepted, rng.choice(LIMITS, CASES)


def without_pauses(calendar: Calendar) -> Iterator[dict[str, str]]:
    """No pauses: the columns, numpy with the same calendar, both plain ways."""
    table = ClockTable(calendar)
    accepted, limits = cases(table)
    what = "no pauses"
    seconds, peak = measured(lambda: table.dues(accepted, limits))
    own = statistics.median(seconds)
    yield row(what, "zonebook columns", seconds, peak, 1, own)
    whole = numpy_calendar(calendar)
    start, count = table.days(accepted.astype(np.int32)), limits.astype(np.int64)
    theirs = np.busday_offset(start[:100_000], count[:100_000], "backward", busdaycal=whole)
    assert np.array_equal(theirs, table.days(table.dues(accepted[:100_000], limits[:100_000])))
    seconds, peak = measured(lambda: np.busday_offset(start, count, "backward", busdaycal=whole), 3)
    yield row(what, "numpy busday_offset, full calendar", seconds, peak, 1, own)
    few = some(calendar, accepted, limits, 20_000)
    seconds, peak = measured(lambda: [due(calendar, *one) for one in few])
    yield row(what, "zonebook plain", seconds, peak, CASES // len(few), own)
    yield row(what, "chinesecalendar, day by day", *walked(few[:400]), CASES // 400, own)


def walked(few: list[tuple[date, int]]) -> tuple[list[float], float]:
    """The walk that chinesecalendar leaves to its user."""

    def walk(day: date, limit: int) -> date:
        while limit:
            day += timedelta(1)
            limit -= chinese_calendar.is_workday(day)
        return day

    return measured(lambda: [walk(*one) for one in few], 3)


def some(calendar: Calendar, accepted: Any, limits: Any, number: int) -> list[tuple[date, int]]:
    """The first cases as days and whole numbers."""
    origin = calendar.first - timedelta(1)
    pairs = zip(accepted[:number].tolist(), limits[:number].tolist(), strict=True)
    return [(origin + timedelta(index), limit) for index, limit in pairs]


def numpy_calendar(calendar: Calendar) -> np.busdaycalendar:
    """The same calendar for numpy: every weekday counts, every day off is a holiday."""
    off = [calendar.day(index) for index, flag in enumerate(calendar.flags) if not flag]
    return np.busdaycalendar("1111111", np.array(off, "datetime64[D]"))


def with_pauses(calendar: Calendar) -> Iterator[dict[str, str]]:
    """None to three pauses a case, overlapping as they fall; no peer takes pauses."""
    table = ClockTable(calendar)
    accepted, limits = cases(table)
    rng = np.random.default_rng(7)
    pauses = []
    for _ in range(3):
        first = accepted + rng.integers(-5, 40, CASES).astype(np.int16)
        length = rng.integers(0, 20, CASES).astype(np.int16) * (rng.random(CASES) < 0.5)
        pauses.append((first, first + length.astype(np.int16)))
    what = "0-3 pauses"
    seconds, peak = measured(lambda: table.dues(accepted, limits, pauses))
    own = statistics.median(seconds)
    yield row(what, "zonebook columns", seconds, peak, 1, own)
    origin = calendar.first - timedelta(1)
    spans = [
        [
            (origin + timedelta(int(first[n])), origin + timedelta(int(last[n])))
            for first, last in pauses
        ]
        for n in range(20_000)
    ]
    few = some(calendar, accepted, limits, len(spans))
    found = table.days(
        table.dues(
            accepted[: len(few)],
            limits[: len(few)],
            [(f[: len(few)], e[: len(few)]) for f, e in pauses],
        )
    )
    plain = [due(calendar, day, limit, one) for (day, limit), one in zip(few, spans, strict=True)]
    assert found.tolist() == plain
    pairs = list(zip(few, spans, strict=True))
    seconds, peak = measured(lambda: [due(calendar, *one, span) for one, span in pairs])
    yield row(what, "zonebook plain", seconds, peak, CASES // len(few), own)


def command() -> Iterator[dict[str, str]]:
    """The command from file to file, and its start with one case; wall seconds."""
    rng = np.random.default_rng(3)
    with tempfile.TemporaryDirectory() as folder:
        many, one = Path(folder) / "many.jsonl", Path(folder) / "one.jsonl"
        shifts = rng.integers(0, 8000, LINES).tolist()
        lines = [
            f'{{"accepted": "{date(2004, 2, 1) + timedelta(shift)}", "limit": 11, "pauses": '
            f'[["{date(2004, 2, 9) + timedelta(shift)}", "{date(2004, 2, 20) + timedelta(shift)}"]]}}'
            for shift in shifts
        ]
        many.write_text("\n".join(lines))
        one.write_text(lines[0])
        for what, file, times in ((f"{LINES:,} lines", many, 3), ("one line, cold", one, RUNS)):
            seconds = [asked(file) for _ in range(times)]
            yield {
                "what": f"zonebook due --cases, {what}",
                "who": "zonebook, wall",
                "median": f"{statistics.median(seconds):.2f} s",
                "spread": f"{min(seconds):.2f}-{max(seconds):.2f}",
            }


def asked(file: Path) -> float:
    """Wall seconds of the command on a file."""
    start = time.perf_counter()
    words = [sys.executable, "-m", "zonebook.site.command", "due", "--cases", str(file)]
    subprocess.run(words, stdout=subprocess.DEVNULL, check=True)
    return time.perf_counter() - start
