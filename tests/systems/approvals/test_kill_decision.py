"""Kill −9 during a decision: case and trail are as before or after it, never between."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
import time
from pathlib import Path

ROOT = Path(__file__).resolve().parents[3]
BEFORE = ["received", "window_accepted", "accepted"]


def program(what: str, homes: Path) -> list[str]:
    return [sys.executable, "-m", "tests.systems.approvals.deciding", what, str(homes)]


def environment() -> dict[str, str]:
    """Nothing of the test run's own database reaches the program."""
    own = {key: value for key, value in os.environ.items() if not key.startswith("ZONEBOOK_")}
    return {**own, "PYTHONPATH": os.pathsep.join([str(ROOT / "src"), str(ROOT)])}


def test_a_kill_during_a_decision_leaves_case_and_trail_consistent(tmp_path):
    homes = tmp_path / "homes"
    subprocess.run(program("prepare", homes), check=True, env=environment(), cwd=ROOT)
    running = subprocess.Popen(
        program("decide", homes), env=environment(), cwd=ROOT, stdout=subprocess.PIPE, text=True
    )
    said = [running.stdout.readline() for _ in range(7)]
    time.sleep(0.003)  # into the decision that was just announced
    running.send_signal(signal.SIGKILL)
    said += running.stdout.readlines()
    running.wait(20)
    running.stdout.close()
    done = subprocess.run(
        program("look", homes),
        check=True,
        env=environment(),
        cwd=ROOT,
        capture_output=True,
        text=True,
    )
    found = json.loads(done.stdout)
    decided = found["kinds"].count([*BEFORE, "approved"])
    assert decided + found["kinds"].count(BEFORE) == len(found["kinds"])
    assert len(said) - 1 <= decided <= len(said) < len(found["kinds"])
    assert not any(found["broken"])
    assert found["empty"] == 0
