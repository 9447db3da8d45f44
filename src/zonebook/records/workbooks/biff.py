"""What calamine does not tell of an .xls: cells that show an error (#REF!), which it reads as empty.

The file is an OLE container of sectors ([MS-CFB] 2.1-2.6); its stream Workbook is a run of records
([MS-XLS] 2.1.4), of which those of sheets (BoundSheet8), error cells (BoolErr) and formulas whose
result is an error (Formula, FormulaValue) are looked at.
"""

from __future__ import annotations

import struct
from collections.abc import Iterator

from zonebook.records.workbooks.grid import Marks

BOUND_SHEET, BOOL_ERR, FORMULA, END = 0x0085, 0x0205, 0x0006, 0x000A
CODES = {0: "#NULL!", 7: "#DIV/0!", 15: "#VALUE!", 23: "#REF!", 29: "#NAME?", 36: "#NUM!"}
CODES |= {42: "#N/A"}
STREAMS = ("Workbook", "Book")
LAST_SECTOR = 0xFFFFFFFA  # what is greater ends a chain or is free
ENTRY = 128  # bytes of an entry of the directory
SMALL = 4096  # bytes below which a stream lies in the small sectors


def marks_of(content: bytes) -> dict[str, Marks]:
    """The error cells of each sheet; nothing where the file is not built as it should be."""
    try:
        book = stream_of(content)
        sheets = dict(sheets_of(book))
        return {name: Marks(errors=dict(errors_in(book, at))) for name, at in sheets.items()}
    except (struct.error, IndexError, ValueError):
        return {}  # calamine says what is wrong with it


def stream_of(content: bytes) -> bytes:
    """The stream that holds the workbook."""
    size = 1 << min(struct.unpack_from("<H", content, 30)[0], 12)  # 512 or 4096 bytes
    first, small_first = (struct.unpack_from("<I", content, one)[0] for one in (48, 60))
    table = fat(content, size)
    directory = chained(content, table, first, size, size)
    for at in range(0, len(directory), ENTRY):
        length = struct.unpack_from("<H", directory, at + 64)[0]
        name = directory[at : at + max(0, length - 2)].decode("utf-16-le")
        begins, bytes_long = struct.unpack_from("<II", directory, at + 116)
        if at == 0:
            small = chained(content, table, begins, size, size)
        elif name in STREAMS:
            if bytes_long >= SMALL:
                return chained(content, table, begins, size, size)[:bytes_long]
            chain = chained(content, table, small_first, size, size)
            links = list(struct.unpack(f"<{len(chain) // 4}I", chain))
            return chained(small, links, begins, 64, 0)[:bytes_long]
    return b""


def fat(content: bytes, size: int) -> list[int]:
    """Which sector follows each sector."""
    holders = list(struct.unpack_from("<109I", content, 76))
    further = struct.unpack_from("<I", content, 68)[0]
    while further <= LAST_SECTOR:
        more = struct.unpack_from(f"<{size // 4}I", content, (further + 1) * size)
        holders += more[:-1]
        further = more[-1]
        if len(holders) > len(content) // size:
            break  # a chain that bites its tail
    found: list[int] = []
    for one in holders:
        if one <= LAST_SECTOR:
            found += struct.unpack_from(f"<{size // 4}I", content, (one + 1) * size)
    return found


def chained(content: bytes, table: list[int], first: int, size: int, begins: int) -> bytes:
    """The bytes of the sectors that hang together; the first sector lies at `begins`."""
    parts, at = [], first
    while at <= LAST_SECTOR and len(parts) <= len(table):
        parts.append(content[begins + at * size : begins + (at + 1) * size])
        at = table[at]
    return b"".join(parts)


def records(book: bytes, at: int) -> Iterator[tuple[int, bytes]]:
    """(kind, bytes) of the records from a place on, to the end of the stream."""
    while at + 4 <= len(book):
        kind, length = struct.unpack_from("<HH", book, at)
        yield kind, book[at + 4 : at + 4 + length]
        at += 4 + length


def sheets_of(book: bytes) -> Iterator[tuple[str, int]]:
    """(name, place of its records) of the sheets."""
    for kind, said in records(book, 0):
        if kind == END:
            return
        if kind == BOUND_SHEET:
            count, wide = said[6], said[7] & 1
            text = said[8 : 8 + count * (1 + wide)]
            yield text.decode("utf-16-le" if wide else "latin-1"), struct.unpack_from("<I", said)[0]


def errors_in(book: bytes, at: int) -> Iterator[tuple[tuple[int, int], str]]:
    """((row, column), error) of the cells of a sheet that show one."""
    for kind, said in records(book, at):
        if kind == END:
            return
        if kind == BOOL_ERR and said[7]:
            yield struct.unpack_from("<HH", said), CODES.get(said[6], "#ERROR!")
        elif kind == FORMULA and said[6] == 2 and said[12:14] == b"\xff\xff":
            yield struct.unpack_from("<HH", said), CODES.get(said[8], "#ERROR!")
