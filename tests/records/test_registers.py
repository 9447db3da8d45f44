"""Each register's declaration says only what its noun has: columns, paths, codes, keys, words."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

import pytest

from zonebook.core.catalog import shipped
from zonebook.records import registers, schema
from zonebook.records.models.base import AppendOnly, Numbered
from zonebook.records.registers import Register, RegisterColumn
from zonebook.records.workbooks.rows import READERS

ROOT = Path(__file__).resolve().parent.parent.parent
ALL = list(registers.all_registers().values())
ISSUED = {"release", "award_list"}  # what the zone gives out has pages of its own and is no ledger
OWN_PAGE = {one.noun for one in ALL}
DAYS = {"day", "planned_day", "last_day", "latest_day", "last_month"}
KINDS = {
    "BigIntegerField": {"share", "money", "whole", "area", "written"},
    "IntegerField": {"whole", "year", "area"},
    "SmallIntegerField": {"whole", "year"},
    "BooleanField": {"flag"},
    "DayField": DAYS,
    "DateField": DAYS,
    "CharField": {"text", "code", "credit_code", "indicator", "period", "unit", "word"},
    "TextField": {"text"},
    "ForeignKey": {"reference", "document"},
}
by_key = pytest.mark.parametrize("register", ALL, ids=lambda one: one.key)


def led_to(model: Any, path: tuple[str, ...]) -> tuple[Any, Any]:
    """The model and the field at the end of a path; a field that is missing fails the test."""
    for step in path[:-1]:
        model = model._meta.get_field(step).related_model
    return model, model._meta.get_field(path[-1])


def field_of(register: Register, name: str) -> Any:
    """The field that a column of the register stands for."""
    return led_to(register.model, register.columns[name].path)[1]


def test_every_noun_has_a_register_or_belongs_to_one_that_has():
    for noun in set(schema.nouns()) - OWN_PAGE - ISSUED:
        references = [one.to for one in schema.book().table[noun].references]
        assert set(references) & OWN_PAGE, noun


def test_no_two_nouns_share_the_beginning_of_their_numbers():
    prefixes = [model.kept.prefix for model in schema.nouns().values()]
    assert sorted(prefixes) == sorted(set(prefixes))


@by_key
def test_the_file_is_named_after_its_register(register):
    assert register.source.file == f"registers/{register.key}.yaml"
    assert register.noun in schema.nouns()


@by_key
def test_a_register_speaks_both_languages(register):
    for words in (register.name, register.about):
        assert set(words) == {"zh", "en"} and all(words.values())


@by_key
def test_a_column_leads_to_a_field_of_its_type(register):
    for column in register.columns.values():
        _, field = led_to(register.model, column.path)
        if column.type not in ("written", "document"):
            assert column.type in KINDS[type(field).__name__], type(field).__name__
        assert column.type in READERS
        if column.type == "money":
            assert field.name.endswith("_fen") or field.name == "value"


@by_key
def test_a_column_has_a_unit_that_is_known(register):
    for column in register.columns.values():
        if column.type in ("money", "area"):
            assert column.unit
        if column.unit:
            assert shipped().units.find(column.unit) is not None


@by_key
def test_a_code_list_is_closed_and_its_words_are_unambiguous(register):
    for column in register.columns.values():
        if column.type != "code":
            assert not column.codes
            continue
        said: dict[str, str] = {}
        for key, code in column.codes.items():
            assert code.zh and code.en
            for word in code.words:
                assert isinstance(word, str) and said.setdefault(word, key) == key, word
        assert column.options.get("else_code", key) in column.codes


@by_key
def test_a_reference_leads_to_the_noun_that_it_names(register):
    for column in register.columns.values():
        if column.type != "reference":
            continue
        _, field = led_to(register.model, column.path)
        assert field.related_model._meta.db_table == column.options["to"]
        names = {one.name for one in field.related_model._meta.get_fields()}
        assert set(column.options["find_by"]) <= names


@by_key
def test_a_column_of_a_log_says_which_step_it_is(register):
    for column in register.columns.values():
        steps = column.path[:-1]
        if not steps:
            continue
        child = register.model._meta.get_field(steps[0])
        if child.one_to_many and issubclass(child.related_model, AppendOnly):
            assert column.options["kind"]
        if child.one_to_many and child.related_model._meta.db_table == "filing_value":
            measure, _, _ = column.options["measure"].partition(".")  # expert_grade.ip1: an item
            assert measure in shipped().table("codes/measures")


@by_key
def test_keys_lists_filters_and_orders_name_columns(register):
    derived = {"stage"} if register.noun == "project" else set()
    for name in (*register.natural_key, *register.listed, *register.filters, *register.create):
        assert name in register.columns or name in derived, name
    for name in register.natural_key:
        assert len(register.columns[name].path) == 1
    for name in register.candidates:
        assert name in register.columns, name
    own = {one.name for one in register.model._meta.concrete_fields}
    assert {name.removeprefix("-") for name in register.order} <= own
    assert register.children == tuple(dict.fromkeys(register.children))


@by_key
def test_the_title_of_a_row_is_made_of_columns_that_it_has(register):
    assert set(register.title) <= set(register.columns)


@by_key
def test_what_a_register_searches_and_lists_below_exists_in_its_model(register):
    for path in register.search:
        _, field = led_to(register.model, tuple(path.split(".")))
        assert type(field).__name__ in ("CharField", "TextField"), path
    for name in register.children:
        child = register.model._meta.get_field(name)
        assert child.one_to_many and issubclass(child.related_model, Numbered)


@by_key
def test_no_two_columns_of_a_register_are_known_by_the_same_head(register):
    heads: dict[str, RegisterColumn] = {}
    for column in register.columns.values():
        assert heads.setdefault(column.zh, column) is column, column.zh


@by_key
def test_what_a_noun_cannot_do_without_is_asked_for(register):
    """A row that a clerk hands in must have what the table demands."""
    for field in register.model._meta.concrete_fields:
        if field.name in ("id", "number", "recorded_by", "batch") or field.null:
            continue
        if (
            field.has_default()
            or field.has_db_default()
            or field.get_internal_type() == "CharField"
        ):
            continue
        columns = [one for one in register.columns.values() if one.path == (field.name,)]
        kept = any(one.required or "else_code" in one.options for one in columns)
        assert kept, field.name


def test_the_map_names_every_noun_and_every_figure():
    text = (ROOT / "docs" / "map.md").read_text("utf-8")
    words = set(re.findall(r"[a-z_0-9]+", text))
    assert set(schema.nouns()) - words == set()
    assert set(shipped().kind("indicators")) - words == set()
