"""Each spec test runs on every engine: `spec(tables, measure, period)` asks the one of this run."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any

import pytest

from tests.spec.databases import NAMES, Database
from tests.spec.zone import BOOK, rows
from zonebook.core.catalog import parse, shipped
from zonebook.core.indicators import Answer, Engine, Measure, read_measure
from zonebook.core.period import Period
from zonebook.engines.memory import Memory

Spec = Callable[[str, str, str], dict[str, Any]]
opened: dict[str, Database] = {}


def database(name: str) -> Database:
    """The database of this dialect, opened once a run."""
    if name not in opened:
        opened[name] = Database(name)
    return opened[name]


def measure(text: str) -> Measure:
    """A measure written in YAML, as in the catalogue."""
    return read_measure(parse(text, "measure.yaml"), BOOK, shipped().units)


def shown(answer: Answer) -> dict[str, Any]:
    """An answer as tests write it: the value, the rows that count, who is left out and why."""
    found: dict[str, Any] = {"value": answer.value, "rows": list(answer.counted)}
    return found | ({"out": dict(answer.excluded)} if answer.excluded else {})


@pytest.fixture(scope="session")
def databases() -> Iterator[Callable[[str], Database]]:
    """Gives the database of a dialect; closes all of them at the end."""
    yield database
    while opened:
        opened.popitem()[1].connection.close()


@pytest.fixture(params=["memory", *NAMES])
def engine(
    request: pytest.FixtureRequest, databases: Callable[[str], Database]
) -> Callable[[str], Engine]:
    """Makes the engine of this run over tables written as text."""

    def over(tables: str) -> Engine:
        if request.param == "memory":
            return Memory(BOOK, rows(tables))
        return databases(request.param).filled(rows(tables))

    return over


@pytest.fixture
def spec(engine: Callable[[str], Engine]) -> Spec:
    """The answer of the engine of this run; its totals must be those of its rows."""

    def ask(tables: str, text: str, period: str) -> dict[str, Any]:
        made, wanted, span = engine(tables), measure(text), Period.parse(period)
        answer = made.answer(wanted, span)
        assert made.totals(wanted, span) == answer.totals
        return shown(answer)

    return ask
