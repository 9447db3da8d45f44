"""The one door to a figure: pages, command, reports and checks all ask here.

figures(["n_signed"], "2023")      values with their because
trace("n_signed", "2023")          the figure with the ids of its rows
opened(figure)                     these rows, and those left out with the reason
identities("2023")                 whether the figures of a period agree
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cache, lru_cache
from typing import Any, Literal

from django.db import connection

from zonebook.core.catalog import Catalog
from zonebook.core.indicators import Engine as Answers
from zonebook.core.indicators import Figure, Indicator, indicators
from zonebook.core.indicators.compute import Computer
from zonebook.core.indicators.definition import Words
from zonebook.core.indicators.identities import Checked, Identity, check
from zonebook.core.indicators.identities import identities as declared
from zonebook.core.period import Period
from zonebook.core.values import Reason
from zonebook.engines.memory import Memory
from zonebook.engines.sql import DIALECTS, Sql
from zonebook.records import registers, schema, stamp
from zonebook.records import zone as zones

Engine = Literal["sql", "memory"]
REMEMBERED = 20_000  # figures of one state of the book
AT_ONCE = 500  # ids in one query, below every database's limit of parameters


@cache
def definitions(catalog: Catalog) -> dict[str, Indicator]:
    """The indicators of a catalogue, resolved against the book."""
    return indicators(catalog, schema.book())


def keys_of(period: Period, catalog: Catalog) -> list[str]:
    """The indicators of a catalogue that a period can have: a flow has no value on a day."""
    known = definitions(catalog)
    return [key for key, one in known.items() if not (period.is_day and flows(one, known))]


def flows(one: Indicator, known: Mapping[str, Indicator]) -> bool:
    """Whether it, or anything that it is made of, adds up over a period."""
    parts = [known[key] for key in one.needs if key in known]
    return one.period_kind == "flow" or any(flows(part, known) for part in parts)


@cache
def rules(catalog: Catalog) -> list[Identity]:
    """The identities of a catalogue."""
    return declared(catalog, definitions(catalog))


def run(sql: str, params: Sequence[Any]) -> list[tuple[Any, ...]]:
    """Run a query of the SQL engine on the book's own database."""
    with connection.cursor() as cursor:
        cursor.execute(sql.replace("?", "%s"), list(params))
        return [tuple(row) for row in cursor.fetchall()]


def sql_engine() -> Sql:
    """The engine on the book's own database."""
    return Sql(schema.book(), DIALECTS[connection.vendor], run)


class Tables(Mapping[str, list[dict[str, Any]]]):
    """The rows of the book by table; a table is read when it is first asked for."""

    def __init__(self) -> None:
        self.read: dict[str, list[dict[str, Any]]] = {}

    def __getitem__(self, noun: str) -> list[dict[str, Any]]:
        if noun not in self.read:
            table = schema.book().table[noun]
            names = [*table.by_name, *(one.column for one in table.references)]
            found = schema.nouns()[noun]._base_manager.values(*dict.fromkeys(names))
            self.read[noun] = list(found)
        return self.read[noun]

    def __iter__(self) -> Iterator[str]:
        return iter(schema.book().table)

    def __len__(self) -> int:
        return len(schema.book().table)


def memory_engine() -> Memory:
    """The reference engine over the rows of the book, read into memory."""
    return Memory(schema.book(), Tables())


def computer(*, as_of: date | None = None, engine: Engine = "sql", rows: bool = False) -> Computer:
    """What computes the figures of this home now; pages share one until the book changes."""
    state = stamp.stamp() if engine == "sql" and as_of is None and not rows else None
    if state is not None:
        return kept(state, zones.catalog())
    made = sql_engine() if engine == "sql" else memory_engine()
    return over(made, as_of=as_of, rows=rows)


@lru_cache(maxsize=2)
def shared(state: stamp.Stamp, catalog: Catalog) -> Computer:
    """What computes the figures of one state of the book, each of them once."""
    return over(sql_engine(), as_of=None, rows=False)


def kept(state: stamp.Stamp, catalog: Catalog) -> Computer:
    """The shared one, unless odd periods have filled it: then it begins anew."""
    found = shared(state, catalog)
    if found.size > REMEMBERED:
        shared.cache_clear()
    return found


def over(made: Answers, *, as_of: date | None, rows: bool) -> Computer:
    """What computes the figures of the catalogue from an engine over the book's tables."""
    catalog = zones.catalog()
    book = schema.book()
    return Computer(book, catalog.units, definitions(catalog), made, as_of, rows, names_of_tables())


def names_of_tables() -> dict[str, Words]:
    """What people call each table: its register, else its noun (项目阶段)."""
    said = zones.catalog().sentences.rows
    nouns = {one: said[f"noun.{one}"] for one in schema.nouns() if f"noun.{one}" in said}
    return nouns | {one.noun: one.name for one in registers.all_registers().values()}


def spanned(period: Period | str) -> Period:
    """A period, or one as it is written; Refused where it cannot be read."""
    return Period.parse(period) if isinstance(period, str) else period


def figures(
    keys: Iterable[str],
    period: Period | str,
    *,
    as_of: date | None = None,
    engine: Engine = "sql",
    rows: bool = False,
) -> list[Figure]:
    """The figures of these keys in the period, in their order; with `rows`, their record ids."""
    made = computer(as_of=as_of, engine=engine, rows=rows)
    return made.figures(keys, spanned(period))


def trace(
    key: str, period: Period | str, *, as_of: date | None = None, engine: Engine = "sql"
) -> Figure:
    """One figure with the ids of the rows that count and of those left out."""
    return figures([key], period, as_of=as_of, engine=engine, rows=True)[0]


def identities(
    period: Period | str,
    *,
    as_of: date | None = None,
    rows: bool = False,
    made: Computer | None = None,
    key: str = "",
) -> list[Checked]:
    """Whether the figures of the period agree; with `rows`, stocks are checked name by name.

    A page that has asked for figures already gives its computer (`made`), which knows the answers;
    one that shows a single figure asks for the identities of its `key` alone.
    """
    made = made or computer(as_of=as_of, rows=rows)
    span = spanned(period)
    may_be_asked = set(keys_of(span, zones.catalog()))
    wanted = [
        one
        for one in rules(zones.catalog())
        if may_be_asked.issuperset(one.keys) and (not key or key in one.keys)
    ]
    return [check(one, made, span) for one in wanted]


# -- rows behind a figure ------------------------------------------------------------------


@dataclass(frozen=True)
class Opened:
    """A record behind a figure: its permanent number, what it is called, the columns that matter."""

    figure: str
    table: str
    id: int
    number: str
    label: str
    values: dict[str, Any]
    reason: Reason | None = None


def opened(figure: Figure) -> tuple[list[Opened], list[Opened]]:
    """The rows that count and those left out, of the figure and of all its parts."""
    counted, left_out = own_rows(figure)
    for part in figure.parts:
        more, others = opened(part)
        counted += more
        left_out += others
    return counted, left_out


def own_rows(figure: Figure) -> tuple[list[Opened], list[Opened]]:
    """The rows of the figure itself."""
    if not figure.records and not figure.excluded:
        return [], []
    excluded = {one.id: one.reason for one in figure.excluded}
    found = read(figure.table, [*figure.records, *excluded])
    counted = [record(figure, found[pk]) for pk in figure.records]
    return counted, [record(figure, found[pk], why) for pk, why in excluded.items()]


def record(figure: Figure, row: dict[str, Any], reason: Reason | None = None) -> Opened:
    """One record behind the figure."""
    values = {name: value for name, value in row.items() if name not in ("id", "number", "")}
    return Opened(
        figure.key, figure.table, row["id"], row["number"], row[""] or row["number"], values, reason
    )


def read(noun: str, ids: Sequence[int]) -> dict[int, dict[str, Any]]:
    """Rows by id: plain columns, and under "" what the record is called."""
    table, model = schema.book().table[noun], schema.nouns()[noun]
    path = name_path(noun)
    names = [*table.by_name, *(one.column for one in table.references)]
    found = {}
    for start in range(0, len(ids), AT_ONCE):
        rows = model._base_manager.filter(pk__in=ids[start : start + AT_ONCE])
        for row in rows.values(*dict.fromkeys(names), *([path] if path else [])):
            label = row.get(path, "") if path else ""
            kept = {name: row[name] for name in names if name != "withdrawn_on"}
            found[row["id"]] = kept | {"": label or ""}
    return found


def name_path(noun: str) -> str:
    """Where the words for a record stand: its own name or title, else that of what it refers to."""
    table = schema.book().table[noun]
    for name in ("name", "title", "indicator"):
        if name in table.by_name:
            return name
    for reference in table.references:
        target = schema.book().table.get(reference.to)
        if target is not None and reference.name != "document" and "name" in target.by_name:
            return f"{reference.name}__name"
    return ""
