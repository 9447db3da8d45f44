"""How commands print: one JSON object, or a table for people."""

from __future__ import annotations

import json
import sys
import unicodedata
from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING, Any

from zonebook.core.values import Finding, Reason

if TYPE_CHECKING:
    from zonebook.core.say import Sentences


def print_json(payload: Any) -> None:
    """One object, readable, Chinese as it is."""
    json.dump(payload, sys.stdout, ensure_ascii=False, indent=1)
    sys.stdout.write("\n")


def said(finding: Finding, sentences: Sentences, lang: str) -> str:
    """Where it is, what is wrong and, where the command has an option for it, what to type."""
    where = finding.where
    place = f"{where.where or where.key}: " if where else ""
    text = f"{place}{sentences.say(finding, lang)}"
    hint = f"{finding.message.key}.command"
    if hint not in sentences:
        return text
    option = sentences.say(Reason(hint, finding.message.args), lang)
    return f"{text}（{option}）" if lang == "zh" else f"{text} ({option})"


def width(text: str) -> int:
    """The columns a text takes in a terminal: Chinese characters take two."""
    return sum(2 if unicodedata.east_asian_width(one) in "WF" else 1 for one in text)


def print_table(
    head: Sequence[str], rows: Iterable[Sequence[str]], right: Sequence[int] = (), none: str = ""
) -> None:
    """A table for people; the columns in `right` are aligned to the right.

    Where there is no row, `none` says so instead of a bare head.
    """
    lines = [list(head), *(list(row) for row in rows)]
    if none and len(lines) == 1:
        print(none)
        return
    widths = [max(width(line[i]) for line in lines) for i in range(len(head))]
    for line in lines:
        cells = []
        for i, cell in enumerate(line):
            space = " " * (widths[i] - width(cell))
            cells.append(space + cell if i in right else cell + space)
        print("  ".join(cells).rstrip())
