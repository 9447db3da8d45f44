"""The projects of the demonstration: played through the bureau's actions, planted beside clean twins."""

from __future__ import annotations

from datetime import date

import pytest

from zonebook.records.models import Application, ApprovalCase
from zonebook.systems.approvals import book as cases
from zonebook.systems.approvals import live, playing, standing
from zonebook.zones.lanzhou.demo import applications

TODAY = date(2024, 2, 18)


def played(people, *projects) -> None:
    told = applications.text_of(list(projects)).replace('"person": "applicant"', '"person": ""')
    playing.play(told, people.li, TODAY)


def test_story_b_has_its_gap_its_assistant_and_two_spared_items(book):
    played(book, applications.story_b(1))
    application = Application.objects.get()
    beside = standing.kin([application.pk]).of(application)
    case, state = beside["feasibility_report"]
    assert (state.accepted_on, state.decided_on) == (date(2023, 9, 22), date(2023, 10, 30))
    assert [one.cured_on for one in state.gaps] == [date(2023, 10, 11)]
    assert [one.assistant for one in state.mandates] == ["马专员"]
    spared = [key for key, (_, one) in beside.items() if one.decision == "waived"]
    assert spared == ["geological_hazard", "mineral_overlap"]
    assert all(not cases.broken_links(one.events.all()) for one in ApprovalCase.objects.all())
    titles = {one["title"] for row in case.events.all() for one in row.args.get("papers", ())}
    assert titles >= {"收件回执", "一次性告知书", "受理通知书", "容缺受理通知书", "容缺受理承诺书",
                      "代办委托书", "特别程序告知书", "准予行政许可决定书", "送达回证", "办结单"}  # fmt: skip


@pytest.mark.parametrize(
    ("make", "pattern"),
    [(applications.minutes, "decided_at_once"), (applications.turned, "refused_then_approved")],
)
def test_a_planted_pattern_is_asked_about_and_its_clean_twin_is_not(book, make, pattern):
    played(book, make(1, False), make(2, True))
    asked = [one.case.title for one in live.asked(TODAY) if one.pattern == pattern]
    assert asked == [make(1, False).row["title"]]


def test_a_commitment_waits_for_its_inspection(book):
    class Enterprise:
        credit_code = None

        def name_on(self, day: date) -> str:
            return "甘肃某某有限公司"

    played(book, applications.commitment(2, Enterprise()))
    application = Application.objects.get()
    state = standing.kin([application.pk]).of(application)["energy_review"][1]
    assert state.pledges and state.is_granted and state.inspected_on is None
