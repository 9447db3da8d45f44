"""`zonebook judge RULE --on DATE`: typed facts, one enterprise of the book, or all of them.

--facts FILE|-        needs no home
--enterprise CODE     what the enterprise filed by that day
--all                 the whole register in one pass, with --set H5a=6 under changed values
"""

from __future__ import annotations

import argparse
import json
import sys
from collections.abc import Iterator, Mapping
from datetime import date
from typing import Any

from zonebook.core.rules.answers import payload
from zonebook.core.rules.book import RuleBook, rule_book
from zonebook.core.rules.consistency import contradictions
from zonebook.core.rules.facts import Place, read_facts
from zonebook.core.rules.judging import Plan
from zonebook.core.rules.verdict import judge
from zonebook.core.say import Sentences
from zonebook.core.values import Reason, Refused
from zonebook.site.commands import person
from zonebook.site.commands.judge_facts import given
from zonebook.site.commands.output import print_json, print_table


def arguments(parser: argparse.ArgumentParser) -> None:
    """The rule, the filing day, the kind of procedure, the facts, changed values."""
    parser.add_argument("rule", metavar="RULE", help="规则族或版本 · a family or a version")
    parser.add_argument("--on", required=True, metavar="DATE", help="申报日 · the filing day")
    parser.add_argument("--kind", choices=("recognition", "review"), default="recognition")
    parser.add_argument("--facts", metavar="FILE", help="JSON, - 为标准输入 · stdin")
    parser.add_argument(
        "--enterprise", metavar="CODE", help="信用代码、编号或名称 · code, number, name"
    )
    parser.add_argument("--all", action="store_true", help="全册 · the whole register")
    parser.add_argument("--zone", metavar="KEY", help="园区 · which zone")
    person.argument(parser)
    parser.add_argument("--set", action="append", default=[], metavar="ID=VALUE", dest="changes")
    parser.add_argument("--format", choices=("table", "json", "jsonl"), default="table")


def filing_day(text: str) -> date:
    """The filing day; Refused where it is no day."""
    try:
        return date.fromisoformat(text)
    except ValueError:
        raise Refused(Reason("rules.wrong_filing_day", {"text": text})) from None


def run(args: argparse.Namespace) -> int:
    """Judge what was asked for; Refused where no source of facts, or more than one, is named."""
    args.on, args.changes = filing_day(args.on), changes_of(args.changes)
    if sum((args.facts is not None, args.enterprise is not None, args.all)) != 1:
        raise Refused(Reason("verdicts.one_source"))
    if args.facts is not None:
        return of_facts(args)
    from zonebook.site.commands import judge_register

    return judge_register.run(args)


def of_facts(args: argparse.Namespace) -> int:
    """Judge one typed object, or every line of many."""
    book = rule_book()
    plan = book.plan(book.find(args.rule, args.kind, args.on), args.kind, args.on, args.changes)
    many, rows = given(args.facts)
    # every line is read before the first answer is given, so that a refusal prints no half
    answers = [answer_to(row, place, plan, args, book) for row, place in rows]
    if args.format == "table":
        for one in answers:
            show(one, book.catalog.sentences, args.lang)
    else:
        print_answers(answers, many or args.format == "jsonl")
    return 0


def changes_of(texts: list[str]) -> dict[str, str]:
    """`H5a=6` as a mapping; Refused otherwise."""
    found = {}
    for text in texts:
        key, sign, value = text.partition("=")
        if not sign or not key or not value:
            raise Refused(Reason("rules.wrong_change", {"text": text}))
        found[key.strip()] = value.strip()
    return found


def answer_to(
    row: Mapping[str, Any], place: Place, plan: Plan, args: argparse.Namespace, book: RuleBook
) -> dict[str, Any]:
    """The answer to one enterprise as it travels."""
    facts = read_facts(row, book.measures, book.catalog.units, place)
    verdict = judge(plan, facts, args.on)
    found = contradictions(facts, book.measures, place)
    return payload(verdict, book, found, args.lang)


def print_answers(answers: list[dict[str, Any]], many: bool) -> None:
    """One object with its format, or one answer a line without."""
    if not many:
        print_json({"format": "zonebook.judge/1", **answers[0]})
        return
    for one in answers:
        sys.stdout.write(json.dumps(one, ensure_ascii=False) + "\n")


HEADS = {
    "zh": ("条款", "结果", "要求", "实际", "差", "依据"),
    "en": ("test", "result", "condition", "actual", "short by", "article"),
}


def show(answer: Mapping[str, Any], sentences: Sentences, lang: str) -> None:
    """A verdict as a table for people."""
    print(f"{answer['name']}  {answer['version']}  {answer['on']}  {answer['text']}")
    print_table(HEADS[lang], table(answer["tests"], sentences, lang), (3, 4))
    for ways, key in acts(answer["tests"], lang).items():
        print(sentences.say(Reason("rules.act_on", {"key": key, "ways": ways}), lang))
    for missing, key in wanted(answer["tests"], lang).items():
        print(sentences.say(Reason("rules.supply", {"key": key, "needs": missing}), lang))
    for one in (*answer["findings"], *answer["alerts"]):
        print(f"! {one['text']}")
    print(answer["notice"])


def acts(tests: list[dict[str, Any]], lang: str) -> dict[str, str]:
    """What to act on, and the test that it meets: of a tier and its branch the branch."""
    stop = {"zh": "；", "en": "; "}[lang]
    return {
        stop.join(way["text"] for way in one["act_on"]): one["key"]
        for one in tests
        if one["act_on"]
    }


def wanted(tests: list[dict[str, Any]], lang: str) -> dict[str, str]:
    """What to supply, and the tests that wait for it."""
    stop, found = {"zh": "、", "en": ", "}[lang], {}
    for one in tests:
        if one["supply"]:
            text = one["supply_text"]
            found[text] = stop.join([*([found[text]] if text in found else []), one["key"]])
    return found


def table(
    tests: list[dict[str, Any]], sentences: Sentences, lang: str
) -> Iterator[tuple[str, ...]]:
    """The rows of the table: what applies."""
    for one in tests:
        if one["status"] != "not_applicable":
            status = sentences.say(Reason(f"rules.status.{one['status']}"), lang)
            value = "" if one["value"] is None else sentences.word(one["value"], lang)
            gap = one["gap"] if one["gap"] not in (None, "0") else ""
            yield one["key"], status, one["condition"], value, gap, one["article"] or ""
