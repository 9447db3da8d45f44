"""Deadlines carry their because; each clock is stopped only by what may stop it."""

from datetime import date, timedelta
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import zonebook.zones
from zonebook.core.catalog import Catalog, shipped
from zonebook.core.period import KnownDay
from zonebook.core.procedures import sheet
from zonebook.core.procedures.clock import due
from zonebook.core.procedures.deadline import Extension, Limit, deadline
from zonebook.core.procedures.pauses import Pause, read_pauses
from zonebook.core.procedures.reading import read_procedures
from zonebook.core.values import Refused
from zonebook.core.workdays import read_calendar

LANZHOU = Catalog(Path(zonebook.zones.__file__).parent / "lanzhou" / "catalog")
CALENDAR = read_calendar(shipped())
KINDS = read_pauses(shipped())
PROMISED = Limit("promised", 11, "promised", "示例")
LEGAL = Limit("legal", 20, "legal", "行政许可法第四十二条")
SENTENCES = shipped().sentences


def d(text: str) -> date:
    return date.fromisoformat(text)


REVIEW = Pause("expert_review", d("2023-10-09"), d("2023-10-20"), "告知书1号")
NOTICE = Pause("public_notice", d("2023-10-13"), d("2023-10-25"))


def clocks(*pauses: Pause):
    procedure = read_procedures(LANZHOU).procedure("government_investment")
    limits = procedure.limits("feasibility_report", d("2023-09-22"))
    return {
        limit.clock: deadline(CALENDAR, limit, d("2023-09-22"), pauses, kinds=KINDS)
        for limit in limits
    }


def test_story_b_the_eleven_days_of_a_government_project():
    assert clocks()["promised"].due_on == d("2023-10-13")
    assert clocks(REVIEW)["promised"].due_on == d("2023-10-26")
    both = clocks(REVIEW, NOTICE)
    assert both["promised"].due_on == both["stage"].due_on == d("2023-10-31")
    assert both["promised"].due_on != d("2023-11-07")  # what adding the two durations would give
    assert both["promised"].limit.assumed


def test_the_legal_clock_ignores_a_public_notice():
    assert clocks(NOTICE)["legal"].due_on == clocks()["legal"].due_on
    assert clocks(REVIEW, NOTICE)["legal"].due_on == clocks(REVIEW)["legal"].due_on
    keys = [reason.key for reason in clocks(NOTICE)["legal"].because]
    assert "clock.because.runs_on" in keys


@settings(max_examples=150, deadline=None)
@given(
    st.lists(
        st.tuples(st.sampled_from(sorted(KINDS.by_key)), st.integers(-10, 40), st.integers(0, 30)),
        max_size=4,
    ),
    st.sampled_from([LEGAL, PROMISED]),
)
def test_each_clock_is_stopped_by_its_own_kinds_of_pause(drawn, limit):
    accepted = d("2023-09-22")
    pauses = [
        Pause(kind, accepted + timedelta(shift), accepted + timedelta(shift + length))
        for kind, shift, length in drawn
    ]
    legal_kinds = {"hearing", "tender", "inspection", "appraisal", "expert_review"}
    stopping = [
        (one.opened_on, one.ended_on)
        for one in pauses
        if limit.clock == "promised" or one.kind in legal_kinds
    ]
    found = deadline(CALENDAR, limit, accepted, pauses, kinds=KINDS)
    assert found.due_on == due(CALENDAR, accepted, limit.days, stopping)
    counted = [day for day in found.days if day.is_counted]
    assert [day.number for day in counted] == list(range(1, limit.days + 1))
    assert counted[-1].day == found.due_on


def test_an_open_pause_gives_two_numbers_and_no_due_day():
    open_review = Pause("expert_review", d("2023-10-09"))
    found = deadline(
        CALENDAR, PROMISED, d("2023-09-22"), [open_review], kinds=KINDS, on=d("2023-10-18")
    )
    assert found.due_on is None
    assert (found.due_if_ended_on, found.left, found.used) == (d("2023-10-24"), 4, 7)
    assert found.unknown.key == "clock.pause_open"


def test_an_open_pause_after_the_due_day_changes_nothing():
    late = Pause("expert_review", d("2023-10-13"))
    found = deadline(CALENDAR, PROMISED, d("2023-09-22"), [late], kinds=KINDS, on=d("2023-11-01"))
    assert found.due_on == d("2023-10-13")
    assert found.left < 0 or found.used == 11


def test_an_open_pause_needs_the_day_of_the_answer():
    with pytest.raises(Refused):
        deadline(
            CALENDAR, PROMISED, d("2023-09-22"), [Pause("hearing", d("2023-10-09"))], kinds=KINDS
        )


def test_a_pause_that_ends_before_it_began_is_refused():
    with pytest.raises(Refused) as refused:
        Pause("hearing", d("2023-10-09"), d("2023-10-08"))
    assert refused.value.findings[0].message.key == "clock.pause_reversed"


def test_an_extension_moves_the_legal_clock_only():
    more = Extension(10, "局长", "需补充专项论证", "延期告知书2号")
    legal = deadline(CALENDAR, LEGAL, d("2023-09-22"), kinds=KINDS, extension=more)
    promised = deadline(CALENDAR, PROMISED, d("2023-09-22"), kinds=KINDS, extension=more)
    assert (legal.limit.days, legal.due_on) == (30, d("2023-11-09"))
    assert promised.due_on == d("2023-10-13")


@pytest.mark.parametrize("lacking", [{"approver": ""}, {"reason": " "}])
def test_an_extension_needs_the_head_and_told_reasons(lacking):
    more = Extension(**{"days": 10, "approver": "局长", "reason": "论证", **lacking})
    with pytest.raises(Refused):
        deadline(CALENDAR, LEGAL, d("2023-09-22"), kinds=KINDS, extension=more)


def test_a_day_known_to_the_month_gives_no_due_day():
    found = deadline(CALENDAR, PROMISED, KnownDay(d("2023-09-01"), "month"), kinds=KINDS)
    assert found.due_on is None
    assert SENTENCES.say(found.unknown).startswith("受理日期只知道到2023年9月")


def test_an_unpublished_year_gives_no_due_day():
    found = deadline(CALENDAR, PROMISED, d("2026-12-22"), kinds=KINDS, on=d("2026-12-25"))
    assert found.due_on is None
    assert found.unknown.args == {"year": "2027"}
    assert (found.used, found.left) == (3, 8)


def test_the_sheet_says_why_of_every_day():
    found = deadline(CALENDAR, PROMISED, d("2023-09-22"), [REVIEW, NOTICE], kinds=KINDS)
    said = {day: (number, text) for day, number, text in sheet.rows(found, SENTENCES, "zh")}
    assert said["2023-09-22"] == ("—", "星期五，工作日；当日不计，自次日起算")
    assert said["2023-10-09"] == ("7", "星期一，工作日；专家评审告知书送达当日照常计入")
    assert said["2023-10-16"] == ("—", "星期一，工作日；专家评审、向社会公示期间，不计入时限")
    assert said["2023-10-31"] == ("11", "星期二，工作日")
    refs = {ref.key for day in found.days for ref in day.reason.refs}
    assert "告知书1号" in refs


def test_the_sheet_is_the_same_twice_and_differs_with_a_fact():
    def hashed(*pauses: Pause) -> str:
        found = deadline(CALENDAR, PROMISED, d("2023-09-22"), pauses, kinds=KINDS)
        return sheet.to_json(found, SENTENCES)["sha256"]

    assert hashed(REVIEW) == hashed(REVIEW) != hashed(REVIEW, NOTICE)


def test_every_kind_of_pause_is_in_the_catalogue_with_its_basis():
    assert set(KINDS.by_key) == {
        *("hearing", "tender", "inspection", "appraisal", "expert_review"),
        *("public_notice", "site_visit", "correction", "other"),
    }
    for kind in KINDS.by_key.values():
        assert ("legal" in kind.stops) == ("law" in kind.basis)
        assert kind.needs_notice


def test_a_pause_that_stops_the_legal_clock_without_law_is_refused(tmp_path):
    folder = tmp_path / "procedures"
    folder.mkdir()
    (folder / "more.yaml").write_text(
        "key: more\nkind: pauses\nname: {zh: x, en: x}\npauses:\n"
        "  lunch: {name: {zh: 午餐, en: lunch}, stops: [legal], basis: {zh: 无, en: none},"
        " national_code: '8', needs_notice: false}\n",
        encoding="utf-8",
    )
    with pytest.raises(Refused) as refused:
        read_pauses(Catalog(tmp_path))
    assert refused.value.findings[0].where.where == "procedures/more.yaml:5"
