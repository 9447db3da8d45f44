"""The facts that `judge --facts` reads: one JSON object, or one a line, with exact decimals."""

from __future__ import annotations

import json
import sys
from collections.abc import Mapping
from decimal import Decimal
from pathlib import Path
from typing import Any

from zonebook.core.rules.facts import Place
from zonebook.core.values import Finding, Reason, Ref, Refused


def given(name: str) -> tuple[bool, list[tuple[Mapping[str, Any], Place]]]:
    """The facts of a file or of standard input, and whether they came as lines."""
    path = Path(name)
    if name != "-" and not path.is_file():
        raise Refused(Reason("rules.no_such_file", {"file": name}))
    text = sys.stdin.read() if name == "-" else path.read_text(encoding="utf-8-sig")
    file = "-" if name == "-" else path.name
    lines = [one for one in enumerate(text.splitlines(), 1) if one[1].strip()]
    if path.suffix != ".jsonl" and (len(lines) < 2 or not is_object(lines[0][1])):
        row = read_object(text, file, 1)
        return False, [(row, Place(file, lines_of(row, text)))]
    rows = []
    for line, one in lines:
        rows.append((read_object(one, file, line), Place(file, {}, line)))
    return True, rows


def is_object(line: str) -> bool:
    """Whether the first line is a whole object by itself."""
    try:
        return isinstance(json.loads(line), dict)
    except ValueError:
        return False


def read_object(text: str, file: str, line: int) -> Mapping[str, Any]:
    """One JSON object with exact decimals; repeated keys and what is no number are refused."""

    def pairs(rows: list[tuple[str, Any]]) -> dict[str, Any]:
        found: dict[str, Any] = {}
        for key, value in rows:
            if key in found:
                where = Ref("span", key, f"{file}:{line}")
                raise Refused(Finding(Reason("rules.repeated_fact", {"measure": key}), where))
            found[key] = value
        return found

    def no_number(word: str) -> Any:
        raise ValueError(word)

    if not text.strip():
        raise unreadable(Reason("rules.json.empty"), f"{file}:{line}")
    try:
        row = json.loads(
            text, parse_float=Decimal, object_pairs_hook=pairs, parse_constant=no_number
        )
    except json.JSONDecodeError as error:
        near = text[error.pos :].split("\n")[0][:20]
        problem = Reason("rules.json.broken", {"column": str(error.colno), "near": near})
        raise unreadable(problem, f"{file}:{line + error.lineno - 1}") from None
    except ValueError as error:  # NaN, Infinity, or a whole number of thousands of digits
        problem = Reason("rules.json.no_number", {"word": str(error)[:20]})
        raise unreadable(problem, f"{file}:{line}") from None
    if not isinstance(row, dict):
        raise unreadable(Reason("rules.json.no_object"), f"{file}:{line}")
    return row


def unreadable(problem: Reason, where: str) -> Refused:
    """The refusal of facts that are no JSON objects."""
    reason = Reason("rules.unreadable_facts", {"problem": problem})
    return Refused(Finding(reason, Ref("span", "", where)))


def lines_of(row: Mapping[str, Any], text: str) -> dict[str, int]:
    """The line of each measure in a file of one object."""
    found = {}
    for key in row:
        at = text.find(json.dumps(key, ensure_ascii=False))
        found[key] = text.count("\n", 0, max(at, 0)) + 1
    return found
