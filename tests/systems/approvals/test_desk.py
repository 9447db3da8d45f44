"""The officer's desk, a case's page, its steps and notices, and the import page."""

from __future__ import annotations

import io
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from docx import Document

from tests.systems.approvals.rolls import OPEN, STORY_B, TODAY, book_of
from zonebook.records.models import ApprovalCase, Grant
from zonebook.records.models.door import opened
from zonebook.systems.approvals import roll

WAITING = {**OPEN, "办件编号": "GX3", "申请事项名称": "泓谷北消防站工程", "受理日期": "",
           "补正告知日期": "2024-01-29"}  # fmt: skip
STOPPED = {**OPEN, "办件编号": "GX4", "申请事项名称": "澄河西人才公寓工程",
           "特别程序一种类": "专家评审", "特别程序一开始日期": "2024-02-05"}  # fmt: skip
LATE = {**OPEN, "办件编号": "GX5", "申请事项名称": "朔云南停车场工程", "接件日期": "2024-01-02",
        "受理日期": "2024-01-03", "经办人": "别人"}  # fmt: skip


@pytest.fixture
def cases(book) -> dict[str, ApprovalCase]:
    """Cases in several states."""
    content = book_of(STORY_B, OPEN, WAITING, STOPPED, LATE)
    roll.import_roll(content, "办件台账.xlsx", by=book.li, on=TODAY)
    return {one.code: one for one in ApprovalCase.objects.all()}


def post(client: Any, case: ApprovalCase, kind: str, **fields: Any) -> Any:
    expected = fields.pop("expected", case.events.order_by("-place")[0].place)
    sent = {"kind": kind, "on": "2024-02-18", "expected": expected, **fields}
    return client.post(f"/approvals/{case.number}/record", sent)


def test_the_desk_shows_my_open_cases_in_groups(li, cases):
    text = li.get("/approvals").content.decode()
    for title in ("砚池东市政道路工程", "泓谷北消防站工程", "澄河西人才公寓工程"):
        assert title in text
    assert "生物医药中试平台" not in text  # delivered
    assert "朔云南停车场工程" not in text  # somebody else's
    assert 'id="g-applicant"' in text
    assert 'id="g-stopped"' in text


def test_everybodys_cases_and_the_legal_clock_are_one_click_away(li, cases):
    text = li.get("/approvals?who=all&clock=legal").content.decode()
    assert "朔云南停车场工程" in text
    assert 'id="g-over"' in text


def test_who_may_not_read_approvals_sees_nothing(wang, zhao, cases):
    for client in (wang, zhao):
        assert client.get("/approvals").status_code == 403
        assert client.get(f"/approvals/{cases['GX1'].number}").status_code == 403
        assert post(client, cases["GX2"], "approved").status_code == 403


def test_a_case_shows_every_clock_every_day_and_its_timeline(li, cases):
    text = li.get(f"/approvals/{cases['GX1'].number}").content.decode()
    assert "法定时限" in text
    assert "2023年11月8日" in text
    assert "特别程序开始" in text
    assert "专家评审+向社会公示" in text
    assert "国庆节放假（国办发明电〔2022〕16号）" in text
    assert "style=" not in text


def test_a_step_is_recorded_from_the_page(li, cases):
    case = cases["GX2"]
    assert post(li, case, "approved", paper="许准1号").status_code == 302
    assert case.events.order_by("-place")[0].paper == "许准1号"


def test_a_refused_step_says_why_and_keeps_what_was_typed(li, cases):
    case = cases["GX2"]
    fields = {"pause": "public_notice", "paper": "特告9号", "on": "2024年2月18日"}
    answer = post(li, case, "pause_opened", **fields)
    text = answer.content.decode()
    assert answer.status_code == 400
    assert "没有写入" in text
    assert "特告9号" in text
    assert case.events.count() == 3


def test_the_second_officer_is_told_what_the_first_did(li, cases):
    case = cases["GX2"]
    seen = case.events.count()
    post(li, case, "approved", paper="许准1号")
    answer = post(li, case, "rejected", expected=seen)
    assert answer.status_code == 400
    assert "李审批已登记“办结（通过）”" in answer.content.decode()


def test_a_voided_step_stays_on_the_page_struck(li, cases):
    case = cases["GX2"]
    post(li, case, "approved", paper="许准1号")
    sent = {"place": 4, "why": "录入错误", "expected": 4}
    assert li.post(f"/approvals/{case.number}/void", sent).status_code == 302
    assert "已作废：录入错误" in li.get(f"/approvals/{case.number}").content.decode()


@pytest.mark.parametrize(
    ("code", "kind", "said"),
    [
        ("GX1", "accepted", ("受理通知书", "生物医药中试平台", "个工作日内办结")),
        ("GX1", "pause_opened", ("特别程序告知书", "专家评审", "不计入期限")),
        ("GX1", "approved", ("准予行政许可决定书", "可行性研究报告批复")),
        ("GX3", "correction_asked", ("一次性告知书", "第三十二条")),
    ],
)
def test_each_notice_is_written_from_its_event(li, cases, code, kind, said):
    row = cases[code].events.filter(kind=kind).order_by("place")[0]
    answer = li.get(f"/approvals/{cases[code].number}/papers/{row.place}/1.docx")
    paper = Document(io.BytesIO(b"".join(answer.streaming_content)))
    text = "\n".join(one.text for one in paper.paragraphs)
    for words in (*said, cases[code].number):
        assert words in text


def test_a_step_without_a_paper_has_no_notice(li, cases):
    row = cases["GX1"].events.get(kind="window_accepted")
    assert li.get(f"/approvals/{cases['GX1'].number}/papers/{row.place}/1.docx").status_code == 400


def test_a_list_is_shown_before_it_is_written(li, book):
    content = book_of(OPEN, {**STORY_B, "办理结果": "待定"})
    file = SimpleUploadedFile("办件台账.xlsx", content)
    text = li.post("/approvals-import", {"file": file}).content.decode()
    assert "R4" in text
    assert ApprovalCase.objects.count() == 0
    kept = text.split('name="kept" value="')[1].split('"')[0]
    assert li.post("/approvals-import", {"kept": kept}).status_code == 400
    assert li.post("/approvals-import", {"kept": kept, "skip": "1"}).status_code == 302
    assert ApprovalCase.objects.count() == 1


def test_a_file_that_is_no_list_is_refused(li, book):
    file = SimpleUploadedFile("x.xlsx", b"nothing")
    assert li.post("/approvals-import", {"file": file}).status_code == 400


def test_only_who_writes_cases_is_offered_the_import_of_a_list(li, wang, book):
    with opened():
        office = book.wang.posts.get().office
        Grant.objects.create(office=office, system="approvals", verb="read", from_on=TODAY)
    assert 'href="/approvals-import"' in li.get("/").content.decode()
    home = wang.get("/").content.decode()
    assert 'href="/approvals"' in home and 'href="/approvals-import"' not in home


def test_pages_speak_english(li, cases):
    for path in ("/approvals", f"/approvals/{cases['GX2'].number}", "/approvals-import"):
        text = li.get(path, headers={"accept-language": "en-US"}).content.decode()
        assert 'lang="en"' in text
        assert "下一步" not in text
        assert "approvals." not in text.replace("approvals.css", "")
