"""The applicant's side: let in by a slip, sees the officer's sheet, hands in, answers, rates."""

from __future__ import annotations

import io
import re
import zipfile
from datetime import date
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from tests import cast
from tests.systems.approvals.projects import TODAY, filed, received, step
from tests.systems.approvals.rolls import OPEN, STORY_B, book_of
from zonebook.records.models import ApprovalCase, CaseEvent, Invitation, Rating, StoredFile
from zonebook.systems.approvals import applying, roll, slips
from zonebook.systems.approvals.actions import Step

PDF = b"%PDF-1.7\n1 0 obj\n"


def file(name: str = "材料.pdf", content: bytes = PDF) -> SimpleUploadedFile:
    return SimpleUploadedFile(name, content)


def package(*names: str) -> bytes:
    """An office file that holds some parts."""
    kept = io.BytesIO()
    with zipfile.ZipFile(kept, "w") as made:
        for name in names:
            made.writestr(name, "x")
    return kept.getvalue()


def let_in(people: Any, **holder: Any) -> Client:
    """An applicant who came in with a slip."""
    _, code = slips.issue(by=people.li, on=TODAY, **holder)
    client = Client()
    assert client.post("/my", {"code": code.lower().replace("-", " ")}).status_code == 302
    return client


def last(case: ApprovalCase) -> int:
    return applying.state_last(case)


@pytest.fixture
def waiting(book) -> ApprovalCase:
    """A case whose applicant was asked to correct two materials."""
    case = received(book.li, filed(book.li), "project_proposal", date(2024, 2, 6))
    step(book.li, case, "correction_asked", date(2024, 2, 7), paper="补告1号",
         args={"materials": ["proposal", "funding_opinion"]})  # fmt: skip
    return case


def test_a_code_lets_in_and_only_its_digest_is_kept(book):
    slip, code = slips.issue(by=book.li, on=TODAY, application=filed(book.li))
    assert re.fullmatch(r"[2-9A-Z]{4}-[2-9A-Z]{4}-[2-9A-Z]{4}", code)
    assert code.replace("-", "") not in str(Invitation.objects.values().get(pk=slip.pk))
    client = Client()
    assert client.post("/my", {"code": "AAAA-BBBB-CCCC"}).status_code == 403
    assert client.post("/my", {"code": code}).status_code == 302
    assert "砚池东检验检测楼工程" in client.get("/my").content.decode()


def test_a_slip_ends_on_its_day_or_when_it_is_withdrawn(book):
    from zonebook.core.values import Refused
    from zonebook.records import write

    slip, code = slips.issue(by=book.li, on=TODAY, application=filed(book.li))
    assert slips.let_in(code, TODAY) == slip.person
    with pytest.raises(Refused):
        slips.let_in(code, slip.to_on)
    with write.batch(by=book.li, on=TODAY, kind="edit", why="遗失") as writing:
        writing.withdraw(slip, why="遗失")
    with pytest.raises(Refused):
        slips.let_in(code, TODAY)


def test_officer_and_applicant_see_the_same_sheet(li, book):
    application = filed(book.li)
    case = received(book.li, application, "project_proposal", date(2024, 1, 26))
    step(book.li, case, "accepted", date(2024, 1, 29), paper="受1号")
    step(book.li, case, "pause_opened", date(2024, 2, 1), paper="特告1号",
         args={"pause": "expert_review", "until": date(2024, 2, 6)})  # fmt: skip
    pages = [li.get(f"/approvals/{case.number}"),
             let_in(book, application=application).get(f"/my/cases/{case.number}")]  # fmt: skip
    sheets = [re.search(r'<section id="sheet".*?</section>', one.content.decode(), re.S)[0]
              for one in pages]  # fmt: skip
    assert sheets[0] == sheets[1]
    assert "校验码" in sheets[0]


def test_somebody_elses_case_is_closed_to_an_applicant(book, waiting):
    other = let_in(book, application=filed(book.li, title="别的项目"))
    for path in (f"/my/cases/{waiting.number}", f"/my/applications/{waiting.application.number}",
                 f"/approvals/{waiting.number}", "/approvals", "/applications"):  # fmt: skip
        assert other.get(path).status_code == 403
    count = CaseEvent.objects.count()
    sent = {"material": "proposal", "expected": last(waiting), "file": file()}
    assert other.post(f"/my/cases/{waiting.number}/hand-in", sent).status_code == 403
    assert other.get(f"/my/cases/{waiting.number}/papers/1/1.docx").status_code == 403
    assert CaseEvent.objects.count() == count


def test_an_applicants_home_is_their_cases_and_no_office_stands_beside_a_closed_page(book, waiting):
    client = let_in(book, application=waiting.application)
    assert client.get("/").url == "/my"
    closed = client.get("/figures").content.decode()
    assert (
        'href="/my"' in closed
        and 'href="/figures"' not in closed
        and 'action="/search"' not in closed
    )


def test_a_correction_is_made_once_all_that_was_asked_has_come(book, waiting):
    client = let_in(book, application=waiting.application)
    address = f"/my/cases/{waiting.number}/hand-in"
    assert "项目建议书" in client.get(f"/my/cases/{waiting.number}").content.decode()
    sent = {"material": "proposal", "expected": last(waiting), "file": file()}
    assert client.post(address, sent).status_code == 302
    kinds = list(waiting.events.order_by("place").values_list("kind", flat=True))
    assert kinds == ["received", "correction_asked", "supplied"]
    sent = {
        "material": "funding_opinion",
        "expected": last(waiting),
        "file": file("资金.png", b"\x89PNG\r\n\x1a\n"),
    }
    client.post(address, sent)
    kinds = list(waiting.events.order_by("place").values_list("kind", flat=True))
    assert kinds[-2:] == ["supplied", "correction_made"]
    sha = waiting.events.filter(kind="supplied")[0].args["sha"]
    got = client.get(f"/my/cases/{waiting.number}/files/{sha}")
    assert b"".join(got.streaming_content) == PDF
    assert "attachment" in got.headers["Content-Disposition"]


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("程序.pdf", b"MZ\x90\x00\x03"),
        ("页面.pdf", b"<html><script>1</script>"),
        ("宏.docx", package("word/document.xml", "word/vbaProject.bin")),
        ("压缩包.pdf", package("a.txt")),
        ("太大.pdf", PDF + b"0" * (20 * 1024 * 1024)),
    ],
)
def test_a_forbidden_upload_is_refused_with_its_reason_and_nothing_is_written(
    book, waiting, name, content
):
    client = let_in(book, application=waiting.application)
    count = CaseEvent.objects.count(), StoredFile.objects.count()
    sent = {"material": "proposal", "expected": last(waiting), "file": file(name, content)}
    answer = client.post(f"/my/cases/{waiting.number}/hand-in", sent)
    assert answer.status_code == 400
    assert name in answer.content.decode()
    assert (CaseEvent.objects.count(), StoredFile.objects.count()) == count


@pytest.mark.parametrize("part", ["word/document.xml", "xl/workbook.xml"])
def test_office_files_are_taken_by_their_content(book, waiting, part):
    client = let_in(book, application=waiting.application)
    sent = {"material": "proposal", "expected": last(waiting), "file": file("x.bin", package(part))}
    assert client.post(f"/my/cases/{waiting.number}/hand-in", sent).status_code == 302


def test_an_applicant_applies_for_an_item_with_its_files(book):
    application = filed(book.li)
    client = let_in(book, application=application)
    address = f"/my/applications/{application.number}/apply"
    nothing = client.post(address, {"item": "project_proposal"})
    assert (nothing.status_code, ApprovalCase.objects.count()) == (400, 0)
    sent = {"item": "project_proposal", "file_application": file(), "file_proposal": file()}
    assert client.post(address, sent).status_code == 302
    case = ApprovalCase.objects.get()
    kinds = list(case.events.order_by("place").values_list("kind", flat=True))
    assert kinds == ["received", "supplied", "supplied"]
    page = client.get(f"/my/cases/{case.number}").content.decode()
    assert "收件回执" in page and "资金来源意见" in page


def test_a_gap_is_cured_by_the_applicant(book):
    application = filed(book.li)
    case = received(book.li, application, "project_proposal", date(2024, 1, 26),
                    materials=["application", "proposal"])  # fmt: skip
    step(
        book.li,
        case,
        "accepted",
        date(2024, 2, 7),
        paper="容1号",
        args={"gaps": ["funding_opinion"]},
    )
    client = let_in(book, application=application)
    sent = {"material": "funding_opinion", "expected": last(case), "file": file()}
    client.post(f"/my/cases/{case.number}/hand-in", sent)
    assert case.events.order_by("-place")[0].kind == "gap_cured"
    late = {"material": "proposal", "expected": last(case), "file": file()}
    assert client.post(f"/my/cases/{case.number}/hand-in", late).status_code == 400


def test_a_finished_case_is_rated_once_and_the_rating_stands_in_its_register(book):
    application = filed(book.li)
    case = received(book.li, application, "project_proposal", date(2024, 1, 26))
    client = let_in(book, application=application)
    for kind in ("accepted", "approved", "delivered"):
        step(book.li, case, kind, date(2024, 2, 7), paper="1号")
    sent = {"grade": "satisfied", "note": "很快", "expected": last(case)}
    assert client.post(f"/my/cases/{case.number}/rate", sent).status_code == 302
    rating = Rating.objects.get()
    assert (rating.grade, rating.case_no, rating.content) == ("satisfied", case.number, "很快")
    sent["expected"] = last(case)
    assert client.post(f"/my/cases/{case.number}/rate", sent).status_code == 400
    assert Rating.objects.count() == 1


def test_an_enterprises_slip_opens_all_its_cases_while_its_grant_holds(book):
    entity = cast.enter(book, cast.lantai())[0]
    application = filed(book.li, entity=entity, applicant=entity.name)
    client = let_in(book, entity=entity)
    assert application.number in client.get("/my").content.decode()
    from zonebook.records.models.door import opened

    with opened():
        entity.grants.update(from_on=date(2024, 1, 1), to_on=TODAY)
    assert client.get(f"/my/applications/{application.number}").status_code == 403


def test_an_assistant_acts_while_the_mandate_runs_and_keeps_a_log(book, wang):
    application = filed(book.li)
    case = received(book.li, application, "project_proposal", date(2024, 2, 6))
    assert wang.get(f"/my/cases/{case.number}").status_code == 403
    given = {"assistant": book.wang.name, "person": book.wang.key}
    applying.mandate(by=book.li, on=TODAY, application=application, items=[case.item],
                     step=Step("mandate_given", date(2024, 2, 6), "代1号", given))  # fmt: skip
    assert application.title in wang.get("/my").content.decode()
    sent = {"note": "陪同踏勘现场", "expected": last(case)}
    assert wang.post(f"/my/cases/{case.number}/log", sent).status_code == 302
    applying.hand_back(by=book.li, on=TODAY, application=application,
                       step=Step("mandate_ended", TODAY))  # fmt: skip
    sent["expected"] = last(case)
    assert wang.post(f"/my/cases/{case.number}/log", sent).status_code == 403


def test_the_home_of_an_applicant_says_what_to_supply_under_which_notice(book, waiting):
    client = let_in(book, application=waiting.application)
    text = client.get("/my").content.decode()
    assert "补正：" in text and "补告1号" in text and "去提交" in text
    assert f'href="/my/cases/{waiting.number}#f-proposal"' in text
    english = client.get("/my", headers={"accept-language": "en"}).content.decode()
    assert "Make good:" in english and "approvals.wait" not in english


def test_an_owed_material_stands_with_its_day_and_late_ones_first(book):
    case = received(book.li, filed(book.li), "project_proposal", date(2024, 1, 3))
    gaps = {"gaps": ["funding_opinion"], "due_on": date(2024, 1, 10)}
    step(book.li, case, "accepted", date(2024, 1, 4), paper="受1号", args=gaps)
    page = let_in(book, application=case.application).get("/my")
    [owed] = [one for one in page.context["waits"] if one.until]
    assert (str(owed.until), owed.is_late) == ("2024-01-10", True)
    assert page.context["waits"][0] == owed
    assert f"/my/cases/{case.number}#f-funding_opinion" in page.content.decode()


def test_what_may_be_applied_for_next_is_named_and_leads_to_its_open_form(book):
    client = let_in(book, application=filed(book.li))
    [one] = client.get("/my").context["waits"]
    assert "项目建议书" in one.what and "#take-" in one.address
    forms = re.findall('<details class="take" id="(.*?)"( open)?>', html(client, one.address))
    assert [key for key, is_open in forms if is_open] == [one.address.partition("#")[2]]
    assert len(forms) > 1


def html(client, address):
    return client.get(address).content.decode()


def test_a_case_of_a_list_stands_with_its_state_and_its_day(book):
    roll.import_roll(book_of(OPEN, {**STORY_B, "送达日期": ""}), "台账.xlsx", by=book.li, on=TODAY)
    client = let_in(book, case=ApprovalCase.objects.get(code="GX2"))
    page = client.get("/my")
    assert "部门受理" in page.content.decode() and "2024年2月" in page.content.decode()
    assert page.context["waits"] == []
    decided = let_in(book, case=ApprovalCase.objects.get(code="GX1")).get("/my")
    assert [one.does for one in decided.context["waits"]] == ["去查看"]


def test_what_may_be_rated_does_not_stand_before_what_is_waited_for(book):
    roll.import_roll(book_of(OPEN, STORY_B), "台账.xlsx", by=book.li, on=TODAY)
    page = let_in(book, case=ApprovalCase.objects.get(code="GX1")).get("/my")
    assert page.context["waits"] == []
    assert [one.does for one in page.context["rates"]] == ["去评价"]
    assert "#rating" in page.content.decode()
