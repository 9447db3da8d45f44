"""`zonebook token create|list|revoke`: tokens with which programs use the HTTP interface."""

from __future__ import annotations

import argparse
from datetime import date
from typing import TYPE_CHECKING, Any

from zonebook.core.values import Reason, Refused
from zonebook.site import home
from zonebook.site.commands import person
from zonebook.site.commands.figures_ import released_by as day_of
from zonebook.site.commands.output import print_json, print_table

if TYPE_CHECKING:
    from zonebook.records.models import ApiToken, Person

FORMAT = "zonebook.token/1"
NONE = {
    "zh": "还没有令牌。新建：zonebook token create --for 人员 --name 用途 --may read:economy",
    "en": "no tokens yet. To make one: zonebook token create --for PERSON --name PURPOSE"
    " --may read:economy",
}


def arguments(parser: argparse.ArgumentParser) -> None:
    """What to do; for a new token whose it is, what for, what it may and until when."""
    parser.add_argument("do", choices=("create", "list", "revoke"))
    parser.add_argument("token", nargs="?", type=int, metavar="NUMBER", help="编号 · to revoke")
    parser.add_argument("--zone")
    parser.add_argument("--for", dest="owner", metavar="PERSON", help="属于谁 · whose token it is")
    parser.add_argument("--name", default="", help="给哪个程序用 · which program it is for")
    parser.add_argument(
        "--may", action="append", default=[], metavar="VERB:SYSTEM", help="权限范围 · its scope"
    )
    parser.add_argument("--until", metavar="DATE", help="失效日期 · first day it is no longer good")
    parser.add_argument("--format", choices=("text", "json"), default="text")
    person.argument(parser)


def run(args: argparse.Namespace) -> int:
    """Make, list or revoke; whoever holds the home may, a person named by --as for themselves."""
    home.open_home(args.zone)
    return {"create": create, "list": listed, "revoke": revoke}[args.do](args)


def create(args: argparse.Namespace) -> int:
    """Make a token and print it once."""
    from zonebook.records import tokens

    owner = named(args.owner) or person.of(args)
    if owner is None:
        raise Refused(Reason("tokens.whose"))
    own_only(args, owner)
    token, text = tokens.make(
        person=owner, name=args.name, scope=map(scope_of, args.may), on=person.the_day(),
        to_on=day_of(args.until), by=person.of(args) or owner,
    )  # fmt: skip
    if args.format == "json":
        print_json({"format": FORMAT, **row(token), "token": text})
    else:
        said = {"text": text, "token": token.pk, "person": owner.name, "until": token.to_on}
        say(args, Reason("tokens.made", said))
    return 0


def listed(args: argparse.Namespace) -> int:
    """All tokens, or one's own; never their text."""
    from zonebook.records import tokens

    rows = [row(one) for one in tokens.all_tokens(person.of(args))]
    if args.format == "json":
        print_json({"format": FORMAT, "tokens": rows})
        return 0
    head = {
        "zh": ("编号", "令牌", "名称", "属于", "范围", "有效至", "停用", "最近使用"),
        "en": ("no.", "token", "name", "of", "scope", "until", "revoked", "last used"),
    }
    names = ("id", "hint", "name", "person", "scope", "until", "revoked_on", "last_used_on")
    lines = [[shown(one[name]) for name in names] for one in rows]
    print_table(head[args.lang], lines, none=NONE[args.lang])
    return 0


def revoke(args: argparse.Namespace) -> int:
    """End a token."""
    from zonebook.records import tokens

    if args.token is None:
        raise Refused(Reason("tokens.which"))
    token = tokens.one(args.token)
    own_only(args, token.person)
    tokens.revoke(token, by=person.of(args) or token.person, on=person.the_day())
    if args.format == "json":
        print_json({"format": FORMAT, **row(token)})
    else:
        say(args, Reason("tokens.ended", {"token": str(token)}))
    return 0


def own_only(args: argparse.Namespace, owner: Person) -> None:
    """Refuse a person named by --as another one's token."""
    one = person.of(args)
    if one is not None and one.pk != owner.pk:
        raise Refused(Reason("permissions.own_tokens", {"person": one.name}))


def named(key: str | None) -> Person | None:
    """The person of a key; Refused where there is none."""
    return person.of(argparse.Namespace(person=key))


def scope_of(text: str) -> tuple[str, str]:
    """`read:economy` as (system, verb); Refused where it is none."""
    from zonebook.records.models.people import SYSTEMS, VERBS

    verb, _, system = text.partition(":")
    if verb not in VERBS or system not in SYSTEMS:
        known = {"verbs": "、".join(VERBS), "systems": "、".join(SYSTEMS)}
        raise Refused(Reason("tokens.wrong_scope", {"text": text, **known}))
    return system, verb


def row(token: ApiToken) -> dict[str, Any]:
    """A token as it travels, without its text."""
    return {
        "id": token.pk,
        "hint": token.hint,
        "name": token.name,
        "person": token.person.key,
        "scope": token.scope,
        "from": token.from_on.isoformat(),
        "until": token.to_on.isoformat(),
        "revoked_on": iso(token.revoked_on),
        "last_used_on": iso(token.last_used_on),
    }


def iso(day: date | None) -> str | None:
    """A day as it travels."""
    return day.isoformat() if day else None


def shown(value: Any) -> str:
    """A value of a row for people."""
    return " ".join(value) if isinstance(value, list) else str(value or "")


def say(args: argparse.Namespace, reason: Reason) -> None:
    """Print a sentence of the catalogue."""
    from zonebook.records import zone as zones

    print(zones.catalog().sentences.say(reason, args.lang))
