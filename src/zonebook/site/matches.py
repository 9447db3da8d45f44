"""What policies say of enterprises, as the command and the HTTP interface give it alike."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date
from typing import Any

from zonebook.core.policies.amounts import Range
from zonebook.core.policies.policy import Policy
from zonebook.core.rules.answers import row_of
from zonebook.core.rules.spoken import decimal_up
from zonebook.core.say import Sentences
from zonebook.core.values import Reason
from zonebook.records.models import Entity
from zonebook.systems.policies import book, matching
from zonebook.systems.policies.matching import Card, Line, Run

FORMAT = "zonebook.policies/1"


def offered(on: date, lang: str) -> dict[str, Any]:
    """The policies that are offered on a day."""
    rows = [policy_of(one, lang) for one in book.policies().offered(on)]
    return {"format": FORMAT, "on": on.isoformat(), "policies": rows}


def policy_of(one: Policy, lang: str) -> dict[str, Any]:
    """A policy by its key and name, and how it is delivered."""
    document = book.policies().rules.documents.get(one.document)
    return {
        "policy": one.key,
        "name": one.name[lang],
        "level": one.level,
        "delivery": one.delivery,
        "workdays": one.workdays or None,
        "rule": one.rule.key if one.rule is not None else one.family,
        "document": document["doc_no"] if document else None,
        "is_example": one.is_example,
    }


def of_enterprise(found: Card, chosen: str, lang: str) -> dict[str, Any]:
    """One enterprise: each policy with every test, and what they come to together.

    With `chosen` that policy alone.
    """
    lines = [one for one in found.lines if chosen in ("", one.match.policy.key)]
    told: dict[str, Any] = {
        "format": FORMAT,
        "on": found.on.isoformat(),
        "enterprise": named(found.known.entity),
        "policies": [
            policy_of(one.match.policy, lang) | line_of(one, lang) | verdict_of(one, lang)
            for one in lines
        ],
    }
    if not chosen:
        sentences = book.policies().catalog.sentences
        told["together"] = amount_of(found.choice.total)
        told["set_aside"] = {
            key: sentences.to_json(why, lang)
            for key, why in {**found.choice.set_aside, **found.choice.undecided}.items()
        }
    return told


def of_everybody(found: Run, lines: Sequence[Line], lang: str) -> dict[str, Any]:
    """One policy over the register: counts, who would be listed, and each of these lines."""
    return {
        "format": FORMAT,
        "on": found.on.isoformat(),
        **policy_of(found.policy, lang),
        "version": found.rule,
        "rule_sha": found.rule_sha,
        "year": found.year,
        "count": len(found.lines),
        "not_judged": found.silent,
        "states": dict(found.counts),
        "listed": {"count": len(found.listed), "amount": yuan(found.total), "unit": "CNY"},
        "enterprises": list(rows_of(lines, lang)),
    }


def rows_of(lines: Iterable[Line], lang: str) -> Iterable[dict[str, Any]]:
    """Each enterprise with its state, amount and reasons."""
    for one in lines:
        yield {**named(one.entity), **line_of(one, lang)}


def named(one: Entity) -> dict[str, Any]:
    """Which enterprise."""
    return {"number": one.number, "name": one.name, "credit_code": one.credit_code}


def line_of(one: Line, lang: str) -> dict[str, Any]:
    """How a policy stands to an enterprise: state, amount, and why it is left out or not."""
    sentences: Sentences = book.policies().catalog.sentences
    near = one.match.near
    return {
        "state": one.match.state,
        "text": sentences.say(Reason(f"policies.state.{one.match.state}"), lang),
        "amount": amount_of(one.match.amount.range),
        "due": amount_of(one.match.due),
        "because": [sentences.to_json(why, lang) for why in one.reasons],
        "near_miss": None
        if near is None
        else {"key": near.answer.key, "share": decimal_up(100 * near.share), "unit": "percent"},
        "award": one.award and {"number": one.award.award.number, "state": one.award.state},
        "paid_by": one.paid_by or None,
    }


def verdict_of(one: Line, lang: str) -> dict[str, Any]:
    """The verdict behind a match, test by test as `zonebook judge` gives them."""
    verdict = one.match.verdict
    return {
        "answer": verdict.answer,
        "version": verdict.rule.key,
        "rule_sha": verdict.plan.fingerprint,
        "tests": [row_of(test, verdict, book.policies().rules, lang) for test in verdict.tests],
        "supply": [
            book.policies().catalog.sentences.to_json(why, lang)
            for why in (matching.missing(one.match) if one.match.state == "unknown" else ())
        ],
    }


def amount_of(one: Range) -> dict[str, Any]:
    """From at least to at most, in yuan; `high` null where no ceiling is known."""
    high = None if one.high is None else yuan(one.high)
    return {"low": yuan(one.low), "high": high, "unit": "CNY"}


def yuan(fen: int) -> str:
    """Fen as yuan."""
    return f"{fen // 100}.{fen % 100:02d}"
