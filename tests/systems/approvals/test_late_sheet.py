"""The sheet of a case that is late: the days by which it is late are counted on to today."""

from __future__ import annotations

import re
from datetime import date

from tests.systems.approvals.rolls import OPEN, TODAY, book_of
from zonebook.core.catalog import shipped
from zonebook.core.procedures.deadline import Limit, deadline
from zonebook.core.procedures.pauses import read_pauses
from zonebook.core.workdays import read_calendar
from zonebook.records.models import ApprovalCase
from zonebook.systems.approvals import roll

LATE = {**OPEN, "接件日期": "2024-01-02", "受理日期": "2024-01-03"}


def taken(book, *rows) -> ApprovalCase:
    roll.import_roll(book_of(*rows), "办件台账.xlsx", by=book.li, on=TODAY)
    return ApprovalCase.objects.get()


def late_days(text: str) -> list[str]:
    """The numbers of the days that the table marks as late."""
    return re.findall(r'<tr class="counted late[^"]*">.*?<td class="n">(\d+)', text)


def test_every_day_by_which_an_open_case_is_late_is_shown_up_to_today(li, book):
    case = taken(book, LATE)
    page = li.get(f"/approvals/{case.number}")
    text, clock = page.content.decode(), page.context["sheet"].found
    assert clock.left < 0 and f"超出{-clock.left}个" in text
    assert list(map(int, late_days(text))) == list(range(clock.limit.days + 1, clock.used + 1))
    assert '<tr class="counted late today">' in text


def test_a_case_that_was_decided_late_ends_its_sheet_on_its_due_day(li, book):
    case = taken(book, {**LATE, "办结日期": "2024-02-07", "办理结果": "准予"})
    assert late_days(li.get(f"/approvals/{case.number}").content.decode()) == []


def test_days_go_on_beyond_the_due_day_with_their_numbers():
    found = deadline(
        read_calendar(shipped()),
        Limit("promised", 11, "promised", "x"),
        date(2023, 9, 22),
        kinds=read_pauses(shipped()),
        on=date(2023, 10, 18),
    )
    numbers = [one.number for one in found.days_through(date(2023, 10, 18)) if one.is_counted]
    assert numbers == list(range(1, 15))
    assert found.days_through(date(2023, 10, 13)) == found.days


def test_the_section_of_a_list_stands_on_the_page_of_its_case(li, book):
    heads = "编号,项目名称,审批事项,项目类型,承办科室,承办人,受理日期\n"
    row = "A1,某路工程,政府投资项目建议书审批,政府投资,投资项目科,李审批,2024-01-29\n"
    roll.import_roll((heads + row).encode(), "台账.csv", by=book.li, on=TODAY)
    case = ApprovalCase.objects.get()
    assert case.officer == "李审批"
    text = li.get(f"/approvals/{case.number}").content.decode()
    assert "<dt>承办科室</dt><dd>投资项目科</dd>" in text
