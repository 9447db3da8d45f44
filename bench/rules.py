"""Register pass: ten qualifications over a million enterprises, beside peers in the same run."""

from __future__ import annotations

import gc
import resource
import statistics
import time
from collections.abc import Callable
from datetime import date
from fractions import Fraction
from typing import Any

import numpy as np

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
SIZE, RUNS = 1_000_000, 5
NAME = f"rules: {len(FAMILIES)} qualifications, {SIZE:,} enterprises (wall seconds)"


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
    return found


class Measured:
    """A work done several times: wall seconds and what memory it added."""

    def __init__(self, who: str, work: Callable[[], Any], runs: int = RUNS) -> None:
        self.who, self.seconds = who, []
        before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
        for _ in range(runs):
            gc.collect()
            start = time.perf_counter()
            result = work()
            self.seconds.append(time.perf_counter() - start)
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
    for peer in (openfisca, in_polars):
        try:
            work, load = peer(formulas, register.size)
        except ImportError as error:
            found.append({"what": "register pass", "who": f"not installed: {error.name}"})
            continue
        if load is not None:
            found.append(Measured(f"{peer.__name__}: set inputs", load, 1).row("load", own))
        run = Measured(f"{peer.__name__}, same rules", work)
        wrong, near = wrong_verdicts(plans, truth, work())
        found.append(run.row("register pass", own, f"; wrong verdicts {wrong:,} of {near:,} tests"))
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
            status = outcome.statuses[at]
            decided = (status == MET) | (status == UNMET)
            known += int(decided.sum())
            wrong += int(((status == MET) != np.asarray(theirs[name]))[decided].sum())
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
    full = Measured(
        f"{len(panel)} rules, every test spelt out",
        lambda: [one.tests for one in judge_all(panel, facts, ON)],
        100,
    )
    return [one.row("one enterprise", plain.median) for one in (plain, full)]
