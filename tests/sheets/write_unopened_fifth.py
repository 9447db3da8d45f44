"""Writes the fifth set (u to zb), made blind before the importer was read in that session: eight workbooks
of the varied ledgers that offices keep, for one first score and then for mending by class."""

from __future__ import annotations

import sys
from pathlib import Path

import fifth_promotion
import fifth_registers
import fifth_service
from sheet_ink import write, write_book

FOLDER = Path(__file__).parent / "ugly" / "unopened_fifth"


def main(folder: Path = FOLDER) -> None:
    """Write the eight workbooks into the folder."""
    for make in fifth_registers.SHEETS + fifth_promotion.SHEETS + fifth_service.SHEETS:
        write(make(), folder)
    for book in fifth_service.BOOKS:
        write_book(book(), folder)


if __name__ == "__main__":
    main(*map(Path, sys.argv[1:]))
