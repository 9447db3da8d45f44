"""Reforms: the same rule under changed thresholds, named by the ids of their tests."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import replace
from fractions import Fraction
from typing import TypeVar

from zonebook.core.rules import tree
from zonebook.core.values import Reason, Refused

T = TypeVar("T")
Change = Callable[[tree.Test], tree.Test]


def changed(
    rule: tree.Rule, parts: Mapping[str, tree.Rule], changes: Mapping[str, str]
) -> tuple[tree.Rule, dict[str, tree.Rule]]:
    """The rule and what it calls for with new thresholds; Refused for an id that none has."""
    left = dict(changes)

    def change(test: tree.Test) -> tree.Test:
        if test.id not in changes:
            return test
        left.pop(test.id, None)
        return replace(test, threshold=parsed(changes[test.id], test))

    reformed = rebuilt(rule, change)
    others = {family: rebuilt(part, change) for family, part in parts.items()}
    if left:
        known = [one.id for part in (rule, *parts.values()) for one in all_tests(part)]
        raise Refused(
            Reason("rules.no_such_test", {"id": next(iter(left)), "rule": rule.key, "ids": known})
        )
    return reformed, others


def all_tests(rule: tree.Rule) -> list[tree.Test]:
    """Every test of a rule, its scoring and alerts included."""
    return [
        *tree.tests_of(rule.conditions),
        *tree.tests_of_scoring(rule.scoring),
        *rule.alerts,
    ]


def parsed(text: str, test: tree.Test) -> tree.Threshold:
    """The new threshold, of the kind of the old one."""
    old = test.threshold
    try:
        match old:
            case Fraction():
                return Fraction(text)
            case bool() if text in ("true", "false"):
                return text == "true"
            case str() if text in test.measure.values:
                return text
            case tuple() if all(one in test.measure.values for one in text.split(",")):
                return tuple(text.split(","))
    except (ValueError, ZeroDivisionError):
        pass  # said below, like every other threshold that does not suit
    raise Refused(Reason("rules.wrong_threshold", {"id": test.id, "value": text}))


def rebuilt(rule: tree.Rule, change: Change) -> tree.Rule:
    """The rule with every test passed through `change`."""
    scoring = rule.scoring
    if scoring is not None:
        scoring = replace(
            scoring,
            passes=tuple(replace(one, test=change(one.test)) for one in scoring.passes),
            groups=tuple(rebuilt_group(one, change) for one in scoring.groups),
        )
    return replace(
        rule,
        conditions=rebuilt_node(rule.conditions, change),
        scoring=scoring,
        alerts=tuple(map(change, rule.alerts)),
    )


def rebuilt_group(group: tree.Group, change: Change) -> tree.Group:
    """A group of scored items with changed bands."""
    items = tuple(
        replace(
            item,
            bands=tuple(replace(band, tests=tuple(map(change, band.tests))) for band in item.bands),
        )
        for item in group.items
    )
    return replace(group, items=items)


def rebuilt_node(node: tree.Node, change: Change) -> tree.Node:
    """A node with changed tests below it."""
    match node:
        case tree.Test():
            return change(node)
        case tree.All() | tree.Any_():
            return replace(node, of=tuple(rebuilt_node(one, change) for one in node.of))
        case tree.Not():
            return replace(node, of=rebuilt_node(node.of, change))
        case tree.Tier():
            last = node.otherwise
            branches = tuple(
                tree.Branch(change(one.when), rebuilt_node(one.then, change))
                for one in node.branches
            )
            return replace(
                node,
                branches=branches,
                otherwise=last
                if last is None or isinstance(last, str)
                else rebuilt_node(last, change),
            )
        case tree.Classes():
            rungs = tuple((name, rebuilt_node(rung, change)) for name, rung in node.rungs)
            return replace(node, rungs=rungs)
        case _:
            return node
