"""`zonebook catalog check|show KEY`: whether the catalogue is in order, and what it says."""

from __future__ import annotations

import argparse
from datetime import date
from decimal import Decimal
from typing import Any

import jsonschema

from zonebook.core.catalog import SHIPPED, Catalog, Located
from zonebook.core.values import Finding, Reason, Ref, Refused
from zonebook.site.commands.output import print_json


def arguments(parser: argparse.ArgumentParser) -> None:
    """`check`, or `show KEY`."""
    parser.add_argument("what", choices=("check", "show"))
    parser.add_argument("key", nargs="?")


def run(args: argparse.Namespace) -> int:
    """Check every file against the schema of its kind, or print one entry."""
    catalog = Catalog()
    if args.what == "show":
        return show(catalog, args.key or "")
    findings = [one for kind in kinds() for one in problems(catalog, kind)]
    if findings:
        raise Refused(*findings)
    counted = {kind: len(list(catalog.files(kind))) for kind in kinds()}
    print("  ".join(f"{kind} {count}" for kind, count in counted.items()))
    return 0


def kinds() -> list[str]:
    """The kinds of files in the catalogue."""
    return sorted(
        path.name for path in SHIPPED.iterdir() if path.is_dir() and path.name != "schemas"
    )


def problems(catalog: Catalog, kind: str) -> list[Finding]:
    """Where the files of a kind break its JSON Schema (catalog/schemas/<kind>.yaml)."""
    schema_file = SHIPPED / "schemas" / f"{kind}.yaml"
    schema = plain(catalog.read(schema_file)) if schema_file.exists() else {}
    validator = jsonschema.Draft202012Validator(schema)
    found = []
    for path, name in catalog.files(kind):
        entry = catalog.read(path, name)
        for error in validator.iter_errors(plain(entry)):
            where = place(entry, [str(part) for part in error.absolute_path], name)
            found.append(
                Finding(Reason("catalog.against_schema", {"problem": error.message}), where)
            )
    return found


def place(entry: Any, path: list[str], name: str) -> Ref:
    """The deepest mapping on the path that knows its line."""
    where = entry.where() if isinstance(entry, Located) else name
    for part in path:
        if isinstance(entry, Located) and part in entry:
            where, entry = entry.where(part), entry[part]
        elif isinstance(entry, list) and part.isdigit():
            entry = entry[int(part)]
    return Ref("catalogue", "", where)


def plain(value: Any) -> Any:
    """A catalogue value as JSON Schema sees it: days are text, decimals are numbers."""
    if isinstance(value, dict):
        return {str(key): plain(one) for key, one in value.items()}
    if isinstance(value, list):
        return [plain(one) for one in value]
    if isinstance(value, Decimal):
        return float(value)
    return value.isoformat() if isinstance(value, date) else value


def show(catalog: Catalog, key: str) -> int:
    """Print the entry with this key, whatever its kind, and where it stands."""
    for kind in kinds():
        entry = catalog.kind(kind).get(key)
        if isinstance(entry, Located):
            print_json(
                {
                    "format": "zonebook.catalog/1",
                    "kind": kind,
                    "where": entry.where(),
                    "entry": plain(entry),
                }
            )
            return 0
    raise Refused(Reason("catalog.no_such_key", {"key": key}))
