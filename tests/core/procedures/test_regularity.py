"""Each pattern of clock regularity finds its planted twin and leaves the clean one alone."""

from datetime import date

import pytest

from tests.core.procedures.ledger import CALENDAR, ledger, rules
from zonebook.core.catalog import shipped
from zonebook.core.procedures.case import fold
from zonebook.core.procedures.events import standing
from zonebook.core.procedures.regularity import FINDERS, Look, hits, read_patterns

PATTERNS = read_patterns(shipped())
START = """
2023-09-21 09:00 | feasibility_report | received | document=回执1
2023-09-22 09:00 | feasibility_report | accepted | document=受理1
"""
REVIEW = (
    "2023-09-25 10:00 | feasibility_report | pause_opened"
    " | pause=expert_review document=告1 until=2023-09-28\n"
)
RESUMED = "2023-09-28 10:00 | feasibility_report | pause_ended | pause=expert_review\n"
APPROVED = "2023-10-12 15:00 | feasibility_report | approved | document=决1\n"

# pattern → (planted, clean)
TWINS = {
    "decided_at_once": (
        START + "2023-09-22 09:12 | feasibility_report | approved | document=决1",
        START + "2023-09-22 09:45 | feasibility_report | approved | document=决1",
    ),
    "pause_before_acceptance": (
        "2023-09-18 | feasibility_report | pause_opened | pause=expert_review document=告1\n"
        "2023-09-20 | feasibility_report | pause_ended | pause=expert_review\n" + START,
        START + REVIEW + RESUMED,
    ),
    "pause_at_the_end": (
        START + "2023-10-13 | feasibility_report | pause_opened | pause=expert_review document=告1",
        START + "2023-10-12 | feasibility_report | pause_opened | pause=expert_review document=告1",
    ),
    "pause_without_paper": (
        START + REVIEW.replace("document=告1 ", "") + RESUMED,
        START + REVIEW + RESUMED,
    ),
    "pause_too_long": (
        START + REVIEW + RESUMED.replace("09-28", "10-09"),
        START + REVIEW + RESUMED,
    ),
    "pause_never_ended": (
        START + REVIEW.replace("until=2023-09-28", ""),
        START + REVIEW + RESUMED,
    ),
    "correction_same_day": (
        "2023-09-20 | feasibility_report | received |\n"
        "2023-09-20 | feasibility_report | correction_asked | materials=study+site_opinion document=告1\n"
        "2023-09-20 | feasibility_report | correction_made |",
        "2023-09-20 | feasibility_report | received |\n"
        "2023-09-20 | feasibility_report | correction_asked | materials=study+site_opinion document=告1\n"
        "2023-09-21 | feasibility_report | correction_made |",
    ),
    "refused_then_approved": (
        "2023-09-04 | feasibility_report | acceptance_refused |\n"
        "2023-09-11 | feasibility_report | acceptance_refused |\n"
        + START
        + "2023-09-22 15:00 | feasibility_report | approved | document=决1",
        "2023-09-11 | feasibility_report | acceptance_refused |\n"
        + START
        + "2023-09-22 15:00 | feasibility_report | approved | document=决1",
    ),
    "backdated": (
        START + "2023-09-25 | feasibility_report | assisted | recorded=2023-09-29T09:00",
        START + "2023-09-25 | feasibility_report | assisted | recorded=2023-09-28T09:00",
    ),
    "decided_on_a_rest_day": (
        START + APPROVED.replace("10-12", "10-14"),
        START + APPROVED.replace("10-12", "10-08"),  # a Sunday worked to make up
    ),
}


def found(text: str, on: str = "2023-12-29") -> list[str]:
    events, lenient = ledger(text), rules(papers_required=False)
    state = fold(events, lenient).items["feasibility_report"]
    look = Look(state, tuple(standing(events)), lenient, CALENDAR, date.fromisoformat(on))
    return [hit.pattern for hit in hits(look, PATTERNS)]


@pytest.mark.parametrize("pattern", TWINS)
def test_a_planted_pattern_is_found_and_its_clean_twin_is_not(pattern):
    planted, clean = TWINS[pattern]
    assert pattern in found(planted)
    assert pattern not in found(clean)


def test_an_honest_case_has_no_hits():
    assert found(START + REVIEW + RESUMED + APPROVED) == []


def test_every_pattern_of_the_catalogue_is_looked_for():
    assert set(FINDERS) == set(PATTERNS) == set(TWINS)


def test_a_hit_shows_its_events_and_says_what_to_explain():
    events, lenient = ledger(TWINS["decided_at_once"][0]), rules()
    state = fold(events, lenient).items["feasibility_report"]
    look = Look(state, tuple(events), lenient, CALENDAR, date(2023, 12, 1))
    (hit,) = hits(look, PATTERNS)
    assert [event.kind for event in hit.evidence] == ["accepted", "approved"]
    assert shipped().sentences.say(hit.reason) == "受理后12分钟即办结，请说明是否先行审查"
