"""`zonebook remind`: mail to each person what waits for them; for the zone's own daily timer."""

from __future__ import annotations

import argparse
from collections.abc import Iterator
from typing import Any

from zonebook.core.values import Reason
from zonebook.site import home
from zonebook.site.commands.output import print_json


def arguments(parser: argparse.ArgumentParser) -> None:
    """The zone, and whether anything is sent."""
    parser.add_argument("--zone")
    parser.add_argument(
        "--send", action="store_true", help="发送；不写只列出 · send, not only list"
    )
    parser.add_argument("--format", choices=("text", "json"), default="text")


def run(args: argparse.Namespace) -> int:
    """List whom something waits for; with --send mail it to those with an address in zone.yaml."""
    home.open_home(args.zone)
    from zonebook.records import zone as zones
    from zonebook.site import mail

    zone, say = zones.zone(), zones.catalog().sentences.say
    found = list(waiting(zone, args.lang))
    if args.send:
        server = mail.server_of(zone.source)
        pages = f"\n\n{server.pages}" if server.pages else ""
        letters = [
            mail.letter(server, one["email"], one["subject"], one["text"] + pages)
            for one in found
            if one["email"]
        ]
        mail.send(server, letters)
    if args.format == "json":
        rows = [{name: one[name] for name in ("person", "email", "count")} for one in found]
        print_json({"format": "zonebook.remind/1", "sent": args.send, "people": rows})
        return 0
    for one in found:
        print(f"{one['person']}  {one['email'] or '—'}  {one['count']}")
    if args.send:
        print(say(Reason("mail.sent", {"n": sum(bool(one["email"]) for one in found)}), args.lang))
    return 0


def waiting(zone: Any, lang: str) -> Iterator[dict[str, Any]]:
    """Everybody of zone.yaml for whom something waits, in the words of their home page."""
    from django.utils import translation

    from zonebook.desk import waiting as desk
    from zonebook.desk.language import say
    from zonebook.records.models import Person
    from zonebook.site.commands import person

    on = person.the_day()
    with translation.override("en" if lang == "en" else "zh-hans"):
        for row in zone.people:
            one = Person.objects.filter(key=row["key"], is_active=True).first()
            found = desk.waiting(one, on) if one else None
            if one is None or found is None or not found.count:
                continue
            subject = say("mail.subject", n=found.count, zone=zone.name[lang])
            yield {
                "person": one.key,
                "email": str(row.get("email") or ""),
                "count": found.count,
                "subject": subject,
                "text": found.text,
            }
