"""Filings as facts: the latest year first, as known on the day, and never from a statistical return."""

from __future__ import annotations

import re
from datetime import date
from fractions import Fraction
from pathlib import Path

import pytest

from tests import cast
from zonebook.core.rules.facts import read_facts
from zonebook.core.rules.verdict import judge
from zonebook.records import filings, verdicts, write
from zonebook.records.models import Certificate, CertificateEvent, Filing, FilingValue

ON = date(2024, 2, 18)
WAN = 1_000_000
SALES = {2021: 3412, 2022: 3842, 2023: 3986}
RD = {2021: 168, 2022: 187, 2023: 206}


def file(people, entity, year, *, form="self_report", version=1, filed=date(2024, 1, 30), **values):
    """One return; money in 万元 by the name of its measure, words as they are."""
    head = {"entity": entity, "period": str(year), "form": form, "version": version,
            "filed_on": filed, "reviewed_on": values.pop("reviewed", None)}  # fmt: skip
    with write.batch(by=people.li, on=cast.TODAY, kind="edit", why="test") as batch:
        filing = batch.add(Filing, head)
        batch.add_many(FilingValue, [value(filing, *one) for one in values.items()])
    return filing


def value(filing, measure, said):
    """A value of a filing as it is kept."""
    row = {"filing": filing, "measure": measure.replace("__", ".")}
    if isinstance(said, str):
        return row | {"word": said}
    is_money = filings.measures_of(verdicts.zones.catalog()).get(measure)
    return row | {"value": said * WAN if is_money and is_money.unit == "wan_yuan" else said}


@pytest.fixture
def lantai(book):
    (found,) = cast.enter(book, cast.lantai(industry="2762"))
    return found


def three_years(book, entity, **more):
    for year, sales in SALES.items():
        file(book, entity, year, sales_revenue=sales, rd_expense=RD[year], **more)


def test_years_come_latest_first_in_the_grains_of_the_rules(book, lantai):
    three_years(book, lantai, staff_total=68)
    facts = filings.known(ON)[lantai.pk].facts
    assert facts.numbers["rd_expense"] == (206 * WAN, 187 * WAN, 168 * WAN)
    assert facts.numbers["staff_total"] == (6800, 6800, 6800)
    assert facts.words == {"industry_code": "C2762", "resident_enterprise": True}
    assert facts.numbers["days_since_registration"] == ((ON - date(2015, 3, 2)).days,)


def test_what_was_filed_later_was_not_known_on_the_day(book, lantai):
    three_years(book, lantai)
    file(book, lantai, 2023, version=2, filed=date(2024, 2, 10), sales_revenue=4000, rd_expense=210)
    before = filings.known(date(2024, 2, 9))[lantai.pk].facts.numbers
    after = filings.known(ON)[lantai.pk].facts.numbers
    assert before["rd_expense"][0] == 206 * WAN
    assert after["rd_expense"][0] == 210 * WAN
    assert filings.known(date(2024, 1, 29)) == {}


def test_a_correction_replaces_the_whole_return_of_its_form(book, lantai):
    file(book, lantai, 2023, staff_total=68, rd_expense=206)
    file(book, lantai, 2023, version=2, rd_expense=207)
    numbers = filings.known(ON)[lantai.pk].facts.numbers
    assert numbers["rd_expense"] == (207 * WAN,)
    assert "staff_total" not in numbers


def test_audited_accounts_speak_over_the_own_return(book, lantai):
    file(book, lantai, 2023, form="audited", rd_expense=201)
    file(book, lantai, 2023, staff_total=68, rd_expense=206)
    filed = filings.known(ON)[lantai.pk]
    assert filed.facts.numbers["rd_expense"] == (201 * WAN,)
    assert filed.facts.numbers["staff_total"] == (6800,)
    audited = FilingValue.objects.get(filing__form="audited")
    assert filed.sources["rd_expense", 0].key == audited.number


def test_the_reference_year_is_the_last_full_one_before_the_day(book, lantai):
    three_years(book, lantai)
    found = filings.known(date(2025, 3, 1))[lantai.pk].facts.numbers["rd_expense"]
    assert found == (None, 206 * WAN, 187 * WAN, 168 * WAN)


def test_words_grades_ranks_and_what_did_not_happen(book, lantai):
    file(book, lantai, 2023, reviewed=date(2024, 2, 1), in_supported_field="yes", ip_owned=3,
         rd_institution_level="city", major_incident_days_ago="none", maker_china_rank="未参加",
         expert_grade__ip1=7, segment_market_share=125_000)  # fmt: skip
    facts = filings.known(ON)[lantai.pk].facts
    assert facts.words["in_supported_field"] is True
    assert facts.words["rd_institution_level"] == "city"
    assert facts.none == {"major_incident_days_ago"}
    assert facts.records["maker_china_rank"] == ()
    assert facts.grades == {"ip1": 7}
    assert facts.numbers["segment_market_share"] == (125_000,)
    assert {"in_supported_field", "ip_owned"} <= facts.reviewed


def test_evidence_confirmed_later_does_not_count_yet(book, lantai):
    file(book, lantai, 2023, reviewed=date(2024, 2, 10), ip_owned=3, expert_grade__ip1=7)
    before = filings.known(date(2024, 2, 9))[lantai.pk].facts
    after = filings.known(date(2024, 2, 10))[lantai.pk].facts
    assert (before.reviewed, before.grades) == (set(), {})
    assert (after.reviewed, after.grades) == ({"ip_owned"}, {"ip1": 7})


def test_a_certificate_holds_until_its_end_or_its_revocation(book, lantai):
    file(book, lantai, 2023, ip_owned=3)
    with write.batch(by=book.wang, on=cast.TODAY, kind="edit", why="test") as batch:
        row = {"entity": lantai, "qualification": "hnte", "kind": "recognition",
               "granted_on": date(2022, 10, 1), "valid_to": date(2025, 10, 1)}  # fmt: skip
        held = batch.add(Certificate, row)
        event = {"certificate": held, "kind": "revoked", "occurred_on": date(2024, 2, 1)}
        batch.add(CertificateEvent, event)
    (before,) = filings.known(date(2024, 1, 31), [lantai.pk])[lantai.pk].facts.records[
        "certificate"
    ]
    (after,) = filings.known(ON)[lantai.pk].facts.records["certificate"]
    assert before.until == date(2025, 10, 1)
    assert after.until == date(2024, 2, 1)


# -- the law of the register ---------------------------------------------------------------


def test_a_statistical_return_is_not_among_the_facts(book, lantai):
    file(book, lantai, 2023, form="statistical", operating_revenue=9000)
    file(book, lantai, 2023, rd_expense=206)
    assert "operating_revenue" not in filings.known(ON)[lantai.pk].facts.numbers


@pytest.mark.parametrize("form", ["statistical", "a form that nobody listed"])
def test_code_that_asks_for_statistical_returns_does_not_run(book, lantai, form):
    file(book, lantai, 2023, form=form, operating_revenue=9000)
    with pytest.raises(filings.ForbiddenByLaw):
        filings.known(ON, forms=["self_report", form])
    assert filings.known(ON) == {}


def test_no_other_code_makes_facts_from_the_values_of_filings():
    root = Path(filings.__file__).parents[1]
    found = {
        path.relative_to(root).as_posix()
        for floor in ("records", "desk", "systems", "site")
        for path in (root / floor).rglob("*.py")
        if re.search(r"\bFilingValue\b", text := path.read_text("utf-8"))
        and re.search(r"(?<![\w.])Facts\(", text)
    }
    assert found <= {"records/filings.py"}


# -- verdicts ------------------------------------------------------------------------------


def test_a_verdict_names_its_records_and_can_be_made_again(book, lantai):
    three_years(book, lantai)
    found = verdicts.judge("hnte", lantai, on=ON)
    answer = found.verdict.test("H5a")
    assert (answer.status, answer.value) == ("unmet", Fraction(56100, 11240))
    told = found.payload("zh")
    row = next(one for one in told["tests"] if one["key"] == "H5a")
    assert len(row["records"]) == 6
    assert row["act_on"][0]["change"] == "1"
    assert told["data"]["as_of"] == "2024-02-18"
    again = read_facts(told["facts"], verdicts.rules().measures, verdicts.rules().catalog.units)
    assert again == found.filed.facts
    assert judge(found.verdict.plan, again, ON).tests == found.verdict.tests


def test_the_fingerprint_tells_changed_thresholds_apart():
    plain = verdicts.plan_of("hnte", "recognition", ON).fingerprint
    assert plain == verdicts.plan_of("hnte", "recognition", ON, {}).fingerprint
    assert plain != verdicts.plan_of("hnte", "recognition", ON, {"H5a": "6"}).fingerprint


def test_the_register_answers_like_one_by_one(book, lantai):
    (twin,) = cast.enter(book, cast.lantai(name="兰泰二厂有限公司", credit_code=None))
    three_years(book, lantai)
    three_years(book, twin)
    whole = verdicts.register("hnte", on=ON)
    assert whole.population.silent == 0
    for row in range(2):
        one = verdicts.judge("hnte", whole.entity(row), on=ON)
        assert one.verdict.answer == whole.answer(row)
        for test in one.verdict.tests:
            assert whole.outcome.status(test.key, row) == test.status


def test_a_reform_changes_the_register_and_the_book_stays(book, lantai):
    three_years(book, lantai)
    assert verdicts.register("hnte", on=ON).outcome.status("H5a", 0) == "unmet"
    eased = verdicts.register("hnte", on=ON, changes={"H5a": "4.9"})
    assert eased.outcome.status("H5a", 0) == "met"


def test_a_new_filing_is_seen_at_once(book, lantai):
    three_years(book, lantai)
    assert verdicts.register("hnte", on=ON).outcome.status("H5a", 0) == "unmet"
    file(book, lantai, 2023, version=2, sales_revenue=3986, rd_expense=207)
    assert verdicts.register("hnte", on=ON).outcome.status("H5a", 0) == "met"
