"""The audited door: all or nothing, a trail for each change, no other way in."""

from datetime import date

import pytest
from django.db import DatabaseError, connection, transaction

from tests import cast
from zonebook.records import undo, verify, write
from zonebook.records.models import (
    Audit,
    Batch,
    Entity,
    Membership,
    Project,
    ProjectEvent,
    Statement,
)
from zonebook.records.models.door import DoorClosed


def test_it_numbers_records_in_the_order_they_come(book):
    lantai, jincheng = cast.enter(book, cast.lantai(), cast.jincheng())
    assert (lantai.number, jincheng.number) == ("QY-2024-000001", "QY-2024-000002")


def test_it_leaves_a_trail_of_before_and_after(book):
    (lantai,) = cast.enter(book, cast.lantai())
    with write.batch(by=book.li, on=cast.TODAY, kind="edit", why="更名") as batch:
        batch.change(lantai, {"name": "兰泰生物有限公司"})
    trail = Audit.objects.get(noun="entity", verb="change")
    assert trail.before == {"name": "兰泰疫苗有限公司"}
    assert trail.after == {"name": "兰泰生物有限公司"}
    assert (trail.batch.by, trail.batch.on, trail.batch.why) == (book.li, cast.TODAY, "更名")
    assert trail.batch.recorded_at is not None


def test_it_writes_nothing_when_nothing_differs(book):
    (lantai,) = cast.enter(book, cast.lantai())
    with write.batch(by=book.li, on=cast.TODAY, kind="edit") as batch:
        assert batch.change(lantai, {"name": lantai.name}) is False
    assert not Audit.objects.filter(verb="change").exists()


def test_it_stands_whole_or_not_at_all(book):
    """The second write of the batch breaks; the first is gone with it."""
    with pytest.raises(DatabaseError), transaction.atomic():
        with write.batch(by=book.li, on=cast.TODAY, kind="edit") as batch:
            batch.add(Entity, cast.lantai())
            batch.add(Entity, cast.lantai())  # the same credit code
    assert not Entity.objects.exists()
    assert not Batch.objects.exists()


@pytest.mark.parametrize(
    "past_the_door",
    [
        lambda one: one.save(),
        lambda one: Membership.objects.get().delete(),
        lambda one: Entity.objects.create(name="x"),
        lambda one: Entity.objects.update(name="x"),
        lambda one: Entity.objects.bulk_create([Entity(name="x")]),
        lambda one: Entity.objects.all().delete(),
    ],
)
def test_there_is_no_other_way_in(book, past_the_door):
    (lantai,) = cast.enter(book, cast.lantai())
    with pytest.raises(DoorClosed):
        past_the_door(lantai)


def a_fact_in_every_append_only_table(people) -> None:
    with write.batch(by=people.wang, on=cast.TODAY, kind="edit") as batch:
        batch.add(
            Statement,
            {
                "indicator": "gdp",
                "period": "2023",
                "digits": 3523,
                "decimals": 1,
                "unit": "yi_yuan",
            },
        )
        project = batch.add(Project, {"name": "疫苗产业园"})
        batch.add(
            ProjectEvent,
            {"project": project, "kind": "lead", "occurred_on": date(2023, 5, 1)},
        )


@pytest.mark.parametrize("table", ["statement", "project_event", "audit", "batch"])
@pytest.mark.parametrize("sql", ['UPDATE "{}" SET id = id', 'DELETE FROM "{}"'])
def test_the_database_refuses_to_rewrite_history(book, table, sql):
    a_fact_in_every_append_only_table(book)
    with pytest.raises(DatabaseError, match="append-only"), transaction.atomic():
        with connection.cursor() as cursor:
            cursor.execute(sql.format(table))


def test_every_append_only_noun_has_its_triggers(book):
    from zonebook.records import schema, triggers

    nouns = {n for n in schema.nouns() if schema.is_append_only(n)}
    wanted = nouns | set(triggers.BESIDE_NOUNS)
    found = (
        "SELECT name FROM sqlite_master WHERE type = 'trigger'"
        if connection.vendor == "sqlite"
        else "SELECT tgname FROM pg_trigger"
    )
    with connection.cursor() as cursor:
        cursor.execute(found)
        there = {row[0] for row in cursor.fetchall()}
    for table in wanted:
        assert set(triggers.names(table).values()) <= there


def test_a_voided_event_names_the_reason(book):
    a_fact_in_every_append_only_table(book)
    event = ProjectEvent.objects.get()
    with write.batch(by=book.wang, on=cast.TODAY, kind="edit") as batch:
        batch.void(event, why="记错项目")
    later = ProjectEvent.objects.get(voids=event)
    assert (later.void_why, later.kind, later.occurred_on) == ("记错项目", "lead", date(2023, 5, 1))


def test_undo_takes_back_what_the_batch_brought(book):
    lantai, jincheng = cast.enter(book, cast.lantai(), cast.jincheng())
    done = undo.undo(Batch.objects.get(), by=book.li, on=cast.TODAY)
    assert done.undone == 4 and done.stayed == ()
    assert not Entity.objects.filter(withdrawn_on=None).exists()
    assert not Membership.objects.filter(withdrawn_on=None).exists()


def test_undo_leaves_what_somebody_else_changed_since(book):
    lantai, jincheng = cast.enter(book, cast.lantai(), cast.jincheng())
    brought = Batch.objects.get()
    with write.batch(by=book.wang, on=date(2024, 2, 20), kind="edit") as batch:
        batch.change(lantai, {"address": "雁滩路1号"})
    done = undo.undo(brought, by=book.li, on=date(2024, 2, 21))
    lantai.refresh_from_db()
    jincheng.refresh_from_db()
    assert lantai.withdrawn_on is None and lantai.address == "雁滩路1号"
    assert jincheng.withdrawn_on == date(2024, 2, 21)
    assert [one.where.key for one in done.stayed] == [lantai.number]
    assert done.stayed[0].message.args["by"] == "王招商"


def test_undo_puts_a_corrected_value_back(book):
    (lantai,) = cast.enter(book, cast.lantai())
    with write.batch(by=book.li, on=cast.TODAY, kind="edit") as batch:
        batch.change(lantai, {"registered_capital_fen": 1, "established_on": date(2016, 1, 1)})
    undo.undo(batch.row, by=book.li, on=cast.TODAY)
    lantai.refresh_from_db()
    assert lantai.registered_capital_fen == 50_000_000_00
    assert lantai.established_on == date(2015, 3, 2)


def test_a_reference_is_one_column_however_it_is_given(book):
    (lantai,) = cast.enter(book, cast.lantai())
    with write.batch(by=book.wang, on=cast.TODAY, kind="edit") as batch:
        project = batch.add(Project, {"name": "疫苗产业园"})
        batch.change(project, {"entity_id": lantai.pk})
    assert Audit.objects.get(verb="change").after == {"entity": lantai.pk}
    assert verify.verify() == []
    undo.undo(batch.row, by=book.wang, on=cast.TODAY)
    project.refresh_from_db()
    assert project.entity is None


def test_undo_keeps_a_record_that_others_refer_to(book):
    (lantai,) = cast.enter(book, cast.lantai())
    brought = Batch.objects.get()
    with write.batch(by=book.wang, on=cast.TODAY, kind="edit") as batch:
        project = batch.add(Project, {"name": "疫苗产业园", "entity": lantai})
    done = undo.undo(brought, by=book.li, on=cast.TODAY)
    lantai.refresh_from_db()
    assert lantai.withdrawn_on is None
    assert done.stayed[0].message.args["number"] == project.number
