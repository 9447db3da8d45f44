"""A case is its events: states, guards, voids, clocks, debts, who holds the ball."""

from dataclasses import replace
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.core.procedures.ledger import BOOK, CALENDAR, case, event, keys, ledger, rules
from zonebook.core.catalog import shipped
from zonebook.core.procedures.case import check, fold, follow
from zonebook.core.procedures.clocks import clocks, overdue
from zonebook.core.procedures.events import Event, read_events
from zonebook.core.procedures.state import Case
from zonebook.core.values import Refused

FR = "feasibility_report"
STORY_B = """
2023-09-21 | feasibility_report | received        | document=回执1
2023-09-22 | feasibility_report | window_accepted |
2023-09-22 | feasibility_report | accepted        | document=受理1
2023-10-09 | feasibility_report | pause_opened    | pause=expert_review document=告知1
2023-10-13 | feasibility_report | pause_opened    | pause=public_notice document=告知2 rule=规1
2023-10-20 | feasibility_report | pause_ended     | pause=expert_review
2023-10-25 | feasibility_report | pause_ended     | pause=public_notice
"""


def d(text: str) -> date:
    return date.fromisoformat(text)


def refusal(text: str, line: str, **changes: bool) -> str:
    """The key of the reason for which a line after the others is refused."""
    events = ledger(text)
    with pytest.raises(Refused) as refused:
        check(events, event(len(events) + 1, line), rules(**changes))
    return refused.value.findings[0].message.key


def test_story_b_as_events():
    found = {
        one.limit.clock: one
        for one in clocks(case(STORY_B), FR, rules(), CALENDAR, d("2023-10-26"))
    }
    assert found["promised"].due_on == found["stage"].due_on == d("2023-10-31")
    assert found["legal"].due_on == d("2023-11-08")
    assert (found["promised"].used, found["promised"].left) == (8, 3)
    assert (found["stage"].used, found["stage"].left) == (8, 3)


def test_the_fifteen_national_states_are_all_there():
    states = [kind.state for kind in read_events(shipped()).values() if kind.state]
    assert sorted(states) == list(range(1, 16))


def test_the_state_is_that_of_the_last_event_with_a_national_code():
    assert case(STORY_B).items[FR].state == 10
    after = STORY_B + "2023-10-30 | feasibility_report | approved | document=决1"
    assert case(after).items[FR].state == 11


ACCEPTED = "\n".join(STORY_B.splitlines()[:4])
PAUSED = "\n".join(STORY_B.splitlines()[:5])
DECIDED = STORY_B + "2023-10-30 | feasibility_report | approved | document=决1\n"


@pytest.mark.parametrize(
    ("text", "line", "key"),
    [
        ("", "2023-09-22 | lunch | received |", "case.unknown_item"),
        ("", "2023-09-22 | eia | eaten |", "case.unknown_kind"),
        ("", "2023-09-22 | eia | accepted |", "case.not_received"),
        ("", "2023-09-22 | eia | approved |", "case.not_accepted"),
        (ACCEPTED, "2023-09-25 | feasibility_report | received |", "case.received_twice"),
        (ACCEPTED, "2023-09-25 | feasibility_report | accepted |", "case.accepted_twice"),
        (ACCEPTED, "2023-09-20 | feasibility_report | approved |", "case.too_early"),
        (ACCEPTED, "2023-09-21 | feasibility_report | rejected |", "case.too_early"),
        (ACCEPTED, "2023-09-25 | feasibility_report | pause_ended |", "case.no_open_pause"),
        (
            ACCEPTED,
            "2023-09-25 | feasibility_report | pause_opened | pause=lunch document=1",
            "clock.no_such_pause",
        ),
        (
            ACCEPTED,
            "2023-09-25 | feasibility_report | pause_opened | pause=hearing",
            "case.pause_without_notice",
        ),
        (
            ACCEPTED,
            "2023-09-25 | feasibility_report | pause_opened | pause=site_visit document=1",
            "case.pause_without_rule",
        ),
        (
            PAUSED,
            "2023-10-10 | feasibility_report | pause_opened | pause=expert_review document=2",
            "case.pause_open_already",
        ),
        (
            PAUSED,
            "2023-10-08 | feasibility_report | pause_ended | pause=expert_review",
            "case.too_early",
        ),
        (PAUSED, "2023-10-10 | feasibility_report | approved | document=1", "case.pause_open"),
        (DECIDED, "2023-10-31 | feasibility_report | rejected |", "case.closed"),
        (
            DECIDED,
            "2023-10-31 | feasibility_report | pause_opened | pause=hearing document=1",
            "case.closed",
        ),
        (DECIDED, "2023-10-29 | feasibility_report | delivered |", "case.too_early"),
        (ACCEPTED, "2023-10-29 | feasibility_report | delivered |", "case.not_decided"),
        (ACCEPTED, "2023-10-29 | feasibility_report | revoked |", "case.not_granted"),
        (
            ACCEPTED,
            "2023-09-25 | feasibility_report | extended | days=10 approver=局长 document=1",
            "clock.extension_needs_approval",
        ),
        (
            ACCEPTED,
            "2023-09-25 | feasibility_report | correction_asked | document=1",
            "case.correction_empty",
        ),
        (
            ACCEPTED,
            "2023-09-25 | feasibility_report | correction_asked | materials=study+tender_plan",
            "case.correction_without_notice",
        ),
        (ACCEPTED, "2023-09-25 | feasibility_report | correction_made |", "case.no_correction"),
        (
            ACCEPTED,
            "2023-09-25 | feasibility_report | gap_opened | material=hat",
            "case.unknown_material",
        ),
        (
            ACCEPTED,
            "2023-09-25 | feasibility_report | gap_opened | material=study",
            "case.material_must_come",
        ),
        (
            ACCEPTED,
            "2023-09-25 | feasibility_report | gap_cured | material=tender_plan",
            "case.no_such_gap",
        ),
        (
            ACCEPTED,
            "2023-09-25 | feasibility_report | opinion_given | department=文物局",
            "case.not_asked",
        ),
        (
            ACCEPTED,
            "2023-09-25 | feasibility_report | opinion_asked | department=文物局",
            "case.lacks",
        ),
    ],
)
def test_an_event_that_contradicts_the_others_is_refused_with_a_reason(text, line, key):
    assert refusal(text, line) == key


def test_an_item_waits_for_those_before_it():
    first = "2023-09-01 | site_and_land | received |\n2023-09-04 | site_and_land | accepted |\n"
    second = first + "2023-09-05 | feasibility_report | received |\n"
    line = "2023-09-06 | feasibility_report | accepted |"
    assert refusal(second, line) == "case.waits_for"
    granted = second + "2023-09-06 | site_and_land | approved |\n"
    assert keys(case(granted + line)) == []


def test_a_waived_item_lets_the_next_begin():
    text = """
    2023-09-01 | site_and_land      | received |
    2023-09-01 | site_and_land      | waived   | document=区评1
    2023-09-05 | feasibility_report | received |
    2023-09-06 | feasibility_report | accepted |
    """
    assert keys(case(text)) == []


GAP = (
    ACCEPTED
    + "\n2023-09-22 | feasibility_report | gap_opened | material=tender_plan document=容缺1\n"
)


def test_a_gap_is_a_debt_with_the_promised_limit_as_its_day():
    found = [
        c
        for c in clocks(case(GAP), FR, rules(), CALENDAR, d("2023-10-16"))
        if c.limit.clock == "gap"
    ]
    assert [one.due_on for one in found] == [d("2023-10-13")]
    assert overdue(found) == found
    cured = GAP + "2023-10-12 | feasibility_report | gap_cured | material=tender_plan\n"
    after = clocks(case(cured), FR, rules(), CALENDAR, d("2023-11-16"))
    assert overdue(one for one in after if one.limit.clock == "gap") == []


def test_a_gap_may_have_its_own_day():
    text = GAP.replace("document=容缺1", "document=容缺1 due_on=2023-09-28")
    found = [
        c
        for c in clocks(case(text), FR, rules(), CALENDAR, d("2023-09-25"))
        if c.limit.clock == "gap"
    ]
    assert [(one.due_on, one.left) for one in found] == [(d("2023-09-28"), 3)]
    late = clocks(case(text), FR, rules(), CALENDAR, d("2023-10-07"))
    assert [one.left for one in overdue(late)] == [-1]


def test_there_is_no_certificate_while_a_debt_is_open():
    approve = "2023-10-12 | feasibility_report | approved | document=决1"
    assert refusal(GAP, approve) == "case.gaps_open"
    with_gaps = GAP + "2023-10-12 | feasibility_report | approved_with_gaps | document=决1\n"
    deliver = "2023-10-13 | feasibility_report | delivered |"
    assert refusal(with_gaps, deliver) == "case.gaps_open"
    cured = with_gaps + "2023-10-13 | feasibility_report | gap_cured | material=tender_plan\n"
    assert keys(case(cured + deliver)) == []


def test_there_are_never_two_debts_for_one_material():
    cured = GAP + "2023-09-25 | feasibility_report | gap_cured | material=tender_plan\n"
    again = "2023-09-26 | feasibility_report | gap_opened | material=tender_plan"
    assert refusal(cured, again) == "case.gap_twice"


def test_an_applicant_with_an_unrepaired_credit_record_gets_no_gap():
    line = "2023-09-25 | feasibility_report | gap_opened | material=tender_plan"
    assert refusal(ACCEPTED, line, has_bad_credit=True) == "case.bad_credit"


def test_corrections_are_asked_for_once_and_completely():
    text = """
    2023-09-18 | feasibility_report | received         |
    2023-09-19 | feasibility_report | correction_asked | materials=study+tender_plan document=告1
    2023-09-21 | feasibility_report | correction_made  |
    """
    line = "2023-09-22 | feasibility_report | correction_asked | materials=site_opinion+study document=告2"
    assert refusal(text, line) == "case.correction_again"
    open_one = "\n".join(text.splitlines()[:3])
    assert (
        refusal(open_one, "2023-09-20 | feasibility_report | accepted |") == "case.correction_open"
    )


def test_a_correction_after_acceptance_stops_the_promise_but_not_the_law():
    text = (
        ACCEPTED
        + """
    2023-10-09 | feasibility_report | correction_asked | materials=study+tender_plan document=告1
    2023-10-11 | feasibility_report | correction_made  |
    """
    )
    found = {c.limit.clock: c for c in clocks(case(text), FR, rules(), CALENDAR, d("2023-10-12"))}
    assert found["promised"].due_on == d("2023-10-17")
    assert found["legal"].due_on == d("2023-10-26")


def kept(text: str, line: str, shared: str = "", **changes: bool) -> str:
    """The refusal of a line where materials are kept here; empty where it is taken."""
    events = ledger(text)
    known = rules(checks_materials=True, **changes)
    known = replace(known, shared=frozenset(shared.split()))
    try:
        check(events, event(len(events) + 1, line), known)
    except Refused as refused:
        return refused.findings[0].message.key
    return ""


HANDED_IN = (
    "2023-09-21 | feasibility_report | received | materials=study+site_opinion document=回执1\n"
)
ACCEPT = "2023-09-22 | feasibility_report | accepted | document=受理1"


def test_an_item_is_accepted_when_every_required_material_is_there_or_may_follow():
    assert kept(HANDED_IN, ACCEPT) == "case.materials_missing"
    assert kept(HANDED_IN, f"{ACCEPT} gaps=tender_plan+risk_report") == ""
    assert kept(HANDED_IN, f"{ACCEPT} gaps=tender_plan+study") == "case.materials_missing"
    assert kept(HANDED_IN, f"{ACCEPT} gaps=tender_plan+nothing", "risk_report") == ""


def test_what_was_wrong_must_be_handed_in_anew():
    text = (
        HANDED_IN
        + "2023-09-21 | feasibility_report | supplied | materials=tender_plan+risk_report\n"
    )
    assert kept(text, ACCEPT) == ""
    asked = (
        text
        + "2023-09-22 | feasibility_report | correction_asked | materials=study+risk_report document=告1\n"
    )
    made = "2023-09-25 | feasibility_report | correction_made |"
    assert kept(asked, made) == "case.correction_incomplete"
    again = asked + "2023-09-25 | feasibility_report | supplied | materials=study+risk_report\n"
    assert kept(again, made) == ""


@pytest.mark.parametrize(
    ("text", "line", "key"),
    [
        (HANDED_IN, "supplied | materials=hat+study", "case.unknown_material"),
        ("", "supplied | materials=study+hat", "case.not_received"),
        (HANDED_IN, "committed | materials=study+hat", "case.material_not_promised"),
        (HANDED_IN, "committed | track=anything", "case.no_track"),
        (HANDED_IN, "inspected |", "case.nothing_promised"),
        (HANDED_IN, "waived | topic=heritage", "case.no_topic"),
        (HANDED_IN, "mandate_ended |", "case.no_mandate"),
        (HANDED_IN, "acceptance_refused | document=1", "case.without_reason"),
        (HANDED_IN, "rated |", "case.lacks"),
    ],
)  # fmt: skip
def test_steps_of_a_case_that_is_run_here_are_guarded_too(text, line, key):
    assert kept(text, f"2023-09-21 | feasibility_report | {line}") == key


PLEDGED = """
2023-09-21 | energy_review | received  | document=回执1
2023-09-21 | energy_review | committed | materials=energy_report+energy_report document=承诺1
2023-09-22 | energy_review | accepted  | document=受理1
2023-09-28 | energy_review | approved  | document=决1
"""


def test_a_commitment_stands_for_a_material_and_is_inspected_afterwards():
    known = replace(rules(), checks_materials=True, track=BOOK.tracks["material_commitment"])
    whole = fold(ledger(PLEDGED), known)
    assert keys(whole) == []
    clock = [c for c in clocks(whole, "energy_review", known, CALENDAR, d("2023-10-09"))
             if c.limit.clock == "inspection"]  # fmt: skip
    assert [(one.limit.days, one.due_on) for one in clock] == [(20, d("2023-11-01"))]
    untrue = PLEDGED + "2023-10-16 | energy_review | inspected | untrue=1\n"
    gone = untrue + "2023-10-17 | energy_review | recalled | reason=不实 document=撤1\n"
    item = fold(ledger(gone), known).items["energy_review"]
    assert item.is_untrue and not item.stood_on(d("2023-10-17")) and item.stood_on(d("2023-10-16"))


def test_an_item_that_was_taken_back_later_was_granted_when_the_next_began():
    text = """
    2023-09-01 | site_and_land      | received |
    2023-09-01 | site_and_land      | accepted |
    2023-09-04 | site_and_land      | approved |
    2023-09-05 | feasibility_report | received |
    2023-09-06 | feasibility_report | accepted |
    2023-09-20 | site_and_land      | revoked  | reason=不实
    """
    assert case(text).items["feasibility_report"].accepted_on == d("2023-09-06")
    late = text.replace("2023-09-20", "2023-09-05")
    assert "case.waits_for" in keys(case(late))


def test_before_acceptance_the_office_has_five_days_to_answer():
    text = "2023-09-21 | feasibility_report | received | document=回执1"
    found = clocks(case(text), FR, rules(), CALENDAR, d("2023-09-25"))
    assert [(one.limit.clock, one.due_on, one.left) for one in found] == [
        ("intake", d("2023-09-28"), 3)
    ]


KINDS = st.sampled_from(
    ["received", "accepted", "pause_opened", "pause_ended", "correction_asked", "correction_made",
     "extended", "gap_opened", "gap_cured", "approved", "rejected", "delivered", "rated"]
)  # fmt: skip
ARGS = {
    "pause": "expert_review", "materials": ["land_opinion"], "material": "land_opinion",
    "days": 10, "approver": "局长", "reason": "疑难", "grade": 5,
}  # fmt: skip


@given(st.lists(st.tuples(KINDS, st.integers(0, 6)), max_size=9))
def test_a_step_upon_the_state_is_the_same_as_all_steps_anew(steps):
    """The state is carried along; the oracle folds the whole case for each new event."""
    known, told, state = rules(), [], case("")
    for number, (kind, shift) in enumerate(steps, 1):
        day = date(2023, 9, 18 + shift)
        new = Event(number, kind, day, FR, document="文1", args=ARGS)
        found, wanted = outcome(follow, state, told, new, known), outcome(check, told, new, known)
        assert found == wanted
        if isinstance(found, Case):
            state = found
            told.append(new)


def outcome(call, *args):
    """What a call answers, or the keys of its refusal."""
    try:
        return call(*args)
    except Refused as refused:
        return [one.message.key for one in refused.findings]
