"""An office's list becomes events; nobody types a case twice."""

from __future__ import annotations

import pytest

from tests.systems.approvals.rolls import OPEN, STORY_B, TODAY, book_of, counted
from zonebook.core.procedures.case import fold
from zonebook.core.procedures.clocks import clocks
from zonebook.core.values import Refused
from zonebook.records import undo
from zonebook.records.models import ApprovalCase, Batch, CaseEvent
from zonebook.systems.approvals import book as cases
from zonebook.systems.approvals import reads, roll


def take(by, *rows, **more):
    return roll.import_roll(book_of(*rows), "办件台账.xlsx", by=by, on=TODAY, **more)


def kinds(code: str) -> list[str]:
    rows = CaseEvent.objects.filter(case__code=code).order_by("place")
    return [row.kind for row in rows]


def test_a_row_becomes_a_case_with_its_chain_of_events(book):
    found = take(book.li, STORY_B)
    assert found.counted() == counted(new=1)
    assert kinds("GX1") == [
        *("received", "window_accepted", "accepted", "pause_opened", "pause_opened"),
        *("pause_ended", "pause_ended", "approved", "delivered"),
    ]
    case = ApprovalCase.objects.get(code="GX1")
    assert (case.item, case.procedure) == ("feasibility_report", "government_investment")
    assert cases.broken_links(case.events.all()) == []


def test_story_b_is_due_on_31_october_with_the_limit_of_the_zone(book):
    take(book.li, STORY_B)
    case = ApprovalCase.objects.get(code="GX1")
    rules = cases.rules(case.procedure, papers=False)
    folded = fold(cases.events(case.events.all()), rules)
    found = {one.limit.clock: one
             for one in clocks(folded, case.item, rules, reads.calendar(), TODAY)}  # fmt: skip
    legal, promised = found["legal"], found["promised"]
    assert promised.limit.days in (11, 15)  # 15 without the zone's own limits
    assert legal.limit.days == 20
    assert str(legal.due_on) == "2023-11-08"


def test_the_same_list_again_adds_nothing(book):
    take(book.li, STORY_B, OPEN)
    batches = Batch.objects.count()
    assert take(book.li, STORY_B, OPEN).counted()["same"] == 2
    assert Batch.objects.count() == batches


def test_a_later_list_adds_only_what_happened_since(book):
    take(book.li, OPEN)
    later = {**OPEN, "办结日期": "2024-02-07", "办理结果": "准予"}
    assert take(book.li, later).counted()["changed"] == 1
    assert kinds("GX2") == ["received", "window_accepted", "accepted", "approved"]


@pytest.mark.parametrize(
    ("changes", "key", "cell"),
    [
        ({"审批事项": "占用月球审批"}, "approvals.roll.no_item", "C3"),
        ({"特别程序一结束日期": "2023-10-08"}, "roll.pause_reversed", "M3"),
        ({"办理结果": "待定"}, "roll.unknown_decision", "R3"),
        ({"接件日期": "2023-09-25"}, "case.too_early", "J3"),
        ({"办结日期": "2023-10-19"}, "case.pause_open", "Q3"),
        ({"送达日期": "2024-03-01"}, "workbooks.day_in_future", "S3"),
    ],
)
def test_a_row_that_contradicts_itself_is_refused_with_its_cell(book, changes, key, cell):
    with pytest.raises(Refused) as refused:
        take(book.li, {**STORY_B, **changes}, OPEN)
    assert (key, cell) in {(one.message.key, one.where.key) for one in refused.value.findings}
    assert ApprovalCase.objects.count() == 0


def test_good_rows_may_be_taken_without_the_refused_ones(book):
    found = take(book.li, {**STORY_B, "办理结果": "待定"}, OPEN, skip_refused=True)
    assert found.counted() == counted(new=1, refused=1)


def test_an_import_can_be_taken_back(book):
    take(book.li, STORY_B)
    undo.undo(Batch.objects.get(kind="import"), by=book.li, on=TODAY)
    case = ApprovalCase.objects.get(code="GX1")
    assert case.withdrawn_on == TODAY
    rows = list(case.events.all())
    assert cases.broken_links(rows) == []
    assert fold(cases.events(rows), cases.rules(case.procedure, papers=False)).items == {}


def test_who_may_not_write_imports_nothing(book):
    with pytest.raises(Refused) as refused:
        take(book.wang, OPEN)
    assert refused.value.findings[0].message.key == "permissions.no_write"
