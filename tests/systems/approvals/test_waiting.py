"""The officer's own cases stand on the home page until their promised day."""

from __future__ import annotations

import pytest

from tests.systems.approvals.rolls import OPEN, STORY_B, TODAY, book_of
from zonebook.systems.approvals import roll, waiting

LATE = {**OPEN, "办件编号": "GX5", "申请事项名称": "朔云南停车场工程", "接件日期": "2024-01-02",
        "受理日期": "2024-01-03"}  # fmt: skip
OTHERS = {**OPEN, "办件编号": "GX6", "申请事项名称": "泓谷北消防站工程", "经办人": "别人"}


@pytest.fixture
def cases(book):
    """A delivered case, one due this week, one overdue, one of somebody else."""
    content = book_of(STORY_B, OPEN, LATE, OTHERS)
    return roll.import_roll(content, "办件台账.xlsx", by=book.li, on=TODAY)


def test_they_stand_by_their_due_day_with_the_item_and_the_page_of_the_case(li, book, cases):
    found = {one.title: one for one in waiting.items(book.li, TODAY)}
    assert set(found) == {"砚池东市政道路工程", "朔云南停车场工程"}
    assert found["砚池东市政道路工程"].group(TODAY) == "week"
    assert found["朔云南停车场工程"].group(TODAY) == "over"
    assert found["砚池东市政道路工程"].note == "政府投资项目建议书审批"
    text = li.get("/").content.decode()
    assert found["朔云南停车场工程"].address in text


def test_nobody_else_sees_them(book, cases):
    assert list(waiting.items(book.wang, TODAY)) == []
    assert list(waiting.items(book.zhao, TODAY)) == []


def test_the_search_over_everything_finds_cases_for_who_may_read_them(li, wang, cases):
    for word in ("朔云南", "GX5"):
        text = li.get("/search", {"q": word}).content.decode()
        assert "朔云南停车场工程" in text
        assert "朔云南停车场工程" not in wang.get("/search", {"q": word}).content.decode()


def test_the_number_of_a_case_opens_its_page(li, cases):
    answer = li.get("/search", {"q": "BJ-2024-000002"}, follow=True)
    assert answer.redirect_chain[-1][0] == "/approvals/BJ-2024-000002"
    assert answer.status_code == 200
