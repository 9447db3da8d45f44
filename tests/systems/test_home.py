"""The home pages: a leader sees the year against its targets, an officer what is due."""

from __future__ import annotations

from datetime import date

import pytest

from tests import cast
from tests.systems.conftest import signed_in
from zonebook.records import write
from zonebook.records.models import (
    Grant,
    Office,
    Project,
    Request,
    RequestEvent,
    Signing,
    Statement,
    Target,
    Task,
)
from zonebook.records.models.door import opened

YI = 100_000_000 * 100  # fen


@pytest.fixture
def year(book):
    """2022 and 2023 with a statement, two signings and three targets."""
    with write.batch(by=book.wang, on=cast.TODAY, kind="edit", why="x", register="target") as one:
        for digits, period, indicator in (
            (3443, "2022", "gdp"),
            (3523, "2023", "gdp"),
            (62, "2023", "g_gdp"),
        ):
            one.add(Statement, stated(digits, period, indicator))
        for day, yi in ((date(2022, 5, 1), 80), (date(2023, 5, 1), 97)):
            project = one.add(Project, {"name": f"项目{day}"})
            row = {"project": project, "kind": "contract", "signed_on": day, "amount_fen": yi * YI}
            one.add(Signing, row)
        for indicator, digits, unit, office in (
            ("gdp", 358, "yi_yuan", "经济发展局"),
            ("amt_signed", 90, "yi_yuan", "招商局"),
            ("n_signed", 20, "ge", "招商局"),
        ):
            row = {"indicator": indicator, "year": 2023, "digits": digits, "unit": unit}
            one.add(Target, {**row, "office": office})


def stated(digits, period, indicator):
    unit = "%" if indicator.startswith("g_") else "yi_yuan"
    row = {"indicator": indicator, "period": period, "digits": digits, "decimals": 1, "unit": unit}
    return {**row, "vintage": "preliminary", "released_on": date(2024, 1, 25), "issuer": "市统计局"}


@pytest.fixture
def clerk(book):
    """Somebody of the service centre who writes and approves nothing."""
    with opened():
        office = Office.objects.create(key="service", name="企业服务中心（专班）")
        for system, verb in (("service", "read"), ("service", "write"), ("bulletin", "read")):
            Grant.objects.create(office=office, system=system, verb=verb, from_on=date(2020, 1, 1))
        person = cast.person("qian", "钱专员", office)
    return signed_in(person)


@pytest.fixture
def tasks(book):
    """Tasks of two offices, one struck off."""
    with write.batch(by=book.wang, on=cast.TODAY, kind="edit", why="x", register="task") as one:
        for title, lead, due in (
            ("走访企业", "企业服务中心", date(2024, 2, 18)),
            ("建立清单", "企业服务中心", date(2024, 2, 1)),
            ("报送总结", "企业服务中心", date(2024, 2, 25)),
            ("梳理项目", "招商局", date(2024, 2, 26)),
            ("更新项目库", "招商局", date(2024, 2, 20)),
        ):
            one.add(Task, {"title": title, "lead": lead, "due_on": due})
        done = {"title": "已办", "lead": "企业服务中心", "due_on": date(2024, 2, 1)}
        one.add(Task, {**done, "struck_off_on": date(2024, 2, 2)})


def tile(answer, key):
    """A tile of the home page."""
    tiles = answer.context["figures"].tiles
    return next(one for one in tiles if one.shown.figure.key == key)


def test_a_tile_has_last_year_the_target_and_the_day(wang, year):
    one = tile(wang.get("/"), "amt_signed")
    assert (one.shown.full, one.change.then.full, one.change.short) == (
        "97.0亿元",
        "80.0亿元",
        "+21.3%",
    )
    assert (one.done.target, one.done.rate, one.done.sign) == ("90.0亿元", "107.8%", "●")
    assert one.shown.as_of == "2023-12-31"
    assert "截至 2023-12-31" in wang.get("/").content.decode()


def test_beside_a_statement_stands_the_growth_that_was_stated_never_one_from_levels(wang, year):
    one = tile(wang.get("/"), "gdp")
    assert (one.change.then.full, one.change.short) == ("344.3亿元", "+6.2%")
    assert tile(wang.get("/"), "fai").change is None


def test_offices_behind_their_targets_are_named(wang, year):
    aims = wang.get("/").context["figures"].aims
    assert aims.summed == "3项目标：完成1项，未完成2项，暂无数据0项"
    assert {office.name: [one.shown.name for one in office.behind] for office in aims.behind} == {
        "经济发展局": ["地区生产总值"],
        "招商局": ["签约项目"],
    }
    assert "签约项目1个，目标20个，完成5.0%（招商局）" in aims.text
    text = wang.get("/targets", {"period": "2023"}).content.decode()
    assert "◆ 未完成" in text
    assert "● 已完成" in text


def test_the_identities_stand_in_one_line_that_opens(wang, year):
    text = wang.get("/").content.decode()
    assert "项一致 · " in text
    assert '<ul class="checks">' in text


def test_everything_copies_as_text(wang, year):
    text = wang.get("/").context["figures"].text
    assert "签约金额97.0亿元，上年80.0亿元" in text
    assert "固定资产投资暂无数据" in text
    assert "截至2023-12-31" in text


def groups(answer):
    """The titles of each group of what waits."""
    waiting = answer.context["home"].waiting
    return {one.key: [item.title for item in one.items] for one in waiting.groups}


def test_an_officer_sees_what_is_due_for_the_own_office_and_the_drop_zone(clerk, tasks):
    answer = clerk.get("/")
    assert groups(answer) == {"over": ["建立清单"], "today": ["走访企业"], "week": ["报送总结"]}
    text = answer.content.decode()
    assert text.index("我的待办") < text.index("把你的Excel拖到这里") < text.index("主要指标")
    assert "◆ 已超期" in text


def test_who_supervises_sees_every_office_that_is_late_or_soon_due(wang, tasks):
    found = groups(wang.get("/"))
    assert found["over"] == ["建立清单"]
    assert found["week"] == ["更新项目库", "报送总结"]
    assert found["later"] == ["梳理项目"]  # the own office's


def test_requests_of_the_office_wait_until_solved_and_merged_ones_count_once(clerk, book):
    with write.batch(by=book.li, on=cast.TODAY, kind="edit", why="x", register="request") as one:
        rows = [one.add(Request, request(f"停电{i}")) for i in range(3)]
        one.change(rows[1], {"merged_into": rows[0]}, why="x")
        solved = {"request": rows[2], "kind": "solved", "occurred_on": date(2024, 2, 3)}
        one.add(RequestEvent, solved)
        one.add(Request, {**request("别处的"), "office": "规划建设局"})
    assert groups(clerk.get("/")) == {"open": ["停电0"]}


def request(title):
    row = {"title": title, "received_on": date(2024, 2, 1), "door": "visit", "kind": "energy"}
    return {**row, "office": "企业服务中心"}


def test_a_system_adds_what_waits_by_naming_a_function(clerk, book, monkeypatch):
    from django.apps import apps

    from zonebook.desk import waiting

    monkeypatch.setattr(waiting, "extra", extra, raising=False)
    config = apps.get_app_config("desk")
    monkeypatch.setattr(config, "waiting", "zonebook.desk.waiting.extra", raising=False)
    assert groups(clerk.get("/")) == {"today": ["钱专员的办件"]}


def extra(person, on):
    from zonebook.desk.waiting import Item

    return [Item("办件", f"{person.name}的办件", "", "/approvals", on)]


def test_without_any_right_there_is_no_home(zhao, year):
    assert zhao.get("/").status_code == 403
    assert zhao.get("/targets").status_code == 403
