"""The lock on the book: rows are written only while the audited door (records.write) is open."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from typing import Any

from django.db import models

_open: ContextVar[bool] = ContextVar("door_open", default=False)


class DoorClosed(RuntimeError):
    """Our own code tried to write past the audited door."""


@contextmanager
def opened() -> Iterator[None]:
    """Let records.write write; nobody else calls this."""
    token = _open.set(True)
    try:
        yield
    finally:
        _open.reset(token)


def must_be_open(model: type[models.Model]) -> None:
    """DoorClosed where rows of a noun are about to be written past the audited door."""
    if not _open.get():
        raise DoorClosed(f"{model.__name__}: write through zonebook.records.write")


class GuardedQuerySet(models.QuerySet):
    """Reads freely; every way of Django to write is refused while the door is closed."""

    def _must_be_open(self) -> None:
        must_be_open(self.model)

    def _insert(self, *args: Any, **kwargs: Any) -> Any:
        self._must_be_open()
        return super()._insert(*args, **kwargs)

    def _update(self, values: Any) -> Any:
        self._must_be_open()
        return super()._update(values)

    def update(self, **values: Any) -> int:
        self._must_be_open()
        return super().update(**values)

    def delete(self) -> Any:
        self._must_be_open()
        return super().delete()

    def _raw_delete(self, using: Any) -> Any:
        self._must_be_open()
        return super()._raw_delete(using)


Guarded = models.Manager.from_queryset(GuardedQuerySet)
