"""One page of a register: searched, filtered, ordered, counted."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import BooleanField, CharField, F, IntegerField, Prefetch, Q, QuerySet
from django.db.models.functions import Cast, Substr

from zonebook.desk import filters, shown
from zonebook.desk.filters import Filter
from zonebook.desk.language import lang
from zonebook.records import registers
from zonebook.records.models.base import AppendOnly, Numbered, alive
from zonebook.records.registers import Register as Declared
from zonebook.records.registers import RegisterColumn
from zonebook.records.stamp import until_written
from zonebook.records.workbooks import export

SIZE = 50
YEARS, WORDS = 6, 12  # that a filter offers
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

    @property
    def kept(self) -> dict[str, Any]:
        """What stays when one turns over or narrows further."""
        return {**dict(self.chosen), "q": self.search, "sort": self.sort}

    def address(self, **changes: Any) -> str:
        """The same list with something changed."""
        return filters.address({**self.kept, **changes})


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
    books: int
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
    held = outline(register.key)
    whole = held.count
    rows = chosen_rows(register, asked)
    count = rows.count() if asked.search or asked.chosen else whole
    start = (asked.page - 1) * SIZE
    records = list(with_related(ordered(register, rows, asked.sort), columns)[start : start + SIZE])
    places = {one.name: shown.decimals_of(records, one) for one in columns if one.type == "money"}
    return Listed(
        heads=tuple(shown.head(register, one) for one in columns),
        rows=tuple(rows_of(register, records, columns, places, on)),
        count=count,
        whole=whole,
        books=held.books,
        pages=-(-count // SIZE),
        asked=asked,
        filters=tuple(one for one in filters_of(register, asked) if one.choices),
    )


def rows_of(
    register: Declared,
    records: Sequence[Any],
    columns: list[RegisterColumn],
    places: Mapping[str, int],
    on: date,
) -> Iterator[Row]:
    """Records as lines."""
    main, under = main_day(register), shown.address_under(register.noun)
    cells = [
        shown.down(
            records,
            one,
            on,
            places.get(one.name),
            is_main=one == main
            or one.name in register.title
            or one.type in (*shown.NUMBERS, "stage", "code"),
            if_known=main is None and one.type in DAYS,
        )
        for one in columns
    ]
    for record, *line in zip(records, *cells, strict=True):
        yield Row(record.number, under + record.number, tuple(line), not shown.stands(record))


def filters_of(register: Declared, asked: Asked) -> Iterator[Filter]:
    """The columns that the list can be narrowed by, with their words."""
    held, main = outline(register.key), main_day(register)
    for name in register.filters:
        column = register.columns[name]
        yield filter_of(name, column, filter_words(column, held.words.get(name, ())), asked)
    if main and held.years:
        yield filter_of("year", main, [(one, one) for one in held.years], asked)


def filter_of(
    name: str, column: RegisterColumn, words: list[tuple[str, str]], asked: Asked
) -> Filter:
    """A filter with an address for each of its words."""
    return Filter(
        name,
        column.label(lang()),
        tuple(filters.choice(text, name, key, asked.kept) for key, text in words),
    )


def filter_words(column: RegisterColumn, found: Sequence[Any]) -> list[tuple[str, str]]:
    """The words of a column: its codes, or the few different texts that it holds."""
    if column.codes:
        return [
            (code.key or "-", code.zh if lang() == "zh" else code.en)
            for code in column.codes.values()
        ]
    if any(isinstance(one, bool) for one in found):
        return [(str(one), shown.words.Sentences({}).word(one, lang())) for one in found]
    return [(one, one) for one in sorted(map(str, found), key=as_counted)]


@dataclass(frozen=True)
class Outline:
    """A register as a whole: its records, in how many workbooks, the last years, its columns' words."""

    count: int
    books: int
    years: tuple[str, ...]
    words: Mapping[str, tuple[Any, ...]]


@until_written
def outline(key: str) -> Outline:
    """What a register holds, read through once after each writing."""
    register = registers.get(key)
    rows = alive(register.model)
    main = main_day(register)
    columns = {name: register.columns[name] for name in register.filters}
    return Outline(
        rows.count(),
        len(export.books_of(key)),
        years_of(rows, main.path[0]) if main else (),
        {name: few_of(rows, one) for name, one in columns.items() if not one.codes},
    )


def years_of(rows: QuerySet[Any], day: str) -> tuple[str, ...]:
    """The last years that a day falls in; a date begins with its year in every database."""
    year = Substr(Cast(day, CharField()), 1, 4)
    found = rows.exclude(**{day: None}).annotate(in_year=year).values_list("in_year", flat=True)
    return tuple(found.distinct().order_by("-in_year")[:YEARS])


def few_of(rows: QuerySet[Any], column: RegisterColumn) -> tuple[Any, ...]:
    """The few different values that a column holds."""
    path = "__".join(column.path)
    field = field_of(rows.model, column.path)
    empty = {path: ""} if isinstance(field, CharField) else {path: None}
    found = rows.exclude(**empty).order_by(path).values_list(path, flat=True)
    return tuple(found.distinct()[:WORDS])


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
