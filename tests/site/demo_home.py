"""Commands as they are typed, in a process of their own, on the home of the demonstration."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from collections.abc import Mapping
from pathlib import Path
from typing import TypeAlias

import zonebook

Done: TypeAlias = "subprocess.CompletedProcess[str]"
REPOSITORY = Path(__file__).parents[2]
CALIBRATION = Path("zonebook", "zones", "lanzhou", "demo", "calibration.yaml")


def installed_in(root: Path) -> dict[str, str]:
    """A copy of the package as it is installed, with a home loaded and the calibration deleted."""
    package = Path(zonebook.__file__).parent
    shutil.copytree(package, root / "zonebook", ignore=shutil.ignore_patterns("__pycache__"))
    subprocess.run([sys.executable, "-m", "compileall", "-q", str(root / "zonebook")], check=True)
    kept = {k: v for k, v in os.environ.items() if not k.startswith(("ZONEBOOK_", "DJANGO_"))}
    environment = kept | {"PYTHONPATH": str(root), "ZONEBOOK_HOME": str(root / "homes")}
    done = run(environment, "demo", "--no-serve")
    assert done.returncode == 0, done.stderr
    (root / CALIBRATION).unlink()
    return environment


def run(environment: Mapping[str, str], *words: str) -> Done:
    """One command as it is typed."""
    return python(environment, "zonebook.site.command", *words)


def python(
    environment: Mapping[str, str], module: str, *words: str, within: tuple[str, ...] = ()
) -> Done:
    """One module run as a program, perhaps by another program that prepares something for it."""
    command = [*within, sys.executable, "-m", module, *words]
    return subprocess.run(
        command, env=environment, capture_output=True, text=True, check=False, cwd=REPOSITORY
    )
