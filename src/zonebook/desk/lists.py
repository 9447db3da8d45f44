"""One page of a register: searched, filtered, ordered, counted."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import Any
from urllib.parse import urlencode

from django.db.models import BooleanField, CharField, F, IntegerField, Prefetch, Q, QuerySet

from zonebook.desk import shown
from zonebook.desk.language import lang
from zonebook.records import schema
from zonebook.records.models import Audit, Batch, SheetImport
from zonebook.records.models.base import AppendOnly, Numbered, Register
from zonebook.records.registers import Register as Declared
from zonebook.records.registers import RegisterColumn

SIZE = 50
DAYS = ("day", "planned_day")
NUMERALS = str.maketrans("一二三四五六七八九十", "123456789:")
FURTHEST = 2000  # pages; beyond it one searches instead of turning over


@dataclass(frozen=True)
class Asked:
    """What the address asks for."""

    search: str = ""
    chosen: tuple[tuple[str, str], ...] = ()
    sort: str = ""
    page: int = 1

    @classmethod
    def read(cls, register: Declared, query: Mapping[str, str]) -> Asked:
        """The address of a list; what it does not know is left out."""
        sortable = {
            one.name
            for one in shown.columns_of(register)
            if shown.sort_path(register, one) is not None
        }
        sort = query.get("sort", "")
        page = query.get("page", "1")
        names = (*register.filters, "year", "state")
        return cls(
            search=query.get("q", "").strip()[:100],
            chosen=tuple((name, query[name][:100]) for name in names if query.get(name)),
            sort=sort if sort.removeprefix("-") in sortable else "",
            page=min(int(page), FURTHEST)
            if page.isascii() and page.isdigit() and page != "0"
            else 1,
        )

    def address(self, **changes: Any) -> str:
        """The same list with something changed."""
        asked = {**dict(self.chosen), "q": self.search, "sort": self.sort, **changes}
        return "?" + urlencode({name: value for name, value in asked.items() if value})


@dataclass(frozen=True)
class Choice:
    """A filter word: chosen or not, and the address that adds or removes it."""

    text: str
    address: str
    chosen: bool


@dataclass(frozen=True)
class Filter:
    """A column that the list can be narrowed by."""

    name: str
    label: str
    choices: tuple[Choice, ...]

    @property
    def chosen(self) -> Choice | None:
        """The word that is chosen."""
        return next((one for one in self.choices if one.chosen), None)


@dataclass(frozen=True)
class Row:
    """A record as a line of the list."""

    number: str
    address: str
    cells: tuple[shown.Cell, ...]
    withdrawn: bool


@dataclass(frozen=True)
class Listed:
    """One page of a register."""

    heads: tuple[shown.Head, ...]
    rows: tuple[Row, ...]
    count: int
    whole: int
    pages: int
    asked: Asked
    filters: tuple[Filter, ...]

    @property
    def first(self) -> int:
        """The place of the first row shown."""
        return (self.asked.page - 1) * SIZE + 1 if self.rows else 0

    @property
    def last(self) -> int:
        """The place of the last row shown."""
        return self.first + len(self.rows) - 1 if self.rows else 0

    @property
    def earlier(self) -> str:
        """The page before."""
        return self.asked.address(page=self.asked.page - 1) if self.asked.page > 1 else ""

    @property
    def later(self) -> str:
        """The page after."""
        last = self.asked.page >= min(self.pages, FURTHEST)
        return "" if last else self.asked.address(page=self.asked.page + 1)


def alive(model: type[Numbered]) -> QuerySet[Any]:
    """The standing rows of a noun."""
    if issubclass(model, AppendOnly):
        return model.objects.filter(voids__isnull=True, voided_by=None)
    return model.objects.filter(withdrawn_on__isnull=True)


def gone(model: type[Numbered]) -> QuerySet[Any]:
    """The rows that were withdrawn or voided."""
    if issubclass(model, AppendOnly):
        return model.objects.filter(voids__isnull=True).exclude(voided_by=None)
    return model.objects.filter(withdrawn_on__isnull=False)


def chosen_rows(register: Declared, asked: Asked) -> QuerySet[Any]:
    """The rows that the address asks for, without order."""
    chosen = dict(asked.chosen)
    rows = gone(register.model) if chosen.get("state") == "gone" else alive(register.model)
    if asked.search:
        rows = rows.filter(searched(register, asked.search))
    for name in register.filters:
        if name in chosen:
            rows = rows.filter(narrowed(register, register.columns[name], chosen[name]))
    year = chosen.get("year", "")
    if year.isascii() and year.isdigit() and len(year) == 4 and main_day(register):
        first, end = date(int(year), 1, 1), date(int(year) + 1, 1, 1)
        path = "__".join(main_day(register).path)  # type: ignore[union-attr]
        rows = rows.filter(**{f"{path}__gte": first, f"{path}__lt": end})
    return rows


def narrowed(register: Declared, column: RegisterColumn, word: str) -> Q:
    """The rows that say a filter word; `-` stands for the empty one, a strange number for none."""
    path = "__".join(column.path)
    field = field_of(register.model, column.path)
    if isinstance(field, IntegerField):
        return Q(**{path: int(word)}) if word.isascii() and word.isdigit() else Q(pk=None)
    if isinstance(field, BooleanField):
        return Q(**{path: word == "True"})
    return Q(**{path: "" if word == "-" else word})


def field_of(model: Any, path: Sequence[str]) -> Any:
    """The field at the end of a path."""
    field = model._meta.get_field(path[0])
    return field if len(path) == 1 else field_of(field.related_model, path[1:])


def searched(register: Declared, text: str) -> Q:
    """Rows in which a searched column holds every word of the text."""
    found = Q()
    for word in text.split():
        one = Q()
        for path in register.search:
            one |= search_in(register.model, path.split("."), word)
        found &= one
    return found


def search_in(model: Any, steps: list[str], word: str) -> Q:
    """One column; on the far side of a reverse reference by a subquery, so that no row doubles."""
    field = model._meta.get_field(steps[0])
    if not field.one_to_many:
        return Q(**{"__".join(steps) + "__icontains": word})
    rows = alive(field.related_model).filter(search_in(field.related_model, steps[1:], word))
    return Q(pk__in=rows.values(field.field.attname))


def ordered(register: Declared, rows: QuerySet[Any], sort: str) -> QuerySet[Any]:
    """The rows in the order asked for, unknown values last."""
    if not sort:
        return rows.order_by(*register.order)
    column = next(c for c in shown.columns_of(register) if c.name == sort.removeprefix("-"))
    place = F(str(shown.sort_path(register, column)))
    way = place.desc(nulls_last=True) if sort.startswith("-") else place.asc(nulls_last=True)
    return rows.order_by(way, "pk")


def with_related(rows: QuerySet[Any], columns: list[RegisterColumn]) -> QuerySet[Any]:
    """The rows with what their cells need, in a fixed number of queries."""
    forward, backward = set(), set()
    for column in columns:
        if column.type == "stage":
            backward.add("events")
            continue
        model: Any = rows.model
        steps: list[str] = []
        for step in column.path:
            field = model._meta.get_field(step)
            if field.one_to_many:
                backward.add("__".join([*steps, step]))
                break
            if not field.is_relation:
                break
            steps.append(step)
            model = field.related_model
            forward.add("__".join(steps))
    found = rows.select_related(*sorted(forward)) if forward else rows
    return found.prefetch_related(*[prefetch(rows.model, name) for name in sorted(backward)])


def prefetch(model: Any, name: str) -> Prefetch:
    """Children, those voided or withdrawn left out."""
    child = model._meta.get_field(name.split("__")[0]).related_model
    if "__" in name:
        return Prefetch(name)
    rows = alive(child)
    # whether a row is voided is asked of each: without this, by a query of its own
    return Prefetch(name, rows.select_related("voided_by") if is_log(child) else rows)


def is_log(model: Any) -> bool:
    """Whether rows of the table can be voided by later ones."""
    return any(field.name == "voids" for field in model._meta.concrete_fields)


def page_of(register: Declared, asked: Asked, on: date) -> Listed:
    """The page that the address asks for."""
    columns = shown.columns_of(register)
    rows = chosen_rows(register, asked)
    count = rows.count()
    start = (asked.page - 1) * SIZE
    records = list(with_related(ordered(register, rows, asked.sort), columns)[start : start + SIZE])
    places = {one.name: shown.decimals_of(records, one) for one in columns if one.type == "money"}
    return Listed(
        heads=tuple(shown.head(register, one) for one in columns),
        rows=tuple(row_of(register, one, columns, places, on) for one in records),
        count=count,
        whole=alive(register.model).count() if asked.search or asked.chosen else count,
        pages=-(-count // SIZE),
        asked=asked,
        filters=tuple(filters_of(register, asked)),
    )


def row_of(
    register: Declared,
    record: Any,
    columns: list[RegisterColumn],
    places: Mapping[str, int],
    on: date,
) -> Row:
    """A record as a line."""
    main = main_day(register)
    cells = []
    for one in columns:
        cell = shown.listed(record, one, on, places.get(one.name))
        happened = main is None and one.type in DAYS and not cell.unknown
        is_main = one == main or one.type in (*shown.NUMBERS, "stage", "code") or happened
        cells.append(replace(cell, is_main=is_main))
    address = shown.address_of(record)
    return Row(record.number, address, tuple(cells), not shown.stands(record))


def filters_of(register: Declared, asked: Asked) -> list[Filter]:
    """The columns that the list can be narrowed by, with their words."""
    chosen = dict(asked.chosen)
    found = []
    for name in register.filters:
        column = register.columns[name]
        words = filter_words(register, column)
        found.append(filter_of(name, column.label(lang()), words, chosen.get(name, ""), asked))
    years = year_words(register)
    if years and (day := main_day(register)):
        found.append(filter_of("year", day.label(lang()), years, chosen.get("year", ""), asked))
    return [one for one in found if one.choices]


def filter_of(
    name: str, label: str, words: list[tuple[str, str]], now: str, asked: Asked
) -> Filter:
    """A filter with an address for each of its words."""
    return Filter(
        name,
        label,
        tuple(
            Choice(text, asked.address(**{name: "" if key == now else key}), key == now)
            for key, text in words
        ),
    )


def filter_words(register: Declared, column: RegisterColumn) -> list[tuple[str, str]]:
    """The words of a column: its codes, or the few different texts that it holds."""
    if column.codes:
        return [
            (code.key or "-", code.zh if lang() == "zh" else code.en)
            for code in column.codes.values()
        ]
    path = "__".join(column.path)
    field = field_of(register.model, column.path)
    empty = {path: ""} if isinstance(field, CharField) else {path: None}
    rows = alive(register.model).exclude(**empty).order_by(path)
    found = rows.values_list(path, flat=True).distinct()[:12]
    if isinstance(field, BooleanField):
        return [(str(one), shown.words.Sentences({}).word(one, lang())) for one in found]
    return [(one, one) for one in sorted(map(str, found), key=as_counted)]


def as_counted(word: str) -> str:
    """What words of an office are put in order by: 招商二组 stands before 招商三组."""
    return word.translate(NUMERALS)


def main_day(register: Declared) -> RegisterColumn | None:
    """The first day of the list that lies on the record itself."""
    return next(
        (
            column
            for column in shown.columns_of(register)
            if column.type == "day" and len(column.path) == 1
        ),
        None,
    )


def year_words(register: Declared) -> list[tuple[str, str]]:
    """The last years that the main day falls in."""
    day = main_day(register)
    if day is None:
        return []
    found = alive(register.model).exclude(**{day.path[0]: None}).dates(day.path[0], "year", "DESC")
    return [(str(one.year), str(one.year)) for one in found[:6]]


@dataclass(frozen=True)
class LastImport:
    """The day of a register's data: when its last sheet came, from whom, what went back."""

    batch: Batch
    book: str
    counted: Mapping[str, Any]
    corrected_on: date | None


def last_import(register: Declared) -> LastImport | None:
    """The last sheet of a register that stands."""
    sheet = (
        SheetImport.objects.filter(register=register.key, batch__undone_by=None)
        .select_related("batch__by")
        .order_by("-pk")
        .first()
    )
    if sheet is None:
        return None
    return LastImport(sheet.batch, sheet.book_name, sheet.counted, last_touched(register))


def last_touched(register: Declared) -> date | None:
    """The last day on which somebody wrote in a register."""
    noun = register.noun
    if issubclass(schema.nouns()[noun], Register):
        row = Audit.objects.filter(noun=noun).order_by("-pk").values_list("batch__on").first()
    else:
        row = register.model.objects.order_by("-pk").values_list("batch__on").first()
    return row[0] if row else None
