"""Register pass: ten qualifications over a million enterprises, beside peers in the same run."""

from __future__ import annotations

import gc
import json
import resource
import statistics
import time
from collections.abc import Callable
from datetime import date
from fractions import Fraction
from typing import Any

import numpy as np

from bench import rules_large
from bench.register_cases import random_register
from bench.rules_formulas import Formulas
from zonebook.core.rules import tree
from zonebook.core.rules.book import rule_book
from zonebook.core.rules.comparing import MET, UNMET
from zonebook.core.rules.judging import Plan
from zonebook.core.rules.verdict import judge_all
from zonebook.engines.columns.rules import judge_chunks, judge_register
from zonebook.engines.columns.rules_curve import Curve
from zonebook.engines.columns.rules_register import Register

ON = date(2026, 5, 20)
FAMILIES = (
    "hnte", "tech_sme", "innovative_sme", "srdi_sme", "little_giant", "manufacturing_champion",
    "above_scale", "small_profit", "cit_west", "am_vat",
)  # fmt: skip
SIZE, RUNS = 1_000_000, 3
NAME = f"rules: {len(FAMILIES)} qualifications, {SIZE:,} enterprises (CPU seconds; * = scaled up)"


def rows() -> list[dict[str, str]]:
    """All measurements as rows: what, who, median, spread, memory, ratio."""
    book = rule_book()
    plans = [book.plan(book.find(one, "recognition", ON), "recognition", ON) for one in FAMILIES]
    register = random_register(SIZE, book.measures)
    own = Measured(
        "columns, all statuses and margins, exact", lambda: judge_register(plans, register, ON)
    )
    found = [own.row("register pass", own.median)]
    found.append(
        Measured("scan of the same columns", lambda: scan(register)).row("floor", own.median)
    )
    found += peers(plans, register, own.median)
    found += reforms(plans, register)
    found += single(book)
    found += rules_large.rows()
    return found


class Measured:
    """A work done several times: CPU seconds of all threads, and what memory it added."""

    def __init__(self, who: str, work: Callable[[], Any], runs: int = RUNS, scale: int = 1) -> None:
        self.who, self.seconds = who, []
        before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
        for _ in range(runs):
            gc.collect()
            start = time.process_time()
            result = work()
            self.seconds.append((time.process_time() - start) * scale)
            del result
        after = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
        self.memory = (after - before) / 1024
        self.median = statistics.median(self.seconds)

    def row(self, what: str, own: float, note: str = "") -> dict[str, str]:
        """The measurement as a row; the ratio is to this project's pass."""
        low, high = min(self.seconds), max(self.seconds)
        return {
            "what": what,
            "who": self.who + note,
            "median": f"{self.median:.4g} s",
            "spread": f"{low:.4g}-{high:.4g}",
            "memory": f"+{self.memory:.0f} MB",
            "ratio": f"{self.median / own:,.2f}",
        }


def scan(register: Register) -> float:
    """Read every number once."""
    return sum(float(np.add.reduce(one)) for one in register.numbers.values())


def peers(plans: list[Plan], register: Register, own: float) -> list[dict[str, str]]:
    """The peers that are installed, each with how many of its test verdicts were wrong."""
    formulas = Formulas(plans, register, ON)
    truth = judge_register(plans, register, ON)
    found = []
    for peer in (openfisca, in_polars, in_zen):
        try:
            work, load = peer(formulas, register.size)
        except ImportError as error:
            found.append({"what": "register pass", "who": f"not installed: {error.name}"})
            continue
        if load is not None:
            found.append(Measured(f"{peer.__name__}: set inputs", load, 1).row("load", own))
        scale = register.size // FEW if peer is in_zen else 1
        run = Measured(f"{peer.__name__}, same rules", work, RUNS if scale == 1 else 2, scale)
        wrong, near = wrong_verdicts(plans, truth, work())
        note = f"; wrong verdicts {wrong:,} of {near:,} tests"
        found.append(run.row("register pass", own, note + (" *" if scale > 1 else "")))
    return found


def wrong_verdicts(plans: list[Plan], truth: list[Any], theirs: dict[str, Any]) -> tuple[int, int]:
    """How many answers of tests with numbers differ where the facts are known."""
    wrong = known = 0
    for plan, outcome in zip(plans, truth, strict=True):
        for at, test in enumerate(plan.slots):
            name = f"t_{plan.rule.key}_{test.id}".replace(".", "_")
            if not isinstance(test, tree.Test) or name not in theirs or test.needs_review:
                continue
            if not isinstance(test.threshold, Fraction):
                continue
            answers = np.asarray(theirs[name])
            status = outcome.statuses[at][theirs.get("rows", slice(None))]
            decided = (status == MET) | (status == UNMET)
            known += int(decided.sum())
            wrong += int(((status == MET) != answers)[decided].sum())
    return wrong, known


Peer = tuple[Callable[[], dict[str, Any]], Callable[[], Any] | None]


def openfisca(formulas: Formulas, size: int) -> Peer:
    """OpenFisca-Core: a Variable a formula, float32 as it holds numbers."""
    from openfisca_core import periods
    from openfisca_core.entities import build_entity
    from openfisca_core.simulations import SimulationBuilder
    from openfisca_core.taxbenefitsystems import TaxBenefitSystem
    from openfisca_core.variables import Variable

    entity = build_entity("enterprise", "enterprises", "An enterprise", is_person=True)
    system = TaxBenefitSystem([entity])
    year, inputs = str(ON.year), formulas.inputs()
    base = {"entity": entity, "definition_period": periods.DateUnit.YEAR, "label": "bench"}

    def variable(name: str, kind: type, formula: Any = None) -> None:
        body = base | {"value_type": kind} | ({"formula": formula} if formula else {})
        system.add_variable(type(name, (Variable,), body))

    for name, column in inputs.items():
        variable(name, int if column.dtype == np.int32 else float)
    for one in formulas.found.values():
        variable(one.name, bool if one.is_flag else float, formula_of(one.compute))

    def prepared() -> Any:
        simulation = SimulationBuilder().build_default_simulation(system, size)
        for name, column in inputs.items():
            simulation.set_input(name, year, column)
        return simulation

    def work() -> dict[str, Any]:
        simulation = ready[0]
        for one in formulas.found:
            simulation.delete_arrays(one)
        with np.errstate(all="ignore"):
            return {one: simulation.calculate(one, year) for one in formulas.found}

    ready = [prepared()]
    return work, prepared


def formula_of(compute: Any) -> Any:
    """A formula in the shape of OpenFisca."""

    def formula(enterprise: Any, period: Any) -> Any:
        return compute(lambda name: enterprise(name, period), np.where)

    return formula


def in_polars(formulas: Formulas, size: int) -> Peer:
    """Polars: layers of expressions over a frame of float64."""
    import polars

    frame = polars.DataFrame(formulas.inputs())

    def where(condition: Any, yes: Any, no: Any) -> Any:
        return polars.when(condition).then(yes).otherwise(no)

    layers = [
        [one.compute(polars.col, where).alias(one.name) for one in layer]
        for layer in formulas.layers()
    ]

    def work() -> dict[str, Any]:
        lazy = frame.lazy()
        for layer in layers:
            lazy = lazy.with_columns(layer)
        found = lazy.select(list(formulas.found)).collect()
        return {name: found[name].to_numpy() for name in formulas.found}

    return work, None


class Text:
    """An expression of ZEN, written down as a formula computes with it."""

    def __init__(self, text: str) -> None:
        self.text = text

    def __hash__(self) -> int:
        return hash(self.text)


def written(sign: str, turned: bool = False) -> Any:
    """The method of an operator that writes itself down."""

    def method(self: Text, other: Any) -> Text:
        first, second = self.text, other.text if isinstance(other, Text) else repr(other)
        return Text(f"({second} {sign} {first})" if turned else f"({first} {sign} {second})")

    return method


SIGNS = {"add": "+", "sub": "-", "mul": "*", "truediv": "/", "ge": ">=", "le": "<=", "gt": ">",
         "lt": "<", "eq": "==", "ne": "!=", "and": "and", "or": "or", "pow": "^"}  # fmt: skip
for word, sign in SIGNS.items():
    setattr(Text, f"__{word}__", written(sign))
    setattr(Text, f"__r{word}__", written(sign, turned=True))
setattr(Text, "__invert__", lambda self: Text(f"not ({self.text})"))  # noqa: B010


def in_zen(formulas: Formulas, size: int) -> Peer:
    """GoRules ZEN: one decision of all formulas, evaluated enterprise by enterprise."""
    import zen

    def where(condition: Text, yes: Any, no: Any) -> Text:
        parts = [one.text if isinstance(one, Text) else repr(one) for one in (yes, no)]
        return Text(f"({condition.text} ? {parts[0]} : {parts[1]})")

    def named(name: str) -> Text:
        return Text(f"$.{name}" if name in formulas.found else name)

    order = [one for layer in formulas.layers() for one in layer]
    rows = [
        {"id": one.name, "key": one.name, "value": text_of(one.compute(named, where))}
        for one in order
    ]
    graph = {
        "nodes": [
            {"id": "in", "name": "in", "type": "inputNode"},
            {"id": "x", "name": "x", "type": "expressionNode", "content": {"expressions": rows}},
            {"id": "out", "name": "out", "type": "outputNode"},
        ],
        "edges": [
            {"id": "1", "type": "edge", "sourceId": "in", "targetId": "x"},
            {"id": "2", "type": "edge", "sourceId": "x", "targetId": "out"},
        ],
    }
    decision = zen.ZenEngine().create_decision(json.dumps(graph))
    rows_taken = divisible(formulas.inputs())
    inputs = {name: column[rows_taken].tolist() for name, column in formulas.inputs().items()}
    few = [dict(zip(inputs, row, strict=True)) for row in zip(*inputs.values(), strict=True)]

    def work() -> dict[str, Any]:
        found = [decision.evaluate(one)["result"] for one in few]
        answers: dict[str, Any] = {
            name: [bool(row.get(name)) for row in found] for name in formulas.found
        }
        return answers | {"rows": rows_taken}

    return work, None


FEW = 1000
DIVISORS = ("revenue", "net_assets", "total_income", "total_assets", "staff", "rd_expense", "cost")


def divisible(inputs: dict[str, Any]) -> Any:
    """The first rows with nothing missing to divide by: ZEN stops at a division by zero."""
    columns = [one for name, one in inputs.items() if any(word in name for word in DIVISORS)]
    return np.flatnonzero(np.logical_and.reduce([one > 0 for one in columns]))[:FEW]


def text_of(value: Any) -> str:
    """A formula's text; a plain number stands for itself."""
    return value.text if isinstance(value, Text) else repr(float(value))


def reforms(plans: list[Plan], register: Register) -> list[dict[str, str]]:
    """A reform by its curve, and a whole pass in chunks."""
    curve = Curve(plans[0], register, ON, "H4")
    thresholds = [Fraction(one, 20) for one in range(400)]
    answered = Measured(
        "400 thresholds of one test by its curve", lambda: [*map(curve.counts, thresholds)]
    )
    chunked = Measured(
        "columns in chunks of 250,000",
        lambda: [
            one.counts() for _, found in judge_chunks(plans, register, ON, 250_000) for one in found
        ],
    )
    return [
        answered.row("reform", chunked.median),
        chunked.row("register pass, counted", chunked.median),
    ]


def single(book: Any) -> list[dict[str, str]]:
    """One enterprise by every rule in force, with and without its answers spelt out."""
    facts = random_register(8, book.measures).facts(3)
    panel = book.panel("recognition", ON)
    plain = Measured(
        f"{len(panel)} rules, statuses and values", lambda: judge_all(panel, facts, ON), 300
    )
    reasons = Measured(
        f"{len(panel)} rules, with all reasons",
        lambda: [one.because for one in judge_all(panel, facts, ON)],
        300,
    )
    full = Measured(
        f"{len(panel)} rules, every test spelt out",
        lambda: [one.tests for one in judge_all(panel, facts, ON)],
        100,
    )
    return [one.row("one enterprise", plain.median) for one in (plain, reasons, full)]
