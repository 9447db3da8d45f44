"""撤销本次导入: what the import voided stands again, whatever the noun, and only as long as it should."""

from __future__ import annotations

from datetime import date

from tests import cast
from zonebook.records import undo, verify, write
from zonebook.records.models import Batch, Project, ProjectEvent
from zonebook.records.models.base import alive

from .workbooks.conftest import take  # noqa: F401

SHEET = "项目名称|首报日期|洽谈日期\n疫苗产业园|2023-03-01|{}"


def days() -> list[tuple[str, str]]:
    """What stands of the project, by kind and day."""
    return sorted((one.kind, str(one.occurred_on)) for one in alive(ProjectEvent))


FIRST = [("lead", "2023-03-01"), ("negotiating", "2023-09-01")]


def imported(take, book, day: str) -> Batch:  # noqa: F811
    return take(SHEET.format(day), "project", by=book.wang, commit=True).batch


def test_the_event_that_an_import_replaced_stands_again(take, book):  # noqa: F811
    imported(take, book, "2023-09-01")
    second = imported(take, book, "2023-10-08")
    assert days() == [FIRST[0], ("negotiating", "2023-10-08")]
    done = undo.undo(second, by=book.wang, on=cast.TODAY)
    assert days() == FIRST and done.stayed == ()
    assert verify.verify() == []
    assert imported(take, book, "2023-09-01") is None  # nothing differs from the book


def test_undoing_both_imports_leaves_nothing(take, book):  # noqa: F811
    first = imported(take, book, "2023-09-01")
    second = imported(take, book, "2023-10-08")
    undo.undo(second, by=book.wang, on=cast.TODAY)
    undo.undo(first, by=book.wang, on=cast.TODAY)
    assert days() == [] and not alive(Project).exists()


def test_undoing_twice_over_restores_the_same_event_once(take, book):  # noqa: F811
    first = imported(take, book, "2023-09-01")
    for day in ("2023-10-08", "2023-11-08"):
        undo.undo(imported(take, book, day), by=book.wang, on=cast.TODAY)
        assert days() == FIRST
    undo.undo(first, by=book.wang, on=cast.TODAY)
    assert days() == []


def test_an_event_whose_own_import_was_taken_back_stays_void(take, book):  # noqa: F811
    first = imported(take, book, "2023-09-01")
    second = imported(take, book, "2023-10-08")
    undo.undo(first, by=book.wang, on=cast.TODAY)
    undo.undo(second, by=book.wang, on=cast.TODAY)
    assert ("negotiating", "2023-09-01") not in days()


def test_a_correction_made_since_stays_and_is_named(take, book):  # noqa: F811
    imported(take, book, "2023-09-01")
    second = imported(take, book, "2023-10-08")
    imported(take, book, "2023-12-01")
    done = undo.undo(second, by=book.wang, on=cast.TODAY)
    assert days() == [FIRST[0], ("negotiating", "2023-12-01")]
    assert [one.message.key for one in done.stayed] == ["undo.changed_since"]


def test_a_fact_voided_at_the_desk_stands_again(book):
    with write.batch(by=book.wang, on=cast.TODAY, kind="edit") as first:
        project = first.add(Project, {"name": "疫苗产业园"})
        day = date(2023, 5, 1)
        event = first.add(ProjectEvent, {"project": project, "kind": "lead", "occurred_on": day})
    with write.batch(by=book.wang, on=cast.TODAY, kind="edit") as second:
        second.void(event, why="记错项目")
    undo.undo(second.row, by=book.wang, on=cast.TODAY)
    assert days() == [("lead", "2023-05-01")]
