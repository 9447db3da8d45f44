"""A bulletin as data: JSON with the text and offsets, CSV with one figure a line."""

from __future__ import annotations

import csv
import io
import json
from typing import Any

from zonebook.core.say import Sentences
from zonebook.systems.bulletin.plain import Span, plain
from zonebook.systems.bulletin.texts import Judgement, Report

FORMAT = "zonebook.bulletin/1"
COLUMNS = (
    "section",
    "reference",
    "name",
    "value",
    "unit",
    "period",
    "basis",
    "as_of",
    "exact",
    "base_unit",
    "text",
    "unknown",
)


def payload(report: Report, sentences: Sentences) -> dict[str, Any]:
    """The bulletin as one object: every figure with its place in the text and its because."""
    text = plain(report)
    figures = [figure(one, sentences, report.lang) for one in text.spans if one.piece.figure]
    return {
        "format": FORMAT,
        "bulletin": report.key,
        "lang": report.lang,
        "title": report.title,
        "period": str(report.period),
        "on": report.on.isoformat(),
        "source": report.source,
        "text": text.text,
        "figures": figures,
        "judgements": [judgement(one, text.spans, sentences, report) for one in report.judgements],
        "notes": [sentences.to_json(one, report.lang) for one in report.notes],
    }


def figure(span: Span, sentences: Sentences, lang: str) -> dict[str, Any]:
    """A figure as it travels, with where it stands."""
    piece = span.piece
    if piece.figure is None:
        raise ValueError("the span holds no figure")
    place = {
        "reference": piece.reference,
        "section": span.section,
        "start": span.start,
        "end": span.end,
        "text": piece.text,
    }
    return place | piece.figure.to_json(sentences, lang)


def judgement(
    one: Judgement, spans: tuple[Span, ...], sentences: Sentences, report: Report
) -> dict[str, Any]:
    """A judgement, the figures that carry it, and where it stands."""
    places = [[s.start, s.end] for s in spans if s.piece.judgement == one]
    return {
        "key": one.key,
        "words": one.words,
        "state": one.state,
        "carried_by": [carrier.key for carrier in one.carriers],
        "because": sentences.to_json(one.because, report.lang),
        "places": places,
    }


def as_json(report: Report, sentences: Sentences) -> bytes:
    """The object as bytes, the same for the same bulletin."""
    found = json.dumps(payload(report, sentences), ensure_ascii=False, indent=1)
    return f"{found}\n".encode()


def as_csv(report: Report, sentences: Sentences) -> bytes:
    """One figure a line, with the byte-order mark that office programs need for Chinese."""
    out = io.StringIO()
    writer = csv.DictWriter(out, COLUMNS, extrasaction="ignore", lineterminator="\r\n")
    writer.writeheader()
    for row in payload(report, sentences)["figures"]:
        writer.writerow(row | {"unknown": row.get("unknown", {}).get("text", "")})
    return out.getvalue().encode("utf-8-sig")
