"""`zonebook policies list|match`: what is offered on a day, and whom it fits.

list                    the policies offered on the day
match --enterprise CODE every policy (or --policy KEY) on one enterprise, test by test
match --all             one policy over the register, everybody left out with the reason
"""

from __future__ import annotations

import argparse
import json
import sys
from typing import TYPE_CHECKING, Any

from zonebook.core.values import Reason, Refused
from zonebook.site import home
from zonebook.site.commands import person
from zonebook.site.commands.judge_ import filing_day
from zonebook.site.commands.output import print_json, print_table

if TYPE_CHECKING:
    from zonebook.systems.policies.matching import Run


def arguments(parser: argparse.ArgumentParser) -> None:
    """What to do, on which day, for whom."""
    parser.add_argument("do", choices=("list", "match"))
    parser.add_argument("--on", required=True, metavar="DATE", help="判定日 · the day")
    parser.add_argument("--policy", metavar="KEY", default="", help="政策 · which policy")
    parser.add_argument(
        "--enterprise", metavar="CODE", help="信用代码、编号或名称 · code, number, name"
    )
    parser.add_argument("--all", action="store_true", help="全册 · the whole register")
    parser.add_argument("--zone", metavar="KEY", help="园区 · which zone")
    person.argument(parser)
    parser.add_argument("--format", choices=("table", "json", "jsonl"), default="table")


def run(args: argparse.Namespace) -> int:
    """List, or match one enterprise or everybody; Refused where it is not said whom."""
    args.on = filing_day(args.on)
    if args.do == "match" and (args.enterprise is None) != args.all:
        raise Refused(Reason("policies.one_source"))
    if args.do == "match" and args.all and not args.policy:
        raise Refused(Reason("policies.which_policy"))
    home.open_home(args.zone)
    person.may_read(args, "policies")
    if args.do == "list":
        return listed(args)
    return of_all(args) if args.all else of_one(args)


def listed(args: argparse.Namespace) -> int:
    """The policies of the day."""
    from zonebook.site import matches

    told = matches.offered(args.on, args.lang)
    if args.format == "table" and not told["policies"]:
        from zonebook.records.zone import catalog

        print(catalog().sentences.say(Reason("policies.none_offered", {"on": args.on}), args.lang))
    elif args.format == "table":
        head = {
            "zh": ("政策", "名称", "层级", "办理方式", "文号"),
            "en": ("key", "name", "level", "delivery", "document"),
        }
        print_table(head[args.lang], [row_of(one, args.lang) for one in told["policies"]])
    else:
        show(told, "policies", args.format)
    return 0


def row_of(one: dict[str, Any], lang: str) -> tuple[str, ...]:
    """A policy as a line of the list, its level and delivery in words."""
    from zonebook.records.zone import catalog

    timed = one["delivery"] == "paid_without_applying" and one["workdays"]
    delivery = f"policies.delivery.{one['delivery']}{'_within' if timed else ''}"
    level, way = (
        catalog().sentences.say(Reason(key, {"days": one["workdays"]}), lang)
        for key in (f"policies.level.{one['level']}", delivery)
    )
    return one["policy"], one["name"], level, way, one["document"] or ""


def of_one(args: argparse.Namespace) -> int:
    """One enterprise."""
    from zonebook.records import verdicts
    from zonebook.site import matches
    from zonebook.systems.policies import book, matching

    if args.policy:
        book.policies().in_force(book.policies().find(args.policy), args.on)
    entity = verdicts.find(args.enterprise)
    card = matching.card(entity, args.on)
    told = matches.of_enterprise(card, args.policy, args.lang)
    if args.format != "table":
        show(told, "policies", args.format)
        return 0
    print(f"{entity.name}  {entity.credit_code or '—'}  {entity.number}")
    table(told["policies"], "name", args.lang)
    if "together" in told:
        print(money(told["together"]))
    return 0


def of_all(args: argparse.Namespace) -> int:
    """One policy over everybody, who fits first."""
    from zonebook.site import matches
    from zonebook.systems.policies import matching

    found: Run = matching.run(args.policy, args.on)
    told = matches.of_everybody(found, matching.in_order(found.lines), args.lang)
    if args.format != "table":
        show(told, "enterprises", args.format)
        return 0
    print(f"{told['name']}  {told['version']}  {told['on']}")
    table(told["enterprises"], "name", args.lang)
    return 0


def show(told: dict[str, Any], rows: str, form: str) -> None:
    """One object with its format, or its rows one a line without."""
    if form == "json":
        print_json(told)
        return
    for one in told[rows]:
        sys.stdout.write(json.dumps(one, ensure_ascii=False) + "\n")


def table(rows: list[dict[str, Any]], name: str, lang: str) -> None:
    """A line for each: how it fits, the amount, why."""
    head = {
        "zh": ("名称", "结果", "金额（元）", "原因"),
        "en": ("name", "result", "amount, yuan", "why"),
    }
    stop = {"zh": "；", "en": "; "}[lang]
    lines = [
        (one[name], one["text"], worth(one), stop.join(w["text"] for w in one["because"]))
        for one in rows
    ]
    print_table(head[lang], lines, (2,))


def money(amount: dict[str, Any]) -> str:
    """An amount or a range of it."""
    if amount["low"] == amount["high"]:
        return str(amount["low"])
    return f"{amount['low']}..{amount['high'] or ''}"


def worth(one: dict[str, Any]) -> str:
    """What a match comes to; nothing where it does not fit."""
    return "—" if one["state"] == "not" else money(one["amount"])
