"""What a clock-regularity check asks goes to its officer first, who may answer."""

from __future__ import annotations

from django.db import connection

from tests.systems.approvals.rolls import OPEN, STORY_B, TODAY, book_of
from zonebook.records.models import ApprovalCase
from zonebook.systems.approvals import live, roll

SAME_DAY = {**OPEN, "办件编号": "GX9", "申请事项名称": "同日补正的工程", "补正告知日期": "2024-01-26",
            "补正完成日期": "2024-01-26"}  # fmt: skip


def answer(client, case, **fields):
    sent = {"kind": "answered", "on": "2024-02-18", "pattern": "correction_same_day",
            "expected": case.events.order_by("-place")[0].place, **fields}  # fmt: skip
    return client.post(f"/approvals/{case.number}/record", sent)


def test_a_hit_is_a_question_that_its_officer_answers(li, book):
    roll.import_roll(book_of(SAME_DAY, OPEN), "办件台账.xlsx", by=book.li, on=TODAY)
    case = ApprovalCase.objects.get(code="GX9")
    text = li.get("/approvals-regularity").content.decode()
    assert "补正当天告知当天完成" in text
    assert "砚池东市政道路工程" not in text
    assert answer(li, case, answer="申请人当场补正").status_code == 302
    assert "申请人当场补正" in li.get("/approvals-regularity").content.decode()
    assert "申请人当场补正" in li.get(f"/approvals/{case.number}").content.decode()


def test_an_empty_answer_is_refused(li, book):
    roll.import_roll(book_of(SAME_DAY), "办件台账.xlsx", by=book.li, on=TODAY)
    assert answer(li, ApprovalCase.objects.get(code="GX9"), answer=" ").status_code == 400


def test_a_changed_past_breaks_the_chain_and_is_found(book):
    roll.import_roll(book_of(STORY_B, OPEN), "办件台账.xlsx", by=book.li, on=TODAY)
    assert live.broken_chains() == []
    with connection.cursor() as cursor:
        drop_guard(cursor)
        cursor.execute("UPDATE case_event SET paper = 'x' WHERE kind = 'approved'")
    found = live.broken_chains()
    number = ApprovalCase.objects.get(code="GX1").number
    assert [one.where.key for one in found] == [number]


def drop_guard(cursor) -> None:
    """Take the trigger away, as somebody with the database in his hands could."""
    table = " ON case_event" if connection.vendor == "postgresql" else ""
    cursor.execute(f"DROP TRIGGER case_event_no_update{table}")
