"""An end that has not come is said in its own words; a record is called what tells it from others."""

from __future__ import annotations

from datetime import date

import pytest

from tests import cast
from tests.systems.conftest import signed_in
from zonebook.records import write
from zonebook.records.models import (
    Membership,
    Milestone,
    Person,
    Policy,
    PolicyClause,
    Project,
    SealSettlement,
    Task,
)
from zonebook.records.models.door import opened


@pytest.fixture
def there(book):
    """Lantai, which is in the zone, and Jincheng, which left it in 2023."""
    lantai, jincheng = cast.enter(book, cast.lantai(), cast.jincheng())
    with write.batch(by=book.li, on=cast.TODAY, kind="edit", why="test") as batch:
        row = Membership.objects.filter(entity=jincheng).first()
        batch.change(row, {"to_on": date(2023, 5, 1)})
    return lantai, jincheng


def page(client, record, lang: str = "zh") -> str:
    address = f"/registers/{record._meta.db_table}/{record.number}"
    return client.get(address, headers={"accept-language": lang}).content.decode()


def test_who_is_in_the_zone_is_said_to_be_there(there, li):
    here, gone = (one.memberships.get() for one in there)
    html = page(li, here)
    assert "<dt>出区日期</dt><dd>在区</dd>" in html and "<dt>出区方式</dt><dd>在区</dd>" in html
    assert "In the zone" in page(li, here, "en")
    html = page(li, gone)
    assert "<dt>出区日期</dt><dd>2023-05-01</dd>" in html
    assert '<dt>出区方式</dt><dd><span class="unknown">暂无数据</span></dd>' in html
    listed = li.get("/registers/membership").content.decode()
    assert "在区" in listed


def test_what_is_not_done_yet_says_so(book, wang):
    with write.batch(by=book.wang, on=cast.TODAY, kind="edit", why="test") as batch:
        project = batch.add(Project, {"name": "砚池车间"})
        step = batch.add(
            Milestone, {"project": project, "step": "started", "planned_on": date(2024, 5, 1)}
        )
        task = batch.add(Task, {"title": "梳理清单", "lead": "招商局"})
        done = batch.add(Task, {"title": "修订清单", "struck_off_on": date(2024, 1, 5)})
    assert "<dt>实际日期</dt><dd>未完成</dd>" in page(wang, step)
    assert "<h1>砚池车间 · 开工</h1>" in page(wang, step)
    assert "<dt>销号日期</dt><dd>未销号</dd>" in page(wang, task)
    assert ">已销号</dd>" in page(wang, done) and "已销号" not in page(wang, task)


def test_clauses_and_settlements_are_called_by_what_they_are_about(book, li, wang):
    with opened():
        cast.person("ma", "马专员", cast.office("service", "企业服务中心", "policies"))
    ma = Person.objects.get(key="ma")
    with write.batch(by=ma, on=cast.TODAY, kind="edit", why="test") as batch:
        policy = batch.add(Policy, {"title": "商贸十条"})
        clause = batch.add(PolicyClause, {"policy": policy, "clause_no": "3", "title": "首店奖励"})
    with write.batch(by=book.li, on=cast.TODAY, kind="edit", why="test") as batch:
        row = {"maker": "岚章刻章服务部", "month_on": date(2023, 12, 1), "sets": 32}
        batch.add(SealSettlement, row)
    assert "<h1>商贸十条 · 首店奖励</h1>" in page(signed_in(ma), clause)
    html = page(li, SealSettlement.objects.get())
    assert "<h1>岚章刻章服务部 · 2023-12" in html


def test_a_refusal_names_the_person_in_the_language_of_the_page(book, zhao):
    with opened():
        Person.objects.filter(key="zhao").update(name_en="Outsider Zhao")
    for lang, name in (("en", "Outsider Zhao"), ("zh", "赵外人")):
        answer = zhao.get("/registers/signing", headers={"accept-language": lang})
        assert answer.status_code == 403
        assert name in answer.content.decode().split("<h1>")[1]


def test_a_list_can_be_had_as_a_long_picture_as_it_is_narrowed(there, li, wang):
    answer = li.get("/registers/entity/picture?q=兰泰")
    assert answer["Content-Type"] == "image/png" and answer.content.startswith(b"\x89PNG")
    assert "%E5%90%8D%E5%86%8C" in answer["Content-Disposition"]  # …名册
    assert wang.get("/registers/entity/picture").status_code == 403
