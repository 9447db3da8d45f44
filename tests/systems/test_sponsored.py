"""包抓项目: each leader's own on the home page, everybody's on a page, every light with its because."""

from __future__ import annotations

from datetime import date

import pytest

from tests import cast
from tests.systems.conftest import signed_in
from zonebook.records import write
from zonebook.records.models import (
    Milestone,
    MonthlyInvestment,
    PlanVersion,
    Project,
    Sponsorship,
)

WAN = 10_000 * 100  # fen
NAMES = ("砚池车间", "河洲中试", "云祥冷链", "金穗展厅")


@pytest.fixture
def projects(book) -> list[Project]:
    """One late by its plan, one by a milestone, one on time, one of which nothing is known."""
    with write.batch(by=book.wang, on=cast.TODAY, kind="edit", why="test") as batch:
        found = list(batch.add_many(Project, [{"name": name} for name in NAMES]))
        late, waiting, well, dark = found
        for one, wan in ((late, 600), (waiting, 1_000), (well, 990)):
            plan = {"project": one, "year": 2023, "version": 1, "amount_fen": 1_000 * WAN}
            batch.add(PlanVersion, plan)
            month = {"project": one, "month_on": date(2023, 12, 1), "amount_fen": wan * WAN}
            batch.add(MonthlyInvestment, month | {"problem": "冬歇期" if one is late else ""})
        batch.add(
            Milestone, {"project": waiting, "step": "started", "planned_on": date(2024, 2, 1)}
        )
        batch.add(Milestone, {"project": well, "step": "started", "planned_on": date(2024, 3, 1)})
        for one in (late, waiting, well, dark):
            row = {"project": one, "leader": "王招商", "office": "招商局"}
            batch.add(Sponsorship, row | {"from_on": date(2023, 1, 1)})
        gone = {"project": dark, "leader": "李审批", "to_on": date(2024, 1, 1)}
        batch.add(Sponsorship, gone)
    return found


def test_every_light_stands_with_its_project_its_leader_and_why(projects, wang):
    html = wang.get("/sponsored").content.decode()
    assert "包抓项目4个：红灯1，黄灯1，绿灯1，无法判定1" in html
    assert "完成年度计划60.0%，序时进度100.0%，落后40.0个百分点" in html
    assert "责任单位说明：冬歇期" in html
    assert "开工计划2024年2月1日，已过17天未完成" in html
    assert "2023年没有登记年度投资计划，投资进度无法判定" in html
    assert html.index("砚池车间") < html.index("河洲中试") < html.index("云祥冷链")
    assert "李审批" not in html  # whose time is over


def test_the_list_is_narrowed_to_a_colour_and_widened_again(projects, wang):
    html = wang.get("/sponsored?colour=yellow").content.decode()
    assert "河洲中试" in html and "砚池车间" not in html
    assert "包抓项目1个：红灯0，黄灯1" in html


def test_a_light_says_what_it_rests_on(projects, wang):
    html = wang.get("/sponsored").content.decode()
    for one in (*PlanVersion.objects.all(), *MonthlyInvestment.objects.all()):
        assert one.number in html


def test_a_leader_sees_their_own_on_the_home_page_and_nobody_elses(projects, book):
    html = signed_in(book.wang).get("/").content.decode()
    assert "我的包抓项目" in html and "砚池车间" in html
    with write.batch(by=book.wang, on=cast.TODAY, kind="edit", why="test") as batch:
        for one in Sponsorship.objects.filter(leader="王招商"):
            batch.change(one, {"leader": "管委会主任"})
    html = signed_in(book.wang).get("/").content.decode()
    assert "我的包抓项目" not in html


def test_the_paragraph_names_the_red_and_the_yellow(projects, wang):
    html = wang.get("/sponsored").content.decode()
    text = html.split('id="words"')[1].split("</textarea>")[0]
    assert "红灯“砚池车间”（王招商，招商局）" in text and "黄灯“河洲中试”" in text
    assert "云祥冷链" not in text


def test_who_may_not_read_projects_sees_none(projects, zhao):
    assert zhao.get("/sponsored").status_code == 403


def test_in_english_the_reasons_are_english(projects, wang):
    html = wang.get("/sponsored", headers={"accept-language": "en"}).content.decode()
    assert (
        "60.0% of the year&#x27;s plan, time schedule 100.0%: 40.0 percentage points behind" in html
    )
    assert "The unit responsible says: 冬歇期" in html


def test_it_can_be_had_as_a_long_picture(projects, wang):
    answer = wang.get("/sponsored/picture?colour=red")
    assert answer["Content-Type"] == "image/png" and answer.content.startswith(b"\x89PNG")
