"""Lists without case numbers: two rows of the same words are asked about, never guessed."""

from __future__ import annotations

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from tests.systems.approvals.rolls import OPEN, TODAY, book_of, counted
from zonebook.core.values import Refused
from zonebook.records.models import ApprovalCase, Person
from zonebook.records.models.door import opened
from zonebook.systems.approvals import roll
from zonebook.systems.approvals.comparing import Correction

FIRST = {**OPEN, "办件编号": ""}
SECOND = {**FIRST, "受理日期": "2024-01-30"}  # received on the same day
DECIDED = {"办结日期": "2024-02-07", "办理结果": "准予"}


def take(by, *rows, **answers):
    said = Correction(cases={f"办件台账:{row[1:]}": word for row, word in answers.items()})
    return roll.import_roll(book_of(*rows), "台账.xlsx", by=by, on=TODAY, correction=said)


@pytest.mark.parametrize("second", [FIRST, SECOND, {**FIRST, "接件日期": "2024-01-24"}])
def test_two_rows_of_the_same_words_are_asked_about_with_both_told(book, second):
    with pytest.raises(Refused) as refused:
        take(book.li, FIRST, second)
    [one] = refused.value.findings
    assert one.message.key == "approvals.roll.one_or_two" and one.message.args["row"] == 3
    assert one.message.args["first"] and one.message.args["second"]
    assert ApprovalCase.objects.count() == 0


def test_one_case_listed_twice_is_one_case(book):
    assert take(book.li, FIRST, {**FIRST, **DECIDED}, r4="one").counted() == counted(new=1, same=1)
    assert ApprovalCase.objects.count() == 1


def test_a_second_application_is_a_case_of_its_own_and_next_month_is_not_asked_about(book):
    assert take(book.li, FIRST, SECOND, r4="another").counted() == counted(new=2)
    one, two = ApprovalCase.objects.order_by("pk")
    assert take(book.li, FIRST, SECOND).counted() == counted(same=2)
    found = take(book.li, {**SECOND, **DECIDED}, FIRST)  # in another order, one decided
    assert found.counted() == counted(changed=1, same=1)
    assert [line.case for line in found.lines] == [two, one]
    assert not one.events.filter(kind="approved").exists()


def test_a_third_application_is_asked_about_beside_the_two_that_are_known(book):
    take(book.li, FIRST, SECOND, r4="another")
    third = {**FIRST, "受理日期": "2024-02-01"}
    with pytest.raises(Refused):
        take(book.li, FIRST, SECOND, third)
    assert take(book.li, FIRST, SECOND, third, r5="another").counted() == counted(new=1, same=2)


def test_an_application_of_another_day_is_no_correction_of_the_old_one(book):
    take(book.li, {**FIRST, **DECIDED})
    later = {**FIRST, "接件日期": "2024-02-08", "受理日期": "2024-02-09"}
    found = roll.plan(book_of(later), "台账.xlsx", TODAY)
    assert found.counted() == counted(contradicts=1)
    assert take(book.li, later, r3="another").counted() == counted(new=1)
    assert take(book.li, later).counted() == counted(same=1)
    assert ApprovalCase.objects.count() == 2


def test_the_page_shows_both_rows_and_takes_the_word(li, book):
    file = SimpleUploadedFile("台账.xlsx", book_of(FIRST, SECOND))
    page = li.post("/approvals-import", {"file": file})
    text = page.content.decode()
    assert "是一件还是两件" in text and "2024-01-29" in text and "2024-01-30" in text
    said = {"kept": page.context["kept"], "case:办件台账:4": "another"}
    again = li.post("/approvals-import", {**said, "again": "1"})
    assert again.context["counted"] == counted(new=2)
    assert 'name="case:办件台账:4" value="another"' in again.content.decode()
    assert li.post("/approvals-import", said).status_code == 302
    assert ApprovalCase.objects.count() == 2


def officer() -> str:
    return str(ApprovalCase.objects.get().officer)


@pytest.mark.parametrize("cell", ["钱多多", "李审批、王审核"])
def test_a_name_that_leads_to_nobody_takes_no_case_from_its_officer(book, cell):
    with opened():
        Person.objects.create(key="shen", name="王审核")
    take(book.li, OPEN)
    found = take(book.li, {**OPEN, **DECIDED, "经办人": cell})
    assert officer() == "李审批"
    [said] = [one for one in found.findings if one.message.key.endswith("officer_stays")]
    assert said.message.args["text"] == cell and said.message.args["rows"] == ["3"]
    assert not {one.message.key for one in found.findings} & {"approvals.roll.officer_unknown"}


def test_a_known_name_takes_the_case_over(book):
    with opened():
        Person.objects.create(key="shen", name="王审核")
    take(book.li, OPEN)
    take(book.li, {**OPEN, "经办人": "王审核"})
    assert officer() == "王审核"


def test_a_name_that_leads_to_nobody_may_still_follow_another_such(book):
    take(book.li, {**OPEN, "经办人": "钱多多"})
    take(book.li, {**OPEN, "经办人": "孙多多"})
    assert officer() == "孙多多"


def test_the_later_row_of_a_case_does_not_lose_its_officer(book):
    take(book.li, OPEN, {**OPEN, **DECIDED, "经办人": "钱多多"})
    assert officer() == "李审批"
