"""The rule book: families of rules, the version that decides a filing, reforms of a version."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date
from functools import cache, cached_property
from itertools import pairwise
from typing import Any

from zonebook.core.catalog import Catalog, refusal, shipped
from zonebook.core.rules import tree
from zonebook.core.rules.judging import Plan
from zonebook.core.rules.load import read_rule
from zonebook.core.rules.measures import Measures, read_measures
from zonebook.core.rules.reform import changed
from zonebook.core.values import Reason, Refused


class RuleBook:
    """All rules of a catalogue, one family read at a time."""

    def __init__(self, catalog: Catalog) -> None:
        self.catalog = catalog
        self._families: dict[str, tuple[tree.Rule, ...]] = {}
        self._plans: dict[tuple[Any, ...], Plan] = {}

    @cached_property
    def measures(self) -> Measures:
        """The measures that rules ask for."""
        return read_measures(self.catalog)

    @cached_property
    def documents(self) -> Mapping[str, Any]:
        """The documents that rules rest on."""
        return self.catalog.table("codes/documents")

    @cached_property
    def paths(self) -> dict[str, list[tuple[Any, str]]]:
        """The files by family: one folder each."""
        found: dict[str, list[tuple[Any, str]]] = {}
        for path, name in self.catalog.files("rules"):
            found.setdefault(path.parent.name, []).append((path, name))
        return found

    @property
    def families(self) -> tuple[str, ...]:
        """The names of all families."""
        return tuple(sorted(self.paths))

    def versions(self, family: str) -> tuple[tree.Rule, ...]:
        """The versions of a family in order of their days; Refused on a gap or an overlap."""
        if family not in self._families:
            if family not in self.paths:
                raise Refused(
                    Reason("rules.no_such_rule", {"rule": family, "families": self.families})
                )
            rules: dict[str, tree.Rule] = {}
            for path, name in self.paths[family]:  # a home's file stands in for the shipped one
                row = self.catalog.read(path, name)
                rules[str(row.get("key"))] = read_rule(row, self.measures, self.documents)
            in_order = sorted(rules.values(), key=lambda one: one.in_force[0].since)
            contiguous(in_order)
            self._families[family] = tuple(in_order)
        return self._families[family]

    def find(self, name: str, kind: tree.Procedure, on: date) -> tree.Rule:
        """The version of a family that decides the filing, or the version of that name."""
        if name in self.paths:
            return self.version(name, kind, on)
        likely = [one for one in self.paths if name.startswith(one)]
        for family in (*likely, *(one for one in self.paths if one not in likely)):
            for rule in self.versions(family):
                if rule.key == name:
                    return rule
        raise Refused(Reason("rules.no_such_rule", {"rule": name, "families": self.families}))

    def version(self, family: str, kind: tree.Procedure, on: date) -> tree.Rule:
        """The version by family, kind of procedure and filing day."""
        for rule in self.versions(family):
            if rule.covers(kind, on):
                return rule
        args = {"rule": family, "on": on, "kind": Reason(f"rules.kind.{kind}")}
        raise Refused(Reason("rules.none_in_force", args))

    def plan(
        self, rule: tree.Rule, kind: tree.Procedure, on: date,
        changes: Mapping[str, str] | None = None,
    ) -> Plan:  # fmt: skip
        """The rule ready to judge filings of that day, under changed values where given."""
        parts = {family: self.version(family, kind, on) for family in called(rule)}
        for part in tuple(parts.values()):
            parts |= {one: self.version(one, kind, on) for one in called(part)}
        key = (rule, kind, tuple(sorted((changes or {}).items())), *parts.values())
        name = tuple(one.key if isinstance(one, tree.Rule) else one for one in key)
        if name not in self._plans:
            if changes:
                rule, parts = changed(rule, parts, changes)
            self._plans[name] = Plan(rule, kind, parts)
        return self._plans[name]

    def panel(self, kind: tree.Procedure, on: date) -> tuple[Plan, ...]:
        """Every rule in force that day, ready to judge."""
        found = []
        for family in self.families:
            for rule in self.versions(family):
                if rule.covers(kind, on):
                    found.append(self.plan(rule, kind, on))
        return tuple(found)

    def problems(self) -> None:
        """Read everything; Refused where any file is not in order."""
        for family in self.families:
            self.versions(family)


def called(rule: tree.Rule) -> Iterator[str]:
    """The families that a rule refers to: a scoring, or a rule to satisfy."""
    for node in tree.nodes_of(rule.conditions):
        if isinstance(node, tree.Score) and node.of:
            yield node.of
        if isinstance(node, tree.Satisfies):
            yield node.family


def contiguous(rules: list[tree.Rule]) -> None:
    """Refuse versions of one family that overlap or leave days without a rule."""
    kinds: tuple[tree.Procedure, ...] = ("recognition", "review")
    for kind in kinds:
        spans = [(one, force) for one in rules for force in one.in_force if force.kind == kind]
        spans.sort(key=lambda span: span[1].since)
        for (_, earlier), (rule, later) in pairwise(spans):
            args: dict[str, Any] = {"rule": rule.key, "since": later.since}
            if earlier.until is None or earlier.until > later.since:
                raise refusal("rules.overlap", rule.where, **args)
            if earlier.until < later.since and not rule.gap_before:
                raise refusal("rules.gap", rule.where, until=earlier.until, **args)


@cache
def rule_book() -> RuleBook:
    """The rules as they are shipped, without a home."""
    return RuleBook(shipped())
