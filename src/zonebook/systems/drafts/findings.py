"""The findings of a draft as a list to send: a table for a spreadsheet, or plain text."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator
from pathlib import Path

from zonebook.desk.language import say
from zonebook.systems.drafts.sheet import Sheet, Told

COLUMNS = ("level", "rule", "line", "text", "message", "formula", "suggestion", "decision")


def as_csv(sheet: Sheet) -> tuple[str, bytes]:
    """Name and bytes of the table, with the mark by which Excel and WPS know UTF-8."""
    out = io.StringIO()
    writer = csv.writer(out)
    writer.writerow([say(f"drafts.column.{one}") for one in COLUMNS])
    writer.writerows(harmless(row) for row in rows(sheet))
    return f"{name_of(sheet)}.csv", b"\xef\xbb\xbf" + out.getvalue().encode()


def harmless(row: list[str]) -> list[str]:
    """A row whose cells no spreadsheet takes for a formula: drafts are other people's words."""
    return [f"'{cell}" if cell.startswith(("=", "+", "-", "@", "\t")) else cell for cell in row]


def as_text(sheet: Sheet) -> tuple[str, bytes]:
    """Name and bytes of the list as text, one finding a block."""
    blocks = []
    for row in rows(sheet):
        level, rule, line, text, message, formula, wording, decision = row
        head = f"[{level}] {rule} · {say('drafts.column.line')} {line} · {text}"
        wording = wording and say("check.suggest", wording=wording)
        blocks.append("\n    ".join(filter(None, [head, message, formula, wording, decision])))
    return f"{name_of(sheet)}.txt", ("\n\n".join(blocks) + "\n").encode()


def name_of(sheet: Sheet) -> str:
    """The name of the list."""
    return say("drafts.file_list", name=Path(sheet.asked.name).stem)


def rows(sheet: Sheet) -> Iterator[list[str]]:
    """The findings in the order of the text, those set aside as well."""
    raw = sheet.asked.text
    for one in sheet.told:
        start = one.spans[0][0] if one.spans else 0
        yield [
            one.level_name,
            f"{one.rule} {one.rule_name}",
            str(raw.count("\n", 0, start) + 1),
            " · ".join(raw[a:b].replace("\n", "") for a, b in one.spans),
            one.message,
            one.formula,
            one.wording,
            decision_of(one),
        ]


def decision_of(one: Told) -> str:
    """What was decided about a finding, in words."""
    if one.decision is None:
        return ""
    return say(f"drafts.comment.{one.decision.kind}", why=one.decision.why)
