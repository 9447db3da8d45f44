"""What a dry run needs of the book, read once: records of the noun, their children, names and codes."""

from __future__ import annotations

from collections import defaultdict
from functools import cache, cached_property
from typing import Any

from zonebook.records import schema
from zonebook.records.models import HeaderMap, SheetImport
from zonebook.records.models.base import AppendOnly
from zonebook.records.registers import Register
from zonebook.records.workbooks.ways import Way, ways_of
from zonebook.records.workbooks.words import name_of


def standing(model: Any) -> Any:
    """The rows of a noun that stand."""
    if issubclass(model, AppendOnly):
        return model.objects.filter(voids__isnull=True, voided_by=None)
    return model.objects.filter(withdrawn_on__isnull=True)


NAMES = ("name", "title", "doc_no", "key")  # what a noun is called by: the first that it has
NOUNS = cache(schema.nouns)


class Directory:
    """Finds the records of a noun by code, by name and by former name."""

    def __init__(self, noun: str, find_by: tuple[str, ...] = ()) -> None:
        self.noun = noun
        model = NOUNS()[noun]
        fields = {field.name for field in model._meta.concrete_fields}
        self.name_field = next(one for one in (*NAMES, "number") if one in fields)
        self.has_code, self.has_names = "credit_code" in fields, f"{noun}_name" in NOUNS()
        others = [one for one in find_by if one in fields - {"credit_code", self.name_field}]
        columns = ["pk", "number", self.name_field, "credit_code" if self.has_code else "pk"]
        self.names: dict[int, set[str]] = defaultdict(set)
        self.by_name: dict[str, set[int]] = defaultdict(set)
        self.by_code: dict[str, int] = {}
        self.code_of: dict[int, str] = {}
        self.number_of: dict[int, str] = {}
        self.label_of: dict[int, str] = {}
        self.id_of: dict[str, int] = {}
        for pk, number, name, code, *more in standing(model).values_list(*columns, *others):
            self.number_of[pk], self.label_of[pk], self.id_of[number] = number, name, pk
            for one in (name, *filter(None, more)):
                self.learn(pk, str(one))
            if self.has_code and code:
                self.by_code[code] = pk
                self.code_of[pk] = code
        if self.has_names:
            others = standing(NOUNS()[f"{noun}_name"])
            for pk, name in others.values_list(f"{noun}_id", "name"):
                self.learn(pk, name)

    def learn(self, pk: int, name: str) -> None:
        """Know a record by one more name."""
        self.names[pk].add(name_of(name))
        self.by_name[name_of(name)].add(pk)


class Shelf:
    """The part of the book that one register's import reads."""

    def __init__(self, register: Register) -> None:
        self.register = register
        self.ways: dict[str, Way] = ways_of(register)
        self._directories: dict[str, Directory] = {}
        self.rows_by_name: dict[str, int] = {}  # what the sheet's own rows are called

    def directory(self, noun: str) -> Directory:
        """The directory of a noun, by all that the register's columns find it by."""
        if noun not in self._directories:
            options = [way.column.options for way in self.ways.values()]
            wanted = [f for one in options if one.get("to") == noun for f in one["find_by"]]
            self._directories[noun] = Directory(noun, tuple(dict.fromkeys(wanted)))
        return self._directories[noun]

    @cached_property
    def records(self) -> dict[int, Any]:
        """The standing records of the noun by id, with the records that their columns lie on."""
        over = {way.reference for way in self.ways.values() if way.place in ("parent", "document")}
        return {one.pk: one for one in standing(self.register.model).select_related(*over)}

    @cached_property
    def by_number(self) -> dict[str, Any]:
        """The standing records by their number."""
        return {one.number: one for one in self.records.values()}

    @cached_property
    def children(self) -> dict[tuple[str, int], list[Any]]:
        """(noun of the child, id of the record) → its child rows, the oldest first."""
        found: dict[tuple[str, int], list[Any]] = defaultdict(list)
        for model, reference in {
            (way.model, way.reference)
            for way in self.ways.values()
            if way.place in ("names", "event", "child")
        }:
            for row in standing(model).order_by("pk"):
                key = (model._meta.db_table, getattr(row, f"{reference}_id"))
                found[key].append(row)
        return found

    @cached_property
    def documents(self) -> dict[str, Any]:
        """Documents by their number, as it is compared."""
        model = NOUNS()["document"]
        return {name_of(one.doc_no): one for one in standing(model) if one.doc_no}


def learned(register: str, signature: str) -> dict[str, Any] | None:
    """The header map that the home remembers for a header."""
    row = HeaderMap.objects.filter(register=register, signature=signature).first()
    return row.mapping if row else None


def last_import(register: str, book_name: str, sheet: str) -> Any | None:
    """The last import of a sheet that was not taken back."""
    found = SheetImport.objects.filter(register=register, book_name=book_name, sheet=sheet)
    return found.filter(batch__undone_by=None).order_by("-pk").first()


def last_of(book_name: str, sheet: str) -> Any | None:
    """The last import of a sheet, whatever its register."""
    found = SheetImport.objects.filter(book_name=book_name, sheet=sheet, batch__undone_by=None)
    return found.order_by("-pk").first()
