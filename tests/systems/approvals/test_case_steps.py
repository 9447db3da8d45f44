"""Steps of a case at the desk: guarded, on paper, and never two decisions."""

from __future__ import annotations

import os
import threading
from datetime import date, datetime, timedelta, timezone

import pytest
from django.db import connection

from tests import cast
from tests.systems.approvals.rolls import OPEN, TODAY, book_of
from zonebook.core.values import Refused
from zonebook.records.models import ApprovalCase, CaseEvent
from zonebook.systems.approvals import actions, roll
from zonebook.systems.approvals import book as cases

WHY = {"reason": "与规划不符"}


def a_case(by) -> ApprovalCase:
    """A case accepted on 29 January 2024."""
    roll.import_roll(book_of(OPEN), "办件台账.xlsx", by=by, on=TODAY)
    return ApprovalCase.objects.get(code="GX2")


def step(by, case, kind, on=TODAY, expected=None, **more):
    if expected is None:
        expected = case.events.order_by("-place")[0].place
    told = actions.Step(kind, on, **more)
    return actions.record(by=by, on=TODAY, case=case, step=told, expected=expected)


def refusal(call, *args, **more) -> str:
    with pytest.raises(Refused) as refused:
        call(*args, **more)
    return refused.value.findings[0].message.key


def test_a_decision_closes_the_case_and_hangs_on_the_chain(book):
    case = a_case(book.li)
    step(book.li, case, "approved", paper="高新审许准〔2024〕1号")
    rows = list(case.events.all())
    assert rows[-1].kind == "approved"
    assert cases.broken_links(rows) == []
    assert refusal(step, book.li, case, "rejected") == "case.closed"


def test_a_changed_past_shows_in_the_chain(book):
    case = a_case(book.li)
    rows = list(case.events.order_by("place"))
    rows[0].occurred_on = date(2024, 1, 2)
    assert cases.broken_links(rows) == [1]


@pytest.mark.parametrize(
    ("kind", "more", "key"),
    [
        ("accepted", {}, "case.accepted_twice"),
        ("delivered", {}, "case.not_decided"),
        ("pause_ended", {}, "case.no_open_pause"),
        ("pause_opened", {"args": {"pause": "expert_review"}}, "case.pause_without_notice"),
        ("pause_opened", {"args": {"pause": "public_notice"}, "paper": "1号"}, "case.pause_without_rule"),
        ("pause_opened", {"args": {"pause": "nap"}}, "clock.no_such_pause"),
        ("extended", {"args": {"days": 10}}, "case.extension_not_asked"),
        ("extension_asked", {"args": {"days": 10}}, "case.lacks"),
        ("correction_asked", {"paper": "1号"}, "case.correction_empty"),
        ("approved", {"on": date(2024, 2, 19)}, "approvals.in_future"),
        ("approved", {"on": date(2024, 1, 20)}, "case.too_early"),
    ],
)  # fmt: skip
def test_a_step_that_may_not_follow_is_refused_and_nothing_is_written(book, kind, more, key):
    case = a_case(book.li)
    before = CaseEvent.objects.count()
    assert refusal(step, book.li, case, kind, **more) == key
    assert CaseEvent.objects.count() == before


def test_a_pause_needs_its_notice_and_ends(book):
    case = a_case(book.li)
    step(book.li, case, "pause_opened", args={"pause": "expert_review"}, paper="特告1号")
    assert refusal(step, book.li, case, "approved") == "case.pause_open"
    step(book.li, case, "pause_ended", args={"pause": "expert_review"})
    step(book.li, case, "approved")


def test_who_comes_second_is_told_what_the_other_did(book):
    case = a_case(book.li)
    seen = case.events.count()
    step(book.li, case, "approved")
    assert refusal(step, book.li, case, "rejected", expected=seen) == "approvals.changed_meanwhile"


def test_a_voided_step_stands_no_more_and_says_why(book):
    case = a_case(book.li)
    step(book.li, case, "approved")
    actions.void(by=book.li, on=TODAY, case=case, place=4, why="录入错误", expected=4)
    step(book.li, case, "rejected", args=WHY)
    assert cases.broken_links(case.events.all()) == []
    assert refusal(actions.void, by=book.li, on=TODAY, case=case, place=1, why="x", expected=6) == (
        "case.void_breaks"
    )


def test_somebody_elses_case_is_closed_to_outsiders(book):
    case = a_case(book.li)
    assert refusal(step, book.zhao, case, "approved") == "permissions.no_write"


def test_a_new_case_begins_with_its_receipt(book):
    values = {"title": "新道路", "procedure": "government_investment", "item": "project_proposal"}
    case = actions.open_case(by=book.li, on=TODAY, values=values, received_on=TODAY)
    step(book.li, case, "accepted", paper="受1号")
    assert [row.kind for row in case.events.order_by("place")] == [
        *("received", "window_accepted", "accepted"),
    ]


@pytest.mark.skipif(not os.environ.get("ZONEBOOK_TEST_POSTGRES"), reason="needs PostgreSQL")
@pytest.mark.django_db(transaction=True)
def test_two_officers_at_once_never_make_two_decisions(home):
    people = cast.settle()
    case = a_case(people.li)
    seen, gate, outcomes = case.events.count(), threading.Barrier(2), []

    def decide(kind: str) -> None:
        try:
            gate.wait(10)
            step(people.li, case, kind, expected=seen, args=WHY)
            outcomes.append(kind)
        except Refused as refused:
            outcomes.append(refused.findings[0].message.key)
        finally:
            connection.close()

    threads = [threading.Thread(target=decide, args=(k,)) for k in ("approved", "rejected")]
    for one in threads:
        one.start()
    for one in threads:
        one.join(30)
    decisions = [row for row in case.events.all() if row.kind in ("approved", "rejected")]
    assert len(decisions) == 1
    assert "approvals.changed_meanwhile" in outcomes


def test_a_moment_of_the_zones_clock_hangs_on_the_chain_as_the_book_keeps_it(book):
    case = a_case(book.li)
    local = datetime(2024, 2, 18, 9, 12, tzinfo=timezone(timedelta(hours=8)))
    step(book.li, case, "approved", at=local)
    assert cases.broken_links(case.events.all()) == []


@pytest.mark.parametrize("kind", ["rejected", "terminated"])
def test_whoever_is_turned_away_is_told_why_in_a_listed_case_too(book, kind):
    case = a_case(book.li)
    assert refusal(step, book.li, case, kind, paper="1号") == "case.without_reason"


@pytest.mark.parametrize(
    ("kind", "args"),
    [
        ("pause_opened", {"pause": "expert_review", "until": date(2024, 2, 10)}),
        ("gap_opened", {"material": "funding_opinion", "due_on": date(2024, 2, 17)}),
        ("mandate_given", {"assistant": "马专员", "until": date(2024, 2, 1)}),
    ],
)
def test_a_day_told_in_advance_does_not_lie_behind(book, kind, args):
    case = a_case(book.li)
    assert refusal(step, book.li, case, kind, paper="1号", args=args) == "case.day_behind"


@pytest.mark.parametrize(
    ("kind", "field"), [("pause_opened", "特别程序种类"), ("opinion_asked", "部门")]
)
def test_no_kind_is_chosen_for_the_officer(li, book, kind, field):
    case = a_case(book.li)
    page = li.get(f"/approvals/{case.number}").content.decode()
    assert '<select id="pause-pause_opened" name="pause" required><option value=""' in page
    sent = {"kind": kind, "on": "2024-02-18", "paper": "文1号", "days": "5", "expected": "3"}
    answer = li.post(f"/approvals/{case.number}/record", sent)
    assert answer.status_code == 400 and f"请先选择“{field}”" in answer.content.decode()
    assert case.events.count() == 3
