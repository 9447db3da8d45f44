"""Clocks of a case folded from its events: stage, opinions, delivery, voids, who holds the ball."""

from dataclasses import replace
from datetime import date, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.core.procedures.ledger import CALENDAR, case, event, keys, ledger, rules
from zonebook.core.procedures.ball import held, shares
from zonebook.core.procedures.case import check, fold
from zonebook.core.procedures.clock import Conventions
from zonebook.core.procedures.clocks import clocks, overdue
from zonebook.core.procedures.events import Event, chained, standing
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


ACCEPTED = "\n".join(STORY_B.splitlines()[:4])
PAUSED = "\n".join(STORY_B.splitlines()[:5])


def test_a_correction_is_its_own_event_that_voids():
    events = ledger(PAUSED)
    void = Event(6, "pause_opened", d("2023-10-10"), FR, voids=4, why="录入错误")
    after = check(events, void, rules())
    assert after.items[FR].pauses == ()
    assert after.items[FR] == replace(
        fold(ledger(ACCEPTED), rules()).items[FR], events=after.items[FR].events
    )


@pytest.mark.parametrize(
    ("voids", "why", "key"),
    [
        (99, "x", "case.void_nothing"),
        (4, " ", "case.void_without_why"),
        (3, "受理有误", "case.void_breaks"),
    ],
)
def test_a_void_that_makes_no_sense_is_refused(voids, why, key):
    events = ledger(PAUSED)
    void = Event(6, "void", d("2023-10-10"), FR, voids=voids, why=why)
    with pytest.raises(Refused) as refused:
        check(events, void, rules())
    assert refused.value.findings[0].message.key == key


def test_an_event_is_not_voided_twice():
    events = [*ledger(PAUSED), Event(5, "void", d("2023-10-10"), FR, voids=4, why="x")]
    with pytest.raises(Refused) as refused:
        check(events, Event(6, "void", d("2023-10-10"), FR, voids=4, why="x"), rules())
    assert refused.value.findings[0].message.key == "case.void_twice"


@settings(max_examples=60, deadline=None)
@given(st.integers(0, 30), st.integers(0, 20), st.sampled_from(["hearing", "expert_review"]))
def test_voiding_restores_every_clock(shift, length, kind):
    events = ledger(ACCEPTED)
    opened = d("2023-09-22") + timedelta(shift)
    args, on = {"pause": kind}, d("2023-11-30")
    pause = Event(10, "pause_opened", opened, FR, document="告知", args=args)
    end = Event(11, "pause_ended", opened + timedelta(length), FR, args=args)
    voids = [
        Event(12 + n, "void", on, FR, voids=voided, why="x") for n, voided in enumerate((10, 11))
    ]
    before = clocks(fold(events, rules()), FR, rules(), CALENDAR, on)
    after = clocks(fold([*events, pause, end, *voids], rules()), FR, rules(), CALENDAR, on)
    assert after == before


def test_the_order_of_recording_does_not_matter():
    events = ledger(STORY_B)
    assert [one.kind for one in standing(reversed(events))] == [one.kind for one in events]


def test_a_changed_past_changes_every_later_hash():
    events = ledger(STORY_B)
    changed = [*events[:2], replace(events[2], on=d("2023-09-25")), *events[3:]]
    one, two = chained(events), chained(changed)
    assert one[:2] == two[:2]
    assert all(a != b for a, b in zip(one[2:], two[2:], strict=True))


STAGE = """
2023-09-04 | eia        | received |
2023-09-04 | eia        | accepted |
2023-09-04 | soil_water | received |
2023-09-04 | soil_water | accepted |
2023-09-06 | eia        | pause_opened | pause=expert_review document=告1
2023-09-12 | eia        | pause_ended  | pause=expert_review
2023-09-07 | soil_water | approved |
"""


def test_a_stage_day_counts_while_one_of_its_items_runs():
    found = {
        c.limit.clock: c for c in clocks(case(STAGE), "eia", rules(), CALENDAR, d("2023-09-13"))
    }
    # 5, 6 and 7 September count (water runs on the 7th), 8-12 rest, 13 counts again.
    assert found["stage"].used == 4
    assert found["promised"].used == 3
    rests = [day.day for day in found["stage"].days if day.reason.key == "clock.day.stage_rests"]
    assert rests == [d("2023-09-04"), d("2023-09-08"), d("2023-09-11"), d("2023-09-12")]


def test_a_stage_whose_open_items_all_pause_has_two_numbers():
    text = "\n".join(STAGE.splitlines()[:6])
    one_runs = {
        c.limit.clock: c for c in clocks(case(text), "eia", rules(), CALENDAR, d("2023-09-08"))
    }
    assert one_runs["stage"].due_on is not None
    closed = text + "\n2023-09-07 | soil_water | approved |"
    none_runs = {
        c.limit.clock: c for c in clocks(case(closed), "eia", rules(), CALENDAR, d("2023-09-08"))
    }
    assert none_runs["stage"].due_on is None
    assert none_runs["stage"].due_if_ended_on is not None


def test_who_holds_the_ball():
    text = """
    2023-09-18 | feasibility_report | received         |
    2023-09-19 | feasibility_report | correction_asked | materials=study+tender_plan document=告1
    2023-09-19 | feasibility_report | mandate_given    | assistant=小王 document=委1
    2023-09-21 | feasibility_report | correction_made  |
    2023-09-22 | feasibility_report | accepted         |
    2023-10-09 | feasibility_report | pause_opened     | pause=expert_review document=告2
    2023-10-20 | feasibility_report | pause_ended      | pause=expert_review
    2023-10-26 | feasibility_report | approved         | document=决1
    2023-10-30 | feasibility_report | delivered        |
    """
    kinds = rules().pauses
    stretches = list(held(case(text).items[FR], d("2023-12-01"), kinds))
    assert [(one.holder, str(one.first)[5:], str(one.last)[5:]) for one in stretches] == [
        ("window", "09-18", "09-19"),
        ("assistant", "09-20", "09-21"),
        ("window", "09-22", "09-22"),
        ("department", "09-23", "10-09"),
        ("expert", "10-10", "10-20"),
        ("department", "10-21", "10-26"),
        ("window", "10-27", "10-30"),
    ]
    assert sum(shares(stretches).values()) == (d("2023-10-30") - d("2023-09-18")).days + 1
    assert shares(stretches, CALENDAR)["expert"] == 9


def test_an_opinion_and_a_delivery_have_their_own_clocks():
    text = (
        ACCEPTED
        + """
    2023-09-25 | feasibility_report | opinion_asked | department=文物局 days=5
    2023-10-12 | feasibility_report | opinion_given | department=文物局
    2023-10-13 | feasibility_report | approved | document=决1
    """
    )
    found = {c.limit.clock: c for c in clocks(case(text), FR, rules(), CALENDAR, d("2023-10-16"))}
    assert found["consultation"].due_on == d("2023-10-08")
    assert overdue(found.values()) == [found["consultation"]]
    assert found["delivery"].due_on == d("2023-10-27")
    assert found["promised"].left == 0


def test_an_extension_from_events_moves_the_legal_clock_only():
    text = (
        ACCEPTED
        + "\n2023-10-09 | feasibility_report | extended | days=10 approver=局长 reason=论证 document=延1"
    )
    found = {c.limit.clock: c for c in clocks(case(text), FR, rules(), CALENDAR, d("2023-10-16"))}
    assert (found["legal"].limit.days, found["promised"].limit.days) == (30, 11)
    again = "2023-10-10 | feasibility_report | extended | days=10 approver=局长 reason=论证 document=延2"
    assert refusal(text, again) == "case.extended_twice"


@pytest.mark.parametrize(
    ("at", "convention", "due", "told"),
    [
        ("2023-09-22 17:29", {"closes_at": "17:30"}, "2023-10-07", False),
        ("2023-09-22 17:30", {"closes_at": "17:30"}, "2023-10-08", True),
        ("2023-09-22 17:30", {"closes_at": "17:30", "after_hours": "same"}, "2023-10-07", False),
        ("2023-09-22 17:30", {}, "2023-10-07", False),
        ("2023-09-23 10:00", {"closes_at": "17:30"}, "2023-10-08", True),  # a Saturday
        ("2023-09-22", {"closes_at": "17:30"}, "2023-10-07", False),  # the hour is not known
    ],
)
def test_a_filing_after_hours_counts_as_the_next_working_day(at, convention, due, told):
    """Five working days to answer, across the National Day holiday with its make-up days."""
    known = rules()
    procedure = replace(known.procedure, conventions=Conventions(**convention))
    known = replace(known, procedure=procedure)
    filed = fold(ledger(f"{at} | feasibility_report | received |"), known)
    (found,) = clocks(filed, FR, known, CALENDAR, d("2023-09-25"))
    assert found.due_on == d(due)
    assert ("clock.because.after_hours" in [one.key for one in found.because]) == told


def test_an_extension_is_no_longer_than_the_law_gives():
    asked = "2023-10-09 | feasibility_report | extension_asked | days=11 reason=论证"
    assert refusal(ACCEPTED, asked) == "case.extension_too_long"
    nobody = "2023-10-09 | feasibility_report | extension_refused | reason=按期"
    assert refusal(ACCEPTED, nobody) == "case.extension_not_asked"


def test_an_offices_list_without_document_numbers_is_still_counted():
    text = (
        ACCEPTED
        + """
    2023-10-09 | feasibility_report | pause_opened | pause=expert_review
    2023-10-20 | feasibility_report | pause_ended  | pause=expert_review
    """
    )
    lenient = case(text, papers_required=False)
    assert keys(lenient) == []
    found = {c.limit.clock: c for c in clocks(lenient, FR, rules(), CALENDAR, d("2023-10-21"))}
    assert found["promised"].due_on == d("2023-10-26")
    assert keys(case(text)) == ["case.pause_without_notice", "case.no_open_pause"]


def test_before_acceptance_only_the_clock_of_the_answer_runs():
    text = "2023-09-21 | eia | received |"
    found = clocks(case(text), "eia", rules(), CALENDAR, d("2023-10-01"))
    assert [one.limit.clock for one in found] == ["intake"]
    waiting = text + "\n2023-09-22 | eia | correction_asked | materials=impact_form+a document=1"
    assert clocks(case(waiting), "eia", rules(), CALENDAR, d("2023-10-01")) == []


LATE = """
2023-09-22 {at} | feasibility_report | received        | document=回执1
2023-09-22 18:10 | feasibility_report | window_accepted |
2023-09-22 18:10 | feasibility_report | accepted        | document=受理1
"""


@pytest.mark.parametrize(
    ("at", "item", "stage", "legal"),
    [
        ("17:29", "2023-10-13", "2023-10-13", "2023-10-26"),
        ("18:00", "2023-10-16", "2023-10-16", "2023-10-26"),  # as if received on the 25th
    ],
)
def test_a_filing_after_hours_moves_the_zones_promise_and_stage_but_not_the_law(
    at, item, stage, legal
):
    found = {
        one.limit.clock: one
        for one in clocks(case(LATE.format(at=at)), FR, rules(), CALENDAR, d("2023-09-28"))
    }
    due = {name: str(one.due_on) for name, one in found.items()}
    assert due == {"promised": item, "stage": stage, "legal": legal}
    told = "clock.because.assumed_hours" in [one.key for one in found["promised"].because]
    assert told == (at == "18:00")


def test_an_application_accepted_the_day_after_needs_no_later_day():
    text = LATE.format(at="18:00").replace("2023-09-22 18:10", "2023-09-25")
    early = {c.limit.clock: c for c in clocks(case(text), FR, rules(), CALENDAR, d("2023-09-28"))}
    assert early["promised"].due_on == early["stage"].due_on == d("2023-10-16")
    assert "clock.because.assumed_hours" not in [one.key for one in early["promised"].because]


def test_a_notice_of_correction_may_tell_a_day_that_lies_after_it():
    text = "2023-09-18 | feasibility_report | received |"
    asked = "2023-09-19 | feasibility_report | correction_asked | materials=study document=告1 due_on={}"
    assert refusal(text, asked.format("2023-09-19")) == "case.correction_due_early"
    assert keys(case(f"{text}\n{asked.format('2023-09-26')}")) == []
