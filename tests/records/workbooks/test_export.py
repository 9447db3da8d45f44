"""导出: the office's own workbook comes back with its looks; dropped back it shows no difference."""

import csv
import io
import json
from dataclasses import replace
from datetime import date

import openpyxl
import pytest
from openpyxl.styles import Border, Font, Side

from tests import cast
from zonebook.core.catalog import shipped
from zonebook.records import registers, write
from zonebook.records.models import Project, Signing, door
from zonebook.records.workbooks.answers import Answers
from zonebook.records.workbooks.commit import import_file
from zonebook.records.workbooks.dryrun import Asking
from zonebook.records.workbooks.export import export
from zonebook.records.workbooks.giveback import marked

ROWS = [
    (1, "疫苗产业园一期", "兰泰公司", "5月6日", "框架协议", 50000, "加快"),
    (2, "冷链中心", "丰源公司", "9月", "正式合同", 12000.5, None),
    (3, "智慧园区", "云上公司", date(2023, 10, 8), "合同", "1.2亿元", "√"),
]


def office_workbook(rows=ROWS):
    """A ledger as an office keeps it: titles, merged header, total, note, print set-up."""
    book = openpyxl.Workbook()
    sheet = book.active
    sheet.title = "签约"
    sheet.append(["2023年签约项目台账"])
    sheet.append([None, None, None, None, None, "单位：万元"])
    sheet.append(["序号", "项目名称", "投资方", "签约情况", None, "总投资", "备注"])
    sheet.append([None, None, None, "签约日期", "协议类型"])
    for row in rows:
        sheet.append(list(row))
    last = 4 + len(rows)
    sheet.append(["合计", None, None, None, None, f"=SUM(F5:F{last})"])
    sheet.append(["注：金额为合同金额。"])
    for merged in (
        "A1:G1",
        "A3:A4",
        "B3:B4",
        "C3:C4",
        "D3:E3",
        "F3:F4",
        "G3:G4",
        f"A{last + 1}:E{last + 1}",
    ):
        sheet.merge_cells(merged)
    sheet["A1"].font = Font(name="方正小标宋简体", size=18, bold=True)
    sheet["B5"].font = Font(name="仿宋_GB2312", size=12)
    sheet["B7"].border = Border(bottom=Side("thin"))
    sheet["A1"].number_format = "@"
    sheet.column_dimensions["B"].width = 32.5
    sheet.row_dimensions[1].height = 40
    sheet.row_dimensions[last + 2].height = 33
    sheet.print_title_rows = "3:4"
    sheet.print_area = f"A1:G{last + 2}"
    sheet.page_setup.orientation, sheet.page_setup.paperSize = "landscape", 8
    sheet.freeze_panes = "A5"
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


@pytest.fixture
def ask(book):
    return Asking(book.wang, cast.TODAY, shipped(), Answers(unanswered="new"))


@pytest.fixture
def signed(ask):
    """The ledger, imported."""
    return import_file(office_workbook(), "签约项目台账.xlsx", ask, commit=True)


def opened(content):
    return openpyxl.load_workbook(io.BytesIO(content)).worksheets[0]


def kinds(content, ask, name="签约项目台账.xlsx"):
    (run,) = import_file(content, name, ask, register=registers.get("signing")).runs
    assert run.errors == ()
    return [one.kind for one in run.outcomes]


def test_it_comes_back_as_it_was_with_the_numbers_hidden(signed, ask):
    sheet, before = opened(export("signing", ask)), opened(office_workbook())
    assert [[c.value for c in row[:7]] for row in sheet] == [
        [c.value for c in row] for row in before
    ]
    numbers = list(Signing.objects.order_by("pk").values_list("number", flat=True))
    assert [sheet.cell(row, 8).value for row in (5, 6, 7)] == numbers
    assert sheet.column_dimensions["H"].hidden
    assert (sheet["A1"].font.name, sheet["A1"].font.size) == ("方正小标宋简体", 18)
    assert sheet.column_dimensions["B"].width == 32.5
    assert (sheet.page_setup.orientation, sheet.page_setup.paperSize) == ("landscape", 8)
    assert (sheet.print_title_rows, sheet.freeze_panes) == ("$3:$4", "A5")
    assert {str(one) for one in sheet.merged_cells.ranges} == {
        str(one) for one in before.merged_cells.ranges
    }


def test_export_and_import_shows_no_difference(signed, ask):
    assert kinds(export("signing", ask), ask) == ["same"] * 3


def test_only_the_changed_cells_show(signed, ask):
    book = openpyxl.load_workbook(io.BytesIO(export("signing", ask)))
    sheet = book.active
    sheet["F6"], sheet["B7"], sheet["C5"] = 13000, "智慧园区二期", None
    out = io.BytesIO()
    book.save(out)
    (run,) = import_file(
        out.getvalue(), "签约项目台账.xlsx", ask, register=registers.get("signing")
    ).runs
    changes = [
        (one.row + 1, c.column, c.before, c.after) for one in run.outcomes for c in one.changes
    ]
    assert changes[0] == (5, "investor", "兰泰公司", None)
    assert changes[1] == (6, "amount_fen", 12_000_500_000, 13_000_000_000)
    assert [one.kind for one in run.outcomes] == ["changed", "changed", "changed"]


def test_a_corrected_record_is_written_in_the_manner_of_its_cell(signed, ask, book):
    first, second, third = Signing.objects.order_by("pk")
    with write.batch(by=book.wang, on=cast.TODAY, kind="edit") as batch:
        batch.change(first, {"signed_on": date(2023, 5, 7)})
        batch.change(
            second,
            {
                "amount_fen": 1_300_000_000,
                "signed_on": date(2023, 9, 15),
                "signed_on_precision": "day",
            },
        )
        batch.change(third, {"amount_fen": 1_500_000_000, "kind": "increment"})
    sheet = opened(export("signing", ask))
    assert (sheet["D5"].value, sheet["D6"].value, sheet["F6"].value) == (
        "2023年5月7日",
        "2023年9月15日",
        1300,
    )
    assert (sheet["F7"].value, sheet["E7"].value) == ("1500万元", "增资合同")
    assert kinds(export("signing", ask), ask) == ["same"] * 3


def test_new_records_are_appended_and_totals_and_print_area_grow(signed, ask, book):
    with write.batch(by=book.wang, on=cast.TODAY, kind="edit") as batch:
        project = batch.add(Project, {"name": "新能源基地"})
        for day in (2, 3):
            values = {"project": project, "kind": "contract", "signed_on": date(2024, 1, day)}
            batch.add(Signing, {**values, "amount_fen": 990_000_000, "investor": "光明公司"})
    sheet = opened(export("signing", ask))
    assert [sheet.cell(8, c).value for c in range(1, 7)] == [
        4,
        "新能源基地",
        "光明公司",
        sheet["D8"].value,
        "正式合同",
        990,
    ]
    assert (sheet["A10"].value, sheet["F10"].value) == ("合计", "=SUM(F5:F9)")
    assert "A10:E10" in {str(one) for one in sheet.merged_cells.ranges}
    assert sheet["B8"].border.bottom.style == "thin"
    assert sheet.row_dimensions[11].height == 33
    assert sheet.print_area.replace("$", "").endswith("A1:G11")
    assert kinds(export("signing", ask), ask) == ["same"] * 5


def test_withdrawn_records_leave_their_row(signed, ask, book):
    with write.batch(by=book.wang, on=cast.TODAY, kind="edit") as batch:
        batch.withdraw(Signing.objects.order_by("pk")[1], why="重复")
    sheet = opened(export("signing", ask))
    assert [sheet.cell(row, 2).value for row in (5, 6)] == ["疫苗产业园一期", "智慧园区"]
    assert (sheet["A7"].value, sheet["F7"].value) == ("合计", "=SUM(F5:F6)")
    assert kinds(export("signing", ask), ask) == ["same"] * 2


def test_a_register_that_was_never_imported_has_a_plain_layout(signed, ask):
    content = export("project", ask)
    sheet = opened(content)
    assert sheet["A1"].value == "项目台账"
    assert sheet["A2"].value == "项目名称"
    (run,) = import_file(content, "项目.xlsx", ask, register=registers.get("project")).runs
    assert [one.kind for one in run.outcomes] == ["same"] * 3


def test_csv_and_json_say_the_same(signed, ask):
    rows = list(csv.DictReader(io.StringIO(export("signing", ask, "csv").decode("utf-8-sig"))))
    assert [one["项目名称"] for one in rows] == ["疫苗产业园一期", "冷链中心", "智慧园区"]
    assert [one["签约日期"] for one in rows] == ["2023-05-06", "2023年9月", "2023-10-08"]
    payload = json.loads(export("signing", ask, "json"))
    assert payload["format"] == "zonebook.export/1"
    assert payload["rows"][1]["signed_on"] == "2023-09"
    (run,) = import_file(
        export("signing", ask, "csv"), "a.csv", ask, register=registers.get("signing")
    ).runs
    assert [str(one.message) for one in run.errors] == []
    assert [one.kind for one in run.outcomes] == ["same"] * 3


def test_refused_rows_come_back_marked_in_the_same_workbook(ask):
    rows = [ROWS[0], (2, "冷链中心", "丰源公司", "9月", "备忘录", -5, None)]
    content = office_workbook(rows)
    found = import_file(content, "签约项目台账.xlsx", ask)
    sheet = opened(marked(content, "签约项目台账.xlsx", found.runs, shipped().sentences))
    assert "负数" in sheet["F6"].comment.text and sheet["F6"].fill.fgColor.rgb.endswith("FFC7CE")
    assert "协议类型" in sheet["E6"].comment.text
    assert sheet["F5"].comment is None and sheet["A1"].font.size == 18
    assert [c.value for c in sheet[6]][:6] == [2, "冷链中心", "丰源公司", "9月", "备忘录", -5]


WEEKLY = [
    ["招商引资工作周报"],
    ["一、签约项目"],
    ["序号", "项目名称", "投资方", "协议类型", "签约日期", "签约金额（万元）"],
    [1, "算力底座", "青石云公司", "正式合同", "2023.11.6", 42000],
    [2, "冷链枢纽", "兰新冷链公司", "框架协议", "2023.11.8", 18000],
    ["合计", None, None, None, None, "=SUM(F4:F5)"],
    [],
    ["二、在谈项目"],
    ["序号", "项目名称", "投资方", "拟投资额（亿元）", "首报日期", "最新进展"],
    [1, "高温合金叶片", "沃铸航材", 6, "2023年11月3日", "11月中旬来访"],
    [2, "医用同位素", "华瑞核医", 12.5, "2023年10月30日", "已签保密协议"],
    ["备注：以上数据截至周五下午。"],
]


def weekly():
    """One sheet with a table below another, each of its own register."""
    book = openpyxl.Workbook()
    book.active.title = "周报"
    for row in WEEKLY:
        book.active.append(row)
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def test_a_table_above_another_is_written_back_in_its_place(ask, book):
    import_file(weekly(), "周报.xlsx", ask, commit=True)
    with write.batch(by=book.wang, on=cast.TODAY, kind="edit") as writing:
        cold = Signing.objects.get(project__name="冷链枢纽")
        writing.change(cold, {"amount_fen": 200_000_000_00})
        made = writing.add(Project, {"name": "雁滩医药"})
        signed = {"project": made, "kind": "contract", "signed_on": date(2023, 11, 9)}
        writing.add(Signing, signed)
    content = export("signing", ask)
    sheet = opened(content)
    shown = [[cell.value for cell in row[:6]] for row in sheet.iter_rows()]
    assert shown[4][:2] + shown[4][5:] == [2, "冷链枢纽", 20000]
    assert shown[5][:2] == [3, "雁滩医药"]
    assert shown[6][5] == "=SUM(F4:F6)"
    assert shown[9:13] == [list(row) + [None] * (6 - len(row)) for row in WEEKLY[8:]]
    found = import_file(content, "周报.xlsx", ask)
    assert [(run.register, {one.kind for one in run.outcomes}) for run in found.runs] == [
        ("signing", {"same"}),
        ("project", {"same"}),
    ]


def test_a_table_below_another_is_written_back_in_its_place(ask, book):
    import_file(weekly(), "周报.xlsx", ask, commit=True)
    with write.batch(by=book.wang, on=cast.TODAY, kind="edit") as writing:
        writing.withdraw(Project.objects.get(name="高温合金叶片"), why="重复")
    sheet = opened(export("project", ask))
    names = [row[1].value for row in sheet.iter_rows(min_row=9)]
    assert names[:2] == ["项目名称", "医用同位素"] and "高温合金叶片" not in names
    assert [cell.value for cell in sheet[5]][:2] == [2, "冷链枢纽"]
    assert "算力底座" in names[2:]  # a project of the book that the table did not name yet


def test_the_table_of_another_register_on_the_sheet_is_brought_up_to_date_too(ask, book):
    import_file(weekly(), "周报.xlsx", ask, commit=True)
    with write.batch(by=book.wang, on=cast.TODAY, kind="edit") as writing:
        blade = Project.objects.get(name="高温合金叶片")
        writing.change(blade, {"total_investment_fen": 7_500_000_000_00 // 10})
    content = export("signing", ask)
    row = next(row for row in opened(content).iter_rows() if row[1].value == "高温合金叶片")
    assert row[3].value == 7.5
    found = import_file(content, "周报.xlsx", ask)
    assert {one.kind for run in found.runs for one in run.outcomes} == {"same"}


def test_a_table_that_a_person_may_not_read_says_of_which_day_it_is(ask, book):
    two = openpyxl.load_workbook(io.BytesIO(office_workbook()))
    two.create_sheet("高企")
    two["高企"].append(["企业名称", "统一社会信用代码", "资格类别", "认定日期", "有效期至"])
    two["高企"].append(["兰泰疫苗有限公司", cast.LANTAI_CODE, "高企", "2022-10-12", "2025-10-11"])
    out = io.BytesIO()
    two.save(out)
    assert import_file(out.getvalue(), "两表.xlsx", ask, commit=True).batch is not None
    with door.opened():
        guest = cast.person("qian", "钱招商", cast.office("second", "二组", "promotion"))
    found = openpyxl.load_workbook(io.BytesIO(export("signing", replace(ask, by=guest))))
    assert found["签约"]["A1"].comment is None
    assert str(cast.TODAY) in found["高企"]["A1"].comment.text
    whole = openpyxl.load_workbook(io.BytesIO(export("signing", ask)))
    assert whole["高企"]["A1"].comment is None


def test_tables_beside_each_other_come_out_in_a_plain_layout(ask):
    both = openpyxl.Workbook()
    head = ["项目名称", "投资方", "协议类型", "签约日期"]
    both.active.append([*head, None, *head])
    first, second = ["甲园区", "甲", "合同", "2023-11-6"], ["乙园区", "乙", "合同", "2023-11-7"]
    both.active.append([*first, None, *second])
    both.active.append([*first[:1], "甲二", *first[2:3], "2023-12-6", None, *second])
    out = io.BytesIO()
    both.save(out)
    done = import_file(out.getvalue(), "左右.xlsx", ask, commit=True, skip_refused=True)
    assert [one.sheet for one in done.runs] == ["Sheet/1", "Sheet/2"]
    assert opened(export("signing", ask))["A1"].value == "签约项目台账"
