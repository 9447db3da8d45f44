"""红黄绿灯: investment against the schedule, milestones against their days, and what is unknown."""

from __future__ import annotations

from datetime import date

import pytest

from zonebook.core.catalog import Catalog
from zonebook.core.lights import Plan, Report, Step, due, light
from zonebook.core.period import KnownDay, Period
from zonebook.core.say import Sentences
from zonebook.core.values import Ref

WAN = 10**6  # fen
RULE = Catalog().kind("lights")["project"]
TODAY = date(2023, 8, 10)  # seven months are over: the schedule asks for 7/12, 58.3 %
HERE = Ref("record", "X")


def plan(wan: int = 1_200, version: int = 1, year: int = 2023) -> Plan:
    return Plan(year, version, wan * WAN, HERE)


def months(*wan: int | None, first: int = 2, problem: str = "") -> list[Report]:
    return [
        Report(date(2023, first + i, 1), None if one is None else one * WAN, HERE, problem)
        for i, one in enumerate(wan)
    ]


def step(planned: str, actual: str = "", precision: str = "day") -> Step:
    day = KnownDay(date.fromisoformat(planned), precision)  # type: ignore[arg-type]
    return Step("竣工", day, date.fromisoformat(actual) if actual else None, HERE)


def said(one) -> str:
    sentences = Catalog().sentences
    return "；".join(sentences.say(reason) for reason in one.because)


@pytest.mark.parametrize(
    ("done", "colour"),
    [
        (700, "green"),
        (581, "green"),
        (580, "yellow"),
        (340, "yellow"),
        (339, "red"),
        (1_300, "green"),
    ],
)
def test_investment_is_yellow_from_ten_points_behind_and_red_beyond_thirty(done, colour):
    # 58.33 % is asked for; of 1,200 a tenth is 120: 700 on schedule, 580 ten points, 340 thirty
    found = light(RULE, [plan()], months(done), [], TODAY)
    assert found.colour == colour
    assert found.parts[0].colour == colour and found.parts[1].colour == "unknown"


def test_the_newest_version_of_the_plan_counts():
    found = light(RULE, [plan(), plan(600, version=2)], months(350), [], TODAY)
    assert found.colour == "green"
    assert "第2版" in Sentences(Catalog().sentences.rows).say(found.because[0].because[0])


def test_a_month_without_a_report_counts_nothing_and_is_named():
    found = light(RULE, [plan()], months(300, None, 200), [], TODAY)
    told = [Catalog().sentences.say(one) for one in found.because[0].because]
    assert "3、5、6、7月没有填报，按未完成计" in told
    assert found.colour == "yellow"


def test_without_a_plan_or_a_report_it_cannot_be_judged():
    for plans, reports in ([[], months(100)], [[plan()], []], [[plan(year=2022)], months(100)]):
        found = light(RULE, plans, reports, [], TODAY)
        assert found.colour == "unknown", found


@pytest.mark.parametrize(
    ("planned", "actual", "precision", "colour"),
    [
        ("2023-08-10", "", "day", "green"),
        ("2023-08-09", "", "day", "yellow"),
        ("2023-05-12", "", "day", "yellow"),
        ("2023-05-11", "", "day", "red"),
        ("2023-05-11", "2023-08-10", "day", "green"),
        ("2023-05-11", "2023-08-11", "day", "red"),
        ("2023-08-01", "", "month", "green"),
        ("2023-07-01", "", "month", "yellow"),
    ],
)
def test_a_step_is_late_from_the_day_after_the_last_that_its_plan_may_mean(
    planned, actual, precision, colour
):
    assert light(RULE, [], [], [step(planned, actual, precision)], TODAY).colour == colour


def test_the_heavier_light_decides_and_says_why():
    found = light(RULE, [plan()], months(700), [step("2023-01-01"), step("2024-01-01")], TODAY)
    assert found.colour == "red"
    assert said(found) == "1个节点过期未完成，最长221天"
    assert found.next_step is not None and str(found.next_step.planned) == "2024-01-01"


def test_a_reason_that_the_unit_gave_stands_beside_a_light_that_is_not_green():
    late = light(RULE, [plan()], months(400, problem="冬歇期"), [], TODAY)
    well = light(RULE, [plan()], months(900, problem="冬歇期"), [], TODAY)
    assert (late.colour, late.problem, well.problem) == ("yellow", "冬歇期", "")


@pytest.mark.parametrize(
    ("on", "span"),
    [
        (date(2024, 2, 18), Period.year(2023)),
        (date(2024, 1, 5), Period.year(2023)),
        (date(2024, 3, 1), Period(date(2024, 1, 1), date(2024, 3, 1))),
        (date(2023, 12, 31), Period(date(2023, 1, 1), date(2023, 12, 1))),
    ],
)
def test_reports_are_due_up_to_the_last_month_that_is_over(on, span):
    assert due(on, 2) == span
