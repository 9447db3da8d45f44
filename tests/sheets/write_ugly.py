"""Writes the fifteen opened sheets and their expectations: `python tests/sheets/write_ugly.py`."""

from __future__ import annotations

import sys
from pathlib import Path

import ugly_entities
import ugly_ladder
import ugly_projects
import ugly_signings
from sheet_ink import write

FOLDER = Path(__file__).parent / "ugly"
SHEETS = (
    *ugly_signings.SHEETS,
    *ugly_projects.SHEETS,
    *ugly_entities.SHEETS,
    *ugly_ladder.SHEETS,
)


def main(folder: Path = FOLDER) -> None:
    """Write every sheet into the folder."""
    for make in SHEETS:
        write(make(), folder)


if __name__ == "__main__":
    main(*map(Path, sys.argv[1:]))
