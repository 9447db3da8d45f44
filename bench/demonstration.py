"""The demonstration's home, on which pages and figures are measured; made once and kept."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

WHERE = Path("var/bench-homes")
ZONE = "lanzhou"


def made() -> None:
    """Make the home where there is none yet; it takes a minute and a half."""
    if (WHERE / ZONE).exists():
        return
    command = [sys.executable, "-m", "zonebook.site.command", "demo", "--no-serve"]
    subprocess.run(command, env=os.environ | {"ZONEBOOK_HOME": str(WHERE)}, check=True,
                   stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)  # fmt: skip


def opened() -> Path:
    """The home, open in this process, on the embedded database."""
    os.environ["ZONEBOOK_HOME"] = str(WHERE)
    os.environ.pop("ZONEBOOK_DATABASE", None)
    from zonebook.site import home

    return home.open_home(ZONE)
