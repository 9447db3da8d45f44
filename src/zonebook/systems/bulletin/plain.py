"""A bulletin as plain text in which every figure has its place, and a section for a chat group."""

from __future__ import annotations

from dataclasses import dataclass

from zonebook.core.say import Sentences
from zonebook.core.values import Reason, Refused
from zonebook.systems.bulletin.texts import Piece, Report


@dataclass(frozen=True)
class Span:
    """Where a figure or judgement stands in the text: offsets in characters, the end excluded."""

    start: int
    end: int
    section: str
    piece: Piece


@dataclass(frozen=True)
class Text:
    """The whole text, one line a paragraph, with the spans of its figures and judgements."""

    text: str
    spans: tuple[Span, ...]


def plain(report: Report) -> Text:
    """The bulletin as text with offsets; the last line says where the figures come from."""
    at, lines, spans = 0, [], []
    for block in report.blocks:
        for piece in block.pieces:
            if piece.figure is not None or piece.judgement is not None:
                spans.append(Span(at, at + len(piece.text), block.section, piece))
            at += len(piece.text)
        lines.append(block.text)
        at += 1
    return Text("\n".join([*lines, report.source]) + "\n", tuple(spans))


def copied(report: Report, section: str, sentences: Sentences) -> str:
    """One section as a paragraph to send: the text, the day of its data and the source."""
    if section not in report.sections:
        known = list(report.sections)
        raise Refused(Reason("bulletin.no_such_section", {"key": section, "known": known}))
    own = [one for one in report.blocks if one.section == section and one.kind == "body"]
    text = ("" if report.lang == "zh" else " ").join(one.text for one in own)
    noted = {piece.note for one in own for piece in one.pieces if piece.note}
    notes = [one.text for one in report.blocks if one.kind == "note"]
    if noted:
        text += "".join(f"\n{notes[number - 1]}" for number in sorted(noted))
    on = min(report.period.last_day, report.on)
    return sentences.say(Reason("bulletin.copied", {"text": text, "on": on}), report.lang)
