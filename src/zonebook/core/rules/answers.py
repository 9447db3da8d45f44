"""A verdict as it travels to pages, the command and the interface."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, timedelta
from fractions import Fraction
from typing import TYPE_CHECKING, Any

from zonebook.core.rules import tree
from zonebook.core.rules.near import near_miss
from zonebook.core.rules.needs import Need, asked, needs
from zonebook.core.rules.prose import words_of, words_of_node
from zonebook.core.rules.remedies import remedies
from zonebook.core.rules.spoken import Value, as_printed, decimal_up
from zonebook.core.rules.verdict import Answer, Verdict
from zonebook.core.values import Finding, Interval, Reason

if TYPE_CHECKING:
    from zonebook.core.rules.book import RuleBook


def payload(
    verdict: Verdict, book: RuleBook, findings: Sequence[Finding] = (), lang: str = "zh"
) -> dict[str, Any]:
    """The whole answer of `zonebook.judge/1`, without its format key; decimals are strings."""
    rule, sentences = verdict.rule, book.catalog.sentences
    near = near_miss(verdict)
    return {
        "rule": rule.family,
        "version": rule.key,
        "version_text": sentences.say(version_words(rule, verdict.plan.kind, book), lang),
        "name": rule.name[lang],
        "on": verdict.on.isoformat(),
        "kind": verdict.plan.kind,
        "rule_sha": verdict.plan.fingerprint,
        "answer": verdict.answer,
        "text": sentences.say(Reason(f"rules.{verdict.answer}"), lang),
        "tests": [row_of(one, verdict, book, lang) for one in verdict.tests],
        "points": [
            {
                "key": item.id,
                "group": group.id,
                "name": item.name[lang],
                "low": str(points.low),
                "high": str(points.high),
                "max": str(item.max_points),
                "article": item.source.article,
            }
            for group, item, points in verdict.points
        ],
        "alerts": [row_of(one, verdict, book, lang) for one in verdict.alerts],
        "near_miss": None
        if near is None
        else {"key": near.answer.key, "share": decimal_up(100 * near.share), "unit": "percent"},
        "findings": [
            {"level": one.level, **sentences.to_json(one.message, lang)}
            for one in (*remarks(rule, verdict.plan.kind, verdict.on, book), *findings)
        ],
        "benefit": {key: str(value) for key, value in rule.benefit.items()},
        "incomplete": rule.incomplete,
        "notice": sentences.say(Reason("rules.no_official_use"), lang),
    }


def version_words(rule: tree.Rule, kind: tree.Procedure, book: RuleBook) -> Reason:
    """What people call a version: its document, and from when it decides such filings."""
    document = book.documents[rule.document]["doc_no"]
    since = min(one.since for one in of_kind(rule, kind) or rule.in_force)
    return Reason("rules.version", {"document": document, "since": since})


def of_kind(rule: tree.Rule, kind: tree.Procedure) -> tuple[tree.Force, ...]:
    """When a version decides filings of this kind."""
    return tuple(one for one in rule.in_force if one.kind == kind)


def remarks(rule: tree.Rule, kind: tree.Procedure, on: date, book: RuleBook) -> tuple[Finding, ...]:
    """A warning where a version was named that does not decide filings of that day."""
    if rule.covers(kind, on):
        return ()
    spans = of_kind(rule, kind)
    args = {"document": book.documents[rule.document]["doc_no"], "on": on}
    args |= {"kind": Reason(f"rules.kind.{kind}")}
    if not spans:
        return (Finding(Reason("rules.other_kind", args), level="warning"),)
    near = min(spans, key=lambda one: abs((one.since - on).days))
    args |= {"since": near.since}
    if near.until is None:
        return (Finding(Reason("rules.outside_since", args), level="warning"),)
    args |= {"last": near.until - timedelta(1)}
    return (Finding(Reason("rules.outside_span", args), level="warning"),)


def row_of(answer: Answer, verdict: Verdict, book: RuleBook, lang: str) -> dict[str, Any]:
    """One test as it travels."""

    def asked_for(wanted: Sequence[Need]) -> str:
        stop = {"zh": "、", "en": ", "}[lang]
        words = asked(wanted, verdict.on.year - 1)
        return stop.join(book.catalog.sentences.say(one, lang) for one in words)

    source = answer.source
    document = book.documents[source.document]["doc_no"] if source else None
    threshold = answer.threshold
    exact = threshold if isinstance(threshold, Fraction) else None
    because = answer.because(book.catalog.units)
    wanted = needs(answer, verdict)
    return {
        "key": answer.key,
        "status": answer.status,
        "value": value_of(answer.value, exact),
        "threshold": threshold_of(threshold),
        "unit": answer.unit or None,
        "gap": None if answer.gap is None else decimal_up(answer.gap),
        "margin": None if answer.margin is None else text_of(answer.margin),
        "document": document,
        "article": source.article if source else None,
        "measure": answer.test.measure.key if answer.test else None,
        "operator": answer.test.operator if answer.test else None,
        "verified": source.verified if source else None,
        "article_verified": source.article_verified if source else None,
        "where": source.where if source else None,
        "act_on": [
            {
                "measure": one.measure.key,
                "year": -one.year,
                "change": decimal_up(one.change),
                "unit": one.measure.unit,
                "text": book.catalog.sentences.say(
                    one.words(book.catalog.units, verdict.on.year - 1), lang
                ),
            }
            for one in remedies(answer, verdict)
        ],
        "supply": [
            {"measure": one.measure.key, "year": -one.year, "text": asked_for([one])}
            for one in wanted
        ],
        "supply_text": asked_for(wanted),
        "condition": condition_of(answer, verdict, book, lang),
        "text": book.catalog.sentences.say(because, lang),
    }


def condition_of(answer: Answer, verdict: Verdict, book: RuleBook, lang: str) -> str:
    """The test as a sentence; of a node without a test of its own what it asks for as a whole."""
    if answer.test is not None:
        return book.catalog.sentences.say(words_of(answer.test, book.catalog.units), lang)
    plan = verdict.plan
    node = next(one for one in plan.slots if one.id == answer.key)
    return book.catalog.sentences.say(words_of_node(node, plan.rule, plan.parts), lang)


def value_of(value: Value, threshold: Fraction | None) -> Any:
    """A value as it travels; points that are not certain as `low..high`."""
    match value:
        case Fraction():
            return f"{as_printed(value, threshold):f}"
        case Interval(low=low, high=high):
            return str(low) if low == high else f"{low}..{high}"
        case tuple():
            return list(value)
    return value


def threshold_of(threshold: tree.Threshold) -> Any:
    """A threshold as it travels."""
    match threshold:
        case Fraction():
            return text_of(threshold)
        case tuple():
            return list(threshold)
        case tree.Exists(wanted=wanted, within_years=years):
            rows = [
                {
                    "level_or_better" if one.or_better else "level": one.level,
                    "rank_at_most": one.rank_at_most or None,
                }
                for one in wanted
            ]
            return {"any": rows, "within_years": years}
    return threshold


def text_of(value: Fraction) -> str:
    """A decimal, cut where it does not end."""
    return f"{as_printed(value, Fraction(0)):f}"
