"""The cast: three enterprises and three officers who play in every test.

Lantai Vaccines grows and qualifies; Jincheng Trading is a sole trader and never does; Newcomer was
registered yesterday and is unknown everywhere. Li keeps approvals and registration, Wang promotion,
the ladder and the economy; Zhao is an outsider who must see nothing.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Any

from zonebook.records import write
from zonebook.records.models import Entity, Grant, Membership, Office, Person, Post
from zonebook.records.models.door import opened

TODAY = date(2024, 2, 18)
LANTAI_CODE = "91620100MA71X0AA6G"
WANG = ("promotion", "projects", "ladder", "economy", "bulletin")
LI = ("approvals", "registration", "service")


@dataclass(frozen=True)
class Cast:
    """The officers."""

    li: Person
    wang: Person
    zhao: Person


def person(key: str, name: str, office: Office | None = None) -> Person:
    """Somebody who signs in with the password `key`-pass, at work since 2020."""
    one = Person(key=key, name=name)
    one.set_password(f"{key}-pass")
    one.save()
    if office:
        Post.objects.create(person=one, office=office, from_on=date(2020, 1, 1))
    return one


def office(key: str, name: str, *systems: str) -> Office:
    """A bureau that reads and writes in its systems since 2020."""
    one = Office.objects.create(key=key, name=name)
    for system in systems:
        for verb in ("read", "write", "review", "publish"):
            Grant.objects.create(office=one, system=system, verb=verb, from_on=date(2020, 1, 1))
    return one


def settle() -> Cast:
    """Put the officers into an empty book."""
    with opened():
        return Cast(
            li=person("li", "李审批", office("approvals", "行政审批局", *LI)),
            wang=person("wang", "王招商", office("promotion", "招商局", *WANG)),
            zhao=person("zhao", "赵外人"),
        )


def lantai(**changes: Any) -> dict[str, Any]:
    """Lantai Vaccines, a growing high-tech enterprise."""
    return {
        "kind": "enterprise",
        "name": "兰泰疫苗有限公司",
        "credit_code": LANTAI_CODE,
        "established_on": date(2015, 3, 2),
        "registered_capital_fen": 50_000_000_00,
    } | changes


def jincheng(**changes: Any) -> dict[str, Any]:
    """Jincheng Trading, a sole trader."""
    return {
        "kind": "sole_trader",
        "name": "城关区金城商行",
        "established_on": date(2019, 6, 1),
    } | changes


def newcomer(**changes: Any) -> dict[str, Any]:
    """Newcomer Ltd, registered yesterday; nothing else is known."""
    return {
        "kind": "enterprise",
        "name": "新来者科技有限公司",
        "established_on": date(2024, 2, 17),
    } | changes


def enter(people: Cast, *facts: dict[str, Any], on: date = TODAY) -> list[Entity]:
    """Write entities with their time in the zone."""
    with write.batch(by=people.li, on=on, kind="edit", why="test") as batch:
        made = batch.add_many(Entity, facts)
        batch.add_many(
            Membership,
            [{"entity": one, "from_on": one.established_on, "came": "established"} for one in made],
        )
    return made
