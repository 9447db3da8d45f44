"""Whether a zone.yaml is in order: every office, grant and person, with the line of what is not."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

from zonebook.core.catalog import Located
from zonebook.core.values import Finding, Reason, Ref, Refused
from zonebook.records.models.people import SYSTEMS, VERBS

KEY = re.compile(r"[a-z][a-z0-9_-]{0,39}")


def check(row: Located) -> None:
    """Refused with every finding where a zone.yaml is not in order."""
    findings = [*offices(row), *people(row)]
    if findings:
        raise Refused(*findings)


def offices(row: Located) -> Iterator[Finding]:
    """What is wrong with the offices and their grants."""
    for one in row.get("offices", ()):
        if not isinstance(one, Located):
            yield wrong("zone.not_a_mapping", row.where("offices"), text=str(one))
            continue
        yield from named(one)
        for grant in one.get("grants", ()):
            yield from granted(one, grant)


def granted(office: Located, grant: Any) -> Iterator[Finding]:
    """What is wrong with one grant."""
    if not isinstance(grant, Located):
        yield wrong("zone.not_a_mapping", office.where("grants"), text=str(grant))
        return
    for name, known in (("verbs", VERBS), ("systems", SYSTEMS)):
        words = grant.get(name)
        if not isinstance(words, list) or not words:
            yield wrong("zone.missing", grant.where(), field=name)
            continue
        for word in words:
            if word not in known:
                args = {"word": str(word), "field": name, "known": "、".join(known)}
                yield wrong("zone.unknown_word", grant.where(name), **args)


def people(row: Located) -> Iterator[Finding]:
    """What is wrong with the people."""
    known = {one.get("key") for one in row.get("offices", ()) if isinstance(one, Located)}
    seen: set[Any] = set()
    for one in row.get("people", ()):
        if not isinstance(one, Located):
            yield wrong("zone.not_a_mapping", row.where("people"), text=str(one))
            continue
        yield from named(one)
        office = one.get("office")
        if office is not None and office not in known:
            args = {"word": str(office), "field": "office", "known": "、".join(map(str, known))}
            yield wrong("zone.unknown_word", one.where("office"), **args)
        if one.get("key") in seen:
            yield wrong("zone.twice", one.where("key"), key=str(one["key"]))
        seen.add(one.get("key"))


def named(row: Located) -> Iterator[Finding]:
    """Whether a row has a key and a name."""
    if not KEY.fullmatch(str(row.get("key", ""))):
        yield wrong("zone.bad_key", row.where("key"), key=str(row.get("key", "")))
    name = row.get("name")
    if not isinstance(name, Located) or not name.get("zh"):
        yield wrong("zone.missing", row.where(), field="name: {zh: …, en: …}")


def wrong(message: str, where: str, /, **args: Any) -> Finding:
    """One finding with its line."""
    return Finding(Reason(message, {"where": where, **args}), Ref("catalogue", "", where))
