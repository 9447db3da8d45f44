"""Conditions read from YAML: every name is resolved, every type checked, every refusal located."""

import pytest

from tests.spec.zone import BOOK
from zonebook.core.catalog import parse, shipped
from zonebook.core.expressions import (
    And,
    AsOf,
    Begins,
    Column,
    Compare,
    During,
    Has,
    IsKnown,
    Last,
    Literal,
    Not,
    OneOf,
    Or,
    Reader,
    Standing,
    Via,
)
from zonebook.core.values import Refused


def read(text, table):
    return Reader(BOOK, BOOK.table[table], shipped().units).condition(
        parse(text, "indicators/x.yaml"), "indicators/x.yaml:1"
    )


@pytest.mark.parametrize(
    ("table", "text", "node"),
    [
        ("entity", "kind: enterprise", Compare(Column("kind"), "=", Literal("enterprise"))),
        ("entity", "kind: [a, b]", OneOf(Column("kind"), ("a", "b"))),
        ("entity", "is_branch: false", Compare(Column("is_branch"), "=", Literal(False))),
        ("entity", 'industry: {begins: ["276"]}', Begins(Column("industry"), ("276",))),
        ("entity", "known: closed_on", IsKnown(Column("closed_on"))),
        ("signing", "known: project", IsKnown(Column("project_id"))),
        ("entity", "during: closed_on", During(Column("closed_on"))),
        ("entity", "standing: {to: closed_on}", Standing(None, Column("closed_on"))),
        ("entity", "not: {known: kind}", Not(IsKnown(Column("kind")))),
        ("entity", "any: [{known: kind}]", Or((IsKnown(Column("kind")),))),
        (
            "entity",
            "{known: kind, all: [{known: name}]}",
            And((IsKnown(Column("kind")), And((IsKnown(Column("name")),)))),
        ),
        (
            "signing",
            "amount_fen: {at_least: {value: 97.3, unit: 亿元}}",
            Compare(Column("amount_fen"), ">=", Literal(973_000_000_000)),
        ),
        (
            "statement",
            "digits: {above: {column: decimals}}",
            Compare(Column("digits"), ">", Column("decimals")),
        ),
        (
            "certificate",
            "via: {entity: {known: kind}}",
            Via("entity", IsKnown(Column("kind"))),
        ),
        (
            "entity",
            "has: {memberships: {came: x}}",
            Has("memberships", Compare(Column("came"), "=", Literal("x"))),
        ),
        (
            "project",
            "last: {events: {by: occurred_on, where: {known: kind}}}",
            Last("events", Column("occurred_on"), IsKnown(Column("kind"))),
        ),
        (
            "certificate",
            "as_of: {day: granted_on, where: {known: kind}}",
            AsOf(Column("granted_on"), IsKnown(Column("kind"))),
        ),
    ],
)
def test_it_reads_every_node(table, text, node):
    assert read(text, table) == node


@pytest.mark.parametrize(
    ("table", "text", "key", "line"),
    [
        ("entity", "kind: a\ncolour: red", "expressions.unknown_column", 2),
        ("entity", "known: colour", "expressions.unknown_column", 1),
        ("entity", "during: kind", "expressions.not_a_date", 1),
        ("entity", "kind: 5", "expressions.wrong_type", 1),
        ("entity", "is_branch: enterprise", "expressions.wrong_type", 1),
        ("entity", "established_on: 2023", "expressions.wrong_type", 1),
        ("signing", "amount_fen: true", "expressions.wrong_type", 1),
        ("signing", "amount_fen: 97.3", "expressions.wrong_type", 1),
        ("signing", "amount_fen: 99999999999999999999", "expressions.wrong_type", 1),
        ("entity", "established_on: 9999-12-31", "expressions.wrong_type", 1),
        ("entity", "kind: {at_least: b}", "expressions.wrong_word", 1),
        ("entity", "kind: {like: b}", "expressions.wrong_word", 1),
        ("entity", "kind: []", "expressions.not_a_list", 1),
        ("entity", "any: []", "expressions.not_a_list", 1),
        ("entity", "industry: {begins: [5]}", "expressions.not_a_list", 1),
        ("entity", "any: {known: kind}", "expressions.not_a_list", 1),
        ("entity", "not: kind", "expressions.not_a_condition", 1),
        ("entity", "not: {}", "expressions.not_a_condition", 1),
        ("entity", "standing: {at: opening}", "expressions.wrong_fields", 1),
        ("entity", "standing: {to: closed_on, at: noon}", "expressions.wrong_fields", 1),
        ("entity", "as_of: {day: closed_on}", "expressions.wrong_fields", 1),
        ("certificate", "via: {owner: {known: kind}}", "expressions.unknown_reference", 1),
        ("entity", "has: {cars: {known: kind}}", "expressions.unknown_reference", 1),
        ("certificate", "via:\n  entity:\n    colour: red", "expressions.unknown_column", 3),
        ("signing", "amount_fen: {above: {value: 1, unit: 平方米}}", "expressions.wrong_unit", 1),
        ("signing", "amount_fen: {above: {value: 0.001, unit: 元}}", "expressions.wrong_unit", 1),
        ("statement", "digits: {above: {value: 1, unit: 元}}", "expressions.wrong_unit", 1),
        ("entity", "closed_on: {above: {column: established_on}}", "expressions.not_comparable", 1),
        ("statement", "digits: {above: {column: period}}", "expressions.not_comparable", 1),
    ],
)
def test_it_refuses_with_file_and_line(table, text, key, line):
    with pytest.raises(Refused) as caught:
        read(text, table)
    [finding] = caught.value.findings
    assert finding.message.key == key
    assert finding.where.where == f"indicators/x.yaml:{line}"
    assert key in shipped().sentences
    for lang in ("zh", "en"):
        assert "{" not in shipped().sentences.say(finding, lang)
