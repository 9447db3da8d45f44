"""Scoring tables: read strictly, and the points of an enterprise as an interval."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from zonebook.core.catalog import Located, refusal
from zonebook.core.rules import tree
from zonebook.core.rules.rows import need

if TYPE_CHECKING:
    from zonebook.core.rules.load import Reader


def read_scoring(row: Located, reader: Reader) -> tree.Scoring:
    """A table of points; Refused where it does not add up or a band cannot be reached."""
    groups = tuple(read_group(one, reader) for one in need(row, "groups"))
    if sum(one.max_points for one in groups) != need(row, "total"):
        raise refusal("rules.score_does_not_add_up", row.where("total"), total=row["total"])
    names = {"total", *(one.id for one in groups)}
    passes = []
    for one in need(row, "pass"):
        applies_to = one.get("applies_to", "total")
        if applies_to not in names:
            raise refusal("rules.wrong_value", one.where(), key="applies_to", value=applies_to)
        passes.append(tree.Pass(reader.test(one), applies_to))
    return tree.Scoring(row["total"], tuple(passes), groups, row.where())


def read_group(row: Located, reader: Reader) -> tree.Group:
    """One group; its items add up to its points, bonuses apart, or the best of them reaches it."""
    best_of = row.get("best_of", False)
    items = tuple(read_item(one, reader) for one in need(row, "items"))
    most = [one.max_points for one in items if not one.bonus]
    if (max(most) if best_of else sum(most)) != need(row, "max"):
        raise refusal("rules.score_does_not_add_up", row.where("max"), total=row["max"])
    return tree.Group(need(row, "id"), need(row, "name"), need(row, "max"), items, best_of)


def read_item(row: Located, reader: Reader) -> tree.Item:
    """One item; its last band takes what is left."""
    bands = tuple(read_band(one, at, row, reader) for at, one in enumerate(row.get("bands", ())))
    source = reader.source(row)
    if row.get("by_expert"):
        bands = (tree.Band(f"{row['id']}.expert", 0, need(row, "max")),)
    by_grade = all(one.grade for one in bands)
    if not by_grade and (bands[-1].tests or bands[-1].grade):
        raise refusal("rules.bands_do_not_cover", row.where("bands"), id=row["id"])
    if max(one.high for one in bands) != need(row, "max"):
        raise refusal("rules.score_does_not_add_up", row.where("max"), total=row["max"])
    in_order(bands, row)
    name: Any = row.get("name") or reader.measure(row).name
    return tree.Item(
        need(row, "id"), name, need(row, "max"), bands, source,
        bool(row.get("by_expert")) or by_grade, row.get("bonus", False),
    )  # fmt: skip


def in_order(bands: tuple[tree.Band, ...], row: Located) -> None:
    """Refuse a band that an earlier band of the same measure already takes."""
    last: dict[tuple[str, str], Any] = {}
    for band in bands:
        if len(band.tests) != 1:
            continue
        test = band.tests[0]
        step = (test.measure.key, test.operator)
        if step in last and test.operator in ("at_least", "above", "at_most", "below"):
            rising = test.operator in ("at_most", "below")
            if (test.threshold <= last[step]) if rising else (test.threshold >= last[step]):
                raise refusal("rules.band_out_of_reach", test.source.where, id=str(row["id"]))
        last[step] = test.threshold


def read_band(row: Located, at: int, item: Located, reader: Reader) -> tree.Band:
    """One band: a test, several of which one suffices, a grade, or what is left."""
    points = need(row, "points")
    low, high = points if isinstance(points, list) else (points, points)
    name = f"{need(item, 'id')}.{row.get('grade', 'ABCDEFGHIJ'[at])}"
    if row.get("otherwise"):
        return tree.Band(name, low, high)
    if "grade" in row:
        return tree.Band(name, low, high, grade=row["grade"])
    rows = row.get("any", [row])
    tests = []
    for number, one in enumerate(rows):
        plain = Located((key, value) for key, value in one.items() if key != "points")
        plain.file, plain.line, plain.lines = one.file, one.line, one.lines
        plain["id"] = name if len(rows) == 1 else f"{name}{number + 1}"
        tests.append(reader.test(plain, item))
    return tree.Band(name, low, high, tuple(tests))
