"""The ugly sheets and what is expected of them agree with each other; no importer is asked."""

from __future__ import annotations

import csv
import io
import json
import unicodedata
import zipfile
from datetime import date
from functools import cache
from pathlib import Path
from typing import Any

import openpyxl
import pytest
import python_calamine
import write_bad
import write_ugly
import write_unopened
import write_unopened_fifth
import write_unopened_fourth
import write_unopened_second
import write_unopened_third
from stdnum.cn import uscc

HERE = Path(__file__).parent
OPENED = sorted((HERE / "ugly").glob("*.json"))
UNOPENED = sorted((HERE / "ugly" / "unopened").glob("*.json"))
SECOND = sorted((HERE / "ugly" / "unopened_second").glob("*.json"))
THIRD = sorted((HERE / "ugly" / "unopened_third").glob("*.json"))
FOURTH = sorted((HERE / "ugly" / "unopened_fourth").glob("*.json"))
FIFTH = sorted((HERE / "ugly" / "unopened_fifth").glob("*.json"))
EVERY = OPENED + UNOPENED + SECOND + THIRD + FOURTH + FIFTH
DEMONSTRATION_DAY = date(2024, 2, 18)
EVENTS = "lead negotiating signed registered started in_statistics topped_out completed"
COLUMNS = {
    "entity": "kind name credit_code is_branch established_on closed_on closed_how industry "
    "registered_capital_fen address names.name",
    "certificate": "entity.name entity.credit_code qualification certificate_no batch kind "
    "granted_on valid_to",
    "project": "name code entity.name entity.credit_code investor industry group "
    "total_investment_fen names.name "
    + " ".join(f"events.{one}" for one in (*EVENTS.split(), "in_use", "in_production")),
    "signing": "project.name kind signed_on amount_fen investor partner occasion group",
    "statement": "indicator period digits decimals unit vintage released_on issuer",
    "membership": "entity.name entity.credit_code from_on to_on came went",
    "science_project": "name entity.name entity.credit_code level programme approval_no applied_on "
    "approved_on granted_fen accepted_on",
    "request": "code title entity.name entity.credit_code received_on door kind quantity content "
    "office due_on events.accepted events.solved events.called_back",
    "monthly_investment": "project.name project.entity.name month_on amount_fen cumulative_fen "
    "progress problem",
    "fund_payment": "entity.name entity.credit_code programme purpose level amount_fen paid_on kind "
    "voucher_no",
    "seal_set": "entity.name entity.credit_code issued_on sets seals maker unit_price_fen",
}
COLUMNS["signing"] += " project.entity.name"
ALL = pytest.mark.parametrize("path", EVERY, ids=lambda path: path.stem)


@cache
def expected(path: Path) -> dict[str, Any]:
    """What the file NAME.json says."""
    return json.loads(path.read_text(encoding="utf-8"))


@cache
def rows(path: Path) -> list[list[Any]]:
    """The cells of the sheet that holds the data, empty rows included."""
    said = expected(path)
    file = path.with_name(said["file"])
    if file.suffix == ".xlsx":
        sheet = openpyxl.load_workbook(file, data_only=True)[said["sheet"]]
        return [list(row) for row in sheet.iter_rows(values_only=True)]
    if file.suffix == ".xls":
        book = python_calamine.CalamineWorkbook.from_path(str(file))
        return book.get_sheet_by_name(said["sheet"]).to_python(skip_empty_area=False)
    encoding = "gb18030" if "gb18030" in file.name else "utf-8-sig"
    text = file.read_bytes().decode(encoding)
    delimiter = said.get("delimiter", ",") if file.suffix == ".csv" else "\t"
    return list(csv.reader(io.StringIO(text, newline=""), delimiter=delimiter))


def plain(value: Any) -> str:
    """A cell's text as far as white space, width and case do not matter."""
    text = "" if value is None else unicodedata.normalize("NFKC", str(value))
    return "".join(text.split()).upper()


def organisation_digit_holds(code: str) -> bool:
    """Whether the seventeenth character is right: mod 11 over characters 9 to 17 (GB 11714)."""
    values = [int(character, 36) for character in code[8:16]]
    last = 10 if code[16] == "X" else int(code[16], 36)
    total = sum(w * v for w, v in zip((3, 7, 9, 10, 5, 8, 4, 2), values, strict=True))
    return (total + last) % 11 == 0


def at(path: Path, row: int, letter: str) -> Any:
    """The cell at row (from 1) and column letter."""
    return rows(path)[row - 1][ord(letter) - ord("A")]


def test_there_are_twenty_and_five_of_them_are_unopened_three_fives_and_eight_more() -> None:
    folders = (OPENED, UNOPENED, SECOND, THIRD, FOURTH, FIFTH)
    assert [len(folder) for folder in folders] == [15, 5, 5, 5, 5, 10]
    assert len({expected(path)["file"] for path in FIFTH}) == 8


def test_every_noun_has_at_least_two_sheets() -> None:
    nouns = [expected(path)["register"] for path in OPENED + UNOPENED]
    six = {"entity", "certificate", "project", "signing", "statement", "membership"}
    assert {noun: nouns.count(noun) >= 2 for noun in six} == dict.fromkeys(six, True)


@ALL
def test_it_names_every_row_of_the_file(path: Path) -> None:
    said = expected(path)
    assert said["data_rows"] + sum(said["not_data"].values()) == said["rows"] == len(rows(path))


@ALL
def test_it_has_few_records_in_a_small_file(path: Path) -> None:
    said = expected(path)
    least, most = (30, 150) if path in THIRD else (30, 80) if path in FOURTH else (8, 40)
    assert least <= said["data_rows"] <= most
    assert path.with_name(said["file"]).stat().st_size < 60_000


@ALL
def test_each_data_row_is_a_record_or_refused_or_the_first_of_a_pair(path: Path) -> None:
    said = expected(path)
    numbers = [one["row"] for one in said["records"] if one.get("letter", "D") == "D"]
    numbers += [one["row"] for one in said["refused"]]
    numbers += [one["first"] for one in said["refused"] if "first" in one]
    assert len(set(numbers)) == len(numbers) == said["data_rows"]
    assert all(1 <= number <= said["rows"] for number in numbers)


@ALL
def test_the_headers_stand_where_it_says(path: Path) -> None:
    said = expected(path)
    for header, letter in said["letters"].items():
        top = rows(path) if path in THIRD else rows(path)[:8]
        column = [plain(row[ord(letter) - 65]) for row in top]
        assert plain(header.rsplit(">", 1)[-1]) in column, header


@ALL
def test_it_speaks_of_the_columns_of_the_book(path: Path) -> None:
    said = expected(path)
    known = set(COLUMNS[said["register"]].split())
    dated = {f"{name}_precision" for name in known}
    for header, target in said["headers"].items():
        assert target in {"extra", "serial"} or set(target.split("|")) <= known, header
    for record in said["records"]:
        assert set(record) - {"row", "letter"} <= known | dated
    assert set(said["constants"]) <= known | dated


@ALL
def test_each_record_is_found_in_its_row(path: Path) -> None:
    said = expected(path)
    names = (
        "credit_code",
        "entity.credit_code",
        "name",
        "names.name",
        "entity.name",
        "investor",
        "certificate_no",
    )
    names += ("project.name", "code", "title", "maker") if path in FOURTH + FIFTH else ()
    for record in said["records"]:
        text = "".join(plain(cell) for cell in rows(path)[record["row"] - 1])
        if "同上" in text:  # the row above says it
            text += "".join(plain(cell) for cell in rows(path)[record["row"] - 2])
        if (
            "merged" in said
        ):  # what stands in the first cell of a merged range, and the phase beside
            above = rows(path)[record["row"] - 3 : record["row"] - 1]
            text += "".join(plain(cell) for row in above for cell in row)
        said_of = [record[name] for name in names if record.get(name)]
        keys = [plain(one) for key in said_of for one in (key if isinstance(key, list) else [key])]
        keys = [key[:-2] if "merged" in said and key.endswith("期") else key for key in keys]
        if said["register"] == "statement":
            assert str(abs(record["digits"]))[0] in text
        else:
            assert keys and all(key in text for key in keys), record


@ALL
def test_its_codes_are_valid(path: Path) -> None:
    for record in expected(path)["records"]:
        for column in ("credit_code", "entity.credit_code"):
            if code := record.get(column):
                assert uscc.is_valid(code) and organisation_digit_holds(code), code


@ALL
def test_the_planted_codes_are_wrong_in_the_way_it_says(path: Path) -> None:
    for one in expected(path)["refused"]:
        if one["why"].startswith("credit code"):
            code = str(at(path, one["row"], one["letter"]))
            last = one["why"].endswith("last character")
            assert uscc.is_valid(code) is not last
            assert organisation_digit_holds(code) is last


@ALL
def test_its_days_are_days_and_its_money_is_fen(path: Path) -> None:
    for record in expected(path)["records"]:
        for column, value in record.items():
            if value is None:
                continue
            if column.endswith("_precision"):
                assert value in {"day", "month", "year"}
            elif column == "valid_to":
                assert date.fromisoformat(value)
            elif column.endswith("_on") or column.startswith("events."):
                assert date.fromisoformat(value) <= DEMONSTRATION_DAY
            elif column.endswith("_fen"):
                assert type(value) is int
                nothing_built = path in FOURTH and value == 0
                assert value > 0 or nothing_built or record.get("kind") == "return"


def test_writing_them_again_gives_the_same_cells(tmp_path: Path) -> None:
    write_ugly.main(tmp_path)
    write_unopened.main(tmp_path)
    write_unopened_second.main(tmp_path)
    write_unopened_third.main(tmp_path)
    write_unopened_fourth.main(tmp_path)
    write_unopened_fifth.main(tmp_path)
    for path in EVERY:
        again = tmp_path / path.name
        assert again.read_text(encoding="utf-8") == path.read_text(encoding="utf-8")
        assert rows(again) == rows(path)


def test_the_bad_files_are_those_that_the_script_writes(tmp_path: Path) -> None:
    write_bad.main(tmp_path)
    said = json.loads((HERE / "bad" / "bad.json").read_text(encoding="utf-8"))
    assert said == json.loads((tmp_path / "bad.json").read_text(encoding="utf-8"))
    assert {path.name for path in (HERE / "bad").iterdir()} == {"bad.json", *said}


def test_the_bombs_are_small_until_they_are_opened(tmp_path: Path) -> None:
    write_bad.write_bomb(tmp_path / "bomb.xlsx", megabytes=20)
    write_bad.write_entity_bomb(tmp_path / "entities.xlsx")
    with zipfile.ZipFile(tmp_path / "bomb.xlsx") as archive:
        unpacked = sum(item.file_size for item in archive.infolist())
    assert unpacked > 20_000_000 > 100 * (tmp_path / "bomb.xlsx").stat().st_size
    with zipfile.ZipFile(tmp_path / "entities.xlsx") as archive:
        assert b"&a10;" in archive.read("xl/worksheets/sheet1.xml")
