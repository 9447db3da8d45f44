"""Rows of rule files: keys that must be there, keys that may, values of the right type."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from zonebook.core.catalog import Located, refusal


def need(row: Any, key: str) -> Any:
    """The value of a key that must be there; Refused where it is not."""
    if isinstance(row, Located) and key in row:
        return row[key]
    where = row.where() if isinstance(row, Located) else str(row)
    raise refusal("rules.missing_key", where, key=key)


def known_keys(row: Located, allowed: Iterable[str]) -> None:
    """Refuse a key that the grammar does not know."""
    for key in row:
        if key not in allowed:
            raise refusal("rules.unknown_key", row.where(key), key=str(key))


def beside(place: Located, line_of: str, **values: Any) -> Located:
    """A row made from a short spelling, standing where the spelling stands."""
    row = Located(values)
    row.file, row.line, row.lines = place.file, place.lines.get(line_of, place.line), {}
    return row


def wanted(row: Located, key: str, kind: type | tuple[type, ...]) -> Any:
    """The value of a key that must be there and of this type."""
    value = row.get(key)
    if not isinstance(value, kind) or (isinstance(value, bool) and kind is not bool):
        raise refusal("rules.wrong_value", row.where(key), key=key, value=str(value))
    return value
