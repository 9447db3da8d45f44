"""Writes the fourth five sheets (p to t) that only a final test imports; whoever works on the importer
does not read this module, `fourth_*.py`, nor open `ugly/unopened_fourth/`, before their first import."""

from __future__ import annotations

import sys
from pathlib import Path

import fourth_projects
import fourth_registers
import fourth_service
from sheet_ink import write

FOLDER = Path(__file__).parent / "ugly" / "unopened_fourth"


def main(folder: Path = FOLDER) -> None:
    """Write the five sheets into the folder."""
    for make in fourth_service.SHEETS + fourth_projects.SHEETS + fourth_registers.SHEETS:
        write(make(), folder)


if __name__ == "__main__":
    main(*map(Path, sys.argv[1:]))
