"""The sentence of an amount, made from the amount itself, so that prose and payment cannot drift."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from zonebook.core.policies import policy as kinds
from zonebook.core.policies.amounts import money
from zonebook.core.policies.policy import Amount, Both
from zonebook.core.rules.prose import quantity
from zonebook.core.rules.spoken import as_printed
from zonebook.core.units import Units
from zonebook.core.values import Reason


def words_of(node: Amount, units: Units, names: Mapping[str, Both]) -> Reason:
    """An amount as a sentence: 营业收入比上年增加额的 1%，最高 50 万元; `names` are those of rules."""
    match node:
        case kinds.Fixed(fen=fen):
            return Reason("policies.words.fixed", {"amount": money(fen)})
        case kinds.Rate(percent=percent, of=of, is_increase=is_increase):
            args = {"percent": as_printed(percent), "measure": of.name}
            return Reason(f"policies.words.{'increase' if is_increase else 'rate'}", args)
        case kinds.Tiers(by=by, steps=steps):
            rows = [
                Reason("policies.words.step", {
                    "step": quantity(at, by.unit, units), "amount": words_of(part, units, names),
                })
                for at, part in steps
            ]  # fmt: skip
            return Reason("policies.words.tiers", {"measure": by.name, "steps": chain(rows)})
        case kinds.BetterOf(of=of):
            parts = [words_of(one, units, names) for one in of]
            return Reason("policies.words.better_of", {"amounts": chain(parts)})
        case kinds.ByRule(branches=branches, otherwise=otherwise):
            rows = [
                Reason("policies.words.branch", {
                    "rule": names.get(family, {"zh": family, "en": family}),
                    "amount": words_of(part, units, names),
                })
                for family, part in branches
            ]  # fmt: skip
            last = words_of(otherwise, units, names)
            return Reason("policies.words.by_rule", {"branches": chain(rows), "otherwise": last})
        case kinds.AtMost(of=part, fen=fen):
            args = {"amount": words_of(part, units, names), "most": money(fen)}
            return Reason("policies.words.at_most", args)
        case kinds.NotComputed(decided_by=words):
            return Reason("policies.words.not_computed", {"words": words})


def chain(rows: Sequence[Reason]) -> Reason:
    """Several parts of a sentence in a row."""
    first, *rest = rows
    return Reason("policies.words.more", {"first": first, "rest": chain(rest)}) if rest else first
