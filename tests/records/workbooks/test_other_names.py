"""A row that is a record under another name: the register's name stays, the other is kept beside it."""

from __future__ import annotations

from zonebook.records.models import Entity, Project

FIRST = """
    项目名称       | 投资方   | 首报日期
    冷链物流中心   | 岳恒集团 | 2023-05-06
"""
OTHER = """
    项目名称               | 投资方   | 首报日期
    榆川冷链产业园项目     | 岳恒集团 | 2023-05-06
"""


def names(project):
    return [one.name for one in project.names.all()]


def test_the_name_of_the_register_stays_and_the_other_becomes_a_further_one(take):
    take(FIRST, "project", commit=True)
    number = Project.objects.get().number
    run = take(OTHER, "project", commit=True, file="另表.xlsx", same={2: number})
    one = Project.objects.get()
    assert (one.name, names(one)) == ("冷链物流中心", ["榆川冷链产业园项目"])
    assert [change.column for change in run.runs[0].outcomes[0].changes] == ["former_name"]


def test_the_sheet_that_uses_the_further_name_changes_nothing_when_it_comes_again(take):
    take(FIRST, "project", commit=True)
    take(OTHER, "project", commit=True, file="另表.xlsx", same={2: Project.objects.get().number})
    (run,) = take(OTHER, "project", file="另表.xlsx").runs
    assert run.changes_nothing
    (run,) = take(FIRST, "project").runs
    assert run.changes_nothing


def test_a_person_may_say_that_the_record_is_called_so_from_now_on(take):
    take(FIRST, "project", commit=True)
    number = Project.objects.get().number
    take(OTHER, "project", commit=True, file="另表.xlsx", same={2: f"{number} rename"})
    one = Project.objects.get()
    assert (one.name, names(one)) == ("榆川冷链产业园项目", [])


def test_another_phase_of_a_project_is_remarked_on_and_not_asked_about(take):
    take(FIRST.replace("冷链物流中心  ", "冷链物流中心一期"), "project", commit=True)
    other = FIRST.replace("冷链物流中心  ", "冷链物流中心二期")
    (run,) = take(other, "project", file="另表.xlsx").runs
    (row,) = run.outcomes
    assert row.kind == "new"
    assert [(one.message.key, one.message.args["known"]) for one in row.remarks] == [
        ("workbooks.other_phase", ["冷链物流中心一期"])
    ]


def test_projects_of_other_names_are_not_remarked_on(take):
    take(FIRST, "project", commit=True)
    (run,) = take(FIRST.replace("冷链物流中心", "精密铸造中心"), "project", file="另表.xlsx").runs
    assert run.outcomes[0].remarks == ()


def test_an_old_ledger_does_not_give_an_enterprise_its_former_name_back(take, book):
    roster = """
        企业名称         | 曾用名       | 统一社会信用代码   | 类型
        兰泰疫苗有限公司 | 兰泰生物厂   | 91620100MA71X0AA6G | 企业
    """
    old = """
        企业名称         | 统一社会信用代码   | 类型
        兰泰生物厂       | 91620100MA71X0AA6G | 企业
    """
    take(roster, "entity", by=book.li, commit=True)
    (run,) = take(old, "entity", by=book.li, file="旧名册.xlsx").runs
    assert run.changes_nothing
    new = old.replace("兰泰生物厂", "兰泰医药有限公司")
    take(new, "entity", by=book.li, commit=True, file="新名册.xlsx")
    assert Entity.objects.get().name == "兰泰医药有限公司"
