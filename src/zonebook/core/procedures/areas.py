"""Area assessments (区域评估): which items a finished assessment spares a parcel, and for how long."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from zonebook.core.procedures.procedure import Name, Topic
from zonebook.core.values import Reason, Ref

Point = tuple[int, int]
Polygon = Sequence[Point]


@dataclass(frozen=True)
class Assessment:
    """A finished assessment of an area: topic, boundary in whole metres, validity, conditions.

    Valid from `valid_from` until the day before `valid_to`.
    """

    topic: str
    boundary: tuple[Point, ...]
    valid_from: date
    valid_to: date
    document: str
    conditions: tuple[str, ...] = ()


@dataclass(frozen=True)
class Relief:
    """An item that is waived or simplified for a parcel, or would be but for the time."""

    item: str
    effect: str
    holds: bool
    reason: Reason


def reliefs(
    parcel: Polygon,
    assessments: Iterable[Assessment],
    topics: Mapping[str, Topic],
    names: Mapping[str, Name],
    filing_on: date,
) -> Iterator[Relief]:
    """What a parcel is spared when filed on a day; assessments out of time are said as warnings."""
    for one in assessments:
        if not inside(parcel, one.boundary):
            continue
        topic = topics[one.topic]
        holds = one.valid_from <= filing_on < one.valid_to
        key = f"area.{topic.effect}" if holds else "area.out_of_time"
        args = {
            "topic": topic.name,
            "filing": filing_on,
            "from": one.valid_from,
            "to": one.valid_to,
        }
        args["conditions"] = list(one.conditions) or {"zh": "无附加条件", "en": "none"}
        for item in topic.items:
            reason = Reason(key, {**args, "item": names[item]}, (Ref("document", one.document),))
            yield Relief(item, topic.effect, holds, reason)


def inside(parcel: Polygon, boundary: Polygon) -> bool:
    """Whether a parcel lies wholly within a boundary; touching it is within."""
    edges = list(zip(boundary, [*boundary[1:], boundary[0]], strict=True))
    sides = list(zip(parcel, [*parcel[1:], parcel[0]], strict=True))
    if not all(covers(edges, point) for point in parcel):
        return False
    return not any(crosses(side, edge) for side in sides for edge in edges)


def covers(edges: Sequence[tuple[Point, Point]], point: Point) -> bool:
    """Whether a point lies in a polygon or on its edge, in whole numbers."""
    x, y = point
    within = False
    for (ax, ay), (bx, by) in edges:
        turn = (bx - ax) * (y - ay) - (by - ay) * (x - ax)
        if turn == 0 and min(ax, bx) <= x <= max(ax, bx) and min(ay, by) <= y <= max(ay, by):
            return True
        if (ay > y) != (by > y) and (turn > 0) == (by > ay):
            within = not within
    return within


def crosses(side: tuple[Point, Point], edge: tuple[Point, Point]) -> bool:
    """Whether two segments cross properly, each from one side of the other to its other side."""

    def turn(a: Point, b: Point, c: Point) -> int:
        return (b[0] - a[0]) * (c[1] - a[1]) - (b[1] - a[1]) * (c[0] - a[0])

    (a, b), (c, d) = side, edge
    return turn(a, b, c) * turn(a, b, d) < 0 and turn(c, d, a) * turn(c, d, b) < 0
