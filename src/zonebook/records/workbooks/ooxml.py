"""What calamine does not tell of an xlsx: errors, uncalculated formulas, formats, hiding."""

from __future__ import annotations

import io
import posixpath
import re
import zipfile
from collections.abc import Iterator

from defusedxml import ElementTree

from zonebook.records.workbooks.grid import PERCENT, Marks, column_of
from zonebook.records.workbooks.guards import check_extent

CELL = re.compile(rb"<(?:\w+:)?c\s([^>]*[^/])>")
PLACE = re.compile(rb'\br="([A-Z]{1,3})(\d{1,7})"')
STYLE = re.compile(rb'\bs="(\d+)"')
COLUMN = re.compile(rb"<(?:\w+:)?col\s([^>]*)>")
ERROR = re.compile(rb"<(?:\w+:)?c\s([^>]*\bt=\"e\"[^>]*)>(.*?)</(?:\w+:)?c>", re.S)
FORMULA = re.compile(
    rb"<(?:\w+:)?c\s([^>]*[^/])>\s*<(?:\w+:)?f\b(?:[^>]*/>|[^>]*>[^<]*</(?:\w+:)?f>)\s*"
    rb"(?:<(?:\w+:)?v\s*/>|<(?:\w+:)?v>\s*</(?:\w+:)?v>)?\s*</(?:\w+:)?c>"
)
MONTH_FORMATS = {17, 27, 57}  # built in: mmm-yy, and yyyy"年"m"月" of Chinese workbooks
PERCENT_FORMATS = {9, 10}
NUMBER_FORMATS = {1: "0", 2: "0.00", 3: "#,##0", 4: "#,##0.00", 9: "0%", 10: "0.00%"}
SMALL = 2_000_000  # bytes of a sheet: decimals matter for statements, which are short
UNIT = re.compile("万亿元|百万元|千万元|亿元|万元|千元|元|万|亿|%|平方米|亩")


def marks_of(content: bytes, file: str) -> dict[str, Marks]:
    """The marks of every sheet by its name."""
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        months, units, decimals = formats_of(archive)
        found = {}
        for name, part in sheets_of(archive):
            xml = archive.read(part)
            check_extent(xml, file, name)
            found[name] = Marks(
                errors=errors_in(xml),
                uncalculated=uncalculated_in(xml),
                months=frozenset(styled(xml, months)) if months else frozenset(),
                units=units_in(xml, units),
                hidden_columns=frozenset(hidden_in(xml)),
                decimals=decimals_in(xml, decimals) if len(xml) < SMALL else {},
            )
        return found


def sheets_of(archive: zipfile.ZipFile) -> Iterator[tuple[str, str]]:
    """(name, part) of each sheet."""
    targets = {}
    for one in ElementTree.fromstring(archive.read("xl/_rels/workbook.xml.rels")):
        path = one.get("Target", "")
        targets[one.get("Id")] = path[1:] if path.startswith("/") else posixpath.join("xl", path)
    names = set(archive.namelist())
    for one in ElementTree.fromstring(archive.read("xl/workbook.xml")).iter():
        if one.tag.endswith("}sheet") or one.tag == "sheet":
            rel = next((value for key, value in one.attrib.items() if key.endswith("}id")), None)
            part = posixpath.normpath(targets.get(rel, ""))
            if part in names:
                yield one.get("name", ""), part


def formats_of(archive: zipfile.ZipFile) -> tuple[set[int], dict[int, str], dict[int, int]]:
    """The styles that show a month only, those that print a unit, and the decimals of numbers."""
    if "xl/styles.xml" not in archive.namelist():
        return set(), {}, {}
    root = ElementTree.fromstring(archive.read("xl/styles.xml"))
    codes = {
        int(one.get("numFmtId", 0)): one.get("formatCode", "")
        for one in root.iter()
        if one.tag.endswith("numFmt")
    }
    months, units, decimals = set(), {}, {}
    used = next((one for one in root if one.tag.endswith("cellXfs")), ())
    for style, one in enumerate(used):
        number = int(one.get("numFmtId", 0))
        code = codes.get(number, NUMBER_FORMATS.get(number, ""))
        if shown := re.match(r"[#,]*0(?:\.(0+))?(?![0.#?/E])", code.split(";")[0]):
            decimals[style] = len(shown[1] or "")
        if number in MONTH_FORMATS or (code and shows_month_only(code)):
            months.add(style)
        elif number in PERCENT_FORMATS:
            units[style] = PERCENT
        elif code and (unit := unit_shown(code)):
            units[style] = unit
    return months, units, decimals


def shows_month_only(code: str) -> bool:
    """Whether a number format shows year and month and no day: yyyy"年"m"月"."""
    code = re.sub(r"\[[^\]]*\]", "", code.split(";")[0].lower())
    letters = re.sub(r'"[^"]*"|\\.', "", code)
    return "y" in letters and "m" in letters and not re.search(r"[dhs]", letters)


def unit_shown(code: str) -> str:
    """The unit that a format prints behind the number: 0.00"万元"; PERCENT where it multiplies."""
    first = code.split(";")[0]
    literal = "".join(a or b for a, b in re.findall(r'"([^"]*)"|\\(.)', first)).strip()
    if "%" in re.sub(r'"[^"]*"|\\.', "", first):
        return PERCENT
    return literal if UNIT.fullmatch(literal) else ""


def place_of(attributes: bytes) -> tuple[int, int] | None:
    """(row, column) of a cell counted from 0."""
    found = PLACE.search(attributes)
    return (int(found[2]) - 1, column_of(found[1].decode())) if found else None


def errors_in(xml: bytes) -> dict[tuple[int, int], str]:
    """The cells that show an error such as #N/A."""
    found = {}
    if b't="e"' in xml:
        for one in ERROR.finditer(xml):
            shown = re.search(rb"<(?:\w+:)?v>([^<]*)<", one[2])
            if place := place_of(one[1]):
                found[place] = shown[1].decode() if shown else "#?"
    return found


def uncalculated_in(xml: bytes) -> frozenset[tuple[int, int]]:
    """The cells with a formula whose result was never stored."""
    if b"<f" not in xml and b":f" not in xml:
        return frozenset()
    return frozenset(place for one in FORMULA.finditer(xml) if (place := place_of(one[1])))


def styled(xml: bytes, styles: set[int]) -> Iterator[tuple[int, int]]:
    """The cells that hold something and bear one of the styles."""
    for one in CELL.finditer(xml):
        style = STYLE.search(one[1])
        if style and int(style[1]) in styles and (place := place_of(one[1])):
            yield place


def units_in(xml: bytes, units: dict[int, str]) -> dict[tuple[int, int], str]:
    """The unit that the format of a cell prints."""
    found = {}
    for style, unit in units.items():
        found |= dict.fromkeys(styled(xml, {style}), unit)
    return found


def decimals_in(xml: bytes, decimals: dict[int, int]) -> dict[tuple[int, int], int]:
    """How many decimals the format of a cell prints."""
    found = {}
    for one in CELL.finditer(xml) if decimals else ():
        style = STYLE.search(one[1])
        if style and int(style[1]) in decimals and (place := place_of(one[1])):
            found[place] = decimals[int(style[1])]
    return found


def hidden_in(xml: bytes) -> Iterator[int]:
    """The columns that are hidden."""
    for one in COLUMN.finditer(xml.partition(b"<sheetData")[0]):
        if re.search(rb'\bhidden="(?:1|true)"', one[1]):
            first = re.search(rb'\bmin="(\d+)"', one[1])
            last = re.search(rb'\bmax="(\d+)"', one[1])
            if first and last:
                yield from range(int(first[1]) - 1, min(int(last[1]), 16384))
