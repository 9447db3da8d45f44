"""The strict reader of the catalogue: exact decimals, no repeated keys, file and line known."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date
from decimal import Decimal
from functools import cache, cached_property
from pathlib import Path
from typing import Any

import yaml

from zonebook.core.say import Sentences
from zonebook.core.units import Units
from zonebook.core.values import Finding, Reason, Ref, Refused

SHIPPED = Path(__file__).resolve().parent.parent / "catalog"
LOADER = getattr(yaml, "CSafeLoader", yaml.SafeLoader)


class Located(dict[str, Any]):
    """A mapping that knows where it stands."""

    file: str = ""
    line: int = 0
    lines: dict[str, int]

    def where(self, key: str | None = None) -> str:
        """`file:line` of the mapping, or of one of its keys."""
        line = self.lines.get(key, self.line) if key is not None else self.line
        return f"{self.file}:{line}"

    def ref(self, key: str | None = None) -> Ref:
        """A reference to this place of the catalogue."""
        return Ref("catalogue", str(self.get("key", "")), self.where(key))


def refusal(message: str, where: str, **args: Any) -> Refused:
    """A located refusal of a catalogue file."""
    return Refused(Finding(Reason(message, {"where": where, **args}), Ref("catalogue", "", where)))


def parse(text: str, file: str) -> Any:
    """Read one YAML text; Refused with file and line where it is not in order."""
    try:
        node = yaml.compose(text, Loader=LOADER)
    except yaml.YAMLError as error:
        mark = getattr(error, "problem_mark", None)
        where = f"{file}:{mark.line + 1 if mark else 1}"
        raise refusal("catalog.unreadable", where, problem=getattr(error, "problem", "")) from None
    return value_of(node, file) if node is not None else Located()


def value_of(node: Any, file: str) -> Any:
    """The value of a YAML node."""
    if isinstance(node, yaml.MappingNode):
        return mapping_of(node, file)
    if isinstance(node, yaml.SequenceNode):
        return [value_of(one, file) for one in node.value]
    return scalar_of(node, f"{file}:{node.start_mark.line + 1}")


def mapping_of(node: Any, file: str) -> Located:
    """A mapping with its place; a repeated key is refused."""
    row = Located()
    row.file, row.line, row.lines = file, node.start_mark.line + 1, {}
    for key_node, value_node in node.value:
        line = key_node.start_mark.line + 1
        key = scalar_of(key_node, f"{file}:{line}")
        if key in row:
            raise refusal("catalog.repeated_key", f"{file}:{line}", key=str(key))
        row.lines[key] = line
        row[key] = value_of(value_node, file)
    return row


def scalar_of(node: Any, where: str) -> Any:
    """A scalar: exact decimal, whole number, day, true/false, nothing, or text."""
    kind, text = node.tag.rpartition(":")[2], node.value
    match kind:
        case "str":
            return text
        case "int":
            return whole_number(text, where)
        case "float":
            return decimal_of(text, where)
        case "bool" if text in ("true", "false"):
            return text == "true"
        case "bool":
            raise refusal("catalog.ambiguous_word", where, word=text)
        case "null":
            return None
        case "timestamp":
            return day_of(text, where)
    raise refusal("catalog.unknown_tag", where, tag=node.tag)


def whole_number(text: str, where: str) -> int:
    """A whole number; one with a leading zero would be read as octal and is refused."""
    if re.fullmatch(r"[-+]?(0|[1-9][0-9_]*)", text):
        return int(text.replace("_", ""))
    raise refusal("catalog.leading_zero", where, text=text)


def decimal_of(text: str, where: str) -> Decimal:
    """An exact decimal; infinities are refused."""
    try:
        return Decimal(text.replace("_", ""))
    except ArithmeticError:
        raise refusal("catalog.not_a_number", where, text=text) from None


def day_of(text: str, where: str) -> date:
    """A day; moments are refused, because the catalogue knows days only."""
    try:
        return date.fromisoformat(text)
    except ValueError:
        raise refusal("catalog.not_a_day", where, text=text) from None


class Catalog:
    """The shipped catalogue under a home's overrides, read lazily, one kind at a time."""

    def __init__(self, *roots: Path) -> None:
        self.roots = (SHIPPED, *roots)
        self._kinds: dict[str, dict[str, Located]] = {}

    def files(self, kind: str) -> Iterator[tuple[Path, str]]:
        """The files of one kind, shipped first, with the name that places carry."""
        for root in self.roots:
            for path in sorted((root / kind).rglob("*.yaml")):
                if not path.name.endswith(".cases.yaml"):
                    yield path, f"{kind}/{path.relative_to(root / kind).as_posix()}"

    def read(self, path: Path, name: str = "") -> Any:
        """One file."""
        return parse(path.read_text(encoding="utf-8"), name or path.name)

    def kind(self, kind: str) -> dict[str, Located]:
        """All entries of a kind by key; a home's entry stands in for the shipped one."""
        if kind not in self._kinds:
            entries: dict[str, Located] = {}
            for path, name in self.files(kind):
                entry = self.read(path, name)
                key = str(entry.get("key", path.stem))
                entries[key] = entry
            self._kinds[kind] = entries
        return self._kinds[kind]

    def table(self, name: str) -> Located:
        """One list such as codes/units.yaml; a home's rows are laid over the shipped rows."""
        rows = Located()
        rows.file, rows.line, rows.lines = f"{name}.yaml", 1, {}
        for root in self.roots:
            path = root / f"{name}.yaml"
            if path.exists():
                found = self.read(path, f"{name}.yaml")
                rows.update(found)
                rows.lines.update(found.lines)
        return rows

    @cached_property
    def units(self) -> Units:
        """The list of units."""
        return Units(self.table("codes/units"))

    @cached_property
    def sentences(self) -> Sentences:
        """All messages of all areas."""
        rows: dict[str, Any] = {}
        for path, name in self.files("messages"):
            rows |= self.read(path, name)
        return Sentences(rows)


@cache
def shipped() -> Catalog:
    """The catalogue as it is shipped, without a home."""
    return Catalog()
