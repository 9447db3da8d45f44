"""Writes the third five sheets (k to o) that only a final test imports; whoever works on the importer
does not read this module, `third_*.py`, nor open `ugly/unopened_third/`, before their first import."""

from __future__ import annotations

import sys
from pathlib import Path

import third_promotion
import third_registers
import third_science
from sheet_ink import write

FOLDER = Path(__file__).parent / "ugly" / "unopened_third"


def main(folder: Path = FOLDER) -> None:
    """Write the five sheets into the folder."""
    for make in third_promotion.SHEETS + third_registers.SHEETS + third_science.SHEETS:
        write(make(), folder)


if __name__ == "__main__":
    main(*map(Path, sys.argv[1:]))
