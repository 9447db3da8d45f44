"""Pages of applications, the public guide, message texts and calendars of due days."""

from __future__ import annotations

import re
from datetime import date

import pytest
from django.test import Client

from tests.systems.approvals.projects import (
    PARCEL,
    QUESTIONS,
    TODAY,
    assessed,
    filed,
    received,
    step,
    through,
)
from zonebook.records.models import Application, ApprovalCase
from zonebook.systems.approvals import slips

ANSWERED = {f"q_{key}": "no" for key in QUESTIONS} | {"q_needs_new_land": "yes"}


def test_a_few_answers_show_the_items_before_anything_is_written(li):
    page = li.get("/applications/new", {"procedure": "government_investment", **ANSWERED})
    text = page.content.decode()
    assert "国有建设用地使用权划拨" in text and "固定资产投资项目节能审查" not in text
    assert "必备 · 可容缺" in text
    assert not Application.objects.exists()


def test_an_application_is_filed_and_its_items_received_on_pages(li, book):
    sent = {"procedure": "government_investment", "title": "砚池东学校", "applicant": "建设中心",
            "filed_on": "2024-01-08", "parcel": PARCEL, **ANSWERED}  # fmt: skip
    assert li.post("/applications/new", {**sent, "title": ""}).status_code == 400
    where = li.post("/applications/new", sent).headers["Location"]
    page = li.get(where).content.decode()
    assert "未收件" in page and "先办：" in page
    item = {"item": "project_proposal", "on": "2024-01-08", "paper": "1号",
            "materials": ["application", "proposal", "funding_opinion"]}  # fmt: skip
    assert li.post(f"{where}/receive", item).status_code == 302
    assert li.post(f"{where}/receive", item).status_code == 400
    case = ApprovalCase.objects.get()
    assert "受理答复时限" in li.get(f"/approvals/{case.number}").content.decode()
    assert "砚池东学校" in li.get("/applications").content.decode()


def test_the_page_of_a_parcel_says_what_is_waived_and_warns_of_what_ends_before_the_filing(
    li, book
):
    assessed(book.li)
    assessed(book.li, topic="mineral_overlap", valid_to=date(2024, 3, 1))
    application = filed(book.li)
    now = li.get(f"/applications/{application.number}").content.decode()
    assert now.count("登记不再单独办理") == 2
    later = li.get(f"/applications/{application.number}?filing=2024-04-01").content.decode()
    assert later.count("登记不再单独办理") == 1
    assert "2024年3月1日" in later
    sent = {"item": "geological_hazard", "on": "2024-02-18", "paper": "区评1号"}
    assert li.post(f"/applications/{application.number}/waive", sent).status_code == 302
    assert (
        "区域评估，不再单独办理" in li.get(f"/applications/{application.number}").content.decode()
    )


def test_a_slip_is_shown_once_to_an_officer(li, wang, book):
    application = filed(book.li)
    answer = li.post(f"/approvals/{application.number}/slip")
    code = re.search(r"[2-9A-Z]{4}-[2-9A-Z]{4}-[2-9A-Z]{4}", answer.content.decode())[0]
    assert slips.let_in(code, TODAY).name == "园区建设中心"
    assert wang.post(f"/approvals/{application.number}/slip").status_code == 403


def test_who_held_the_ball_is_added_up_over_the_project(li, book):
    application = filed(book.li)
    through(book.li, application, "project_proposal", date(2024, 1, 8))
    case = received(book.li, application, "social_risk", date(2024, 1, 9))
    step(book.li, case, "accepted", date(2024, 1, 10), paper="1号")
    step(
        book.li,
        case,
        "pause_opened",
        date(2024, 1, 11),
        paper="特1号",
        args={"pause": "expert_review"},
    )
    text = li.get(f"/applications/{application.number}").content.decode()
    assert "各方持有天数" in text and "专家" in text


@pytest.mark.parametrize(
    "path", ["/guide", "/guide/government_investment", "/guide/enterprise_opening"]
)
def test_the_guide_is_open_to_anybody(book, path):
    text = Client().get(path).content.decode()
    assert "办事指南" in text


def test_the_guide_narrows_to_what_a_project_needs(book):
    whole = Client().get("/guide/government_investment").content.decode()
    mine = Client().get("/guide/government_investment", ANSWERED).content.decode()
    assert "固定资产投资项目节能审查" in whole
    assert "固定资产投资项目节能审查" not in mine
    some = Client().get("/guide/government_investment", {"q_special_fire": "no"}).content.decode()
    assert "还没有回答" in some


def test_a_calendar_holds_the_due_days_and_its_address_is_signed(li, book):
    case = received(book.li, filed(book.li), "project_proposal", date(2024, 1, 26))
    step(book.li, case, "accepted", date(2024, 1, 29), paper="受1号")
    page = li.get("/approvals").content.decode()
    address = re.search(r"/feed/[^\"]+\.ics", page)[0]
    text = Client().get(address).content.decode()
    assert text.startswith("BEGIN:VCALENDAR\r\n")
    assert "DTSTART;VALUE=DATE:20240222" in text
    assert all(len(line.encode()) <= 75 for line in text.split("\r\n"))
    assert Client().get(address.replace(".ics", "x.ics")).status_code == 400


def test_how_a_case_stands_can_be_copied_as_text(li, book):
    case = received(book.li, filed(book.li), "project_proposal", date(2024, 1, 26),
                    materials=["application", "proposal"])  # fmt: skip
    step(
        book.li, case, "accepted", date(2024, 2, 7), paper="1号", args={"gaps": ["funding_opinion"]}
    )
    text = li.get(f"/approvals/{case.number}").content.decode()
    message = re.search(r'<pre id="text"[^>]*>(.*?)</pre>', text, re.S)[1]
    assert "承诺时限15个工作日" in message
    assert "容缺材料“资金来源意见”" in message


def test_a_later_item_names_the_result_that_it_builds_on(li, book):
    application = filed(book.li)
    first = received(book.li, application, "project_proposal", date(2024, 1, 8))
    step(book.li, first, "accepted", date(2024, 1, 8), paper="受1号")
    given = {"result_no": "高新发改〔2024〕3号"}
    step(book.li, first, "approved", date(2024, 1, 8), paper="许准1号", args=given)
    later = received(
        book.li, application, "site_and_land", date(2024, 1, 9), materials=["application"]
    )
    assert "免提交 · 高新发改〔2024〕3号" in li.get(f"/approvals/{later.number}").content.decode()
