"""`zonebook judge RULE --on DATE --facts FILE|-`: judge enterprises against a dated rule."""

from __future__ import annotations

import argparse
import json
import sys
from collections.abc import Iterator, Mapping
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Any

from zonebook.core.rules.answers import payload
from zonebook.core.rules.book import RuleBook, rule_book
from zonebook.core.rules.consistency import contradictions
from zonebook.core.rules.facts import Place, read_facts
from zonebook.core.rules.judging import Plan
from zonebook.core.rules.verdict import judge
from zonebook.core.say import Sentences
from zonebook.core.values import Finding, Reason, Ref, Refused
from zonebook.site.commands.output import print_json, print_table


def arguments(parser: argparse.ArgumentParser) -> None:
    """The rule, the filing day, the kind of procedure, the facts, changed values."""
    parser.add_argument("rule", metavar="RULE", help="规则族或版本 · a family or a version")
    parser.add_argument("--on", required=True, metavar="DATE", help="申报日 · the filing day")
    parser.add_argument("--kind", choices=("recognition", "review"), default="recognition")
    parser.add_argument("--facts", required=True, metavar="FILE", help="JSON, - 为标准输入 · stdin")
    parser.add_argument("--set", action="append", default=[], metavar="ID=VALUE", dest="changes")
    parser.add_argument("--format", choices=("table", "json"), default="table")


def filing_day(text: str) -> date:
    """The filing day; Refused where it is no day."""
    try:
        return date.fromisoformat(text)
    except ValueError:
        raise Refused(Reason("rules.wrong_filing_day", {"text": text})) from None


def run(args: argparse.Namespace) -> int:
    """Judge one object, or every line of many."""
    book, args.on = rule_book(), filing_day(args.on)
    rule = book.find(args.rule, args.kind, args.on)
    plan = book.plan(rule, args.kind, args.on, changes_of(args.changes))
    many, rows = given(args.facts)
    # every line is read before the first answer is given, so that a refusal prints no half
    answers = [answer_to(row, place, plan, args, book) for row, place in rows]
    if args.format == "json":
        print_answers(answers, many)
    else:
        for one in answers:
            show(one, book.catalog.sentences, args.lang)
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


def given(name: str) -> tuple[bool, list[tuple[Mapping[str, Any], Place]]]:
    """The facts of a file or of standard input, and whether they came as lines."""
    path = Path(name)
    if name != "-" and not path.is_file():
        raise Refused(Reason("rules.no_such_file", {"file": name}))
    text = sys.stdin.read() if name == "-" else path.read_text(encoding="utf-8-sig")
    file = "-" if name == "-" else path.name
    lines = [one for one in enumerate(text.splitlines(), 1) if one[1].strip()]
    if path.suffix != ".jsonl" and (len(lines) < 2 or not is_object(lines[0][1])):
        row = read_object(text, file, 1)
        return False, [(row, Place(file, lines_of(row, text)))]
    rows = []
    for line, one in lines:
        rows.append((read_object(one, file, line), Place(file, {}, line)))
    return True, rows


def is_object(line: str) -> bool:
    """Whether the first line is a whole object by itself."""
    try:
        return isinstance(json.loads(line), dict)
    except ValueError:
        return False


def read_object(text: str, file: str, line: int) -> Mapping[str, Any]:
    """One JSON object with exact decimals; repeated keys and what is no number are refused."""

    def pairs(rows: list[tuple[str, Any]]) -> dict[str, Any]:
        found: dict[str, Any] = {}
        for key, value in rows:
            if key in found:
                where = Ref("span", key, f"{file}:{line}")
                raise Refused(Finding(Reason("rules.repeated_fact", {"measure": key}), where))
            found[key] = value
        return found

    def no_number(word: str) -> Any:
        raise ValueError(word)

    try:
        row = json.loads(
            text, parse_float=Decimal, object_pairs_hook=pairs, parse_constant=no_number
        )
    except ValueError as error:
        at = line + getattr(error, "lineno", 1) - 1
        raise unreadable(str(error), f"{file}:{at}") from None
    if not isinstance(row, dict):
        raise unreadable(type(row).__name__, f"{file}:{line}")
    return row


def unreadable(problem: str, where: str) -> Refused:
    """The refusal of facts that are no JSON objects."""
    reason = Reason("rules.unreadable_facts", {"problem": problem})
    return Refused(Finding(reason, Ref("span", "", where)))


def lines_of(row: Mapping[str, Any], text: str) -> dict[str, int]:
    """The line of each measure in a file of one object."""
    found = {}
    for key in row:
        at = text.find(json.dumps(key, ensure_ascii=False))
        found[key] = text.count("\n", 0, max(at, 0)) + 1
    return found


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
    for one in (*answer["findings"], *answer["alerts"]):
        print(f"! {one['text']}")
    print(answer["notice"])


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
