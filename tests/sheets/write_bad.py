"""Writes the files that an importer must refuse as a whole: `python tests/sheets/write_bad.py`."""

from __future__ import annotations

import json
import struct
import sys
import zipfile
from datetime import date
from pathlib import Path
from typing import Any

import xlsxwriter
import xlwt

FOLDER = Path(__file__).parent / "bad"
SECTOR, FREE, END, FAT = 512, 0xFFFFFFFF, 0xFFFFFFFE, 0xFFFFFFFD
HEADER = ["序号", "项目名称", "投资方", "协议类型", "签约日期", "签约金额（万元）"]
ROW = [1, "澜启二期项目", "榆川澜启生物技术有限公司", "正式合同", "2023年5月6日", 3200]


def workbook(path: Path, rows: list[list[Any]]) -> None:
    """A plain .xlsx of these rows."""
    with xlsxwriter.Workbook(str(path)) as book:
        book.set_properties({"created": date(2024, 1, 8)})
        sheet = book.add_worksheet("签约")
        for index, row in enumerate(rows):
            sheet.write_row(index, 0, row)


def not_a_workbook(folder: Path) -> str:
    """Text under the ending of a workbook."""
    (folder / "not_a_workbook.xlsx").write_text("这是一段文字，不是工作簿。\n", encoding="utf-8")
    return "not a workbook: the file is plain text"


def other_archive(folder: Path) -> str:
    """A zip archive with no workbook inside."""
    with zipfile.ZipFile(folder / "other_archive.xlsx", "w") as archive:
        archive.writestr(zipfile.ZipInfo("readme.txt"), "资料汇总")
    return "not a workbook: an archive without sheets"


def truncated(folder: Path) -> str:
    """A workbook of which the last third was lost on the way."""
    path = folder / "truncated.xlsx"
    workbook(path, [HEADER, ROW])
    whole = path.read_bytes()
    path.write_bytes(whole[: len(whole) * 2 // 3])
    return "broken file: its end is missing"


def password(folder: Path) -> str:
    """What Excel writes for a workbook with a password: a compound file of two streams."""
    streams = {"EncryptedPackage": b"\x5a" * 4096, "EncryptionInfo": b"\x04\x00\x04\x00" * 1024}
    (folder / "password.xlsx").write_bytes(compound(streams))
    return "the workbook has a password"


def empty(folder: Path) -> str:
    """A workbook with one sheet and no cell."""
    workbook(folder / "empty.xlsx", [])
    return "no cells"


def only_titles(folder: Path) -> str:
    """A title and a unit line, but no header and no rows."""
    workbook(folder / "only_titles.xlsx", [["2023年度签约项目台账"], ["填报单位：招商局"]])
    return "no header row"


def missing_column(folder: Path) -> str:
    """A sheet without the name of the project."""
    rows = [[cell for i, cell in enumerate(row) if i != 1] for row in (HEADER, ROW)]
    workbook(folder / "missing_column.xlsx", rows)
    return "missing column: 项目名称"


def doubled_column(folder: Path) -> str:
    """A sheet in which the amount stands twice and differs."""
    rows = [[*HEADER, HEADER[5]], [*ROW, 3300]]
    workbook(folder / "doubled_column.xlsx", rows)
    return "doubled column: 签约金额（万元）"


def wps(folder: Path) -> str:
    """What WPS writes as .et when it keeps Excel's old format inside: readable."""
    book = xlwt.Workbook(encoding="utf-8")
    sheet = book.add_sheet("签约")
    for row, cells in enumerate((HEADER, ROW)):
        for column, value in enumerate(cells):
            sheet.write(row, column, value)
    book.save(str(folder / "wps.et"))
    return "readable: one record"


def wps_private(folder: Path) -> str:
    """An .et whose stream nobody but WPS reads."""
    (folder / "wps_private.et").write_bytes(compound({"ETWorkbook": b"\x00\x09" * 2048}))
    return "unreadable .et: say how to save it as .xlsx in WPS"


def wrong_ending(folder: Path) -> str:
    """Excel's old format under the new ending: readable by content."""
    (folder / "wrong_ending.xlsx").write_bytes((folder / "wps.et").read_bytes())
    return "readable: one record"


def compound(streams: dict[str, bytes]) -> bytes:
    """A compound file (MS-CFB 3) of up to three streams, each of at least 4096 bytes."""
    fat, bodies, starts = [FAT, END], b"", {}
    for name, body in streams.items():
        sectors = -(-len(body) // SECTOR)
        starts[name] = len(fat)
        fat += [len(fat) + i + 1 for i in range(sectors - 1)] + [END]
        bodies += body.ljust(sectors * SECTOR, b"\0")
    fat += [FREE] * (SECTOR // 4 - len(fat))
    directory = _entry("Root Entry", 5, child=1, start=END, size=0)
    for index, (name, body) in enumerate(streams.items(), start=1):
        before = index + 1 if index < len(streams) else FREE  # names come longest first
        directory += _entry(name, 2, left=before, start=starts[name], size=len(body))
    directory = directory.ljust(SECTOR, b"\0")
    return _head() + struct.pack("<128I", *fat) + directory + bodies


def _head() -> bytes:
    head = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(16)
    head += struct.pack("<HHHHH6x", 0x3E, 3, 0xFFFE, 9, 6)
    head += struct.pack("<IIIIIIIII", 0, 1, 1, 0, 4096, END, 0, END, 0)
    return head + struct.pack("<109I", 0, *[FREE] * 108)


def _entry(
    name: str, kind: int, *, start: int, size: int, left: int = FREE, child: int = FREE
) -> bytes:
    encoded = (name + "\0").encode("utf-16-le")
    entry = encoded.ljust(64, b"\0") + struct.pack("<HBB", len(encoded), kind, 1)
    entry += struct.pack("<III", left, FREE, child) + bytes(36)
    return entry + struct.pack("<IQ", start, size)


def write_bomb(path: Path, megabytes: int = 300) -> None:
    """A small workbook whose sheet unpacks to so many megabytes; made at test time only."""
    _package(path, None, megabytes)


def write_entity_bomb(path: Path) -> None:
    """A workbook whose sheet multiplies XML entities ten thousand millionfold."""
    lines = ['<!ENTITY a0 "台账">']
    lines += [f'<!ENTITY a{i} "{f"&a{i - 1};" * 10}">' for i in range(1, 11)]
    _package(path, "<!DOCTYPE worksheet [" + "".join(lines) + "]>", 0)


def _package(path: Path, doctype: str | None, megabytes: int) -> None:
    sound = path.with_name(path.name + ".sound")
    workbook(sound, [HEADER, ROW])
    with zipfile.ZipFile(sound) as source, zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as out:
        for item in source.infolist():
            body = source.read(item)
            if item.filename != "xl/worksheets/sheet1.xml":
                out.writestr(item, body)
                continue
            before, after = body.split(b"</sheetData>")
            if doctype:
                declaration, rest = before.split(b"?>", 1)
                row = '<row r="3"><c r="A3" t="inlineStr"><is><t>&a10;</t></is></c></row>'
                before = declaration + b"?>" + doctype.encode() + rest + row.encode()
            with out.open(item.filename, "w", force_zip64=True) as target:
                target.write(before)
                for _ in range(megabytes):
                    target.write(b" " * 1048576)
                target.write(b"</sheetData>" + after)
    sound.unlink()


FILES = {
    "not_a_workbook.xlsx": not_a_workbook,
    "other_archive.xlsx": other_archive,
    "truncated.xlsx": truncated,
    "password.xlsx": password,
    "empty.xlsx": empty,
    "only_titles.xlsx": only_titles,
    "missing_column.xlsx": missing_column,
    "doubled_column.xlsx": doubled_column,
    "wps.et": wps,
    "wps_private.et": wps_private,
    "wrong_ending.xlsx": wrong_ending,
}


def main(folder: Path = FOLDER) -> None:
    """Write every file, and bad.json with what is wrong with each."""
    said = {name: make(folder) for name, make in FILES.items()}
    text = json.dumps(said, ensure_ascii=False, indent=1)
    (folder / "bad.json").write_text(text + "\n", encoding="utf-8")


if __name__ == "__main__":
    main(*map(Path, sys.argv[1:]))
