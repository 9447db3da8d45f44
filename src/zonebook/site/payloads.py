"""What the command and the HTTP interface answer alike: one JSON for the same question."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import TYPE_CHECKING, Any

from zonebook.core.say import Sentences, plain
from zonebook.core.values import Refused

if TYPE_CHECKING:
    from zonebook.core.indicators import Figure
    from zonebook.records.breakdowns import Breakdown
    from zonebook.records.figures import Opened
    from zonebook.records.models import Release
    from zonebook.records.workbooks.commit import Imported

FIGURES, TRACE, RELEASE = "zonebook.figures/1", "zonebook.trace/1", "zonebook.release/1"
IMPORT, DUE, REFUSED = "zonebook.import/1", "zonebook.due/1", "zonebook.refused/1"


def refused(error: Refused, sentences: Sentences, lang: str) -> dict[str, Any]:
    """A refusal: every finding with its place."""
    rows = [
        {"level": one.level, **sentences.to_json(one.message, lang)}
        | ({"where": one.where.to_json()} if one.where else {})
        for one in error.findings
    ]
    return {"format": REFUSED, "refused": rows}


def figures(found: Iterable[Figure], sentences: Sentences, lang: str) -> dict[str, Any]:
    """Figures with their because."""
    return {"format": FIGURES, "figures": [one.to_json(sentences, lang) for one in found]}


def by_groups(found: Breakdown, sentences: Sentences, lang: str) -> dict[str, Any]:
    """A figure with its breakdown; cells that must be kept back have no value."""
    row = found.figure.to_json(sentences, lang) | {"breakdown": found.to_json(sentences, lang)}
    return {"format": FIGURES, "figures": [row]}


def trace(
    figure: Figure,
    counted: Iterable[Opened],
    left_out: Iterable[Opened],
    sentences: Sentences,
    lang: str,
) -> dict[str, Any]:
    """A figure with the rows behind it and those left out."""
    return {
        "format": TRACE,
        "figure": figure.to_json(sentences, lang),
        "records": [opened(one, sentences, lang) for one in counted],
        "excluded": [opened(one, sentences, lang) for one in left_out],
    }


def opened(one: Opened, sentences: Sentences, lang: str) -> dict[str, Any]:
    """A record behind a figure; empty columns are left away."""
    found: dict[str, Any] = {
        "figure": one.figure,
        "table": one.table,
        "id": one.id,
        "number": one.number,
        "label": one.label,
        "link": f"/records/{one.number}",
    }
    found |= {k: plain(v) for k, v in one.values.items() if v not in (None, "") and k not in found}
    if one.reason is not None:
        found["reason"] = sentences.to_json(one.reason, lang)
    return found


def release(one: Release) -> dict[str, Any]:
    """A release without its figures."""
    from zonebook.records import releases

    approval = getattr(one, "approval", None)
    return {
        "number": one.number,
        "bulletin": one.bulletin,
        "period": one.period,
        "title": one.title,
        "state": releases.state(one),
        "prepared_by": one.recorded_by.name,
        "prepared_on": one.as_of.isoformat(),
        "approved_by": approval.by.name if approval else None,
        "approved_on": approval.on.isoformat() if approval else None,
        "calendar": one.calendar,
        "program": one.program,
        "files": [
            {"kind": row.kind, "lang": row.lang, "sha256": row.file.sha, "size": row.file.size}
            for row in one.files.exclude(kind=releases.ROWS).select_related("file")
        ],
    }


def imported(file: str, one: Imported, sentences: Sentences, lang: str) -> dict[str, Any]:
    """What the import of one file did or would do."""
    from zonebook.records.workbooks.difference import finding_json

    return {
        "format": IMPORT,
        "file": file,
        "committed": one.batch is not None,
        "batch": one.batch.pk if one.batch else None,
        "sheets": [run.to_json(sentences, lang) for run in one.runs],
        "skipped": [finding_json(found, sentences, lang) for found in one.skipped],
    }


def due(
    found: Sequence[Any], head: Mapping[str, Any], sentences: Sentences, lang: str
) -> dict[str, Any]:
    """Deadlines: the clocks of an item under its head, or one clock alone."""
    from zonebook.core.procedures import sheet

    clocks = [sheet.to_json(one, sentences, lang) for one in found]
    return {"format": DUE, **({**head, "clocks": clocks} if head else clocks[0])}


def closures(calendar: Any) -> dict[str, Any]:
    """The days on which a zone is closed by its own documents, as a calendar has them."""
    return {
        "closures": [
            {"first": str(one.first), "last": str(one.last), "name": dict(one.name),
             "document": one.notice.doc_no}
            for one in calendar.closures()
        ]
    }  # fmt: skip
