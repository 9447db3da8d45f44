"""Steps that are hung on a remembered chain, outside any other transaction, as a server writes them."""

from __future__ import annotations

import os
import sqlite3
from contextlib import closing
from dataclasses import replace
from datetime import date

import pytest
from django.db import connection

from tests import cast
from zonebook.core.values import Refused
from zonebook.records import links, write
from zonebook.records.models import ApprovalCase, Batch, CaseEvent, Entity
from zonebook.records.models.door import DoorClosed
from zonebook.systems.approvals import actions, book, chains
from zonebook.systems.approvals.actions import Step

TODAY = cast.TODAY
ON_SERVER = bool(os.environ.get("ZONEBOOK_TEST_POSTGRES"))
pytestmark = [pytest.mark.django_db(transaction=True)] if ON_SERVER else []
VALUES = {"title": "新道路", "procedure": "government_investment", "item": "project_proposal"}


@pytest.fixture
def outside(django_db_setup, django_db_blocker):
    """The database with no transaction around the test; what it writes is gone afterwards.

    The tables of SQLite cannot be emptied as those of PostgreSQL are: their triggers forbid it.
    """
    if ON_SERVER:
        yield
        return
    with django_db_blocker.unblock(), closing(sqlite3.connect(":memory:")) as saved:
        connection.ensure_connection()
        connection.connection.backup(saved)
        yield
        saved.backup(connection.connection)


@pytest.fixture
def li(outside, home):
    return cast.settle().li


def opened(by, **values) -> ApprovalCase:
    return actions.open_case(by=by, on=TODAY, values=VALUES | values, received_on=date(2024, 1, 26))


def step(by, case, kind: str, expected: int, **more) -> list[CaseEvent]:
    one = Step(kind, more.pop("on", date(2024, 1, 29)), more.pop("paper", ""), more)
    return actions.record(by=by, on=TODAY, case=case, step=one, expected=expected)


def columns(record) -> dict[str, object]:
    return {one.attname: getattr(record, one.attname) for one in record._meta.concrete_fields}


def test_steps_in_a_row_stand_in_the_book_as_they_were_answered(li):
    case = opened(li)
    made = step(li, case, "accepted", 1, paper="受1号")
    made += step(li, case, "opinion_asked", 3, department="natural_resources", days=5)
    made += step(li, case, "approved", 4, paper="许准1号")
    kept = list(case.events.order_by("place"))
    assert [row.kind for row in kept] == [
        *("received", "window_accepted", "accepted", "opinion_asked", "approved"),
    ]
    assert [columns(row) for row in kept[1:]] == [columns(row) for row in made]
    assert book.broken_links(kept) == []
    assert [row.number for row in kept] == [f"BS-2024-{n:06d}" for n in range(1, 6)]
    whys = {row.batch_id: (row.batch.kind, row.batch.by_id, row.batch.on) for row in kept}
    assert list(whys.values()) == [("case", li.pk, TODAY)] * 4


def test_a_chain_that_is_remembered_wrongly_is_read_again(li):
    case = opened(li)
    chains.keep(case, replace(chains.known(case, 1), sha="0" * 64))
    step(li, case, "accepted", 1, paper="受1号")
    assert book.broken_links(case.events.all()) == []
    assert case.events.count() == 3 and Batch.objects.count() == 2


def test_nothing_is_hung_where_another_link_is_the_last(li):
    case = opened(li)
    chain = chains.known(case, 1)
    rows, _ = actions.following(li, TODAY, case, chain, [Step("accepted", TODAY, "受1号")])
    before = (Batch.objects.count(), CaseEvent.objects.count())
    stale = links.Last("case_id", case.pk, "0" * 64)
    told = {"by": li, "on": TODAY, "kind": "case"}
    assert write.append(CaseEvent, rows, stale, **told) is None
    assert (Batch.objects.count(), CaseEvent.objects.count()) == before
    with pytest.raises(DoorClosed):
        links.hang(CaseEvent, rows, stale, {}, 2024)


def test_an_officer_who_looked_before_somebody_else_wrote_is_told(li):
    case = opened(li)
    step(li, case, "accepted", 1, paper="受1号")
    for forgetting in (False, True):
        if forgetting:
            chains.KNOWN.clear()
        with pytest.raises(Refused) as refused:
            step(li, case, "approved", 1, paper="许准1号")
        assert refused.value.findings[0].message.key == "approvals.changed_meanwhile"


def test_a_case_that_is_refused_half_way_leaves_nothing_and_takes_no_number(li):
    with pytest.raises(Refused):
        actions.open_case(by=li, on=TODAY, values=VALUES, received_on=date(2024, 3, 1))
    assert not Batch.objects.exists() and not ApprovalCase.objects.exists()
    assert opened(li).number == "BJ-2024-000001"


def test_what_a_guard_asks_the_book_is_asked_within_the_same_writing(li):
    with write.batch(by=li, on=TODAY, kind="edit") as batch:
        entity = batch.add(Entity, cast.lantai())
    case = opened(li, entity=entity, application=None)
    assert case.entity_id == entity.pk
    step(li, case, "accepted", 1, paper="受1号")
    assert book.broken_links(case.events.all()) == []
