"""Statements of one row: the level and its growth; another value needs another vintage."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from zonebook.core.catalog import Catalog
from zonebook.core.values import Finding, Reason
from zonebook.records.workbooks.difference import Add, Later, Outcome, Step
from zonebook.records.workbooks.headers import label
from zonebook.records.workbooks.permitted import May
from zonebook.records.workbooks.rows import Entry, Printed
from zonebook.records.workbooks.shelf import Shelf
from zonebook.records.workbooks.ways import stored
from zonebook.records.workbooks.words import bare, name_of

Key = tuple[str, str, str]


@dataclass(frozen=True)
class Stated:
    """One statement that a row makes, and the column that makes it."""

    column: str
    key: Key
    digits: int
    decimals: int
    unit: str


def growths(catalog: Catalog) -> dict[str, str]:
    """The indicator of growth of each indicator that has one: 地区生产总值 has 地区生产总值增速."""
    rows = catalog.kind("indicators")
    named = {bare(row["name"]["zh"]): key for key, row in rows.items()}
    found = {str(row["growth_of"]): key for key, row in rows.items() if row.get("growth_of")}
    for key, row in rows.items():
        name = bare(row["name"]["zh"])
        growth = named.get(f"{name}增速") or named.get(f"{name}增长率")
        short = f"g_{key.removeprefix('va_')}"
        growth = growth or (short if short in rows else None)
        if growth:
            found.setdefault(key, growth)
    return found


class Ledger:
    """The statements of the book by indicator, period and vintage."""

    def __init__(self, shelf: Shelf, growths: Mapping[str, str], default_unit: str) -> None:
        self.shelf, self.growths, self.default_unit = shelf, growths, default_unit
        self.rows: set[Key] = set()  # what rows of the sheet state as their own indicator

    def vintage_of(self, entry: Entry) -> str:
        """The vintage of a row; the usual one where the sheet does not say."""
        usual = self.shelf.register.columns["vintage"].options["else_code"]
        return str(entry.values.get("vintage") or usual)

    def meet(self, entries: Iterable[Entry]) -> None:
        """Note what the rows state: a row for a growth goes before a growth beside its level."""
        for entry in entries:
            if {"indicator", "period", "value"} <= set(entry.values):
                values = entry.values
                self.rows.add((values["indicator"], values["period"], self.vintage_of(entry)))

    @cached_property
    def by_key(self) -> dict[Key, Any]:
        """Standing statements."""
        return {
            (one.indicator, one.period, one.vintage): one for one in self.shelf.records.values()
        }

    def stated(self, entry: Entry) -> Iterator[Stated]:
        """What a row states."""
        values, vintage = entry.values, self.vintage_of(entry)
        for name, column in self.shelf.register.columns.items():
            found = values.get(name)
            if column.type != "written" or not isinstance(found, Printed):
                continue
            growth = "also" in column.options
            indicator = self.growths.get(values["indicator"]) if growth else values["indicator"]
            unit = found.unit or column.unit if growth else self.unit_of(found, entry)
            own_row = growth and (indicator, values["period"], vintage) in self.rows
            if indicator is None or own_row:  # the cell stays with the row and states nothing
                entry.extra[column.zh] = str(found)
            else:
                number = found.number
                digits = int(number.value.scaleb(number.decimals))
                key = (indicator, values["period"], vintage)
                yield Stated(name, key, digits, number.decimals, unit)

    def unit_of(self, found: Printed, entry: Entry) -> str:
        """The unit of a level: that of the cell, of the unit column, of the sheet."""
        return found.unit or entry.values.get("unit", "") or self.default_unit

    def outcome(self, entry: Entry, may: May, where: Callable[[str], Any]) -> Outcome:
        """What becomes of a row."""
        findings, steps, numbers = list(entry.refused), [], []
        stated = list(self.stated(entry)) if not findings else []
        for one in stated:
            findings += self.problems(one, where)
            known = self.by_key.get(one.key)
            if known is None:
                steps += self.add(one, entry)
            else:
                numbers.append(known.number)
        if not stated and not findings:
            args = {"column": label(self.shelf.register.columns["value"])}
            findings.append(Finding(Reason("workbooks.value_missing", args), where("value")))
        if steps and not may(self.shelf.register.system):
            system = Reason(f"system.{self.shelf.register.system}")
            args = {"register": self.shelf.register.name, "system": system}
            findings.append(Finding(Reason("workbooks.new_elsewhere", args), where("indicator")))
        kind = "refused" if findings else "new" if steps else "same"
        return Outcome(
            entry.row,
            kind,  # type: ignore[arg-type]
            number=numbers[0] if numbers else "",
            label=" ".join(str(entry.shown.get(n, "")) for n in ("indicator", "period")).strip(),
            findings=tuple(findings),
            remarks=tuple(entry.remarks),
            steps=() if findings else tuple(steps),
            key=stated[0].key if stated else None,
        )

    def problems(self, one: Stated, where: Callable[[str], Any]) -> Iterator[Finding]:
        """A statement without unit, or one that contradicts what was stated at the same stage."""
        column = {"column": label(self.shelf.register.columns[one.column])}
        if not one.unit:
            yield Finding(Reason("workbooks.stated_without_unit", column), where(one.column))
        known = self.by_key.get(one.key)
        if known is not None and (known.digits, known.decimals, known.unit) != (
            one.digits,
            one.decimals,
            one.unit,
        ):
            args = {
                **column,
                "value": as_printed(one.digits, one.decimals),
                "before": as_printed(known.digits, known.decimals),
                "number": known.number,
            }
            yield Finding(Reason("workbooks.stated_otherwise", args), where(one.column))

    def add(self, one: Stated, entry: Entry) -> Iterator[Step]:
        """The statement to be written, and its document."""
        indicator, period, vintage = one.key
        values: dict[str, Any] = {
            "indicator": indicator,
            "period": period,
            "vintage": vintage,
            "digits": one.digits,
            "decimals": one.decimals,
            "unit": one.unit,
            "issuer": entry.values.get("issuer", ""),
            "extra": dict(entry.extra),
        }
        if released := entry.values.get("released_on"):
            values |= stored("released_on", released, is_day=True)
        if number := entry.values.get("doc_no"):
            values["document"] = self.document(number)
            if not self.shelf.documents.get(name_of(number)):
                yield Add("document", {"title": number, "doc_no": number}, name_of(number))
        yield Add("statement", values, ("stated", *one.key))

    def document(self, number: str) -> Any:
        """The document with this number, or the one that will be added."""
        return self.shelf.documents.get(name_of(number)) or Later("document", name_of(number))


def as_printed(digits: int, decimals: int) -> str:
    """A stated number as it was printed."""
    sign, figures = ("-" if digits < 0 else ""), str(abs(digits)).rjust(decimals + 1, "0")
    return sign + (f"{figures[:-decimals]}.{figures[-decimals:]}" if decimals else figures)
