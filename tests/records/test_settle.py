"""zone.yaml is what holds: who is added comes in, what is taken out ends on the day that is seen."""

from __future__ import annotations

from datetime import date, timedelta

import pytest

from tests import cast
from zonebook.core.catalog import parse
from zonebook.core.values import Refused
from zonebook.records import permissions, settle
from zonebook.records.models import Grant, Person, Post
from zonebook.records.zone import Zone

BEGAN = """
offices:
  - {key: a, name: {zh: 甲局, en: A}, grants: [{verbs: [read, write], systems: [economy]}]}
  - {key: b, name: {zh: 乙局}, grants: [{verbs: [read], systems: [ladder]}]}
people:
  - {key: one, name: {zh: 张}, office: a}
"""
LATER = BEGAN.replace(
    "[read, write], systems: [economy]", "[read], systems: [economy, bulletin]"
).replace(
    "{zh: 张}, office: a}", "{zh: 张三}, office: b}\n  - {key: two, name: {zh: 李}, office: a}"
)
TODAY, BEFORE = cast.TODAY, cast.TODAY - timedelta(1)


def zone(text: str) -> Zone:
    row = parse(text, "zone.yaml")
    offices, people = tuple(row.get("offices", ())), tuple(row.get("people", ()))
    return Zone("x", {"zh": "x", "en": "x"}, "Asia/Shanghai", False, None, offices, people, row)


def may(key: str, on: date) -> set[str]:
    found = permissions.grants_of(Person.objects.get(key=key), on)
    return {f"{verb}:{system}" for system, verb in found}


def test_what_is_declared_holds_from_before_any_record(db):
    settle.settle(zone(BEGAN))
    assert may("one", date(2001, 5, 6)) == {"read:economy", "write:economy"}
    assert not Person.objects.get().has_usable_password()


def test_changes_of_the_file_hold_from_the_day_on(db):
    settle.settle(zone(BEGAN))
    assert settle.settle(zone(LATER), on=TODAY)
    assert may("one", BEFORE) == {"read:economy", "write:economy", "read:bulletin"}
    assert may("one", TODAY) == {"read:ladder"}
    assert may("two", TODAY) == {"read:economy", "read:bulletin"}
    assert Person.objects.get(key="one").name == "张三"
    assert Post.objects.get(to_on=TODAY).person.key == "one"


def test_what_stands_already_is_only_read(db, django_assert_num_queries):
    settle.settle(zone(BEGAN))
    with django_assert_num_queries(4) as asked:
        assert not settle.settle(zone(BEGAN), on=TODAY)
    assert all(one["sql"].startswith("SELECT") for one in asked.captured_queries)


def test_a_grant_that_never_held_a_day_is_taken_out_without_trace(db):
    settle.settle(
        zone(BEGAN.replace("name: {zh: 甲局, en: A}", f"name: {{zh: 甲局}}, from: {TODAY}"))
    )
    settle.settle(zone(BEGAN.replace("[read, write]", "[read]")), on=TODAY)
    assert set(Grant.objects.values_list("verb", flat=True)) == {"read"}


@pytest.mark.parametrize(
    ("wrong", "key", "line"),
    [
        (("office: a}", "office: c}"), "zone.unknown_word", 6),
        (("[ladder]", "[leder]"), "zone.unknown_word", 4),
        (("[read]", "read"), "zone.missing", 4),
        (("name: {zh: 乙局}, ", ""), "zone.missing", 4),
        (("key: b", "key: 乙"), "zone.bad_key", 4),
        (("office: a}", "office: a}\n  - {key: one, name: {zh: 李}}"), "zone.twice", 7),
        (("{key: one, name: {zh: 张}, office: a}", "张三"), "zone.not_a_mapping", 5),
    ],
)
def test_a_mistake_is_refused_with_its_line_and_nothing_is_written(db, wrong, key, line):
    with pytest.raises(Refused) as refused:
        settle.settle(zone(BEGAN.replace(*wrong)))
    found = refused.value.findings[0]
    assert (found.message.key, found.where.where) == (key, f"zone.yaml:{line}")
    assert not Person.objects.exists()
