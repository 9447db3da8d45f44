"""The zone of this home: its names, offices and people, and the catalogue with its overrides."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from functools import cache
from pathlib import Path
from typing import Any

from django.conf import settings

from zonebook.core.catalog import Catalog, Located, parse


@dataclass(frozen=True)
class Zone:
    """What zone.yaml says."""

    key: str
    name: Mapping[str, str]
    time_zone: str
    demo: bool
    today: date | None
    offices: tuple[Located, ...]
    people: tuple[Located, ...]
    source: Located


def read_zone(folder: Path) -> Zone:
    """Read a home's (or a template's) zone.yaml."""
    path = folder / "zone.yaml"
    row: Any = parse(path.read_text(encoding="utf-8"), "zone.yaml") if path.exists() else Located()
    return Zone(
        key=str(row.get("key", folder.name)),
        name=named(row.get("name"), folder.name),
        time_zone=str(row.get("time_zone", "Asia/Shanghai")),
        demo=bool(row.get("demo", False)),
        today=row.get("today"),
        offices=tuple(row.get("offices", ())),
        people=tuple(row.get("people", ())),
        source=row,
    )


def named(name: Any, key: str) -> Mapping[str, str]:
    """The names of a zone; without an English one the Chinese stands for it."""
    zh = str((name or {}).get("zh", key))
    return {"zh": zh, "en": str((name or {}).get("en", zh))}


@cache
def zone() -> Zone:
    """The zone of the home that is open."""
    return read_zone(Path(settings.HOME))


@cache
def catalog() -> Catalog:
    """The catalogue under the overrides of the home that is open."""
    return Catalog(Path(settings.HOME) / "catalog")
