"""`zonebook due`: due days with every day and why, for one request or for a file of cases."""

from __future__ import annotations

import argparse
import re
from datetime import date
from typing import Any

from zonebook.core.values import Reason, Refused

DAY = re.compile(r"\d{4}-\d\d-\d\d", re.ASCII)


def arguments(parser: argparse.ArgumentParser) -> None:
    """A file of cases, a plain limit, or an item of a procedure."""
    what = parser.add_mutually_exclusive_group(required=True)
    what.add_argument(
        "--cases", metavar="FILE", help="一行一件的 JSON 文件 · JSON lines; - is stdin"
    )
    what.add_argument(
        "--limit", type=int, metavar="N", help="时限（工作日）· limit in working days"
    )
    what.add_argument("--procedure", metavar="KEY", help="流程 · a procedure of the catalogue")
    what.add_argument("--overdue", action="store_true", help="超期办件 · overdue cases of a zone")
    parser.add_argument("--as", dest="person", metavar="PERSON", help="以此人员身份 · act as")
    parser.add_argument("--item", metavar="KEY", help="事项 · an item of the procedure")
    parser.add_argument(
        "--zone", metavar="KEY", help="园区 · the zone whose own limits and closures hold"
    )
    parser.add_argument("--extension", metavar="DAYS:APPROVER:REASON", help="延长 · an extension")
    parser.add_argument("--decided", metavar="DATE", help="决定日期 · day of the decision")
    parser.add_argument("--clock", choices=("promised", "legal"), default="promised")
    parser.add_argument("--accepted", metavar="DATE", help="受理日期 · day of acceptance")
    parser.add_argument(
        "--pause", action="append", default=[], metavar="KIND:FROM:TO", help="特别程序 · a pause"
    )
    parser.add_argument("--on", metavar="DATE", help="计算到哪一天 · the day of the answer")
    parser.add_argument("--format", choices=("text", "json", "jsonl"))


def run(args: argparse.Namespace) -> int:
    """Answer what was asked; bad input is refused with its place."""
    if args.cases is not None:
        from zonebook.site.commands import due_cases

        calendar = calendar_of(args.zone) if args.zone else None
        return due_cases.run(args.cases, args.format == "json", args.lang, calendar)
    if args.overdue:
        from zonebook.site.commands import due_overdue

        return due_overdue.run(args, day("on", args.on) if args.on else None)
    if args.accepted is None:
        raise Refused(Reason("clock.ask.no_acceptance"))
    if args.procedure is not None:
        return clocks_of_item(args)
    if any((args.item, args.extension, args.decided)):
        raise Refused(Reason("clock.ask.needs_procedure"))
    return public_sheet(args)


def public_sheet(args: argparse.Namespace) -> int:
    """The public clock sheet: a day of acceptance, a limit, pauses; no record is needed."""
    calendar = calendar_of(args.zone)
    return say([sheet_of(args, calendar)], args, {}, calendar if args.zone else None)


def calendar_of(zone: str | None) -> Any:
    """The national calendar, or that of a named zone with its closures."""
    from zonebook.core.catalog import shipped
    from zonebook.core.workdays import read_calendar

    return read_calendar(catalog_of(zone) if zone else shipped())


def sheet_of(args: argparse.Namespace, calendar: Any) -> Any:
    """The deadline of a plain limit."""
    from zonebook.core.catalog import shipped
    from zonebook.core.procedures.deadline import Limit, deadline
    from zonebook.core.procedures.pauses import read_pauses

    if args.limit < 0:
        raise Refused(Reason("clock.ask.limit_below_zero", {"limit": str(args.limit)}))
    catalog = shipped()
    limit = Limit(args.clock, args.limit, args.clock, catalog.sentences.say(asked(), args.lang))
    return deadline(
        calendar,
        limit,
        known_day("accepted", args.accepted),
        [pause(text) for text in args.pause],
        kinds=read_pauses(catalog),
        on=day("on", args.on) if args.on else None,
    )


def clocks_of_item(args: argparse.Namespace) -> int:
    """All clocks of an item on the same facts, under the version in force at acceptance."""
    from zonebook.core.workdays import read_calendar

    catalog = catalog_of(args.zone)
    calendar = read_calendar(catalog)
    found, head = item_of(args, catalog, calendar)
    return say(found, args, head, calendar if calendar.closures() else None)


def item_of(
    args: argparse.Namespace, catalog: Any, calendar: Any
) -> tuple[list[Any], dict[str, Any]]:
    """The deadlines of an item, and what they are of."""
    from zonebook.core.procedures.pauses import read_pauses
    from zonebook.core.procedures.reading import read_procedures

    procedure = read_procedures(catalog).procedure(args.procedure)
    if args.item is None:
        raise Refused(Reason("clock.ask.needs_item", {"known": procedure.item_names}))
    row = procedure.find(args.item)[1]
    accepted = known_day("accepted", args.accepted)
    kinds, pauses = read_pauses(catalog), [pause(text) for text in args.pause]
    on = day("on", args.on) if args.on else None
    found = [
        clock(calendar, limit, accepted, pauses, kinds, extension(args.extension), on)
        for limit in procedure.limits(args.item, first_of(accepted))
    ]
    if args.decided is not None:
        decided = day("decided", args.decided)
        limit = procedure.delivery_limit(decided)
        found += [clock(calendar, limit, decided, [], kinds, None, on)] if limit else []
    head = {
        "procedure": procedure.key,
        "item": row.item.key,
        "name": dict(row.item.name),
        "version": procedure.version(first_of(accepted)).key,
        "accepted": str(accepted),
        "on": args.on,
    }
    return found, head


def clock(
    calendar: Any, limit: Any, start: Any, pauses: Any, kinds: Any, more: Any, on: Any
) -> Any:
    """One clock's deadline."""
    from zonebook.core.procedures.deadline import deadline

    return deadline(calendar, limit, start, pauses, kinds=kinds, extension=more, on=on)


def first_of(accepted: Any) -> date:
    """The first day that the day of acceptance may be."""
    return accepted if isinstance(accepted, date) else accepted.first


def catalog_of(zone: str | None) -> Any:
    """The catalogue under a zone's own files: the named home, the only one, or none at all."""
    from zonebook.core.catalog import Catalog, shipped
    from zonebook.site import home

    if zone is None and len(home.known()) != 1:
        return shipped()
    return Catalog(home.root() / home.choose(zone) / "catalog")


def extension(text: str | None) -> Any:
    """An extension written DAYS:APPROVER:REASON."""
    from zonebook.core.procedures.deadline import Extension

    if text is None:
        return None
    days, _, rest = text.partition(":")
    approver, _, reason = rest.partition(":")
    if not re.fullmatch(r"[1-9]\d?", days, re.ASCII):
        raise Refused(Reason("clock.ask.not_an_extension", {"text": text}))
    return Extension(int(days), approver, reason)


def asked() -> Reason:
    """The source of a limit that the asker gave."""
    return Reason("clock.ask.given")


def say(
    found: list[Any], args: argparse.Namespace, head: dict[str, Any], calendar: Any = None
) -> int:
    """Print the clocks as one object or as sheets for people; `calendar` where it is a zone's."""
    from zonebook.core.catalog import shipped
    from zonebook.core.procedures import sheet
    from zonebook.site import payloads
    from zonebook.site.commands.output import print_json, print_table

    sentences = shipped().sentences
    if args.format in ("json", "jsonl"):
        row = payloads.due(found, head, sentences, args.lang)
        print_json(row | (payloads.closures(calendar) if calendar else {}))
        return 0
    if calendar is not None:
        print(sentences.say(closures_said(calendar), args.lang))
    titles = ("日期", "序号", "说明") if args.lang == "zh" else ("day", "no.", "why")
    for one in found:
        print(sentences.say(Reason("clock.sheet.title", title(one)), args.lang))
        for reason in one.because:
            print(f"  {sentences.say(reason, args.lang)}")
        if rows := list(sheet.rows(one, sentences, args.lang)):
            print_table(titles, rows, right=(1,))
        print()
    return 0


def closures_said(calendar: Any) -> Reason:
    """The closures that a zone's calendar has beside the national one, each with its document."""
    closed = []
    for one in calendar.closures():
        key = "clock.closure" if one.last > one.first else "clock.closure_day"
        args = {"first": one.first, "last": one.last, "name": one.name}
        closed.append(Reason(key, args | {"doc_no": one.notice.doc_no}))
    return Reason("clock.closures", {"closed": closed}) if closed else Reason("clock.no_closures")


def title(found: Any) -> dict[str, Any]:
    """The arguments of a sheet's title."""
    due = found.due_on or {"zh": "无法确定", "en": "unknown"}
    return {"clock": Reason(f"clock.name.{found.limit.clock}"), "due": due}


def day(name: str, text: str) -> date:
    """A day as asked for; Refused where it is none."""
    try:
        if DAY.fullmatch(text):
            return date.fromisoformat(text)
    except ValueError:
        pass
    raise Refused(Reason("clock.ask.not_a_day", {"name": f"--{name}", "text": text}))


def known_day(name: str, text: str) -> Any:
    """A day, or a month of which the day is not known."""
    from zonebook.core.period import KnownDay

    if re.fullmatch(r"\d{4}-(0[1-9]|1[0-2])", text, re.ASCII):
        return KnownDay(date.fromisoformat(f"{text}-01"), "month")
    return day(name, text)


def pause(text: str) -> Any:
    """A pause written KIND:FROM:TO; an empty TO means that it is still open."""
    from zonebook.core.procedures.pauses import Pause

    parts = text.split(":")
    if len(parts) != 3:
        raise Refused(Reason("clock.ask.not_a_pause", {"text": text}))
    kind, first, last = parts
    return Pause(kind, day("pause", first), day("pause", last) if last else None)
