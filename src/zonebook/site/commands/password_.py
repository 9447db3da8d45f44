"""`zonebook password PERSON`: set the password with which a person of a zone signs in."""

from __future__ import annotations

import argparse
import getpass
import sys

from zonebook.core.values import Reason, Refused
from zonebook.site import home

SHORTEST = 8  # characters


def arguments(parser: argparse.ArgumentParser) -> None:
    """Whose password, of which zone."""
    parser.add_argument("person", metavar="PERSON", help="工号，即 zone.yaml 里的 key · key")
    parser.add_argument("--zone")


def run(args: argparse.Namespace) -> int:
    """Ask twice and keep the hash; two lines of the input where there is no terminal."""
    home.open_home(args.zone)
    from zonebook.records import write
    from zonebook.records.models import Person

    one = Person.objects.filter(key=args.person).first()
    if one is None:
        raise Refused(Reason("home.no_person", {"person": args.person}))
    typed = asked("密码 · password: ")
    if len(typed) < SHORTEST or typed != asked("再输一遍 · again: "):
        raise Refused(Reason("serve.password", {"shortest": SHORTEST}))
    one.set_password(typed)
    with write.bookkeeping():
        one.save(update_fields=["password"])
    print(f"{one.name}: 密码已设 · set")
    return 0


def asked(prompt: str) -> str:
    """What is typed unseen, or the next line of an input that is no terminal."""
    if sys.stdin.isatty():
        return getpass.getpass(prompt)
    return sys.stdin.readline().rstrip("\r\n")
