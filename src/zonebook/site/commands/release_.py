"""`zonebook release KEY`: prepare a release, approve it, or list what was released and revised."""

from __future__ import annotations

import argparse
import sys
from typing import TYPE_CHECKING, Any

from zonebook.core.values import Reason, Refused
from zonebook.site import home, payloads
from zonebook.site.commands import person
from zonebook.site.commands.diff_ import print_changes
from zonebook.site.commands.figures_ import released_by
from zonebook.site.commands.output import print_json

if TYPE_CHECKING:
    from zonebook.records.models import Release


def arguments(parser: argparse.ArgumentParser) -> None:
    """Which bulletin; --as prepares it, --approve approves what waits; neither lists."""
    parser.add_argument("key", metavar="KEY", help="annual, monthly, circular")
    parser.add_argument("--zone")
    parser.add_argument("--period", required=True, help="2023, 2023-07")
    parser.add_argument(
        "--as-of", help="只用此日前已发布的数 · only what had been released by then"
    )
    parser.add_argument("--approve", action="store_true", help="审定 · approve what was prepared")
    parser.add_argument("--format", choices=("text", "json"), default="text")
    person.argument(parser)


def run(args: argparse.Namespace) -> int:
    """Prepare, approve or list."""
    home.open_home(args.zone)
    who, day = person.of(args), person.the_day()
    if args.approve and who is None:
        raise Refused(Reason("release.who_approves"))
    if who is None:
        return listed(args)
    person.may(args, "publish" if args.approve else "write", "bulletin")
    from zonebook.systems.bulletin import actions

    if args.approve:
        approval = actions.approve(
            args.key, args.period, by=who, on=day, as_of=released_by(args.as_of)
        )
        said = {"number": approval.release.number, "title": approval.release.title}
        return answered(args, approval.release, "approved", said | {"by": who.name, "on": day})
    made = actions.prepare(args.key, args.period, by=who, on=day, as_of=released_by(args.as_of))
    said = {"number": made.release.number, "title": made.release.title}
    counted = {"figures": made.figures, "files": made.files}
    if not made.has_pdf:
        say(args, Reason("release.without_pdf"))
    return answered(args, made.release, "prepared", said | counted)


def answered(args: argparse.Namespace, release: Release, what: str, said: dict[str, Any]) -> int:
    """What was done, as a sentence or an object."""
    if args.format == "json":
        print_json({"format": payloads.RELEASE, **payloads.release(release)})
    else:
        say(args, Reason(f"release.{what}", said), sys.stdout)
    return 0


def say(args: argparse.Namespace, reason: Reason, out: Any = None) -> None:
    """A sentence of the catalogue."""
    from zonebook.records import zone as zones

    print(zones.catalog().sentences.say(reason, args.lang), file=out or sys.stderr)


def listed(args: argparse.Namespace) -> int:
    """The releases of a bulletin and period, each with its revisions."""
    from zonebook.records import releases
    from zonebook.records import zone as zones
    from zonebook.systems.bulletin import sources

    text = sources.text_of(args.key)
    period = sources.period_of(text, args.period)
    found = [(one, releases.revisions(one)) for one in releases.all_releases(args.key, args.period)]
    if args.format == "json":
        rows = [
            payloads.release(one) | {"revisions": [change.to_json(args.lang) for change in changes]}
            for one, changes in found
        ]
        print_json({"format": payloads.RELEASE, "releases": rows})
        return 0
    if not found:
        say(args, Reason("release.none_yet", {"bulletin": text["name"], "period": period}))
    for one, changes in found:
        kind = Reason(f"release.state.{releases.state(one)}")
        told = zones.catalog().sentences.say(kind, args.lang)
        print(f"{one.number}  {one.as_of}  {told}  {one.title}")
        key = "release.revised" if changes else "release.unrevised"
        say(args, Reason(key, {"count": len(changes)}), sys.stdout)
        print_changes(changes, zones.catalog().sentences, args.lang)
    return 0
