"""The enterprises of the tests of policies: who fits, who nearly does, who said too little."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import Any

import zonebook
from tests import cast
from zonebook.records import invitations, write
from zonebook.records.models import (
    Certificate,
    Entity,
    Filing,
    FilingValue,
    Membership,
    Office,
    Person,
)
from zonebook.records.models.door import opened

TODAY = cast.TODAY
WAN = 1_000_000  # fen
CODES = ("91620102MA70000B1X", "91620102MA70000C89", "91620102MA70000D5N", "91620102MA70000E42")
LANZHOU = Path(zonebook.__file__).parent / "zones" / "lanzhou" / "catalog"


def ma() -> Person:
    """Ma keeps policies."""
    with opened():
        return cast.person("ma", "马专员", cast.office("service", "企业服务中心", "policies"))


def trader(by: Person, at: int, name: str, now: int | None, before: int | None) -> Entity:
    """A wholesaler above the scale with its revenue of two years, in ten thousand yuan."""
    with write.batch(by=by, on=TODAY, kind="edit") as writing:
        one = writing.add(Entity, {
            "kind": "enterprise", "name": name, "credit_code": CODES[at], "industry": "5151",
            "established_on": date(2012, 3, 1),
        })  # fmt: skip
        joined = {"entity": one, "from_on": date(2012, 3, 1), "came": "established"}
        writing.add(Membership, joined)
        held = {"qualification": "above_scale", "granted_on": date(2019, 12, 1)}
        writing.add(Certificate, {"entity": one, "kind": "recognition", **held})
    filed(by, one, "2023", operating_revenue=now)
    filed(by, one, "2022", operating_revenue=before)
    return one


def filed(by: Person, entity: Entity, year: str, **values: Any) -> None:
    """What an enterprise reported for a year, in ten thousand yuan."""
    with write.batch(by=by, on=TODAY, kind="edit") as writing:
        head = {"entity": entity, "period": year, "form": "self_report"}
        made = writing.add(Filing, {**head, "filed_on": date(2024, 1, 10)})
        for key, value in values.items():
            if value is not None:
                row = {"filing": made, "measure": key, "value": value * WAN}
                writing.add(FilingValue, row)


def four(by: Person) -> list[Entity]:
    """Grew by a fifth; grew by 9.5 %; shrank; said nothing about the year before."""
    return [
        trader(by, 0, "大增商贸有限公司", 12_000, 10_000),
        trader(by, 1, "小增商贸有限公司", 10_950, 10_000),
        trader(by, 2, "不增商贸有限公司", 9_000, 10_000),
        trader(by, 3, "未报商贸有限公司", 9_000, None),
    ]


def clerk(by: Person, entity: Entity) -> Person:
    """Somebody who came in by the enterprise's slip."""
    _, code = invitations.issue(entity=entity, by=by, on=TODAY)
    return invitations.let_in(entity.credit_code or "", code, TODAY)


def offices() -> int:
    """How many offices there are; a slip makes none."""
    return Office.objects.count()
