"""What a dry run needs of the book, read once: records of the noun, their children, names and codes."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from functools import cache, cached_property
from typing import Any

from zonebook.records import bulk, schema
from zonebook.records.models import HeaderMap, SheetImport
from zonebook.records.models.base import alive
from zonebook.records.registers import Register
from zonebook.records.workbooks.ways import Way, ways_of
from zonebook.records.workbooks.words import name_of, without_phase

Children = dict[tuple[str, int], list[Any]]
AT_ONCE = 800  # ids in one question: SQLite takes 999
MOST_ASKED = 100  # records asked for one by one before all are read
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
        for pk, number, name, code, *more in alive(model).values_list(*columns, *others):
            self.number_of[pk], self.label_of[pk], self.id_of[number] = number, name, pk
            for one in (name, *filter(None, more)):
                self.learn(pk, str(one))
            if self.has_code and code:
                self.by_code[code] = pk
                self.code_of[pk] = code
        if self.has_names:
            others = alive(NOUNS()[f"{noun}_name"])
            for pk, name in others.values_list(f"{noun}_id", "name"):
                self.learn(pk, name)

    @cached_property
    def by_stem(self) -> dict[str, list[int]]:
        """Records by their name without what tells phases apart."""
        found: dict[str, list[int]] = defaultdict(list)
        for pk, name in self.label_of.items():
            found[without_phase(str(name))].append(pk)
        return found

    def learn(self, pk: int, name: str) -> None:
        """Know a record by one more name."""
        known = name_of(name)
        self.names[pk].add(known)
        self.by_name[known].add(pk)


class Shelf:
    """The part of the book that one register's import reads."""

    def __init__(self, register: Register) -> None:
        self.register = register
        self.ways: dict[str, Way] = ways_of(register)
        self.usual_codes = [
            (name, way.column.options["else_code"])
            for name, way in self.placed("own")
            if "else_code" in way.column.options
        ]
        self.stated = self.placed("stated")
        self.over_parent = self.placed("parent")
        self.beneath = self.placed("names", "event", "child")
        self._directories: dict[str, Directory] = {}
        self.rows_by_name: dict[str, int] = {}  # what the sheet's own rows are called
        self.few: dict[int, Any] = {}  # the records read so far, where not all of them are
        self.few_children: Children = {}
        self.is_whole, self.asked = False, 0

    def placed(self, *places: str) -> list[tuple[str, Way]]:
        """The columns that lie in one of the places."""
        return [(name, way) for name, way in self.ways.items() if way.place in places]

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
        return {one.pk: one for one in self.read(alive(self.register.model))}

    def read(self, query: Any) -> Iterable[Any]:
        """Records with the records that their columns lie on."""
        over = {way.reference for way in self.ways.values() if way.place in ("parent", "document")}
        return query.select_related(*over) if over else bulk.instances(query)

    def record(self, pk: int) -> Any:
        """One standing record; after many questions all of them are read at once."""
        if pk not in self.few:
            self.asked += 1
            self.fetch([pk] if self.asked < MOST_ASKED else list(self.ids.values()))
        return self.few[pk]

    def fetch(self, wanted: Collection[int]) -> None:
        """Read the records that a sheet speaks of with their child rows, not the whole noun."""
        missing = sorted(set(wanted) - set(self.few))
        if 2 * len(missing) > len(self.ids):
            self.few, self.is_whole = self.records, True
        for some in parts(missing) if not self.is_whole else ():
            self.few |= {
                one.pk: one for one in self.read(alive(self.register.model).filter(pk__in=some))
            }
            self.few_children |= self.children_under({"in": some})

    @cached_property
    def ids(self) -> dict[str, int]:
        """The id of each standing record by its number."""
        return dict(alive(self.register.model).values_list("number", "pk"))

    def numbered(self, number: str) -> Any | None:
        """The standing record with this number."""
        pk = self.ids.get(number)
        return None if pk is None else self.record(pk)

    @cached_property
    def by_number(self) -> dict[str, Any]:
        """The standing records by their number."""
        return {one.number: one for one in self.records.values()}

    @cached_property
    def children(self) -> dict[tuple[str, int], list[Any]]:
        """(noun of the child, id of the record) → its child rows, the oldest first."""
        return self.children_under({})

    def children_of(self, noun: str, pk: int) -> list[Any]:
        """The child rows of one record."""
        return (self.children if self.is_whole else self.few_children).get((noun, pk), [])

    def children_under(self, only: Mapping[str, Collection[int]]) -> Children:
        """The child rows of all records, or only of those with the given ids."""
        found: Children = defaultdict(list)
        for model, reference in {
            (way.model, way.reference)
            for way in self.ways.values()
            if way.place in ("names", "event", "child")
        }:
            noun, link = model._meta.db_table, f"{reference}_id"
            chosen = {f"{link}__{how}": ids for how, ids in only.items()}
            for row in bulk.instances(alive(model).filter(**chosen).order_by("pk")):
                found[noun, getattr(row, link)].append(row)
        return found

    @cached_property
    def documents(self) -> dict[str, Any]:
        """Documents by their number, as it is compared."""
        model = NOUNS()["document"]
        return {name_of(one.doc_no): one for one in alive(model) if one.doc_no}


def parts(ids: Sequence[int]) -> Iterator[Sequence[int]]:
    """Ids in parts that fit into one question."""
    yield from (ids[start : start + AT_ONCE] for start in range(0, len(ids), AT_ONCE))


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
