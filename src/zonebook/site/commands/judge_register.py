"""`zonebook judge RULE --enterprise CODE | --all`: verdicts from what the book of a zone holds."""

from __future__ import annotations

import argparse
import json
import sys
from typing import TYPE_CHECKING, Any

from zonebook.core.rules.answers import remarks, version_words
from zonebook.core.rules.spoken import decimal_up
from zonebook.core.values import Reason
from zonebook.site import home
from zonebook.site.commands import person
from zonebook.site.commands.judge_ import show
from zonebook.site.commands.output import print_json, print_table

if TYPE_CHECKING:
    from zonebook.records.verdicts import Whole


def run(args: argparse.Namespace) -> int:
    """Open the home; then judge one enterprise, or the register."""
    home.open_home(args.zone)
    person.may_read(args, "ladder")
    return of_one(args) if args.enterprise is not None else of_all(args)


def of_one(args: argparse.Namespace) -> int:
    """One enterprise with every test, its value, gap and source."""
    from zonebook.records import verdicts

    entity = verdicts.find(args.enterprise)
    found = verdicts.judge(args.rule, entity, on=args.on, kind=args.kind, changes=args.changes)
    told = found.payload(args.lang)
    if args.format == "table":
        print(f"{entity.name}  {entity.credit_code or '—'}  {entity.number}")
        show(told, verdicts.rules().catalog.sentences, args.lang)
    else:
        print_json({"format": "zonebook.judge/1", **told})
    return 0


def of_all(args: argparse.Namespace) -> int:
    """The whole register: a summary and every enterprise, or every verdict as a line."""
    from zonebook.records import verdicts

    whole = verdicts.register(args.rule, on=args.on, kind=args.kind, changes=args.changes)
    if args.format == "jsonl":
        for row in range(whole.outcome.register.size):
            line = whole.judged(row).payload(args.lang)
            sys.stdout.write(json.dumps(line, ensure_ascii=False) + "\n")
        return 0
    told = summary(whole, args)
    if args.format == "json":
        print_json({"format": "zonebook.judge/1", **told})
    else:
        show_all(told, args.lang)
    return 0


def summary(whole: Whole, args: argparse.Namespace, rows: range | None = None) -> dict[str, Any]:
    """Counts, the tests one by one, holders, and each enterprise (of `rows`) with every status."""
    from zonebook.records import verdicts

    outcome = whole.outcome
    rule, sentences = outcome.plan.rule, verdicts.rules().catalog.sentences
    say = sentences.say
    told: dict[str, Any] = {
        "rule": rule.family,
        "version": rule.key,
        "version_text": say(version_words(rule, args.kind, verdicts.rules()), args.lang),
        "name": rule.name[args.lang],
        "on": args.on.isoformat(),
        "kind": args.kind,
        "rule_sha": outcome.plan.fingerprint,
        "changes": args.changes,
        "count": outcome.register.size,
        "not_judged": whole.population.silent,
        "findings": [
            {"level": one.level, **sentences.to_json(one.message, args.lang)}
            for one in remarks(rule, args.kind, args.on, verdicts.rules())
        ],
        "answers": outcome.counts(),
        "near_misses": len(whole.near),
        "holders": {"count": sum(whole.counts_of_holders().values()), **whole.counts_of_holders()},
        "tests": {key: outcome.statuses_of(key) for key in outcome.slots},
        "enterprises": [
            line(whole, row) for row in (range(outcome.register.size) if rows is None else rows)
        ],
    }
    if args.changes:
        told["reform"] = reform(whole, args)
    return told


def line(whole: Whole, row: int) -> dict[str, Any]:
    """One enterprise: its answer, whether it holds the title, a status for every test."""
    entity, near = whole.entity(row), whole.near.get(row)
    found = None
    if near is not None:
        share = decimal_up(100 * near.share)
        found = {"key": near.answer.key, "share": share, "unit": "percent"}
    return {
        "number": entity.number,
        "name": entity.name,
        "credit_code": entity.credit_code,
        "answer": whole.answer(row),
        "holds": entity.pk in whole.holders,
        "near_miss": found,
        "tests": {key: whole.outcome.status(key, row) for key in whole.outcome.slots},
    }


def reform(whole: Whole, args: argparse.Namespace) -> dict[str, Any]:
    """Who among the holders fails under the changed values and did not before, by name."""
    from zonebook.records import verdicts

    before = verdicts.register(args.rule, on=args.on, kind=args.kind)
    failing = {row for row in whole.held_rows() if whole.answer(row) == "not_qualified"}
    failed = {row for row in before.held_rows() if before.answer(row) == "not_qualified"}
    return {
        "holders_failing_before": len(failed),
        "holders_failing_after": len(failing),
        "fall": [whole.entity(row).name for row in sorted(failing - failed)],
        "rise": [whole.entity(row).name for row in sorted(failed - failing)],
    }


HEADS = {
    "zh": ("条款", "符合", "需人工认定", "无法判定", "不符合", "不适用"),
    "en": ("test", "met", "to review", "unknown", "unmet", "not applicable"),
}
STATUSES = ("met", "manual_review", "unknown", "unmet", "not_applicable")


def show_all(told: dict[str, Any], lang: str) -> None:
    """The summary for people; the register itself comes with --format json or jsonl."""
    from zonebook.records.zone import catalog

    say = catalog().sentences.say
    print(f"{told['name']}  {told['version']}  {told['on']}")
    for one in told["findings"]:
        print(f"! {one['text']}")
    counts = {"all": told["count"], "near": told["near_misses"], "silent": told["not_judged"]}
    print(say(Reason("verdicts.summary", counts | told["answers"]), lang))
    print(say(Reason("verdicts.holders", told["holders"]), lang))
    if "reform" in told:
        done = told["reform"]
        before, after = done["holders_failing_before"], done["holders_failing_after"]
        changes = "、".join(f"{key}={value}" for key, value in told["changes"].items())
        args = {"changes": changes, "before": before, "after": after, "more": after - before}
        print(say(Reason("verdicts.reform", args), lang))
        for name in done["fall"]:
            print(f"  {name}")
    rows = [
        (key, *(str(counted[one]) for one in STATUSES)) for key, counted in told["tests"].items()
    ]
    print_table(HEADS[lang], rows, (1, 2, 3, 4, 5))
