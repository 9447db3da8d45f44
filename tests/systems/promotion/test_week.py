"""招商周报: since a Monday, what is new, moved on, signed, dropped, and what began to stand still."""

from __future__ import annotations

from datetime import date

import pytest

from tests import cast
from tests.systems.conftest import signed_in
from zonebook.records import write
from zonebook.records.models import Project, ProjectEvent, Signing
from zonebook.systems.promotion import weeks

YI = 10**8 * 100  # fen
STAGES = {
    "砚池车间": ("招商一组", [("lead", date(2024, 2, 6))]),
    "河洲中试": ("招商二组", [("lead", date(2024, 1, 4)), ("negotiating", date(2024, 2, 7))]),
    "金穗展厅": ("招商二组", [("negotiating", date(2023, 12, 1)), ("signed", date(2024, 2, 8))]),
    "云祥冷链": ("招商三组", [("lead", date(2023, 12, 8))]),  # 60 days end on 6 February
    "泉湾物流": ("招商三组", [("lead", date(2023, 11, 9)), ("started", date(2023, 11, 20))]),
    "陇原数据": ("招商一组", [("lead", date(2023, 1, 9)), ("dropped", date(2024, 2, 9))]),
    "星原文旅": ("招商一组", [("registered", date(2023, 11, 10))]),  # 90 days end on 8 February
}


@pytest.fixture
def projects(book) -> dict[str, Project]:
    """Seven projects with what happened to them, and one contract."""
    with write.batch(by=book.wang, on=cast.TODAY, kind="edit", why="test") as batch:
        rows = [{"name": name, "group": group} for name, (group, _) in STAGES.items()]
        found = {one.name: one for one in batch.add_many(Project, rows)}
        for name, (_, steps) in STAGES.items():
            for kind, on in steps:
                event = {"project": found[name], "kind": kind, "occurred_on": on}
                batch.add(ProjectEvent, event)
        contract = {"kind": "contract", "signed_on": date(2024, 2, 8), "amount_fen": 2 * YI}
        batch.add(Signing, {"project": found["金穗展厅"], "group": "招商二组", **contract})
    return found


def told(week: weeks.Week) -> dict[str, list[str]]:
    """The projects of each section."""
    return {one.key: [line.project for line in one.lines] for one in week.sections}


def test_a_week_says_what_is_new_moved_on_signed_dropped_and_stood_still(projects):
    week = weeks.week(cast.TODAY, "2024-02-05")
    assert told(week) == {
        "new": ["砚池车间"],
        "further": ["河洲中试"],
        "signed": ["金穗展厅"],
        "dropped": ["陇原数据"],
        "stalled": ["云祥冷链", "星原文旅"],
    }
    assert (week.first, week.last) == (date(2024, 2, 5), date(2024, 2, 11))
    assert week.working == 5  # the Spring Festival began on Saturday
    signed = week.sections[2].lines[0]
    assert signed.amount == "20,000万元"


def test_it_begins_on_the_last_monday_before_today(projects):
    assert weeks.week(cast.TODAY).first == date(2024, 2, 12)  # today is a Sunday
    monday = weeks.week(date(2024, 2, 19))
    assert (monday.first, monday.last) == (date(2024, 2, 12), date(2024, 2, 18))
    assert weeks.week(cast.TODAY).later == ""  # no week has begun after it
    assert weeks.week(cast.TODAY).earlier == "?from=2024-02-05"


@pytest.mark.parametrize(
    "begin", ["", "瞎写", "2024-13-01", "2031-01-06", "1999-01-04", "0001-01-01"]
)
def test_a_day_that_is_none_has_not_come_or_no_calendar_knows_shows_the_week_of_today(
    projects, begin
):
    assert weeks.week(cast.TODAY, begin).first == date(2024, 2, 12)


def test_a_group_sees_its_own(projects):
    week = weeks.week(cast.TODAY, "2024-02-07", "招商一组")
    assert told(week)["new"] == ["砚池车间"] and told(week)["signed"] == []
    assert told(week)["stalled"] == ["星原文旅"]
    assert [one.text for one in week.groups] == ["招商一组", "招商二组", "招商三组"]
    assert [one.chosen for one in week.groups] == [True, False, False]


def test_a_project_stands_still_until_something_happens_to_it(projects):
    standing = weeks.week(cast.TODAY).standing.lines
    assert [one.project for one in standing] == ["云祥冷链", "星原文旅"]  # 泉湾物流 is being built
    before = weeks.week(cast.TODAY, "2024-01-29").standing.lines
    assert [one.project for one in before] == ["陇原数据", "金穗展厅"]


def test_a_voided_stage_and_a_month_without_a_day_are_not_told(book, projects):
    with write.batch(by=book.wang, on=cast.TODAY, kind="edit", why="test") as batch:
        event = ProjectEvent.objects.get(project__name="砚池车间")
        batch.void(event, why="录错")
        month = {"kind": "topped_out", "occurred_on": date(2024, 2, 5)}
        one = {**month, "project": projects["泉湾物流"], "occurred_on_precision": "month"}
        batch.add(ProjectEvent, one)
    week = weeks.week(cast.TODAY, "2024-02-05")
    assert told(week)["new"] == [] and told(week)["further"] == ["河洲中试"]


def test_the_paragraph_can_go_to_the_chat_group(projects):
    text = weeks.week(cast.TODAY, "2024-02-05").text
    assert "（2024年2月5日至2024年2月11日）" in text
    assert "签约1个：金穗展厅（正式合同20,000万元，2024年2月8日）" in text
    quiet = weeks.week(cast.TODAY, "2023-02-06")
    assert "新转停滞2个：云祥冷链（2023年12月8日起为“招商线索”，已65天没有新进展）" in text
    assert "没有新增。没有推进。没有签约。没有终止。没有新转停滞的项目。" in quiet.text
    assert quiet.nothing.startswith("没有新增。没有推进。")


def test_the_page_is_open_to_whoever_reads_promotion(book, projects):
    page = signed_in(book.wang).get("/week?from=2024-02-05").content.decode()
    assert "招商周报" in page and "金穗展厅" in page and 'href="?from=2024-01-29"' in page
    english = signed_in(book.wang)
    english.cookies.load({"django_language": "en"})
    assert "Week of promotion" in english.get("/week").content.decode()
    assert signed_in(book.zhao).get("/week").status_code == 403
