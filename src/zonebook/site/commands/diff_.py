"""`zonebook diff A B`: what changed between two releases, and why, figure by figure."""

from __future__ import annotations

import argparse
from collections.abc import Sequence
from decimal import Decimal
from typing import TYPE_CHECKING, Any

from zonebook.core.values import Reason
from zonebook.site import home
from zonebook.site.commands import person
from zonebook.site.commands.output import print_json

if TYPE_CHECKING:
    from zonebook.core.say import Sentences
    from zonebook.core.units import Unit
    from zonebook.records.differences import FigureChange, RowChange

MOST_ROWS = 20


def arguments(parser: argparse.ArgumentParser) -> None:
    """Two releases by number."""
    parser.add_argument("first", metavar="RELEASE_A")
    parser.add_argument("second", metavar="RELEASE_B")
    parser.add_argument("--zone")
    parser.add_argument("--format", choices=("text", "json"), default="text")
    person.argument(parser)


def run(args: argparse.Namespace) -> int:
    """Print the differences, each split into rows, definition, vintage and rounding."""
    home.open_home(args.zone)
    person.may_read(args, "bulletin")
    from zonebook.records import releases
    from zonebook.records.zone import catalog

    first, second = releases.one(args.first), releases.one(args.second)
    found = releases.compare(first, second)
    if args.format == "json":
        early, late = sorted((first, second), key=lambda one: one.batch_id)
        print_json(
            {
                "format": "zonebook.diff/1",
                "first": early.number,
                "second": late.number,
                "figures": [one.to_json(args.lang) for one in found],
            }
        )
    elif found:
        print_changes(found, catalog().sentences, args.lang)
    else:
        print(catalog().sentences.say(Reason("release.no_differences"), args.lang))
    return 0


def print_changes(found: Sequence[FigureChange], sentences: Sentences, lang: str) -> None:
    """Each figure with its classes, then its rows."""
    from zonebook.records.differences import parts

    for one in found:
        unknown = Reason("bulletin.no_data")
        before, after = (
            unknown if value is None else amount(value, one.unit, lang)
            for value in (one.before, one.after)
        )
        key = "release.same_value" if one.before == one.after else "release.change"
        args = {"name": one.name, "before": before, "after": after}
        print(sentences.say(Reason(key, args), lang))
        for part in parts(one):
            print(f"    {sentences.say(part, lang)}")
        print_rows(one.rows, sentences, lang)


def print_rows(rows: Sequence[RowChange], sentences: Sentences, lang: str) -> None:
    """The rows of a change; of many, the first."""
    for row in rows[:MOST_ROWS]:
        columns = ", ".join(f"{k}: {a or '—'} → {b or '—'}" for k, (a, b) in row.columns.items())
        args: dict[str, Any] = {"number": row.number, "label": row.called, "columns": columns}
        print(f"      {sentences.say(Reason(f'release.row.{row.kind}', args), lang).rstrip()}")
    if len(rows) > MOST_ROWS:
        print(f"      … +{len(rows) - MOST_ROWS}")


def amount(value: Decimal, unit: Unit, lang: str) -> dict[str, str]:
    """A value with its unit."""
    from zonebook.core.say import number

    shown, name = unit.said(value, lang)
    space = "" if lang == "zh" or unit.key == "%" else " "
    return {lang: f"{number(shown)}{space}{name}".rstrip()}
