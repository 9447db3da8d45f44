"""The papers of a case: every kind the law or practice wants, kept by its event, as DOCX and PDF."""

from __future__ import annotations

import io
from datetime import date
from typing import Any

import pytest
from docx import Document
from pypdf import PdfReader

from tests.systems.approvals.projects import TODAY, assessed, filed, received, step
from zonebook.core.procedures.state import ItemCase
from zonebook.core.values import Refused
from zonebook.records.models import ApprovalCase
from zonebook.systems.approvals import applying, papers, printing
from zonebook.systems.approvals import book as cases
from zonebook.systems.approvals.actions import Step

JAN = (2024, 1)


def the(day: int) -> date:
    return date(*JAN, day)


def kept(case: ApprovalCase, kind: str) -> list[papers.Paper]:
    row = case.events.filter(kind=kind).order_by("-place")[0]
    return [papers.read(one) for one in row.args["papers"]]


def a_case(people: Any, **more: Any) -> ApprovalCase:
    return received(people.li, filed(people.li), "project_proposal", the(8), **more)


def open_case(people: Any) -> ApprovalCase:
    case = a_case(people)
    step(people.li, case, "accepted", the(9), paper="受1号")
    return case


WHY = {"reason": "不符合规划"}
AFTER_ACCEPTANCE = [
    ("pause_opened", {"pause": "expert_review", "until": date(2024, 1, 19)}, "特别程序告知书",
     "预计至2024年1月19日结束"),
    ("approved", {"result_no": "兰高新建〔2024〕1号"}, "准予行政许可决定书", "兰高新建〔2024〕1号"),
    ("rejected", WHY, "不予行政许可决定书", "不符合规划"),
    ("terminated", WHY, "终止单", "不符合规划"),
    ("withdrawn", WHY, "终止单", "应申请人要求撤件"),
    ("opinion_asked", {"department": "文物部门", "days": 5}, "征求意见函", "5个工作日内书面答复"),
    ("gap_opened", {"material": "funding_opinion"}, "容缺受理通知书", "1. 资金来源意见"),
]  # fmt: skip


@pytest.mark.parametrize(("kind", "args", "title", "words"), AFTER_ACCEPTANCE)
def test_each_step_after_acceptance_writes_its_paper(book, kind, args, title, words):
    case = open_case(book)
    step(book.li, case, kind, the(10), paper="7号", args=args)
    found = kept(case, kind)[0]
    assert (found.title, found.number) == (title, "7号")
    assert words in "".join(found.lines)


BEFORE = [
    ("declined", WHY, "不受理通知书", "不属于本机关受理范围"),
    ("acceptance_refused", WHY, "不予受理通知书", "不符合规划"),
    ("correction_asked", {"materials": ["proposal", "application"]}, "一次性告知书", "1. 审批申请文件"),
    ("mandate_given", {"assistant": "马专员"}, "代办委托书", "委托马专员代为办理"),
]  # fmt: skip


@pytest.mark.parametrize(("kind", "args", "title", "words"), BEFORE)
def test_each_step_before_acceptance_writes_its_paper(book, kind, args, title, words):
    case = a_case(book)
    step(book.li, case, kind, the(10), paper="7号", args=args)
    found = kept(case, kind)[0]
    assert found.title == title
    assert words in "".join(found.lines) or words.startswith("1.")


def test_the_receipt_names_what_came(book):
    found = kept(a_case(book, materials=["proposal"]), "received")[0]
    assert found.title == "收件回执"
    assert "1. 项目建议书" in found.lines


def test_permits_that_are_taken_back_have_their_decisions(book):
    for kind, title in (("recalled", "撤回行政许可决定书"), ("revoked", "撤销行政许可决定书")):
        case = open_case(book)
        step(book.li, case, "approved", the(10), paper="许准1号")
        step(book.li, case, kind, the(11), paper="撤1号", args=WHY)
        assert kept(case, kind)[0].title == title


def test_a_delivered_case_has_its_proof_and_its_closing_note(book):
    case = open_case(book)
    step(book.li, case, "approved", the(10), paper="许准1号")
    step(book.li, case, "delivered", the(11), paper="送1号", args={"how": "电子送达"})
    proof, closing = kept(case, "delivered")
    assert "电子送达" in "".join(proof.lines)
    assert closing.title == "办结单"
    assert "实际计入1个工作日" in "".join(closing.lines)


def test_an_assessment_and_a_commitment_have_theirs(book):
    assessed(book.li)
    application = filed(book.li, yes=("needs_new_land", "uses_much_energy"))
    told = Step("waived", the(9), "区评1号")
    case = applying.waive(
        by=book.li, on=TODAY, application=application, item="geological_hazard", step=told
    )
    assert kept(case, "waived")[0].title == "区域评估告知单"
    energy = received(book.li, application, "energy_review", the(9), materials=[])
    step(book.li, energy, "committed", the(9), paper="承1号", args={"materials": ["energy_report"]})
    pledge = kept(energy, "committed")[0]
    assert (pledge.title, pledge.by, pledge.head) == ("承诺书", "园区建设中心", "")


def test_a_paper_says_the_same_as_docx_and_as_pdf(li, book):
    case = open_case(book)
    place = case.events.get(kind="accepted").place
    texts = {}
    for kind in ("docx", "pdf"):
        answer = li.get(f"/approvals/{case.number}/papers/{place}/1.{kind}")
        content = io.BytesIO(b"".join(answer.streaming_content))
        if kind == "docx":
            texts[kind] = "".join(one.text for one in Document(content).paragraphs)
        else:
            texts[kind] = "".join(page.extract_text() for page in PdfReader(content).pages)
    plain = {kind: "".join(text.split()) for kind, text in texts.items()}
    one = kept(case, "accepted")[0]
    for line in (one.title, one.number, *one.lines, one.by, "2024年1月9日", one.foot):
        for text in plain.values():
            assert "".join(line.split()) in text


def test_every_paper_of_the_list_can_be_set_as_pdf_and_no_word_is_read_as_markup(book):
    case = open_case(book)
    one = kept(case, "accepted")[0]
    for title in papers.WRITERS:
        odd = papers.Paper(
            title, "#1号", "[甲]*_乙_", ("$x$ #let y = 1 <a> @b // 丙",), one.by, one.on
        )
        assert printing.as_pdf(odd).startswith(b"%PDF-")


def test_what_changes_later_does_not_change_a_paper(book):
    case = open_case(book)
    before = kept(case, "accepted")
    step(book.li, case, "pause_opened", the(10), paper="特1号", args={"pause": "hearing"})
    assert kept(case, "accepted") == before


def test_a_pause_without_its_notice_is_not_opened(book):
    case = open_case(book)
    with pytest.raises(Refused):
        step(book.li, case, "pause_opened", the(10), args={"pause": "hearing"})


def test_a_notice_of_a_pause_speaks_to_the_applicant_of_the_clock_it_stops(book):
    case = open_case(book)
    args = {"pause": "public_notice", "until": date(2024, 1, 19), "rule": "高新管规〔2022〕3号"}
    step(book.li, case, "pause_opened", the(10), paper="7号", args=args)
    said = "".join(kept(case, "pause_opened")[0].lines)
    assert "法定时限照常计算" in said and "应书面告知" not in said


def test_a_refusal_without_a_told_reason_leaves_a_line_to_write_it_on(book):
    case = open_case(book)
    event = cases.events(case.events.all())[-1]
    facts = papers.Facts(case, event, cases.item(case), ItemCase(case.item), lambda: None)
    lines = list(papers.not_taken(facts))
    assert lines[1] == f"理由：{'＿' * 12}" and "六十日内" in lines[2]


def test_a_mandate_is_signed_by_both(book):
    sign = papers.SIGNED["代办委托书"]
    assert [one[:3] for one in sign.splitlines()] == ["委托人", "受托人"]
    paper = papers.Paper("代办委托书", "1号", "局", ("文",), "甲", the(9), sign=sign)
    made = Document(io.BytesIO(printing.as_docx(paper)))
    texts = [one.text for one in made.paragraphs]
    assert any(one.startswith("受托人") for one in texts)
    pdf = PdfReader(io.BytesIO(printing.as_pdf(paper))).pages[0].extract_text()
    assert "委托人" in pdf and "受托人" in pdf
