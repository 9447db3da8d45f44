"""`zonebook new KEY --name NAME`: begin the home of a zone with a zone.yaml to be filled in."""

from __future__ import annotations

import argparse
from pathlib import Path

from zonebook.core.values import Reason, Refused
from zonebook.site import home

TEMPLATE = Path(__file__).resolve().parents[2] / "zones" / "new.yaml"


def arguments(parser: argparse.ArgumentParser) -> None:
    """The key of the zone and its names."""
    parser.add_argument("key", metavar="KEY", help="代号，小写字母 · in lower case, such as xishan")
    parser.add_argument("--name", required=True, help="园区名称 · its name")
    parser.add_argument("--name-en", dest="name_en", help="英文名称 · its English name")


def run(args: argparse.Namespace) -> int:
    """Write the zone.yaml and open the home once; Refused where one stands there already."""
    if not home.KEY.fullmatch(args.key):
        raise Refused(Reason("home.bad_key", {"zone": args.key}))
    if args.key in home.known():
        raise Refused(Reason("home.exists", {"zone": args.key}))
    folder = home.root() / args.key
    folder.mkdir(parents=True, exist_ok=True)
    (folder / "zone.yaml").write_text(filled(args), "utf-8")
    home.open_home(args.key)
    from zonebook.records import zone as zones

    said = Reason("home.begun", {"name": args.name, "file": str(folder / "zone.yaml")})
    print(zones.catalog().sentences.say(said, args.lang))
    return 0


def filled(args: argparse.Namespace) -> str:
    """The template with the zone's key and names; quotes keep any character of them a text."""
    names = {"KEY": args.key, "NAME_EN": args.name_en or args.name, "NAME": args.name}
    text = TEMPLATE.read_text("utf-8")
    for mark, word in names.items():
        escaped = word.replace("\\", "\\\\").replace('"', '\\"')
        text = text.replace(f'"<{mark}>"', f'"{escaped}"')
    return text
