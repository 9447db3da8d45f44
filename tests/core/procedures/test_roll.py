"""A row of an office's list becomes events; the exchange rows come from events and invent nothing."""

from datetime import date, datetime

import pytest

from tests.core.procedures.ledger import CALENDAR, LOCAL, ledger, rules
from zonebook.core.procedures.case import fold
from zonebook.core.procedures.clocks import clocks
from zonebook.core.procedures.exchange import rows, states_of
from zonebook.core.procedures.roll import Row, events_of
from zonebook.core.values import Ref

RULES = rules(papers_required=False)


def row(item: str = "feasibility_report", **cells: object) -> Row:
    told = {
        k: date.fromisoformat(v) if k.endswith("_on") and v[:4].isdigit() else v
        for k, v in cells.items()
    }
    return Row(item, told, {name: Ref("cell", f"办件台账!{name}") for name in told})


STORY_B = row(
    received_on="2023-09-21",
    accepted_on="2023-09-22",
    pause_1_kind="专家评审",
    pause_1_opened_on="2023-10-09",
    pause_1_ended_on="2023-10-20",
    pause_2_kind="公示",
    pause_2_opened_on="2023-10-13",
    pause_2_ended_on="2023-10-25",
    decision="准予许可",
    decided_on="2023-10-30",
    decision_no="决1",
    delivered_on="2023-10-31",
    officer="李",
)


def test_a_row_becomes_events_in_the_order_of_their_days():
    events, findings = events_of(STORY_B, RULES)
    assert findings == []
    assert [event.kind for event in events] == [
        *("received", "window_accepted", "accepted", "pause_opened", "pause_opened"),
        *("pause_ended", "pause_ended", "approved", "delivered"),
    ]
    found = fold(events, RULES)
    assert found.unsound == ()
    clock = clocks(found, "feasibility_report", RULES, CALENDAR, date(2023, 12, 1))
    promised = next(one for one in clock if one.limit.clock == "promised")
    assert (promised.due_on, promised.used) == (date(2023, 10, 31), 10)


@pytest.mark.parametrize(
    ("decision", "kind"),
    [
        ("准予许可", "approved"),
        ("不予许可", "rejected"),
        ("不予受理", "acceptance_refused"),
        ("容缺通过", "approved_with_gaps"),
        ("撤件", "withdrawn"),
    ],
)
def test_results_are_read_as_offices_write_them(decision, kind):
    events, _ = events_of(
        row(received_on="2023-09-21", decided_on="2023-09-25", decision=decision), RULES
    )
    assert events[-1].kind == kind


@pytest.mark.parametrize(
    ("cells", "key", "cell"),
    [
        ({"accepted_on": "2023-09-22"}, "roll.no_receipt", ""),
        ({"received_on": "九月底"}, "roll.not_a_day", "received_on"),
        (
            {"received_on": "2023-09-21", "decided_on": "2023-09-25", "decision": "准予"},
            "roll.no_acceptance",
            "",
        ),
        (
            {"received_on": "2023-09-21", "decided_on": "2023-09-25", "decision": "好了"},
            "roll.unknown_decision",
            "decision",
        ),
        (
            {"received_on": "2023-09-21", "pause_1_kind": "午休"},
            "roll.unknown_pause",
            "pause_1_kind",
        ),
        ({"received_on": "2023-09-21", "pause_1_kind": "听证"}, "roll.pause_without_day", ""),
        (
            {
                "received_on": "2023-09-21",
                "pause_1_kind": "听证",
                "pause_1_opened_on": "2023-10-09",
                "pause_1_ended_on": "2023-10-08",
            },
            "roll.pause_reversed",
            "pause_1_ended_on",
        ),
    ],
)
def test_what_a_row_gets_wrong_is_said_with_its_cell(cells, key, cell):
    _, findings = events_of(row(**cells), RULES)
    assert [one.message.key for one in findings] == [key]
    if cell:
        assert findings[0].where.key == f"办件台账!{cell}"


SENT = """
2023-09-21 09:00 | feasibility_report | received        |
2023-09-22 09:00 | feasibility_report | window_accepted |
2023-09-22 09:05 | feasibility_report | accepted        |
2023-10-09 10:00 | feasibility_report | pause_opened    | pause=expert_review document=告1 until=2023-10-20
2023-10-20 10:00 | feasibility_report | pause_ended     | pause=expert_review
2023-10-26 16:00 | feasibility_report | approved        | document=决1
"""


def sent(text: str):
    events = [
        event if event.actor else type(event)(**{**vars(event), "actor": "李"})
        for event in ledger(text)
    ]
    return rows("620100-2023-0001", events, rules())


def test_steps_and_pauses_become_rows_of_the_exchange():
    found, findings = sent(SENT)
    assert findings == []
    assert [state for _, state in states_of(found)] == [1, 3, 8, 9, 10, 11]
    pause = found[-1].fields
    assert (pause["tbcx"], pause["tbcxmc"], pause["tbcxsx"]) == ("5", "专家评审", 11)
    assert found[0].fields["blsj"] == datetime(2023, 9, 21, 9, tzinfo=LOCAL).strftime(
        "%Y-%m-%d %H:%M:%S"
    )


@pytest.mark.parametrize(
    ("old", "new", "key"),
    [
        ("2023-09-21 09:00", "2023-09-21", "exchange.lacks"),
        (" until=2023-10-20", "", "exchange.lacks"),
        (
            "2023-09-22 09:05 | feasibility_report | accepted        |\n",
            "",
            "exchange.three_then_eight",
        ),
        ("pause_ended     |", "pause_opened | until=2023-10-25", "exchange.nine_twice"),
        (
            SENT.splitlines(keepends=True)[4],
            "",
            "exchange.ten_without_nine",
        ),
    ],
)
def test_what_the_receiving_side_would_refuse_is_found_before_sending(old, new, key):
    assert old in SENT
    _, findings = sent(SENT.replace(old, new))
    assert [one.message.key for one in findings] == [key]


def test_a_rejection_without_acceptance_must_be_a_refused_acceptance():
    text = SENT.splitlines()[1] + "\n2023-09-22 10:00 | feasibility_report | rejected |"
    assert [one.message.key for one in sent(text)[1]] == ["exchange.thirteen_after_three"]


def test_materials_that_may_follow_are_debts_from_the_acceptance_on():
    told = row(
        received_on="2023-09-21",
        accepted_on="2023-09-22",
        gap_materials="招标方案、社会稳定风险评估报告",
        gap_due_on="2023-10-12",
        gap_cured_on="2023-10-10",
        gap_no="容1号",
    )
    events, findings = events_of(told, RULES)
    gaps = [(one.kind, one.on, one.args["material"]) for one in events if "gap" in one.kind]
    opened, cured = date(2023, 9, 22), date(2023, 10, 10)
    assert gaps == [
        ("gap_opened", opened, "tender_plan"),
        ("gap_opened", opened, "risk_report"),
        ("gap_cured", cured, "tender_plan"),
        ("gap_cured", cured, "risk_report"),
    ]
    assert findings == [] and fold(events, RULES).unsound == ()


@pytest.mark.parametrize(
    ("cells", "key"),
    [
        ({"gap_materials": "午饭", "accepted_on": "2023-09-22"}, "roll.unknown_material"),
        ({"gap_materials": "招标方案"}, "roll.gap_without_acceptance"),
    ],
)
def test_a_gap_that_cannot_be_is_said_with_its_cell(cells, key):
    findings = events_of(row(received_on="2023-09-21", **cells), RULES)[1]
    assert [one.message.key for one in findings] == [key]
