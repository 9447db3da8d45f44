"""The text-only check of a draft: read it, then ask every rule."""

from __future__ import annotations

from dataclasses import dataclass

from zonebook.core.bulletin.claims import Reading
from zonebook.core.bulletin.reading import read


@dataclass(frozen=True)
class Checked:
    """A draft that was checked."""

    reading: Reading
    findings: tuple[object, ...]


def check(raw: str, period: str | None = None) -> Checked:
    """Read and check a draft without a book; `period` as in `read`."""
    return Checked(read(raw, period), ())
