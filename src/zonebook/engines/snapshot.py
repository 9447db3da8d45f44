"""A book's tables in one DuckDB file: for figures over many rows, and for who reads many zones."""

from __future__ import annotations

import tempfile
from collections.abc import Callable, Iterable, Sequence
from pathlib import Path
from typing import Any, TypeAlias

from zonebook.core.schema import Book, Table
from zonebook.engines.sql import DUCKDB, Sql

# A text column with no more different values than this is kept as an enumeration: grouping by
# small numbers takes half the time of grouping by texts.
WORDS = 200
TYPES = {"text": "VARCHAR", "integer": "BIGINT", "boolean": "BOOLEAN", "date": "DATE"}
NONE = "\\N"
Rows: TypeAlias = Callable[[Table, Sequence[str]], Iterable[Sequence[Any]]]


def columns(table: Table) -> dict[str, str]:
    """The columns of a table with their types, references included."""
    plain = {one.name: TYPES[one.type] for one in table.columns}
    return plain | {one.column: "BIGINT" for one in table.references}


def write(path: Path, book: Book, rows: Rows) -> dict[str, int]:
    """Write all tables of the book to a new file; `rows` gives those of a table. Answers how many."""
    base = connect(path)
    counted = {}
    with tempfile.TemporaryDirectory() as folder:
        for table in book.tables:
            file = Path(folder) / "rows.csv"
            typed = columns(table)
            with file.open("w", encoding="utf-8", newline="") as lines:
                for row in rows(table, list(typed)):
                    lines.write(",".join(map(cell, row)) + "\n")
            counted[table.name] = load(base, table.name, file, typed)
    base.execute("CHECKPOINT")
    base.close()
    return counted


def cell(value: Any) -> str:
    """A value as the reader of `load` takes it: texts in quotation marks, nothing as a bare mark."""
    if value is None:
        return NONE
    if isinstance(value, bool | int):
        return str(value)
    return '"' + str(value).replace('"', '""') + '"'


def load(base: Any, name: str, file: Path, typed: dict[str, str]) -> int:
    """Make the table from its rows, repeated texts as enumerations; answers how many rows."""
    named = ", ".join(f"'{column}': '{kind}'" for column, kind in typed.items())
    base.execute(
        f'CREATE TABLE "{name}" AS SELECT * FROM read_csv(?, header = false, auto_detect = false,'
        f" columns = {{{named}}}, delim = ',', quote = '\"', escape = '\"', nullstr = '{NONE}',"
        " allow_quoted_nulls = false, new_line = '\\n', parallel = false)",
        [str(file)],
    )
    enumerate_texts(base, name, [one for one, kind in typed.items() if kind == "VARCHAR"])
    return int(base.execute(f'SELECT COUNT(*) FROM "{name}"').fetchone()[0])


def enumerate_texts(base: Any, name: str, texts: Sequence[str]) -> None:
    """Turn the text columns of a table that repeat a few values into enumerations."""
    for column in texts:
        found = base.execute(
            f'SELECT DISTINCT "{column}" FROM "{name}" WHERE "{column}" IS NOT NULL'
            f" ORDER BY 1 LIMIT {WORDS + 1}"
        ).fetchall()
        if 0 < len(found) <= WORDS:
            words = ", ".join("'" + one.replace("'", "''") + "'" for (one,) in found)
            base.execute(f'CREATE TYPE "{name} {column}" AS ENUM ({words})')
            base.execute(f'ALTER TABLE "{name}" ALTER "{column}" TYPE "{name} {column}"')


def connect(path: Path, *, read_only: bool = False) -> Any:
    """The database of a file."""
    import duckdb  # heavy: only who takes or reads a snapshot waits for it

    return duckdb.connect(str(path), read_only=read_only)


def engine(path: Path, book: Book) -> Sql:
    """The SQL engine over a snapshot of this book."""
    base = connect(path, read_only=True)
    return Sql(book, DUCKDB, lambda sql, params: base.execute(sql, list(params)).fetchall())
