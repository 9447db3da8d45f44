"""`zonebook figures`: the figures of a period, with why each is what it is."""

from __future__ import annotations

import argparse
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

from zonebook.core.values import Reason, Refused
from zonebook.site import home, payloads
from zonebook.site.commands import person
from zonebook.site.commands.output import print_json, print_table

if TYPE_CHECKING:
    from zonebook.core.indicators import Figure
    from zonebook.core.indicators.compute import Computer
    from zonebook.core.period import Period
    from zonebook.core.say import Sentences


def arguments(parser: argparse.ArgumentParser) -> None:
    """Which zone, period and figures; as of which release; by which engine."""
    parser.add_argument("keys", nargs="*", metavar="KEY", help="n_signed, n_signed.growth …")
    parser.add_argument("--snapshot", type=Path, metavar="FILE", help="快照 · from a snapshot")
    parser.add_argument("--by", metavar="WAY", help="分组，如 section 行业门类 · broken down by")
    asked(parser)


def asked(parser: argparse.ArgumentParser) -> None:
    """The arguments that `figures` and `trace` share."""
    parser.add_argument("--zone")
    parser.add_argument("--period", required=True, help="2023, 2023-Q4, 2023-07, @2023-12-31")
    parser.add_argument("--as-of", help="only what had been released by this day")
    parser.add_argument("--engine", choices=("sql", "memory"), default="sql")
    parser.add_argument("--format", choices=("text", "json"), default="text")
    person.argument(parser)


def released_by(text: str | None) -> date | None:
    """The day of --as-of; Refused where it is none."""
    try:
        return date.fromisoformat(text) if text else None
    except ValueError:
        raise Refused(Reason("typed.no_day", {"name": "--as-of", "text": text})) from None


def run(args: argparse.Namespace) -> int:
    """Print the figures asked for, or all of the catalogue that the period can have."""
    home.open_home(args.zone)
    person.may_look(args)
    from zonebook.core.period import Period
    from zonebook.records import figures
    from zonebook.records.zone import catalog

    period = Period.parse(args.period)
    if args.by is not None:
        return by_groups(args, period)
    keys = args.keys or figures.keys_of(period, catalog())
    found = computer(args).figures(keys, period)
    sentences = catalog().sentences
    if args.format == "json":
        print_json(payloads.figures(found, sentences, args.lang))
    else:
        print_figures(found, sentences, args.lang)
    return 0


def computer(args: argparse.Namespace) -> Computer:
    """What computes: the engine asked for over the book, or the columnar one over a snapshot."""
    from zonebook.records import figures, snapshots

    as_of = released_by(args.as_of)
    if args.snapshot is not None:
        return snapshots.computer(args.snapshot, as_of=as_of)
    return figures.computer(as_of=as_of, engine=args.engine)


def by_groups(args: argparse.Namespace, period: Period) -> int:
    """One figure by groups; what must be kept back has no value."""
    from zonebook.records import breakdowns
    from zonebook.records.zone import catalog

    if len(args.keys) != 1:
        raise Refused(Reason("breakdowns.one_figure"))
    found = breakdowns.breakdown(args.keys[0], args.by, period, as_of=released_by(args.as_of))
    sentences = catalog().sentences
    if args.format == "json":
        print_json(payloads.by_groups(found, sentences, args.lang))
        return 0
    print_figures([found.figure], sentences, args.lang)
    rows = [
        (one.name[args.lang], "＊" if one.value is None else sentences.word(one.value, args.lang))
        for one in found.cells
    ]
    print_table((found.way.name[args.lang], found.figure.unit.name(args.lang)), rows, right=(1,))
    for why in found.because:
        print(sentences.say(why, args.lang))
    return 0


def print_figures(found: list[Figure], sentences: Sentences, lang: str) -> None:
    """A table for people: value and unit, or why there is none."""
    rows = []
    for one in found:
        value = "—" if one.value is None else sentences.word(one.value, lang)
        why = one.unknown or one.because[0]
        rows.append(
            (one.key, one.name[lang], value, one.unit.heading(lang), sentences.say(why, lang))
        )
    head = {
        "zh": ("代号", "指标", "数值", "单位", "依据"),
        "en": ("key", "figure", "value", "unit", "why"),
    }
    print_table(head[lang], rows, right=(2,))
