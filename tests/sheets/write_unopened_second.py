"""Writes the second five sheets (f to j) that only a final test imports; whoever works on the importer
does not read this module, `second_*.py`, nor open `ugly/unopened_second/`, before their first import."""

from __future__ import annotations

import sys
from pathlib import Path

import second_promotion
import second_registers
from sheet_ink import write

FOLDER = Path(__file__).parent / "ugly" / "unopened_second"


def main(folder: Path = FOLDER) -> None:
    """Write the five sheets into the folder."""
    for make in second_promotion.SHEETS + second_registers.SHEETS:
        write(make(), folder)


if __name__ == "__main__":
    main(*map(Path, sys.argv[1:]))
