"""Lists as offices keep them: two heads, merged cells, pauses in one cell, their own words for items."""

from __future__ import annotations

import io
from datetime import date

import pytest
import xlsxwriter
from django.core.files.uploadedfile import SimpleUploadedFile

from tests.systems.approvals.rolls import OPEN, TODAY, book_of, counted
from zonebook.core.values import Refused
from zonebook.records.models import ApprovalCase, Batch, CaseEvent, SheetImport
from zonebook.systems.approvals import listed, proof, roll, rolls_taken

DAY = date.fromisoformat


def kept_by_hand() -> bytes:
    """A year's list of a bureau: title, two header rows, a band a month, vertical merges, a total."""
    kept = io.BytesIO()
    book = xlsxwriter.Workbook(kept, {"in_memory": True})
    page = book.add_worksheet("2023年")
    page.merge_range("A1:L1", "行政审批局2023年度办件登记台账")
    heads = (
        "序号",
        "项目名称",
        "办理事项",
        "投资类别",
        "建设单位",
        "收件时间",
        "受理时间",
        "特别程序",
    )
    for column, head in enumerate(heads):
        page.merge_range(1, column, 2, column, head)
    page.merge_range("I2:K2", "办结情况")
    page.write_row(2, 8, ("办结时间", "办理结果", "送达时间"))
    page.merge_range("L2:L3", "承诺办结日")
    page.merge_range("A4:L4", "九月")
    page.merge_range("B5:B6", "智慧管网一期")
    page.merge_range("D5:D6", "政府投资")
    page.merge_range("E5:E6", "建设事务中心")
    page.write_row(
        4, 0, (1, "智慧管网一期", "立项", "政府投资", "建设事务中心", "2023.9.1", "2023.9.4")
    )
    page.write_row(4, 8, ("2023.9.14", "同意", "9.15", "2023.9.25"))
    page.write(5, 2, "可研批复")
    both = "专家评审2023.10.9-2023.10.20；公示（10.13-10.25）"
    page.write_row(5, 5, ("2023年9月21日", "2023-9-22", both))
    page.write_row(5, 8, ("2023.10.30", "通过", "2023/11/1", "2023.11.7"))
    page.write(8, 0, "合计")
    page.write(8, 1, 2)
    other = book.add_worksheet("填表说明")
    for row in range(4):
        other.write_row(row, 0, ("填表要求", "每月5日前报", "由窗口填"))
    book.close()
    return kept.getvalue()


def test_a_list_kept_by_hand_is_read_as_it_stands(book):
    found = roll.plan(kept_by_hand(), "台账.xlsx", TODAY)
    assert found.counted() == counted(new=2)
    first, second = found.lines
    assert [line.facts["item"] for line in found.lines] == [
        "project_proposal",
        "feasibility_report",
    ]
    assert first.events[-1].on == DAY("2023-09-15")
    pauses = [
        (one.kind, one.args["pause"], str(one.on)) for one in second.events if "pause" in one.args
    ]
    assert pauses == [
        ("pause_opened", "expert_review", "2023-10-09"),
        ("pause_opened", "public_notice", "2023-10-13"),
        ("pause_ended", "expert_review", "2023-10-20"),
        ("pause_ended", "public_notice", "2023-10-25"),
    ]


def test_a_sheet_that_is_no_list_is_named_and_left_aside(book):
    found = roll.plan(kept_by_hand(), "台账.xlsx", TODAY)
    assert [one.message.args["sheet"] for one in found.findings if one.level == "warning"] == [
        "填表说明"
    ]


def test_the_proof_says_where_the_list_promised_another_day_than_the_rules(book):
    first, second = proof.rows(roll.plan(kept_by_hand(), "台账.xlsx", TODAY), TODAY)
    assert (str(first.due), str(second.due)) == ("2023-09-25", "2023-11-06")
    assert "approvals.roll.promised_otherwise" not in {one.message.key for one in first.remarks}
    keys = [one.message.key for one in second.remarks]
    assert keys == ["approvals.roll.year_supposed", "approvals.roll.promised_otherwise"]


def test_every_sheet_of_a_workbook_is_imported_and_remembered(book):
    kept = io.BytesIO()
    pages = xlsxwriter.Workbook(kept, {"in_memory": True})
    for month in (1, 2):
        page = pages.add_worksheet(f"{month}月")
        page.write_row(0, 0, ("编号", "项目名称", "事项", "项目类型", "收件日期", "受理日期"))
        day = f"2024.{month}.5"
        page.write_row(1, 0, (f"A{month}", f"工程{month}", "立项", "政府投资", day, day))
    pages.close()
    roll.import_roll(kept.getvalue(), "2024.xlsx", by=book.li, on=TODAY)
    assert sorted(ApprovalCase.objects.values_list("code", flat=True)) == ["A1", "A2"]
    assert [(one.sheet, len(one.rows)) for one in SheetImport.objects.order_by("pk")] == [
        ("1月", 1), ("2月", 1)
    ]  # fmt: skip
    assert CaseEvent.objects.filter(kind="accepted").count() == 2


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("专家评审2023.10.9-2023.10.20", [("专家评审", "2023-10-09", "2023-10-20")]),
        ("专家评审：2023年10月9日至2023年10月20日", [("专家评审", "2023-10-09", "2023-10-20")]),
        ("专家评审20231009-20231020", [("专家评审", "2023-10-09", "2023-10-20")]),
        ("专家评审（10.9-20）", [("专家评审", "2023-10-09", "2023-10-20")]),
        ("公示10.13～10.25", [("公示", "2023-10-13", "2023-10-25")]),
        ("检验、检测2023-10-09至今", [("检验、检测", "2023-10-09", None)]),
        ("专家评审2023.12.28-1.5", [("专家评审", "2023-12-28", "2024-01-05")]),
        ("专家评审9.28起", [("专家评审", "2023-09-28", None)]),
        (
            "1.专家评审10.9-10.20，2.公示10.13-10.25",
            [("专家评审", "2023-10-09", "2023-10-20"), ("公示", "2023-10-13", "2023-10-25")],
        ),
    ],
)
def test_pauses_are_read_in_the_spellings_of_offices(text, told):
    found = listed.pauses_told(text, DAY("2023-09-22"), None)
    assert [(kind, str(a), b and str(b)) for kind, a, b, _ in found] == told


@pytest.mark.parametrize(
    "text", ["专家评审约10天", "2023.10.9-2023.10.20", "专家评审2023.10.9、10日开会", "第1次评审"]
)
def test_what_is_no_pause_is_refused_not_guessed(text):
    with pytest.raises(Refused) as refused:
        list(listed.pauses_told(text, DAY("2023-09-22"), None))
    assert refused.value.findings[0].message.key == "approvals.roll.pauses_unreadable"


@pytest.mark.parametrize(
    ("procedure", "words", "item"),
    [
        ("政府投资", "可研", "feasibility_report"),
        ("政府投资", "用地预审", "site_and_land"),
        ("政府投资", "建设工程规划许可证核发（建筑类）", "engineering_permit"),
        ("企业投资", "立项", "project_filing"),
        ("政府投资", "立项", "project_proposal"),
        ("企业投资", "施工图审查", "drawing_review"),
        ("", "水土保持方案", "approvals.roll.which_procedure"),
        ("政府投资", "规划许可证", "approvals.roll.which_item"),
        ("政府投资", "食品经营许可", "approvals.roll.no_item"),
    ],
)
def test_items_are_known_by_the_words_of_offices_and_never_guessed(book, procedure, words, item):
    try:
        found = listed.item_named(procedure, words)[1]
    except Refused as refused:
        found = refused.findings[0].message.key
    assert found == item


def test_rows_without_a_kind_of_project_take_the_one_that_is_chosen(client, book):
    client.force_login(book.li)
    row = {**OPEN, "项目类型": "", "审批事项": "建设工程设计方案审查"}
    file = SimpleUploadedFile("办件台账.xlsx", book_of(row))
    page = client.post("/approvals-import", {"file": file})
    assert page.context["counted"]["refused"] == 1
    assert "与账本一致" not in page.content.decode()
    again = {"kept": page.context["kept"], "procedure": "government_investment", "again": "1"}
    page = client.post("/approvals-import", again)
    assert page.context["counted"] == counted(new=1)
    assert "建设工程设计方案审查" in page.content.decode()
    done = {"kept": page.context["kept"], "procedure": "government_investment"}
    assert client.post("/approvals-import", done).status_code == 302
    assert ApprovalCase.objects.get(code="GX2").item == "design_scheme"


def taken(by) -> Batch:
    roll.import_roll(book_of(OPEN), "办件台账.xlsx", by=by, on=TODAY)
    return Batch.objects.get(kind="import")


def test_an_imported_list_is_taken_back_from_its_page(client, book):
    batch = taken(book.li)
    client.force_login(book.li)
    assert "撤销本次导入" in client.get("/approvals-import").content.decode()
    assert client.post(f"/approvals-import/{batch.pk}/undo").status_code == 302
    assert ApprovalCase.objects.get().withdrawn_on == TODAY
    assert "撤销本次导入" not in client.get("/approvals-import").content.decode()


def test_another_office_cannot_take_a_list_back(client, book):
    batch = taken(book.li)
    client.force_login(book.wang)
    assert client.post(f"/approvals-import/{batch.pk}/undo").status_code in (403, 404)
    assert ApprovalCase.objects.get().withdrawn_on is None


def test_a_list_whose_case_has_gone_on_is_not_taken_back(book):
    batch = taken(book.li)
    case = ApprovalCase.objects.get()
    now = {**OPEN, "办结日期": "2024-02-18", "办理结果": "准予许可"}
    roll.import_roll(book_of(now), "办件台账.xlsx", by=book.li, on=TODAY)
    with pytest.raises(Refused) as refused:
        rolls_taken.take_back(batch=batch.pk, by=book.li, on=TODAY)
    assert refused.value.findings[0].message.args["numbers"] == [case.number]
    assert case.events.filter(kind="void").count() == 0


def test_a_list_dropped_at_the_general_door_finds_its_own_page(client, book):
    client.force_login(book.li)
    file = SimpleUploadedFile("登记.xlsx", kept_by_hand())
    page = client.post("/import", {"file": file}, follow=True)
    assert page.redirect_chain[0][0].startswith("/approvals-import?kept=")
    assert page.context["counted"]["new"] == 2
    assert ApprovalCase.objects.count() == 0
