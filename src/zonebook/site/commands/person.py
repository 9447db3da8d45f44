"""Who a command acts as: `--as KEY` applies that person's grants; reading without it needs none."""

from __future__ import annotations

import argparse
from datetime import date
from typing import TYPE_CHECKING

from zonebook.core.values import Reason, Refused

if TYPE_CHECKING:
    from zonebook.records.models import Person


def argument(parser: argparse.ArgumentParser) -> None:
    """`--as KEY`."""
    parser.add_argument("--as", dest="person", metavar="PERSON", help="以此人员身份 · act as")


def of(args: argparse.Namespace) -> Person | None:
    """The person named by --as; Refused if the book has none of that key."""
    from zonebook.records.models import Person

    if not args.person:
        return None
    one = Person.objects.filter(key=args.person, is_active=True).first()
    if one is None:
        raise Refused(Reason("home.no_person", {"person": args.person}))
    return one


def may_read(args: argparse.Namespace, *systems: str) -> None:
    """Refuse a person named by --as who may not read; whoever holds the home needs no grant."""
    may(args, "read", *systems)


def may(args: argparse.Namespace, verb: str, *systems: str) -> None:
    """Refuse a person named by --as who may not use the verb in one of the systems."""
    from zonebook.records import permissions

    one = of(args)
    if one is not None:
        for system in systems:
            permissions.demand(one, verb, system, on=the_day())


def may_read_all(args: argparse.Namespace) -> None:
    """Refuse a person named by --as unless they may read everything: the whole book is told."""
    from zonebook.records.models.people import SYSTEMS

    may_read(args, *SYSTEMS)


def may_look(args: argparse.Namespace) -> None:
    """Refuse a person named by --as who may read nothing at all: figures are for the offices."""
    from zonebook.records import permissions

    one = of(args)
    if one is not None and not permissions.systems_of(one, "read", the_day()):
        permissions.demand(one, "read", "bulletin", on=the_day())


def the_day() -> date:
    """The zone's day: the clock's, or the one that a demonstration home lives on."""
    from zonebook.records import zone as zones
    from zonebook.site.today import today

    zone = zones.zone()
    return today(zone.time_zone, zone.today)
