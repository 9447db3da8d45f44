"""The strict reader of policy files: what it cannot understand it refuses, with file and line."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from fractions import Fraction
from typing import Any

from zonebook.core.catalog import Located, refusal
from zonebook.core.policies import policy as kinds
from zonebook.core.policies.policy import Amount, Budget, Clause, Duty, Policy
from zonebook.core.rules import tree
from zonebook.core.rules.load import number_of, read_rule
from zonebook.core.rules.measures import GRAINS, Measure, Measures
from zonebook.core.rules.rows import known_keys, need, wanted

LEVELS = ("national", "provincial", "municipal", "zone")
THEMES = ("trade", "industry", "science", "tax", "talent", "finance", "other")
HEADER = {
    "key", "name", "about", "level", "theme", "for", "rule", "conditions", "document", "verified",
    "in_force", "delivery", "unit", "amount", "group", "fact", "once", "programmes", "budget",
    "follow", "clauses", "example",
}  # fmt: skip
NODES = ("fixed", "rate", "tiers", "better_of", "by_rule", "not_computed")
MONEY = "wan_yuan"  # the unit of amounts in these files, as in filings


def read_policy(
    row: Located, measures: Measures, documents: Mapping[str, Any], families: Mapping[str, Any]
) -> Policy:
    """One policy file; Refused where a key, rule, measure, unit, amount or day is not in order."""
    known_keys(row, HEADER)
    if ("rule" in row) == ("conditions" in row):
        raise refusal("policies.rule_or_conditions", row.where())
    family = row.get("rule", need(row, "key"))
    if "rule" in row and family not in families:
        raise refusal("policies.unknown_rule", row.where("rule"), rule=str(family))
    if need(row, "unit") != MONEY:
        raise refusal("rules.wrong_value", row.where("unit"), key="unit", value=str(row["unit"]))
    if row.get("document") not in documents:
        where = row.where("document")
        raise refusal("rules.unknown_document", where, document=str(row.get("document")))
    delivery = wanted(row, "delivery", dict)
    known_keys(row["delivery"], ("class", "workdays"))
    amount = read_amount(need(row, "amount"), measures, families)
    since, until = span(row)
    return Policy(
        key=need(row, "key"),
        name=name_of(row),
        about=both(row, "about"),
        level=one_of(row, "level", LEVELS),
        theme=one_of(row, "theme", THEMES),
        for_whom=both(row, "for"),
        family=family,
        rule=own_rule(row, measures, documents) if "conditions" in row else None,
        document=row["document"],
        verified=one_of(row, "verified", ("search", "memory")),
        delivery=one_of(row["delivery"], "class", kinds.DELIVERIES),  # type: ignore[arg-type]
        workdays=delivery.get("workdays", 0),
        amount=amount,
        group=row.get("group", ""),
        fact=row.get("fact", row["key"]),
        once=one_of(row, "once", ("ever", "year"), "year"),  # type: ignore[arg-type]
        programmes=tuple(row.get("programmes", ())),
        budget=read_budget(row["budget"], measures) if "budget" in row else None,
        duties=tuple(read_duty(one) for one in row.get("follow", ())),
        clauses=tuple(read_clause(one) for one in wanted(row, "clauses", list)),
        is_example=row.get("example", False),
        since=since,
        until=until,
        where=row.where(),
    )


def own_rule(row: Located, measures: Measures, documents: Mapping[str, Any]) -> tree.Rule:
    """The rule that stands in the policy's own file."""
    kept = ("key", "name", "document", "verified", "in_force", "conditions")
    rule = Located((key, need(row, key)) for key in kept)
    rule["family"] = row["key"]
    rule.file, rule.line, rule.lines = row.file, row.line, row.lines
    return read_rule(rule, measures, documents)


def span(row: Located) -> tuple[date | None, date | None]:
    """The days on which the policy is offered; a policy on a rule of its own may leave it to it."""
    if "in_force" not in row:
        return None, None
    days = wanted(row, "in_force", dict)
    since, until = wanted(days, "since", date), days.get("until")
    if until is not None and until <= since:
        raise refusal("rules.ends_before_start", days.where("until"))
    return since, until


def name_of(row: Located) -> Mapping[str, str]:
    """Its name in both languages; Refused where the name of an example does not say that it is one."""
    found = both(row, "name")
    for lang, mark in kinds.EXAMPLE.items():
        if row.get("example") and not found[lang].endswith(mark):
            raise refusal("policies.example_unmarked", row.where("name"), mark=mark.strip())
    return found


def both(row: Located, key: str) -> Mapping[str, str]:
    """A text in both languages."""
    found = wanted(row, key, dict)
    if set(found) != {"zh", "en"}:
        raise refusal("rules.wrong_value", row.where(key), key=key, value=str(sorted(found)))
    return found  # type: ignore[no-any-return]


def one_of(row: Located, key: str, words: tuple[str, ...], default: str = "") -> str:
    """One of a closed list of words."""
    value = row.get(key, default)
    if value not in words:
        raise refusal("rules.wrong_value", row.where(key), key=key, value=str(value))
    return str(value)


def read_clause(row: Located) -> Clause:
    """One clause."""
    known_keys(row, ("article", "title"))
    return Clause(str(need(row, "article")), both(row, "title"))


def read_duty(row: Located) -> Duty:
    """One condition that follows."""
    known_keys(row, ("id", "text", "article"))
    return Duty(str(need(row, "id")), both(row, "text"), str(need(row, "article")))


def read_budget(row: Located, measures: Measures) -> Budget:
    """The money of a year and who comes first."""
    known_keys(row, ("total", "most_first", "share"))
    by = measure_of(row, "most_first", measures) if "most_first" in row else None
    share = one_of(row, "share", ("in_order", "pro_rata"))
    return Budget(fen(row, "total"), by, share)  # type: ignore[arg-type]


def read_amount(row: Any, measures: Measures, families: Mapping[str, Any]) -> Amount:
    """An amount: one kind of node, with or without a ceiling."""
    if not isinstance(row, Located):
        raise refusal("rules.wrong_value", str(row), key="amount", value=str(row))
    found = [key for key in NODES if key in row]
    if len(found) != 1:
        raise refusal("policies.one_amount", row.where(), kinds=list(NODES))
    kind = found[0]
    known_keys(row, (kind, "at_most", *MORE.get(kind, ())))
    amount = BUILD[kind](row, measures, families)
    return kinds.AtMost(amount, fen(row, "at_most"), row.where()) if "at_most" in row else amount


MORE = {"rate": ("of", "of_increase"), "tiers": ("by",), "by_rule": ("otherwise",)}


def read_fixed(row: Located, measures: Measures, families: Mapping[str, Any]) -> Amount:
    """A fixed amount."""
    return kinds.Fixed(fen(row, "fixed"), row.where())


def read_rate(row: Located, measures: Measures, families: Mapping[str, Any]) -> Amount:
    """A percentage of a filed amount of money or of its increase."""
    if ("of" in row) == ("of_increase" in row):
        raise refusal("rules.missing_key", row.where(), key="of")
    word = "of" if "of" in row else "of_increase"
    measure = measure_of(row, word, measures)
    if measure.unit != MONEY or measure.derived is not None:
        raise refusal("policies.not_money", row.where(word), measure=measure.key)
    percent = number_of(row, "rate")
    if percent <= 0:
        raise refusal("rules.wrong_value", row.where("rate"), key="rate", value=str(row["rate"]))
    return kinds.Rate(percent, measure, word == "of_increase", row.where())


def read_tiers(row: Located, measures: Measures, families: Mapping[str, Any]) -> Amount:
    """Steps that rise; Refused where a step is not above the one before."""
    by = measure_of(row, "by", measures)
    steps: list[tuple[Fraction, Amount]] = []
    if by.type != "number":
        raise refusal("rules.wrong_value", row.where("by"), key="by", value=by.key)
    for one in wanted(row, "tiers", list):
        step = Located(one)
        step.file, step.line, step.lines = one.file, one.line, one.lines
        need(step, "from")
        at = number_of(step, "from")
        if steps and at <= steps[-1][0]:
            raise refusal("policies.tiers_out_of_order", one.where("from"))
        del step["from"]
        steps.append((at, read_amount(step, measures, families)))
    return kinds.Tiers(by, tuple(steps), row.where())


def read_better(row: Located, measures: Measures, families: Mapping[str, Any]) -> Amount:
    """Several amounts of which the highest counts."""
    parts = tuple(read_amount(one, measures, families) for one in wanted(row, "better_of", list))
    if len(parts) < 2:
        raise refusal("policies.better_of_one", row.where("better_of"))
    return kinds.BetterOf(parts, row.where())


def read_by_rule(row: Located, measures: Measures, families: Mapping[str, Any]) -> Amount:
    """An amount by how other rules judge."""
    branches = []
    for one in wanted(row, "by_rule", list):
        known_keys(one, ("rule", "amount"))
        family = need(one, "rule")
        if family not in families:
            raise refusal("policies.unknown_rule", one.where("rule"), rule=str(family))
        branches.append((family, read_amount(need(one, "amount"), measures, families)))
    otherwise = read_amount(need(row, "otherwise"), measures, families)
    return kinds.ByRule(tuple(branches), otherwise, row.where())


def read_not_computed(row: Located, measures: Measures, families: Mapping[str, Any]) -> Amount:
    """An amount that filings do not tell."""
    return kinds.NotComputed(both(row, "not_computed"), row.where())


BUILD = {
    "fixed": read_fixed,
    "rate": read_rate,
    "tiers": read_tiers,
    "better_of": read_better,
    "by_rule": read_by_rule,
    "not_computed": read_not_computed,
}


def measure_of(row: Located, key: str, measures: Measures) -> Measure:
    """The measure that a key names."""
    if row[key] not in measures:
        raise refusal("rules.unknown_measure", row.where(key), measure=str(row[key]))
    return measures[row[key]]


def fen(row: Located, key: str) -> int:
    """An amount of ten thousand yuan in whole fen, above zero."""
    need(row, key)
    exact = number_of(row, key) * GRAINS[MONEY]
    if exact.denominator != 1 or exact <= 0:
        raise refusal("rules.wrong_value", row.where(key), key=key, value=str(row[key]))
    return exact.numerator
