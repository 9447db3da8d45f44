"""Records that were just added say what the book says, and the statements keep to the door."""

from datetime import date

import pytest
from django.db import IntegrityError, transaction

from tests import cast
from zonebook.records import prepared, write
from zonebook.records.models import ApprovalCase, Batch, CaseEvent, Entity, Project, ProjectEvent
from zonebook.records.models.door import DoorClosed


def columns(record) -> dict[str, object]:
    return {one.attname: getattr(record, one.attname) for one in record._meta.concrete_fields}


def test_an_added_record_says_what_the_book_says(book):
    with write.batch(by=book.li, on=cast.TODAY, kind="edit", why="新项目") as batch:
        project = batch.add(Project, {"name": "疫苗产业园", "extra": {"备注": ["甲"]}})
        event = batch.add(
            ProjectEvent, {"project": project, "kind": "lead", "occurred_on": date(2023, 5, 1)}
        )
        entity = batch.add(Entity, cast.lantai())
    for one in (project, event, entity, batch.row):
        kept = type(one).objects.get(pk=one.pk)
        assert columns(kept) == columns(one)
        assert kept == one and not one._state.adding


def test_a_mapping_of_an_added_record_is_its_own(book):
    given = {"备注": "甲"}
    with write.batch(by=book.li, on=cast.TODAY, kind="edit") as batch:
        one, other = batch.add_many(Project, [{"name": name, "extra": given} for name in "甲乙"])
    one.extra["备注"] = "乙"
    assert given == other.extra == {"备注": "甲"}


def test_records_are_found_by_their_columns_in_order(book):
    with write.batch(by=book.li, on=cast.TODAY, kind="edit") as batch:
        case = batch.add(ApprovalCase, {"title": "道路", "procedure": "p", "item": "i"})
        common = {"case": case, "kind": "received", "item": "i", "occurred_on": cast.TODAY}
        batch.add_many(CaseEvent, [{**common, "place": place, "sha": "x"} for place in (2, 1)])
    found = prepared.find(CaseEvent, "place", case_id=case.pk)
    assert [one.place for one in found] == [1, 2]
    assert [columns(one) for one in found] == [
        columns(one) for one in CaseEvent.objects.order_by("place")
    ]
    assert prepared.find(CaseEvent, "place", case_id=0) == []


def test_the_statements_keep_to_the_door_and_to_the_constraints(book):
    with pytest.raises(DoorClosed):
        prepared.insert(Batch, [{"kind": "edit", "by_id": book.li.pk, "on": cast.TODAY}])
    cast.enter(book, cast.lantai())
    with pytest.raises(IntegrityError), transaction.atomic():
        with write.batch(by=book.li, on=cast.TODAY, kind="edit") as batch:
            batch.add(Entity, cast.lantai())  # the same credit code
    assert Entity.objects.count() == 1
