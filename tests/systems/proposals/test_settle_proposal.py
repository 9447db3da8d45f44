"""Each column has one owning office; another office's differing value is a proposal, not a write."""

from __future__ import annotations

from datetime import date

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from tests import cast
from zonebook.core.catalog import shipped
from zonebook.core.values import Refused
from zonebook.records import registers, write
from zonebook.records.models import Audit, Draft, Entity, Grant, Office, Project, Proposal
from zonebook.records.workbooks import commit
from zonebook.records.workbooks.answers import Answers
from zonebook.records.workbooks.dryrun import Asking
from zonebook.systems.proposals import actions

CERTIFICATES = """\
企业名称,统一社会信用代码,证书编号,资格类别,认定日期
兰泰疫苗有限公司,{},GR1,高企,2022-10-12
"""
PROJECTS = "项目名称,开工日期\n冷链中心,{}\n"


def take(by, text: str, register: str, propose: bool = True):
    asking = Asking(by, cast.TODAY, shipped(), Answers(propose=propose))
    return commit.import_file(
        text.encode(), "表.csv", asking, register=registers.get(register), commit=True
    )


@pytest.fixture
def code(book) -> Proposal:
    """Wang's certificates give Lantai a credit code, a column that registration keeps."""
    cast.enter(book, cast.lantai(credit_code=None))
    take(book.wang, CERTIFICATES.format(cast.LANTAI_CODE), "certificate")
    return Proposal.objects.get()


def refusal(act, *args, **named) -> str:
    with pytest.raises(Refused) as refused:
        act(*args, **named)
    return refused.value.findings[0].message.key


def test_nothing_is_written_until_its_owner_says_so(book, code):
    assert Entity.objects.get().credit_code is None
    actions.accept(code.pk, by=book.li, on=cast.TODAY)
    assert Entity.objects.get().credit_code == cast.LANTAI_CODE
    row = Audit.objects.filter(noun="entity").latest("pk")
    assert (row.batch.by.key, row.after) == ("li", {"credit_code": cast.LANTAI_CODE})
    assert "王招商" in row.why
    code.refresh_from_db()
    assert (code.answer, code.answered_in) == ("accepted", row.batch)


def test_what_is_declined_stays_with_its_reason(book, code):
    assert (
        refusal(actions.decline, code.pk, by=book.li, on=cast.TODAY, why=" ") == "form.why_needed"
    )
    actions.decline(code.pk, by=book.li, on=cast.TODAY, why="代码抄错")
    assert Entity.objects.get().credit_code is None
    code.refresh_from_db()
    assert (code.answer, code.answered_in.why) == ("declined", "代码抄错")


@pytest.mark.parametrize("who", ["wang", "zhao"])
def test_only_the_owner_settles_it(book, code, who):
    person = getattr(book, who)
    assert refusal(actions.accept, code.pk, by=person, on=cast.TODAY) == "permissions.no_write"
    key = refusal(actions.decline, code.pk, by=person, on=cast.TODAY, why="不要")
    assert key == "permissions.no_write" and not Proposal.objects.get().answer


def test_it_is_settled_once(book, code):
    actions.accept(code.pk, by=book.li, on=cast.TODAY)
    assert refusal(actions.accept, code.pk, by=book.li, on=cast.TODAY) == "proposals.settled"
    assert refusal(actions.accept, 99, by=book.li, on=cast.TODAY) == "desk.no_such_proposal"


def test_a_value_that_contradicts_the_book_is_refused_and_waits_on(book, code):
    with write.batch(by=book.li, on=cast.TODAY, kind="edit") as batch:
        batch.add(Entity, cast.newcomer(credit_code=cast.LANTAI_CODE))
    key = refusal(actions.accept, code.pk, by=book.li, on=cast.TODAY)
    assert key == "proposals.against_constraint" and not Proposal.objects.get().answer


@pytest.fixture
def builders(book):
    """Promotion does not keep the days of building: they belong to projects, which Li keeps here."""
    with write.bookkeeping():
        Grant.objects.filter(system="projects", verb="write").update(
            office=Office.objects.get(key="approvals")
        )
    with write.batch(by=book.wang, on=cast.TODAY, kind="edit") as batch:
        batch.add(Project, {"name": "冷链中心"})
    return book


def started() -> list[date]:
    rows = Project.objects.get().events.filter(kind="started", voids=None, voided_by=None)
    return [one.occurred_on for one in rows]


def test_a_day_that_something_happened_is_proposed_and_accepted_too(builders):
    take(builders.wang, PROJECTS.format("2023年5月6日"), "project")
    assert started() == []
    actions.accept(Proposal.objects.get().pk, by=builders.li, on=cast.TODAY)
    assert started() == [date(2023, 5, 6)]
    take(builders.wang, PROJECTS.format("2023年6月"), "project")
    last = Proposal.objects.latest("pk")
    actions.accept(last.pk, by=builders.li, on=cast.TODAY)
    assert started() == [date(2023, 6, 1)]
    assert (
        Project.objects.get().events.get(voided_by=None, voids=None).occurred_on_precision
        == "month"
    )


def test_the_page_shows_it_to_the_owner_and_the_outcome_to_who_asked(li, wang, zhao, code):
    text = li.get("/proposals").content.decode()
    assert "兰泰疫苗有限公司" in text and cast.LANTAI_CODE in text and "王招商" in text
    assert (
        "采纳"
        not in wang.get("/proposals").content.decode().split("<h1>")[1].split("</h1>")[1][200:]
    )
    assert zhao.get("/proposals").status_code == 403
    assert "建议" in li.get("/").content.decode()
    assert li.post(f"/proposals/{code.pk}/decline", {"why": "抄错"}).status_code == 302
    assert "抄错" in wang.get("/proposals").content.decode()
    assert wang.post(f"/proposals/{code.pk}/accept").status_code in (400, 403)


def test_a_dropped_sheet_can_be_put_before_the_owner(book, wang):
    cast.enter(book, cast.lantai(credit_code=None))
    sheet = CERTIFICATES.format(cast.LANTAI_CODE).encode()
    wang.post("/import", {"file": SimpleUploadedFile("表.csv", sheet), "register": "certificate"})
    draft = Draft.objects.get()
    assert "作为建议转交" in wang.get(f"/import/{draft.pk}").content.decode()
    text = wang.post(
        f"/import/{draft.pk}/answers", {"propose": "yes"}, follow=True
    ).content.decode()
    assert "作为建议转交" not in text
    digest = text.split('name="digest" value="')[1][:16]
    wang.post(f"/import/{draft.pk}/commit", {"digest": digest, "sheet": ""})
    assert Proposal.objects.get().value == cast.LANTAI_CODE
