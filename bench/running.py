"""Runs one measurement in a process of its own, so that neither memory nor caches of another count."""

from __future__ import annotations

import json
import os
import statistics
import subprocess
import sys
import time
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any


@dataclass(frozen=True)
class Measured:
    """What a worker told: seconds of each run, its peak memory in MB, and a digest of its answers."""

    seconds: tuple[float, ...]
    peak: int
    digest: str = ""

    @property
    def median(self) -> float:
        """The middle run."""
        return statistics.median(self.seconds)

    def rates(self, count: int) -> list[float]:
        """So many things a run, as things a second."""
        return [count / one for one in self.seconds]


def apart(
    module: str, *words: str, python: Path | str = sys.executable, sources: str = "src"
) -> Measured:
    """Run `python -m module words`; SystemExit with what it complained of where it fails."""
    command = [str(python), "-m", module, *words]
    found = os.environ | {"PYTHONPATH": sources}
    done = subprocess.run(command, capture_output=True, text=True, check=False, env=found)
    if done.returncode:
        raise SystemExit(f"{' '.join(command[1:])} failed:\n{done.stderr[-2000:]}")
    told = json.loads(done.stdout.splitlines()[-1])
    return Measured(tuple(told["seconds"]), told["peak"], told["digest"])


def tell(seconds: Iterable[float], digest: str = "") -> None:
    """Print what was measured, as `apart` reads it: the last line of a worker."""
    print(json.dumps({"seconds": list(seconds), "peak": peak_mb(), "digest": digest}))


def peak_mb() -> int:
    """The most memory this process held; `getrusage` would begin at that of its parent."""
    status = Path("/proc/self/status").read_text()
    return int(status.partition("VmHWM:")[2].split()[0]) // 1024


def timed(
    work: Callable[[], Any], times: int, clock: Callable[[], float] = time.process_time
) -> list[float]:
    """Seconds of each of so many runs: of the process, unless a clock on the wall is given."""
    seconds = []
    for _ in range(times):
        start = clock()
        work()
        seconds.append(clock() - start)
    return seconds


def row(what: str, who: str, measured: Measured, own: float) -> dict[str, str]:
    """A row in seconds, with the ratio to `own` seconds."""
    least, most = min(measured.seconds), max(measured.seconds)
    return {
        "what": what,
        "who": who,
        "median": f"{measured.median:.3f} s",
        "spread": f"{least:.3f}-{most:.3f}",
        "memory": f"{measured.peak:,} MB",
        "ratio": f"{measured.median / own:,.1f}",
    }


def rate_row(
    what: str, who: str, rates: Sequence[float], peak: int, own: float, unit: str
) -> dict[str, str]:
    """A row in things a second, with by how much the first does more of them."""
    median = statistics.median(rates)
    return {
        "what": what,
        "who": who,
        "median": f"{median:,.0f} {unit}/s",
        "spread": f"{min(rates):,.0f}-{max(rates):,.0f}",
        "memory": f"{peak:,} MB",
        "ratio": f"{own / median:,.2f}",
    }
