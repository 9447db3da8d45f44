"""D08: a sum of too few respondents, or one that a single respondent dominates, tells on them.

Source: 中华人民共和国统计法 on data that identify a respondent; three respondents and 85 % are
the custom of offices, set in catalog/binding/disclosure.yaml.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from zonebook.core.bulletin.against import Case, Judged
from zonebook.core.bulletin.findings import DraftFinding, Say, decimal

say = Say("D08")


def disclosure(case: Case) -> Iterator[DraftFinding]:
    """Sums that let a reader infer what one respondent reported."""
    told = set()
    for one in case.judged:
        rule = case.facts.respondents_rules.get(one.place[0])
        known = one.figure is not None and one.figure.exact is not None
        if rule is None or not known or one.place in told:
            continue
        told.add(one.place)
        yield from reveals(case, one, rule)


def reveals(case: Case, one: Judged, rule: Mapping[str, Any]) -> Iterator[DraftFinding]:
    """Too few respondents, or one above the mark."""
    shares = case.facts.respondents(one.place)
    level = "ask" if rule.get("level") == "ask" else "error"
    name = one.figure.name if one.figure is not None else {}
    if 0 < len(shares) < rule["at_least"]:
        formula = f"n = {len(shares)} < {rule['at_least']}"
        yield say(
            "few",
            level,  # type: ignore[arg-type]
            [one.claim],
            formula,
            name=name,
            count=len(shares),
            least=rule["at_least"],
        )
        return
    total = sum(
        (abs(share.amount) for share in shares), start=shares[0].amount * 0 if shares else 0
    )
    mark = rule.get("dominance")
    if not total or mark is None:
        return
    largest = max(abs(share.amount) for share in shares)
    if largest * 100 > total * mark:
        formula = f"{decimal(100 * largest / total, 1)}% > {mark}%"
        yield say("dominated", "ask", [one.claim], formula, name=name, mark=mark)
