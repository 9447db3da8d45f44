"""What a file is by its content, and whether it may be opened at all."""

from __future__ import annotations

import io
import re
import zipfile
import zlib
from typing import Literal

from zonebook.core.values import Finding, Reason, Ref, Refused
from zonebook.records.workbooks.grid import column_of

LARGEST = 50 * 1024 * 1024
UNPACKED = 600 * 1024 * 1024
RATIO = 200
SMALL = 8 * 1024 * 1024  # a part that unpacks to less may be packed as tightly as it likes
PARTS = 5000  # of an archive: a workbook of a thousand sheets has fewer
CELLS = 20_000_000
OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
Kind = Literal["xlsx", "xls", "html", "text"]


def refused(key: str, file: str, **args: object) -> Refused:
    """A refusal of a whole file."""
    return Refused(
        Finding(Reason(f"workbooks.{key}", {"file": file, **args}), Ref("cell", "", file))
    )


def kind_of(content: bytes, file: str) -> Kind:
    """The kind of a file, told by its bytes and never by its name; Refused where it is none."""
    if len(content) > LARGEST:
        raise refused("too_large", file, mb=len(content) // 2**20, most=LARGEST // 2**20)
    if not content.strip():
        raise refused("empty_file", file)
    if content.startswith(b"PK"):
        check_zip(content, file)
        return "xlsx"
    if content.startswith(OLE):
        if "EncryptedPackage".encode("utf-16-le") in content:
            raise refused("password", file)
        return "xls"
    if content[:2] in (b"\x09\x08", b"\x09\x04", b"\x09\x02", b"\x09\x00"):
        return "xls"
    head = content[:4096].lstrip(b"\xef\xbb\xbf \t\r\n").lower()
    if head.startswith((b"<html", b"<!doctype html", b"<table", b"<meta")):
        return "html"
    if head.startswith(b"<?xml") and b"office:spreadsheet" in content[:4096]:
        raise refused("save_as_xlsx", file, kind="XML 2003")
    refuse_other(content, file)
    return "text"


def refuse_other(content: bytes, file: str) -> None:
    """Refuse what is neither a workbook nor text, by its name where it is well known."""
    known = {
        b"%PDF-": "PDF",
        b"\x89PNG": "PNG",
        b"\xff\xd8\xff": "JPEG",
        b"Rar!": "RAR",
        b"7z\xbc": "7z",
    }
    for signature, name in known.items():
        if content.startswith(signature):
            raise refused("wrong_type", file, kind=name)
    is_utf16 = content[:2] in (b"\xff\xfe", b"\xfe\xff")
    if not is_utf16 and b"\0" in content[:65536]:
        raise refused("wrong_type", file, kind="?")


def check_zip(content: bytes, file: str) -> None:
    """Refuse a broken archive, one that unpacks beyond measure, and one that is no xlsx."""
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            parts = archive.infolist()
            names = {part.filename for part in parts}
            check_names(names, file)
            unpack_all(archive, parts, content, file)
    except (zipfile.BadZipFile, zlib.error, NotImplementedError, EOFError, ValueError):
        raise refused("broken", file) from None


def check_names(names: set[str], file: str) -> None:
    """Refuse archives that are something else than an xlsx."""
    if "xl/workbook.xml" in names:
        return
    others = {"xl/workbook.bin": "xlsb", "word/document.xml": "Word", "ppt/presentation.xml": "PPT"}
    for part, kind in others.items():
        if part in names:
            raise refused("wrong_type" if kind != "xlsb" else "save_as_xlsx", file, kind=kind)
    if "content.xml" in names:
        raise refused("save_as_xlsx", file, kind="ods")
    raise refused("wrong_type" if names else "broken", file, kind="ZIP")


def unpack_all(
    archive: zipfile.ZipFile, parts: list[zipfile.ZipInfo], content: bytes, file: str
) -> None:
    """Unpack every part once, counting: an archive may lie about the size of what it holds."""
    if len(parts) > PARTS:
        raise refused("bomb", file)
    total = 0
    for part in parts:
        if part.flag_bits & 1:
            raise refused("password", file)
        size, head = unpacked(part, content, UNPACKED - total, file)
        total += size
        if part.filename.endswith((".xml", ".rels")) and re.search(
            rb"<!(?:DOCTYPE|ENTITY)", head, re.I
        ):
            raise refused("hostile", file)


def unpacked(part: zipfile.ZipInfo, content: bytes, most: int, file: str) -> tuple[int, bytes]:
    """How many bytes a part really holds, and the first of them; Refused where it is a bomb."""
    start = part.header_offset
    if content[start : start + 4] != b"PK\x03\x04":
        raise zipfile.BadZipFile
    lengths = content[start + 26 : start + 30]
    start += 30 + int.from_bytes(lengths[:2], "little") + int.from_bytes(lengths[2:], "little")
    packed = memoryview(content)[start : start + part.compress_size]
    if part.compress_type == zipfile.ZIP_STORED:
        return len(packed), bytes(packed[:1024])
    if part.compress_type != zipfile.ZIP_DEFLATED:
        raise zipfile.BadZipFile
    return inflate(packed, most, file)


def inflate(packed: memoryview, most: int, file: str) -> tuple[int, bytes]:
    """Inflate a part in pieces until it ends or grows beyond measure."""
    engine, size, head, rest = zlib.decompressobj(-15), 0, b"", bytes(packed)
    limit = min(most, max(SMALL, RATIO * len(packed)))
    while rest and not engine.eof:
        piece = engine.decompress(rest, 1 << 20)
        head = head or piece[:1024]
        size += len(piece)
        if size > limit:
            raise refused("bomb", file, times=size // max(1, len(packed)))
        rest = engine.unconsumed_tail
    if not engine.eof:
        raise zipfile.BadZipFile
    return size, head


CELL = re.compile(rb'<(?:\w+:)?c\s[^>]*?\br="([A-Z]{1,3})(\d{1,7})"[^>]*[^/]>')
ROW = re.compile(rb'<(?:\w+:)?row\s[^>]*?\br="(\d+)"')


def check_extent(sheet_xml: bytes, file: str, sheet: str) -> None:
    """Refuse a sheet with a value so far out that the grid would not fit into memory."""
    columns = set(re.findall(rb'\br="([A-Z]{1,3})\d', sheet_xml))
    rows = ROW.findall(sheet_xml)
    right = max((column_of(one.decode()) + 1 for one in columns), default=0)
    bottom = max(map(int, rows), default=0)
    if right * bottom <= CELLS:
        return
    # Formats alone reach that far in many sheets: only cells that hold something count.
    right = bottom = 0
    for found in CELL.finditer(sheet_xml):
        right = max(right, column_of(found[1].decode()) + 1)
        bottom = max(bottom, int(found[2]))
    if right * bottom > CELLS:
        raise refused("too_wide", file, sheet=sheet, rows=bottom, columns=right)
