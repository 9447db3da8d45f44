"""The draft as a Word file with a comment at every finding: the person's own file where they gave one.

Comments need runs that begin and end where a finding does, so runs are cut there; their formatting
is copied, and nothing else of the person's file is touched.
"""

from __future__ import annotations

import copy
import io
import itertools
import re
from collections.abc import Sequence
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

from docx import Document
from docx.opc.exceptions import PackageNotFoundError
from docx.shared import Pt
from docx.text.run import Run

from zonebook.core.bulletin.drafts import NOTES, Line, docx_parts, lines, local, note_lines
from zonebook.core.values import Reason, Refused
from zonebook.desk import word
from zonebook.desk.language import say
from zonebook.systems.drafts.sheet import Sheet, Told

NOT_XML = re.compile("[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


def word_file(sheet: Sheet, on: date) -> tuple[str, bytes]:
    """Name and bytes of the commented draft; `on` is the legal day the comments carry.

    Refused where a Word file can be read but not written back.
    """
    docx = sheet.asked.docx
    document = opened(docx) if docx else written(sheet.asked.text)
    found = [list(line) for line in lines(document.element)]
    if docx:
        found += note_lines(document.element, docx_parts(docx))
    for one in reversed([told for told in sheet.told if told.is_open and told.spans]):
        # A header holds no comment: it stands at the first place of the finding that can.
        places = (runs_of(found, sheet.asked.text, *span) for span in one.spans)
        runs = next(filter(None, places), None) or first_run(found)
        if runs:
            add(document, runs, one, on)
    out = io.BytesIO()
    document.save(out)
    name = say("drafts.file", name=Path(sheet.asked.name).stem)
    return f"{name}.docx", out.getvalue()


def opened(content: bytes) -> Any:
    """The person's Word file."""
    try:
        return Document(io.BytesIO(content))
    except (PackageNotFoundError, KeyError, ValueError, SyntaxError) as error:
        raise Refused(Reason("check.broken_docx", {"problem": type(error).__name__})) from None


def written(text: str) -> Any:
    """A Word file of a pasted text, one paragraph a line."""
    document = Document()
    style = document.styles["Normal"]
    style.font.size = Pt(16)
    word.typeface(style, word.BODY)
    word.in_chinese(document)
    word.alternatives(document)
    for line in NOT_XML.sub(" ", text).split("\n"):
        document.add_paragraph(line)
    return document


def add(document: Any, runs: Sequence[Any], one: Told, on: date) -> None:
    """A comment over some runs."""
    parts = [f"{one.sign} {one.level_name} {one.rule} {one.rule_name}", one.message, one.formula]
    if one.wording:
        parts.append(say("check.suggest", wording=one.wording))
    if one.decision is not None:
        parts.append(say(f"drafts.comment.{one.decision.kind}", why=one.decision.why))
    text = NOT_XML.sub(" ", "\n".join(filter(None, parts)))
    ends = [Run(element, document._body) for element in (runs[0], runs[-1])]
    author = say("drafts.comment.author")
    comment = document.add_comment(ends, text=text, author=author, initials=author[:2])
    comment._comment_elm.date = datetime(on.year, on.month, on.day, tzinfo=UTC)


# --- from offsets to runs -----------------------------------------------------------------------


def runs_of(found: Sequence[Line], text: str, start: int, end: int) -> list[Any]:
    """The runs of a span, cut to its ends; none where it has no words.

    A line that the two readers of XML see differently is taken as a whole.
    """
    at, runs = 0, []
    for line in found:
        words = "".join(word for _, word in line)
        length = len(words)
        if at + length > start and at < end:
            same = NOT_XML.sub(" ", text[at : at + length]).replace("\t", " ") == words
            low, high = (max(start - at, 0), min(end - at, length)) if same else (0, length)
            runs += cut(line, low, high)
        at += length + 1
        if at > end:
            break
    return runs


def first_run(found: Sequence[Line]) -> list[Any]:
    """The first run of the text, for what stands in no place that a comment can be anchored at."""
    for element, words in itertools.chain.from_iterable(found):
        run = run_of(element) if element is not None and words.strip() else None
        if run is not None:
            return [run]
    return []


def cut(line: Line, low: int, high: int) -> list[Any]:
    """The runs that hold exactly the words from one place of a line to another."""
    split(line, high)
    split(line, low)
    at, found = 0, []
    for element, words in line:
        if element is not None and words and at < high and at + len(words) > low:
            run = run_of(element)
            if run is not None and (not found or found[-1] is not run):
                found.append(run)
        at += len(words)
    return found


def split(line: Line, place: int) -> None:
    """Make a run begin at a place of a line."""
    at = 0
    for i, (element, words) in enumerate(line):
        if at <= place < at + len(words) and element is not None:
            run = run_of(element)
            if run is None or in_box(element) or local(element) in NOTES.values():
                return
            if place > at:
                line[i : i + 1] = halves(element, words, place - at)
                element = line[i + 1][0]
            begin_run(run, element)
            return
        at += len(words)


def halves(element: Any, words: str, at: int) -> Line:
    """A text element cut in two beside each other."""
    tail = copy.deepcopy(element)
    element.text, tail.text = words[:at], words[at:]
    for one in (element, tail):
        one.set("{http://www.w3.org/XML/1998/namespace}space", "preserve")
    element.addnext(tail)
    return [(element, words[:at]), (tail, words[at:])]


def begin_run(run: Any, element: Any) -> None:
    """Move an element and what follows it in its run into a new run with the same formatting."""
    before = [one for one in element.itersiblings(preceding=True) if local(one) != "rPr"]
    if not before:
        return
    new = run.makeelement(run.tag, dict(run.attrib))
    if run.rPr is not None:
        new.append(copy.deepcopy(run.rPr))
    for one in [element, *element.itersiblings()]:
        new.append(one)
    run.addnext(new)


def run_of(element: Any) -> Any:
    """The run that a comment can be anchored at: outside a text box, where Word allows none."""
    runs = [one for one in element.iterancestors() if local(one) == "r"]
    return runs[-1] if runs else None


def in_box(element: Any) -> bool:
    """Whether an element stands in a text box."""
    return any(local(one) == "txbxContent" for one in element.iterancestors())
