"""台账: the registers of the zone, each declared in about twenty lines of YAML beside this file."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path
from typing import Any

from zonebook.core.catalog import Located, parse
from zonebook.core.values import Reason, Refused
from zonebook.records import schema

FOLDER = Path(__file__).resolve().parent


@dataclass(frozen=True)
class Code:
    """A word of a closed list: its key, how it prints, and what sheets write for it."""

    key: str
    zh: str
    en: str
    words: tuple[str, ...] = ()


@dataclass(frozen=True)
class RegisterColumn:
    """A column as people see it; `path` leads over references (project.name) from the noun."""

    name: str
    zh: str
    en: str
    type: str
    path: tuple[str, ...]
    unit: str = ""
    owner: str = ""
    required: bool = False
    words: tuple[str, ...] = ()
    codes: Mapping[str, Code] = field(default_factory=dict)
    options: Mapping[str, Any] = field(default_factory=dict)

    def label(self, lang: str) -> str:
        """Its head."""
        return self.zh if lang == "zh" else self.en


@dataclass(frozen=True)
class Register:
    """One register: what it lists, who keeps it, how its rows are told apart."""

    key: str
    noun: str
    system: str
    name: Mapping[str, str]
    about: Mapping[str, str]
    natural_key: tuple[str, ...]
    candidates: tuple[str, ...]
    columns: Mapping[str, RegisterColumn]
    listed: tuple[str, ...]
    filters: tuple[str, ...]
    search: tuple[str, ...]
    order: tuple[str, ...]
    children: tuple[str, ...]
    law: str
    create: tuple[str, ...]
    title: tuple[str, ...]  # the columns that tell one of its rows from the others
    source: Located

    @property
    def model(self) -> Any:
        """The Django model of its noun."""
        return schema.nouns()[self.noun]


def load(path: Path) -> Register:
    """Read one declaration."""
    row = parse(path.read_text(encoding="utf-8"), f"registers/{path.name}")
    model = schema.nouns()[row["noun"]]
    columns = {name: column(name, one, model.kept.system) for name, one in row["columns"].items()}
    return Register(
        key=row["key"],
        noun=row["noun"],
        system=row.get("system", model.kept.system),
        name=row["name"],
        about=row["about"],
        natural_key=tuple(row.get("natural_key", ())),
        candidates=tuple(row.get("candidates", ())),
        columns=columns,
        listed=tuple(row.get("list", columns)),
        filters=tuple(row.get("filters", ())),
        search=tuple(row.get("search", ())),
        order=tuple(row.get("order", ("-id",))),
        children=tuple(row.get("children", ())),
        law=model.kept.law,
        create=tuple(row.get("create", ())),
        title=tuple(row.get("title", ())),
        source=row,
    )


KNOWN = {"zh", "en", "type", "path", "unit", "owner", "required", "words", "codes"}


def column(name: str, row: Located, owner: str) -> RegisterColumn:
    """Read one column of a declaration."""
    return RegisterColumn(
        name=name,
        zh=row["zh"],
        en=row["en"],
        type=row["type"],
        path=tuple(str(row.get("path", name)).split(".")),
        unit=row.get("unit", ""),
        owner=row.get("owner", owner),
        required=row.get("required", False),
        words=(row["zh"], *row.get("words", ())),
        codes={
            key: Code(key, *words[:2], words=tuple(words))
            for key, words in row.get("codes", {}).items()
        },
        options={key: value for key, value in row.items() if key not in KNOWN},
    )


@cache
def all_registers() -> dict[str, Register]:
    """Every register by key, in the order of their files."""
    return {one.key: one for one in map(load, sorted(FOLDER.glob("*.yaml")))}


def get(key: str) -> Register:
    """The register with this key; Refused if there is none."""
    found = all_registers().get(key)
    if found is None:
        keys = list(all_registers())
        raise Refused(Reason("registers.unknown", {"key": key, "keys": keys}))
    return found
