"""Why a figure differs between two releases: rows, definition, vintage or rounding, each exactly.

docs/algorithms/releases.md explains the split with worked tables.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from decimal import Decimal
from fractions import Fraction
from typing import Any, Literal, TypeAlias

from zonebook.core import say
from zonebook.core.indicators.figure import exact_text
from zonebook.core.indicators.formulas import FORMULAS
from zonebook.core.units import Unit
from zonebook.core.values import Reason, printed
from zonebook.records import schema
from zonebook.records import zone as zones
from zonebook.records.frozen import Frozen, FrozenFigure, Row
from zonebook.records.models import Audit

Class: TypeAlias = Literal["added", "removed", "changed", "definition", "vintage", "rounding"]
CLASSES: tuple[Class, ...] = ("added", "removed", "changed", "definition", "vintage")
Fates: TypeAlias = dict[tuple[str, int], Class]
AT_ONCE = 500


@dataclass(frozen=True)
class RowChange:
    """A row that came, went or changed; `related` where only a row that it refers to did."""

    number: str
    table: str
    label: str
    kind: Class
    adds: Fraction
    related: bool = False
    columns: Mapping[str, tuple[Any, Any]] = field(default_factory=dict)

    def to_json(self) -> dict[str, Any]:
        """The change as it travels; `adds` in the base unit."""
        row: dict[str, Any] = {
            "number": self.number,
            "table": self.table,
            "label": self.label,
            "class": self.kind,
            "adds": exact_text(self.adds),
        }
        if self.related:
            row["related"] = True
        if self.columns:
            row["columns"] = {name: list(pair) for name, pair in self.columns.items()}
        return row

    @property
    def called(self) -> Mapping[str, str]:
        """What the row is called; a statement goes by the name of its figure."""
        known = zones.catalog().kind("indicators").get(self.label)
        if known is not None and self.table == "statement":
            return {lang: str(known["name"][lang]) for lang in say.LANGUAGES}
        return dict.fromkeys(say.LANGUAGES, self.label)


@dataclass(frozen=True)
class Split:
    """A difference by class, in the base unit, and the rows that make it."""

    classes: Mapping[Class, Fraction]
    rows: tuple[RowChange, ...]


@dataclass(frozen=True)
class FigureChange:
    """How one figure of the text changed; `classes` are in its printed unit and add up exactly."""

    reference: str
    name: Mapping[str, str]
    unit: Unit
    before: Decimal | None
    after: Decimal | None
    classes: Mapping[Class, Fraction]
    rows: tuple[RowChange, ...]

    @property
    def printed_change(self) -> Decimal | None:
        """The difference of the printed values."""
        known = self.before is not None and self.after is not None
        return self.after - self.before if known else None  # type: ignore[operator]

    def to_json(self, lang: str = "zh") -> dict[str, Any]:
        """The change as it travels."""
        shown = [None if one is None else f"{one:f}" for one in (self.before, self.after)]
        change = self.printed_change
        return {
            "reference": self.reference,
            "name": self.name[lang],
            "unit": self.unit.zh,
            "before": shown[0],
            "after": shown[1],
            "change": None if change is None else f"{change:f}",
            "classes": {kind: exact_text(part) for kind, part in self.classes.items()},
            "rows": [one.to_json() for one in self.rows],
        }


def parts(change: FigureChange) -> list[Reason]:
    """What each class adds, in words: 版本更新 +1.9 亿元; a share moves by points."""
    unit = zones.catalog().units["pp"] if change.unit.key == "%" else change.unit
    return [
        Reason(
            "release.part",
            {"class": Reason(f"release.class.{kind}"), "adds": signed(part, unit)},
        )
        for kind, part in change.classes.items()
    ]


def signed(part: Fraction, unit: Unit) -> Mapping[str, str]:
    """A part with its sign and unit, to four places where it does not end."""
    places = next((n for n in range(9) if (part * 10**n).denominator == 1), 4)
    plus = "+" if part > 0 else ""
    told = {}
    for lang in say.LANGUAGES:
        value, name = unit.said(printed(part, places), lang)
        told[lang] = f"{plus}{say.number(value)} {name}".strip()
    return told


def differences(early: Frozen, late: Frozen) -> list[FigureChange]:
    """The figures that differ, in the order of the earlier text, then those that are new."""
    made = Comparison(early, late)
    first, second = early.named, late.named
    found = []
    for reference in dict.fromkeys([*first, *second]):
        a, b = first.get(reference), second.get(reference)
        change = made.change(reference, a, b)
        if change.rows or change.classes or change.before != change.after:
            found.append(change)
    return found


class Comparison:
    """Two states of the same figures; asks the book once what became of the rows that differ."""

    def __init__(self, early: Frozen, late: Frozen) -> None:
        self.early, self.late = early, late
        self.fates = self.look_up()

    def look_up(self) -> Fates:
        """What happened between the two to every row that only one of them rests on."""
        differing: dict[str, set[int]] = defaultdict(set)
        for a, b in self.pairs():
            ours, theirs = a.rows if a else {}, b.rows if b else {}
            for number in ours.keys() ^ theirs.keys():
                row = ours.get(number) or theirs[number]
                differing[row.table].add(row.id)
        found: Fates = {}
        for table, ids in sorted(differing.items()):
            found |= fates(table, sorted(ids), self.early.batch or 0, self.late.batch)
        return found

    def pairs(self) -> list[tuple[FrozenFigure | None, FrozenFigure | None]]:
        """The figures of both texts side by side, and their parts."""
        first, second = self.early.named, self.late.named
        waiting = [(first.get(one), second.get(one)) for one in {**first, **second}]
        found = []
        while waiting:
            a, b = pair = waiting.pop()
            found.append(pair)
            if a and b and len(a.parts) == len(b.parts):
                waiting += zip(self.parts(self.early, a), self.parts(self.late, b), strict=True)
        return found

    @staticmethod
    def parts(side: Frozen, one: FrozenFigure) -> list[FrozenFigure]:
        """The figures that one is made of."""
        return [side.figures[place] for place in one.parts]

    def change(
        self, reference: str, a: FrozenFigure | None, b: FrozenFigure | None
    ) -> FigureChange:
        """One figure of the text, with the rounding of its printed value."""
        one = b or a
        if one is None:
            raise ValueError(f"{reference} stands in neither text")
        unit = zones.catalog().units[one.unit]
        split = self.split(a, b) if a and b else Split({}, ())
        classes = {kind: part / Fraction(unit.factor) for kind, part in split.classes.items()}
        before, after = a.value if a else None, b.value if b else None
        if a and b and before is not None and after is not None:
            rest = Fraction(after - before) - sum(classes.values(), Fraction(0))
            classes |= {"rounding": rest} if rest else {}
        rows = tuple({(one.table, one.number): one for one in split.rows}.values())
        return FigureChange(reference, one.name, unit, before, after, classes, rows)

    def split(self, a: FrozenFigure, b: FrozenFigure) -> Split:
        """The exact difference by class."""
        if a.formula or b.formula:
            return self.split_derived(a, b)
        rows = self.row_changes(a, b)
        if a.exact is None or b.exact is None:
            return Split({}, tuple(rows))
        classes: dict[Class, Fraction] = defaultdict(Fraction)
        for one in rows:
            classes[one.kind] += one.adds
        rest = b.exact - a.exact - sum(classes.values(), Fraction(0))
        classes["definition" if a.definition != b.definition or not a.rows else "changed"] += rest
        return Split({kind: part for kind, part in classes.items() if part}, tuple(rows))

    def split_derived(self, a: FrozenFigure, b: FrozenFigure) -> Split:
        """Parts are put in one after the other, class by class; the steps add up to the whole."""
        if a.formula != b.formula or len(a.parts) != len(b.parts):
            total = (b.exact or Fraction(0)) - (a.exact or Fraction(0))
            known = a.exact is not None and b.exact is not None and total
            return Split({"definition": total} if known else {}, ())
        before, after = self.parts(self.early, a), self.parts(self.late, b)
        splits = [self.split(x, y) for x, y in zip(before, after, strict=True)]
        rows = tuple(row for one in splits for row in one.rows)
        if a.exact is None or b.exact is None:
            return Split({}, rows)
        return Split(stepped(a, b, before, splits), rows)

    def row_changes(self, a: FrozenFigure, b: FrozenFigure) -> list[RowChange]:
        """The rows that differ, with what each adds to the difference."""
        fresh = a.definition != b.definition
        distinct = {row.who for row in a.rows.values()}, {row.who for row in b.rows.values()}
        found, told = [], set()
        for number in sorted(a.rows.keys() | b.rows.keys()):
            old, new = a.rows.get(number), b.rows.get(number)
            one = old or new
            if one is None or (old and new and old.hash == new.hash and old.adds == new.adds):
                continue
            adds = Fraction(new.adds if new else 0) - Fraction(old.adds if old else 0)
            if one.who and one.table not in ("statement", "target"):
                held = one.who in (distinct[0] if new else distinct[1])
                adds = Fraction(0) if held or one.who in told else adds
                told.add(one.who)
            found.append(self.row_change(number, old, new, adds, fresh))
        is_vintage = bool(a.rows and b.rows) and all(one.table == "statement" for one in found)
        if is_vintage and not any(one.kind == "removed" for one in found):
            return [replace(one, kind="vintage") for one in found]
        return found

    def row_change(
        self, number: str, old: Row | None, new: Row | None, adds: Fraction, fresh: bool
    ) -> RowChange:
        """One row that differs, and why."""
        one = old or new
        if one is None:
            raise ValueError(f"{number} stands in neither")
        kind, related = self.kind(one, old, new, fresh)
        before, after = self.early.columns.get(number, {}), self.late.columns.get(number, {})
        columns = {
            name: (before.get(name), after.get(name))
            for name in sorted(before.keys() | after.keys())
            if before.get(name) != after.get(name)
        }
        both = columns if before and after else {}
        return RowChange(number, one.table, one.label, kind, adds, related, both)

    def kind(self, one: Row, old: Row | None, new: Row | None, fresh: bool) -> tuple[Class, bool]:
        """The class of a row that differs, and whether only what it refers to has changed."""
        if old and new:
            return ("changed" if old.hash != new.hash else "definition"), False
        fate = self.fates.get((one.table, one.id))
        if (fate == "added" and new) or (fate == "removed" and old):
            return fate, False
        if fate is not None:
            return "changed", False
        return ("definition", False) if fresh else ("changed", True)


def stepped(
    a: FrozenFigure, b: FrozenFigure, before: Sequence[FrozenFigure], splits: Sequence[Split]
) -> dict[Class, Fraction]:
    """The difference of a derived figure by the classes of its parts, in a fixed order."""
    values = [one.exact or Fraction(0) for one in before]
    now, classes = a.exact or Fraction(0), defaultdict[Class, Fraction](Fraction)
    try:
        for place, one in enumerate(splits):
            for kind in CLASSES:
                if kind in one.classes:
                    values[place] += one.classes[kind]
                    now, earlier = FORMULAS[a.formula](*values), now
                    classes[kind] += now - earlier
    except ZeroDivisionError:  # a step passes through nought: the whole stands under one class
        return {"changed": (b.exact or Fraction(0)) - (a.exact or Fraction(0))}
    rest = (b.exact or Fraction(0)) - now
    if rest:
        classes["definition"] += rest
    return {kind: part for kind, part in classes.items() if part}


def fates(table: str, ids: Sequence[int], after: int, upto: int | None) -> Fates:
    """What happened to rows in the writings after one batch, up to another: the trail tells."""
    found: Fates = {}
    for start in range(0, len(ids), AT_ONCE):
        chunk = ids[start : start + AT_ONCE]
        told = facts if schema.is_append_only(table) else records
        found |= {(table, pk): kind for pk, kind in told(table, chunk, after, upto)}
    return found


def facts(
    table: str, ids: Sequence[int], after: int, upto: int | None
) -> Iterable[tuple[int, Class]]:
    """Append-only rows that were recorded or voided in between."""
    rows = schema.nouns()[table]._base_manager.filter(pk__in=ids)
    for pk, batch, voided in rows.values_list("pk", "batch_id", "voided_by__batch_id"):
        if voided is not None and after < voided <= (upto or voided):
            yield pk, "removed"
        elif after < batch <= (upto or batch):
            yield pk, "added"


def records(
    table: str, ids: Sequence[int], after: int, upto: int | None
) -> Iterable[tuple[int, Class]]:
    """Records that were entered, withdrawn or corrected in between."""
    trail = Audit.objects.filter(noun=table, record_id__in=ids, batch_id__gt=after)
    if upto is not None:
        trail = trail.filter(batch_id__lte=upto)
    found: dict[int, Class] = {}
    for pk, verb, image in trail.order_by("pk").values_list("record_id", "verb", "after"):
        if verb == "add":
            found[pk] = "added"
        elif image.get("withdrawn_on"):
            found[pk] = "removed"
        elif found.get(pk) != "added":
            found[pk] = "changed"
    return found.items()
