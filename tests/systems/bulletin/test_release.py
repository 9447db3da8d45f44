"""定稿: frozen for ever, approved by somebody else, revised in the open."""

from __future__ import annotations

import json
from datetime import date

import pytest
from django.db import DatabaseError, transaction

from tests import cast
from tests.systems.bulletin.conftest import MARCH, WAN, signed, stated
from zonebook.core.values import Refused
from zonebook.records import releases, verify, write
from zonebook.records.models import (
    Release,
    ReleaseApproval,
    ReleaseFigure,
    ReleaseFile,
    Signing,
    Statement,
)
from zonebook.records.models.door import opened
from zonebook.systems.bulletin import actions, pdf

DAY = cast.TODAY


def prepared(year, on: date = DAY, **asked) -> Release:
    return actions.prepare("annual", "2023", by=year.wang, on=on, **asked).release


def refused(doing, *args, **named) -> str:
    with pytest.raises(Refused) as refusal:
        doing(*args, **named)
    return refusal.value.findings[0].message.key


def test_it_freezes_values_definitions_rows_calendar_and_files(year):
    release = prepared(year)
    figures = {one.reference: one for one in release.figures.all()}
    signed_amount = figures["amt_signed"]
    assert (signed_amount.value, signed_amount.exact) == ("97.3", "9729700000")
    assert signed_amount.definition["measure"]["aggregate"] == {"sum": "amount_fen"}
    rows = {one.number: one for one in year.signings}
    assert set(signed_amount.rows) == set(rows)
    assert all(len(row[2]) == 32 for row in signed_amount.rows.values())
    assert figures["gdp:next_target"].value == "372"
    assert (figures["fai"].value, figures["fai"].unknown["key"]) == (None, "figures.not_stated")
    assert list(release.calendar) == ["2023"]
    kinds = {(one.kind, one.lang) for one in release.files.all()}
    wanted = {"text", "json", "csv", "docx"} | ({"pdf"} if pdf.has_chinese_font() else set())
    assert kinds == {(kind, lang) for kind in wanted for lang in ("zh", "en")} | {("rows", "zh")}
    assert verify.verify() == []


def test_its_files_are_served_byte_for_byte_after_the_book_changed(year):
    release = prepared(year)
    before = {
        (kind, lang): releases.content(release, kind, lang)
        for kind in ("text", "json", "csv", "docx")
        for lang in ("zh", "en")
    }
    with year.writing() as batch:
        batch.change(year.signings[0], {"amount_fen": 1 * WAN})
        batch.add(Statement, stated("gdp", 3600, 1, vintage="final", vintage_no=2))
    for place, kept in before.items():
        assert releases.content(release, *place) == kept
    assert "97.3亿元" in before["text", "zh"][1].decode()


def test_revisions_name_the_rows_that_changed(year):
    release = prepared(year)
    assert releases.revisions(release) == []
    with year.writing() as batch:
        batch.change(year.signings[0], {"amount_fen": 600_350 * WAN})
    changes = {one.reference: one for one in releases.revisions(release)}
    amount = changes["amt_signed"]
    assert (str(amount.before), str(amount.after)) == ("97.3", "95.3")
    [row] = amount.rows
    assert (row.number, row.kind) == (year.signings[0].number, "changed")
    assert row.columns == {"amount_fen": (620_350 * WAN, 600_350 * WAN)}
    assert changes["n_signed"].before == changes["n_signed"].after


def test_the_preparer_may_not_approve(year):
    prepared(year)
    assert refused(actions.approve, "annual", "2023", by=year.wang, on=DAY) == "release.four_eyes"
    assert not ReleaseApproval.objects.exists()
    approval = actions.approve("annual", "2023", by=year.guo, on=DAY)
    assert (approval.by, approval.release.recorded_by) == (year.guo, year.wang)
    assert releases.state(releases.one(approval.release.number)) == "approved"


def test_what_nobody_prepared_cannot_be_approved(year):
    asked = {"by": year.guo, "on": DAY}
    assert refused(actions.approve, "annual", "2023", **asked) == "release.nothing_to_approve"


def test_an_approved_release_is_not_approved_twice(year):
    prepared(year)
    actions.approve("annual", "2023", by=year.guo, on=DAY)
    asked = {"by": year.guo, "on": DAY}
    assert refused(actions.approve, "annual", "2023", **asked) == "release.nothing_to_approve"


def test_approval_is_refused_where_the_book_has_moved_on(year):
    prepared(year)
    with year.writing() as batch:
        batch.add(Signing, signed(year.projects[2], 10_000))
    asked = {"by": year.guo, "on": DAY}
    assert refused(actions.approve, "annual", "2023", **asked) == "release.book_moved_on"


def test_preparing_needs_the_right_to_write_and_approving_to_publish(year):
    asked = {"by": year.li, "on": DAY}
    assert refused(actions.prepare, "annual", "2023", **asked) == "permissions.no_write"
    prepared(year)
    assert refused(actions.approve, "annual", "2023", **asked) == "permissions.no_publish"


@pytest.mark.parametrize("model", [Release, ReleaseApproval, ReleaseFigure, ReleaseFile])
def test_releases_are_append_only_in_the_database(year, model):
    prepared(year)
    actions.approve("annual", "2023", by=year.guo, on=DAY)
    column = "on" if model is ReleaseApproval else "as_of" if model is Release else "kind"
    column = "value" if model is ReleaseFigure else column
    value = MARCH if column in ("on", "as_of") else "x"
    with opened(), pytest.raises(DatabaseError), transaction.atomic():
        model.objects.update(**{column: value})


def test_a_failure_leaves_no_half_release(year):
    broken = {"text": {"key": "annual"}, "title": "x", "period": None, "found": {}}
    with pytest.raises(AttributeError):
        releases.prepare(**broken, rendered=[], by=year.wang, on=DAY)
    assert not Release.objects.exists()


def test_an_unknown_release_or_file_is_refused_with_what_there_is(year):
    release = prepared(year)
    assert refused(releases.one, "DG-1999-000001") == "release.missing"
    assert refused(releases.content, release, "rows") == "release.no_file"
    assert refused(releases.content, release, "odt") == "release.no_file"


def test_a_draft_may_ask_what_was_released(year):
    release = prepared(year)
    assert releases.released("gdp", "2023") == []
    actions.approve("annual", "2023", by=year.guo, on=DAY)
    [(found, value)] = releases.released("gdp", "2023")
    assert (found, str(value)) == (release, "352.3")


def test_last_years_figure_is_revised_this_year(year):
    """Story F: 2022 was released in February 2023; its final vintage arrives in December."""
    spring, winter = date(2023, 2, 15), date(2023, 12, 20)
    first = {"period": "2022", "released_on": date(2023, 1, 28)}
    with year.writing(on=spring) as batch:
        batch.add(Statement, stated("gdp", 3424, 1, **first))
        batch.add(Statement, stated("retail", 1072, 1, **first))
    actions.prepare("annual", "2022", by=year.wang, on=spring)
    release = actions.approve("annual", "2022", by=year.guo, on=spring).release
    before = releases.content(release, "docx")
    with write.batch(by=year.wang, on=winter, kind="edit", register="statement") as batch:
        final = {"vintage": "final", "vintage_no": 2, "released_on": winter, "period": "2022"}
        batch.add(Statement, stated("gdp", 3443, 1, **final))
    [change] = releases.revisions(releases.one(release.number))
    assert (change.reference, str(change.before), str(change.after)) == ("gdp", "342.4", "344.3")
    assert {kind: str(part) for kind, part in change.classes.items()} == {"vintage": "19/10"}
    assert releases.content(release, "docx") == before
    assert "342.4亿元" in releases.content(release, "text")[1].decode()
    [(_, quoted)] = releases.released("gdp", "2022")
    assert str(quoted) == "342.4"
    later = actions.prepare("annual", "2022", by=year.wang, on=winter).release
    text = releases.content(later, "text")[1].decode()
    assert "344.3亿元" in text
    row = json.loads(releases.content(later, "json")[1])
    gdp = next(one for one in row["figures"] if one["reference"] == "gdp")
    assert "最终核实数" in gdp["because"][0]["text"]
