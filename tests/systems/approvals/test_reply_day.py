"""补正期限: who waits for what until when stands on the notice, on 我的办件 and on the officer's desk."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from tests.systems.approvals.projects import filed, received, step
from tests.systems.approvals.test_applicant import let_in
from zonebook.core.procedures.procedure import DatedLimit
from zonebook.core.values import Ref
from zonebook.records.models import CaseEvent
from zonebook.systems.approvals import book as cases
from zonebook.systems.approvals import replying

ASKED = date(2024, 2, 5)  # the Spring Festival lies between it and the 18th


@pytest.fixture
def asked(book):
    """A case whose notice tells the day that is given, or none."""

    def ask(due_on: date | None = None):
        case = received(book.li, filed(book.li), "project_proposal", date(2024, 2, 2))
        args = {"materials": ["proposal"], **({"due_on": due_on} if due_on else {})}
        step(book.li, case, "correction_asked", ASKED, paper="补告1号", args=args)
        return case

    return ask


def notice() -> str:
    [one] = CaseEvent.objects.get(kind="correction_asked").args["papers"]
    return "".join(one["lines"])


def test_a_notice_without_a_day_says_so_and_what_follows(li, book, asked):
    case = asked()
    assert "本告知书不设期限" in notice() and "五个工作日内决定是否受理" in notice()
    desk = li.get("/approvals?who=all").content.decode()
    assert "等申请人补正，已5个工作日" in desk and "没有设期限" in desk
    assert "没有限期" in let_in(book, application=case.application).get("/my").content.decode()


def test_the_day_of_a_notice_stands_wherever_it_is_waited_for(li, book, asked):
    case = asked(date(2024, 2, 23))
    assert "请于2024年2月23日前（含当日）" in notice()
    assert "请于2024年2月23日前补正" in li.get("/approvals?who=all").content.decode()
    assert "2024年2月23日" in let_in(book, application=case.application).get("/my").content.decode()
    told = li.get(f"/approvals/{case.number}").content.decode()
    assert "补正期限：2024年2月23日" in told and "催办" not in told
    english = li.get("/approvals?who=all", headers={"accept-language": "en"}).content.decode()
    assert "to be made good by" in english and "approvals.reply" not in english


def test_a_day_that_is_past_is_marked_on_both_sides(li, book, asked):
    case = asked(date(2024, 2, 9))
    assert "限期2024年2月9日已过" in li.get("/approvals?who=all").content.decode()
    assert "催办" not in li.get(f"/approvals/{case.number}").content.decode()
    page = let_in(book, application=case.application).get("/my")
    assert "2024年2月9日" in page.content.decode()


def test_the_form_proposes_the_zones_own_setting_and_none_where_there_is_none(li, book):
    case = received(book.li, filed(book.li), "project_proposal", date(2024, 2, 6))
    assert "法律没有规定补正期限" in li.get(f"/approvals/{case.number}").content.decode()
    known = cases.rules(case.procedure, papers=False)
    assert replying.usual(known, ASKED) is None
    rule = DatedLimit(date(2020, 1, 1), 5, "园区规定", Ref("catalogue", "x"))
    own = replace(known, procedure=replace(known.procedure, correction=(rule,)))
    assert replying.usual(own, ASKED) == date(2024, 2, 18)  # a make-up Sunday counts
