"""The rules as plain formulas, for engines that know true and false only and compute in floats.

The formulas are made from the same trees that Zonebook judges by. `Algebra` is what an engine
offers: numpy arrays and polars expressions differ in `where` and in reading a column.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date
from fractions import Fraction
from itertools import pairwise
from typing import Any

import numpy as np

from zonebook.core.rules import tree
from zonebook.core.rules.comparing import MET
from zonebook.core.rules.judging import Plan, is_staircase
from zonebook.core.rules.measures import Measure
from zonebook.engines.columns.rules_checks import table_of
from zonebook.engines.columns.rules_register import Register

Get = Callable[[str], Any]
Where = Callable[[Any, Any, Any], Any]
SIGNS: dict[str, Callable[[Any, float], Any]] = {
    "at_least": lambda value, least: value >= least,
    "at_most": lambda value, most: value <= most,
    "above": lambda value, least: value > least,
    "below": lambda value, most: value < most,
    "equals": lambda value, same: value == same,
    "differs": lambda value, other: value != other,
}


@dataclass(frozen=True)
class Formula:
    """One output or helper: its name, whether it is a truth value, and how it is computed."""

    name: str
    is_flag: bool
    compute: Callable[[Get, Where], Any]


class Formulas:
    """All formulas of some plans over the columns of one register, inputs first."""

    def __init__(self, plans: list[Plan], register: Register, on: date) -> None:
        self.register, self.on = register, on
        self.found: dict[str, Formula] = {}
        for plan in plans:
            self.plan = plan
            self.node(plan.rule.conditions, f"rule_{plan.rule.key}")

    def inputs(self) -> dict[str, Any]:
        """The columns as float32 in the measures' units, and codes; what is missing is 0."""
        columns: dict[str, Any] = {}
        for (key, back), values in self.register.numbers.items():
            columns[f"{key}_{back}"] = np.nan_to_num(values).astype(np.float64)
        for place in (self.register.coded, self.register.listed):
            columns |= {f"{key}_0": one.codes.astype(np.int32) for key, one in place.items()}
        return columns

    def add(self, name: str, is_flag: bool, compute: Any) -> str:
        """Keep a formula under its name, which is returned."""
        self.found.setdefault(name, Formula(name, is_flag, compute))
        return name

    def measure(self, measure: Measure, shift: int = 0) -> str:
        """The name under which a measure's value in its unit can be had."""
        name = f"{measure.key}_{shift}"
        how = measure.derived
        if how is None:
            return name
        years = [back + shift for back in how.years]
        grain = how.of.grain
        if how.form in ("min", "max"):
            parts = [self.measure(how.of, back) for back in years]
            return self.add(f"v_{name}", False, extreme(how.form, parts, how.of))
        of = [f"{how.of.key}_{back}" for back in years]
        over = [f"{how.over.key}_{back}" for back in years] if how.over else []
        scale = how.factor * (how.over.grain / grain) if how.over else grain
        return self.add(f"v_{name}", False, FORMS[how.form](of, over, scale))

    def test(self, test: tree.Test) -> str:
        """A test's truth, and its margin beside it."""
        name = f"t_{self.plan.rule.key}_{test.id}".replace(".", "_")
        on_review = test.on_review if self.plan.kind == "review" else None
        measure = on_review or test.measure
        if isinstance(test.threshold, Fraction) and measure.type == "number":
            value, unit = self.measure(measure), 1 if measure.derived else measure.grain
            least, sign = float(test.threshold * unit), SIGNS[test.operator]
            self.add(f"m_{name}", False, lambda get, where: get(value) - least)
            return self.add(name, True, lambda get, where: sign(get(value), least))
        if test.operator == "expert":
            return self.add(name, True, lambda get, where: never(get))
        place = self.register.listed if measure.type == "records" else self.register.coded
        column = place.get(measure.key)
        if column is None:
            return self.add(name, True, lambda get, where: never(get))
        word = "records" if measure.type == "records" else "words"
        statuses = table_of(test, column, self.on, word)
        good = [at for at, one in enumerate(statuses) if one == MET]
        code = f"{measure.key}_0"
        return self.add(
            name, True, lambda get, where: any_of([get(code) == one for one in good], get)
        )

    def node(self, node: tree.Node | str | None, name: str) -> str:
        """A node's truth."""
        match node:
            case tree.Test():
                return self.test(node)
            case tree.All(of=of) | tree.Any_(of=of):
                parts = [self.node(one, f"{name}_{at}") for at, one in enumerate(of)]
                join = any_of if isinstance(node, tree.Any_) else all_of
                return self.add(
                    name, True, lambda get, where: join([get(one) for one in parts], get)
                )
            case tree.Tier(branches=branches):
                steps = [
                    (self.test(one.when), self.node(one.then, f"{name}_{at}"))
                    for at, one in enumerate(branches)
                ]
                return self.add(name, True, tiered(steps))
            case tree.Score(of=of):
                rule = self.plan.parts[of] if of else self.plan.rule
                return self.score(rule.scoring, name)
        raise ValueError(node)

    def score(self, scoring: tree.Scoring | None, name: str) -> str:
        """Whether even the lowest points pass."""
        if scoring is None:
            raise ValueError(name)
        groups: dict[str, str] = {}
        for group in scoring.groups:
            for end in ("low", "high"):
                key = f"{name}_{group.id}_{end}"
                items = [self.item(one, end) for one in group.items]
                groups[f"{group.id}_{end}"] = self.add(key, False, grouped(group, items))
        for end in ("low", "high"):
            parts = [groups[f"{one.id}_{end}"] for one in scoring.groups]
            groups[f"total_{end}"] = self.add(
                f"{name}_total_{end}", False, lambda get, where, parts=parts: sum(map(get, parts))
            )
        passes = []
        for one in scoring.passes:
            threshold, sign = float(one.test.threshold), SIGNS[one.test.operator]  # type: ignore[arg-type]
            low = groups[f"{one.applies_to}_low"]
            passes.append(self.add(
                f"{name}_{one.test.id}", True,
                lambda get, where, low=low, sign=sign, threshold=threshold: sign(get(low), threshold),
            ))  # fmt: skip
        return self.add(name, True, lambda get, where: all_of([get(one) for one in passes], get))

    def item(self, item: tree.Item, end: str) -> Any:
        """The least or most points of an item."""
        if item.by_expert:
            return 0.0 if end == "low" else float(item.max_points)
        steps = [
            ([self.test(test) for test in band.tests], float(getattr(band, end)))
            for band in item.bands[:-1]
        ]
        last = float(getattr(item.bands[-1], end))
        if is_staircase(item):
            points = [*(one[1] for one in steps), last]
            rises = [(tests[0], one - after) for (tests, _), (one, after)
                     in zip(steps, pairwise(points), strict=True)]  # fmt: skip
            return lambda get, where: sum((where(get(one), rise, 0.0) for one, rise in rises), last)

        def first(get: Get, where: Where) -> Any:
            found: Any = last
            for tests, points in reversed(steps):
                found = where(any_of([get(one) for one in tests], get), points, found)
            return found

        return first

    def layers(self) -> Iterator[list[Formula]]:
        """The formulas in layers, each computed from those before; found by trying on one row."""
        inputs = {key: column[:1] for key, column in self.inputs().items()}
        depth = dict.fromkeys(inputs, 0)

        def reach(name: str) -> int:
            if name not in depth:
                below: list[int] = []

                def get(other: str) -> Any:
                    below.append(reach(other))
                    return np.ones(1, bool) if self.is_flag(other) else np.ones(1)

                self.found[name].compute(get, np.where)
                depth[name] = 1 + max(below)
            return depth[name]

        for layer in range(1, 1 + max(map(reach, self.found))):
            yield [one for one in self.found.values() if depth[one.name] == layer]

    def is_flag(self, name: str) -> bool:
        """Whether a name is a truth value."""
        return name in self.found and self.found[name].is_flag


def never(get: Get) -> Any:
    """False for every row."""
    return get("sales_revenue_0") < -1.0


def any_of(parts: list[Any], get: Get) -> Any:
    """Whether some part is true."""
    found = parts[0] if parts else never(get)
    for one in parts[1:]:
        found = found | one
    return found


def all_of(parts: list[Any], get: Get) -> Any:
    """Whether every part is true."""
    found = parts[0]
    for one in parts[1:]:
        found = found & one
    return found


def tiered(steps: list[tuple[str, str]]) -> Any:
    """The first branch that applies."""

    def compute(get: Get, where: Where) -> Any:
        found = never(get)
        for when, then in reversed(steps):
            taken = get(when)
            found = (taken & get(then)) | (~taken & found)
        return found

    return compute


def grouped(group: tree.Group, items: list[Any]) -> Any:
    """The points of a group: the sum up to its limit, or the best item."""

    def compute(get: Get, where: Where) -> Any:
        rows = [one(get, where) if callable(one) else one for one in items]
        found = rows[0] + 0.0 * get("sales_revenue_0")  # points by experts alone are no column yet
        for one in rows[1:]:
            found = where(one > found, one, found) if group.best_of else found + one
        return where(found > group.max_points, float(group.max_points), found)

    return compute


def extreme(form: str, parts: list[str], of: Measure) -> Any:
    """The least or greatest of years."""
    unit = 1.0 if of.derived else float(of.grain)

    def compute(get: Get, where: Where) -> Any:
        found = get(parts[0])
        for one in parts[1:]:
            other = get(one)
            found = where((other < found) if form == "min" else (other > found), other, found)
        return found / unit

    return compute


def ratio(of: list[str], over: list[str], scale: float) -> Any:
    """Sum over sum."""
    return lambda get, where: sum(map(get, of)) / sum(map(get, over)) * scale


def growth(of: list[str], over: list[str], scale: float) -> Any:
    """One year against the year before, in percent."""
    return lambda get, where: (get(of[0]) / get(of[1]) - 1.0) * 100.0


def links(of: list[str], over: list[str], scale: float) -> Any:
    """The mean of two growths, in percent."""
    return lambda get, where: (get(of[0]) / get(of[1]) + get(of[1]) / get(of[2])) * 50.0 - 100.0


def cagr(of: list[str], over: list[str], scale: float) -> Any:
    """Compound growth over two years, in percent."""
    return lambda get, where: ((get(of[0]) / get(of[-1])) ** 0.5 - 1.0) * 100.0


def added(of: list[str], over: list[str], scale: float) -> Any:
    """The sum over years, in the unit."""
    return lambda get, where: sum(map(get, of)) / scale


def mean(of: list[str], over: list[str], scale: float) -> Any:
    """The mean over years, in the unit."""
    return lambda get, where: sum(map(get, of)) / (scale * len(of))


FORMS: dict[str, Any] = {
    "ratio": ratio, "growth": growth, "links": links, "cagr": cagr, "sum": added, "mean": mean,
}  # fmt: skip
