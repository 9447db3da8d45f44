"""A project's application: its items by its answers, gaps, commitments, assessments, mandates."""

from __future__ import annotations

from datetime import date

import pytest

from tests import cast
from tests.systems.approvals.projects import TODAY, assessed, filed, received, step, through
from zonebook.core.values import Refused
from zonebook.records import write
from zonebook.records.models import Application, ApprovalCase, CaseEvent, CreditRecord
from zonebook.systems.approvals import actions, applying, standing
from zonebook.systems.approvals import book as cases
from zonebook.systems.approvals.actions import Step


def JAN(day: int) -> date:
    return date(2024, 1, day)


def refusal(call, *args, **more) -> str:
    with pytest.raises(Refused) as refused:
        call(*args, **more)
    return refused.value.findings[0].message.key


def kinds(case: ApprovalCase) -> list[str]:
    return [row.kind for row in case.events.order_by("place")]


def test_the_answers_decide_which_items_a_project_needs(book):
    with_land = standing.needed(filed(book.li))
    assert "land_allocation" in [row.item.key for row in with_land["land_use"]]
    without = standing.needed(filed(book.li, yes=()))
    keys = [row.item.key for row in without["land_use"]]
    assert keys == ["project_proposal", "social_risk", "feasibility_report", "land_planning_permit"]


@pytest.mark.parametrize(
    ("changes", "key"),
    [
        ({"answers": {}}, "procedure.unanswered"),
        ({"title": " "}, "approvals.no_title"),
        ({"filed_on": date(2024, 2, 19)}, "approvals.in_future"),
        ({"filed_on": date(2018, 2, 19)}, "procedure.no_version"),
        ({"parcel": "1,2 3,4"}, "approvals.no_boundary"),
        ({"parcel": "here"}, "approvals.no_boundary"),
        ({"procedure": "lunch"}, "procedure.no_such"),
    ],
)
def test_an_application_that_says_too_little_is_refused(book, changes, key):
    assert refusal(filed, book.li, **changes) == key
    assert not Application.objects.exists()


def test_an_item_is_received_once_and_only_where_it_is_needed(book):
    application = filed(book.li)
    received(book.li, application, "project_proposal", JAN(8))
    assert (
        refusal(received, book.li, application, "project_proposal", JAN(9))
        == "approvals.item_begun"
    )
    assert refusal(received, book.li, application, "eia", JAN(9)) == "case.unknown_item"
    assert (
        refusal(received, book.wang, application, "social_risk", JAN(9)) == "permissions.no_write"
    )
    assert ApprovalCase.objects.count() == 1


def test_an_item_waits_for_those_before_it_even_where_they_have_not_begun(book):
    application = filed(book.li)
    case = received(book.li, application, "social_risk", JAN(9))
    assert refusal(step, book.li, case, "accepted", JAN(9), paper="受1号") == "case.waits_for"
    through(book.li, application, "project_proposal", JAN(10))
    assert refusal(step, book.li, case, "accepted", JAN(9), paper="受1号") == "case.waits_for"
    step(book.li, case, "accepted", JAN(10), paper="受1号")


def test_what_an_earlier_item_decided_is_not_asked_for_again(book):
    application = filed(book.li, yes=())
    for item in ("project_proposal", "social_risk"):
        through(book.li, application, item, JAN(9))
    case = received(book.li, application, "feasibility_report", JAN(10), materials=["study"])
    known = standing.rules(case, TODAY)
    assert known.shared == {"risk_report"}
    why = refusal(step, book.li, case, "accepted", JAN(10), paper="受1号")
    assert why == "case.materials_missing"


def with_gap(people, **args) -> ApprovalCase:
    """The first item, accepted without its opinion on funding."""
    case = received(people.li, filed(people.li), "project_proposal", JAN(26),
                    materials=["application", "proposal"])  # fmt: skip
    step(
        people.li,
        case,
        "accepted",
        JAN(29),
        paper="容缺1号",
        args={"gaps": ["funding_opinion"], **args},
    )
    return case


def test_a_gap_is_opened_with_the_acceptance_and_keeps_its_papers(book):
    case = with_gap(book, due_on=date(2024, 2, 5))
    assert kinds(case) == ["received", "window_accepted", "accepted", "gap_opened"]
    kept = case.events.get(kind="accepted").args["papers"]
    assert [one["title"] for one in kept] == ["受理通知书", "容缺受理通知书", "容缺受理承诺书"]
    assert "1. 资金来源意见" in kept[1]["lines"]
    assert "2024年2月5日" in "".join(kept[1]["lines"])
    assert cases.broken_links(case.events.all()) == []


@pytest.mark.parametrize(
    ("due_on", "key"),
    [(date(2024, 3, 1), "case.gap_due_late"), (JAN(29), "case.gap_due_early")],
)
def test_a_gap_is_made_good_within_the_promise(book, due_on, key):
    assert refusal(with_gap, book, due_on=due_on) == key
    assert CaseEvent.objects.filter(kind="accepted").count() == 0


def test_there_is_no_certificate_and_no_second_debt_while_a_gap_is_open(book):
    case = with_gap(book)
    gap = {"material": "funding_opinion"}
    assert refusal(step, book.li, case, "gap_opened", paper="容缺2号", args=gap) == "case.gap_twice"
    assert refusal(step, book.li, case, "approved", paper="许准1号") == "case.gaps_open"
    step(book.li, case, "approved_with_gaps", paper="许准1号")
    assert refusal(step, book.li, case, "delivered", paper="送1号") == "case.gaps_open"
    step(book.li, case, "gap_cured", args=gap)
    step(book.li, case, "delivered", paper="送1号")
    titles = [one["title"] for one in case.events.get(kind="delivered").args["papers"]]
    assert titles == ["送达回证", "办结单"]


def test_an_applicant_with_an_unrepaired_credit_record_gets_neither_gap_nor_commitment(book):
    entity = cast.enter(book, cast.lantai())[0]
    with write.batch(by=book.li, on=TODAY, kind="edit", why="test") as writing:
        record = writing.add(CreditRecord, {"entity": entity, "matter": "逾期未补",
                                            "recorded_on": date(2023, 6, 1)})  # fmt: skip
    application = filed(book.li, entity=entity, yes=("uses_much_energy", "needs_new_land"))
    case = received(
        book.li, application, "project_proposal", JAN(8), materials=["application", "proposal"]
    )
    gaps = {"gaps": ["funding_opinion"]}
    assert (
        refusal(step, book.li, case, "accepted", JAN(9), paper="1号", args=gaps)
        == "case.bad_credit"
    )
    energy = received(book.li, application, "energy_review", JAN(8), materials=[])
    pledge = {"materials": ["energy_report"]}
    assert refusal(step, book.li, energy, "committed", args=pledge) == "case.bad_credit_commitment"
    with write.batch(by=book.li, on=TODAY, kind="edit", why="repaired") as writing:
        writing.change(record, {"repaired_on": date(2024, 2, 1)})
    step(book.li, case, "accepted", paper="1号", args=gaps)
    step(book.li, energy, "committed", paper="承诺1号", args=pledge)


def test_a_commitment_that_proves_untrue_takes_the_permit_back(book):
    application = filed(book.li, yes=("uses_much_energy",))
    through(book.li, application, "project_proposal", JAN(8))
    case = received(book.li, application, "energy_review", JAN(8), materials=[])
    assert refusal(step, book.li, case, "accepted", JAN(9), paper="1号") == "case.materials_missing"
    step(book.li, case, "committed", JAN(9), paper="承1号", args={"materials": ["energy_report"]})
    step(book.li, case, "accepted", JAN(9), paper="受1号")
    step(book.li, case, "approved", JAN(10), paper="许准1号")
    step(book.li, case, "inspected", JAN(30), args={"untrue": True, "result": "能耗数据不实"})
    assert refusal(step, book.li, case, "recalled", JAN(31), paper="撤1号") == "case.without_reason"
    step(book.li, case, "recalled", JAN(31), paper="撤1号", args={"reason": "承诺不实"})
    state = standing.kin([application.pk]).of(application)["energy_review"][1]
    assert state.is_untrue and not state.stood_on(TODAY)


def test_an_area_assessment_spares_the_parcel_an_item(book):
    found = assessed(book.li)
    application = filed(book.li)
    relief = applying.spared(application, TODAY)
    assert [(one.item, one.effect, one.holds) for one in relief] == [
        ("geological_hazard", "waived", True)
    ]
    told = Step("waived", JAN(9), "区评1号")
    case = applying.waive(
        by=book.li, on=TODAY, application=application, item="geological_hazard", step=told
    )
    row = case.events.get()
    assert row.args["assessment"] == f"生物医药产业园片区，{found.number}"
    assert "不改变场地标高" in "".join(row.args["papers"][0]["lines"])
    other = {"by": book.li, "on": TODAY, "application": application, "step": told}
    assert refusal(applying.waive, item="mineral_overlap", **other) == "case.no_topic"


def test_an_assessment_that_ends_before_the_filing_spares_nothing_and_says_so(book):
    assessed(book.li, valid_to=date(2024, 1, 31))
    application = filed(book.li)
    assert [one.holds for one in applying.spared(application, JAN(30))] == [True]
    late = applying.spared(application, date(2024, 2, 1))
    assert [(one.holds, one.reason.key) for one in late] == [(False, "area.out_of_time")]
    told = Step("waived", date(2024, 2, 1), "区评1号")
    assert refusal(applying.waive, by=book.li, on=TODAY, application=application,
                   item="geological_hazard", step=told) == "area.out_of_time"  # fmt: skip


def test_a_mandate_covers_what_begins_later_and_is_handed_back(book):
    application = filed(book.li)
    first = received(book.li, application, "project_proposal", JAN(8))
    told = Step(
        "mandate_given", JAN(8), "代1号", {"assistant": "马专员", "until": date(2024, 3, 1)}
    )
    applying.mandate(
        by=book.li, on=TODAY, application=application, items=["project_proposal"], step=told
    )
    second = received(book.li, application, "social_risk", JAN(9))
    assert kinds(second) == ["received", "mandate_given"]
    step(book.li, first, "assisted", JAN(9), args={"note": "陪同踏勘"})
    back = Step("mandate_ended", JAN(30), note="材料退还申请人")
    applying.hand_back(by=book.li, on=TODAY, application=application, step=back)
    assert kinds(second)[-1] == kinds(first)[-1] == "mandate_ended"
    assert refusal(applying.hand_back, by=book.li, on=TODAY, application=application,
                   step=back) == "case.no_mandate"  # fmt: skip


def test_a_decision_on_which_another_item_rests_is_not_voided(book):
    application = filed(book.li)
    first = through(book.li, application, "project_proposal", JAN(8))
    case = received(book.li, application, "social_risk", JAN(9))
    step(book.li, case, "accepted", JAN(9), paper="受1号")
    last = applying.state_last(first)
    why = refusal(
        actions.void, by=book.li, on=TODAY, case=first, place=last, why="错", expected=last
    )
    assert why == "approvals.void_breaks_other"


def test_the_stage_counts_the_days_of_all_its_items(book):
    application = filed(book.li)
    through(book.li, application, "project_proposal", JAN(8))
    case = received(book.li, application, "social_risk", JAN(15))
    step(book.li, case, "accepted", JAN(15), paper="受1号")
    whole, known = standing.folded(case, case.events.all(), TODAY)
    found = actions.clocks.clocks(whole, case.item, known, actions.context.calendar(), JAN(17))
    stage = next(one for one in found if one.limit.clock == "stage")
    assert (stage.limit.days, stage.used) == (15, 2)
