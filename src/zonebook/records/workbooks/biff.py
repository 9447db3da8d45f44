"""What calamine does not tell of an .xls: errors (#REF!) and uncalculated formulas, read as empty.

The file is an OLE container of sectors ([MS-CFB] 2.1-2.6); its stream Workbook is a run of records
([MS-XLS] 2.1.4), of which those of sheets (BoundSheet8), error cells (BoolErr) and formulas whose
result is an error (Formula, FormulaValue) or that
was never stored are looked at. A program that does not reckon leaves the empty text as result; so
does Excel for =IF(A1="","",A1), therefore only what can come to nothing but a number is told.
"""

from __future__ import annotations

import struct
from collections.abc import Iterator

from zonebook.records.workbooks.grid import Marks

BOUND_SHEET, BOOL_ERR, FORMULA, END = 0x0085, 0x0205, 0x0006, 0x000A
CODES = {0: "#NULL!", 7: "#DIV/0!", 15: "#VALUE!", 23: "#REF!", 29: "#NAME?", 36: "#NUM!"}
CODES |= {42: "#N/A"}
ERROR, EMPTY = 2, 3  # kinds of results that are no number
# Tokens of a formula ([MS-XLS] 2.5.198) and the bytes behind each; those of an operator are none.
TOKENS = {0x16: 0, 0x19: 3, 0x1C: 1, 0x1D: 1, 0x1E: 2, 0x1F: 8, 0x20: 7, 0x21: 2, 0x22: 3, 0x23: 4}
TOKENS |= {0x24: 4, 0x25: 8, 0x39: 6, 0x3A: 6, 0x3B: 10, **dict.fromkeys(range(0x03, 0x16), 0)}
PAREN, TEXT, ATTRIBUTE, FUNCTION, FUNCTION_OF_ANY = 0x15, 0x17, 0x19, 0x21, 0x22
SUM_OF_ONE, CHOOSE = 0x10, 0x04  # kinds of an attribute
ARITHMETIC = {0x03, 0x04, 0x05, 0x06, 0x07, 0x12, 0x13, 0x14}  # + − × ÷ ^ + − %
# COUNT SUM AVERAGE MIN MAX SQRT ABS INT ROUND COUNTA PRODUCT ROUNDUP ROUNDDOWN … COUNTIF
NUMERIC = {0, 4, 5, 6, 7, 20, 24, 25, 27, 169, 183, 212, 213, 228, 344, 345, 346}
STREAMS = ("Workbook", "Book")
LAST_SECTOR = 0xFFFFFFFA  # what is greater ends a chain or is free
ENTRY = 128  # bytes of an entry of the directory
SMALL = 4096  # bytes below which a stream lies in the small sectors


def marks_of(content: bytes) -> dict[str, Marks]:
    """The error cells of each sheet; nothing where the file is not built as it should be."""
    try:
        book = stream_of(content)
        sheets = dict(sheets_of(book))
        return {name: marks_in(book, at) for name, at in sheets.items()}
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


def marks_in(book: bytes, at: int) -> Marks:
    """The cells of a sheet that show an error, and those whose formula was never calculated."""
    errors, uncalculated = {}, set()
    for kind, said in records(book, at):
        if kind == END:
            break
        if kind == BOOL_ERR and said[7]:
            errors[place_of(said)] = CODES.get(said[6], "#ERROR!")
        elif kind == FORMULA and said[12:14] == b"\xff\xff":
            if said[6] == ERROR:
                errors[place_of(said)] = CODES.get(said[8], "#ERROR!")
            elif said[6] == EMPTY and is_number(said[22:]):
                uncalculated.add(place_of(said))
    return Marks(errors=errors, uncalculated=frozenset(uncalculated))


def place_of(said: bytes) -> tuple[int, int]:
    """The row and the column of a cell's record."""
    row, column = struct.unpack_from("<HH", said)
    return row, column


def is_number(formula: bytes) -> bool:
    """Whether a formula in reverse notation can come to nothing but a number: its root says so."""
    at, root = 0, False
    while at < len(formula):
        token = formula[at]
        token = token if token < 0x20 else token & 0x1F | 0x20  # without the class of its value
        if token == TEXT:
            size = 2 + formula[at + 1] * (1 + (formula[at + 2] & 1))
        elif token not in TOKENS or (token == ATTRIBUTE and formula[at + 1] & CHOOSE):
            return False
        else:
            size = TOKENS[token]
        said = formula[at + 1 : at + 1 + size]
        if token != PAREN and not (token == ATTRIBUTE and not said[0] & SUM_OF_ONE):
            root = counts(token, said)
        at += 1 + size
    return root


def counts(token: int, said: bytes) -> bool:
    """Whether an operator or a function comes to a number."""
    if token in (FUNCTION, FUNCTION_OF_ANY):
        return struct.unpack("<H", said[-2:])[0] & 0x7FFF in NUMERIC
    return token in ARITHMETIC or token == ATTRIBUTE
