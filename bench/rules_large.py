"""Ten million enterprises in parts of a million, in a process of its own: time and peak memory.

Each part is drawn, judged by every rule and counted, and let go before the next one is drawn.
"""

from __future__ import annotations

import json
import subprocess
import sys
import time

from bench.register_cases import random_register
from bench.running import peak_mb
from zonebook.core.rules.book import rule_book
from zonebook.engines.columns.rules import judge_chunks

PARTS, PART, CHUNK = 10, 1_000_000, 250_000
LIMIT_MB = 4096


def rows() -> list[dict[str, str]]:
    """The measurement as a row, made by a fresh interpreter so that no peer's memory counts."""
    done = subprocess.run(
        [sys.executable, "-m", "bench.rules_large"], capture_output=True, text=True, check=True
    )
    found = json.loads(done.stdout)
    within = "within" if found["peak_mb"] < LIMIT_MB else "above"
    return [
        {
            "what": "register pass, large",
            "who": f"columns, {PARTS * PART:,} enterprises in parts, peak {within} 4 GB",
            "median": f"{found['seconds']:.4g} s",
            "spread": "",
            "memory": f"{found['peak_mb']:.0f} MB",
            "ratio": "",
        }
    ]


def main() -> None:
    """Judge all parts; the drawing of them is not in the time."""
    from bench.rules import FAMILIES, ON

    book = rule_book()
    plans = [book.plan(book.find(one, "recognition", ON), "recognition", ON) for one in FAMILIES]
    seconds, counted = 0.0, 0
    for seed in range(PARTS):
        register = random_register(PART, book.measures, seed)
        start = time.process_time()
        for _, outcomes in judge_chunks(plans, register, ON, CHUNK):
            counted += sum(outcomes[0].counts().values())
        seconds += time.process_time() - start
        del register
    json.dump({"seconds": seconds, "peak_mb": peak_mb(), "counted": counted}, sys.stdout)


if __name__ == "__main__":
    main()
