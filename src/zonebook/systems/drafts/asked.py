"""What somebody asks of the check: a text, a file or a sample, its period, and what they decided."""

from __future__ import annotations

import base64
import binascii
import io
import json
import zipfile
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from django.core.files.uploadedfile import UploadedFile
from django.http import QueryDict

from zonebook.core.bulletin.drafts import draft_text
from zonebook.core.bulletin.reading import read as read_draft
from zonebook.core.period import Period
from zonebook.core.values import Finding, Reason, Ref, Refused
from zonebook.desk.language import say

MOST = 50_000  # characters of a draft on a page; the command reads longer ones
LARGEST = 5 * 1024 * 1024  # bytes of an uploaded file
MOST_XML = 16 * 1024 * 1024  # bytes of the XML in a Word file, unpacked
MOST_DECISIONS, LONGEST_WHY = 500, 200
SAMPLES = Path(__file__).parent / "samples"
DOCX = b"PK\x03\x04"
NO_FIGURES: Mapping[str, str] = {}
KINDS = ("dismissed", "accepted", "bound")


@dataclass(frozen=True)
class Decision:
    """What somebody decided: a finding set aside with its reason or accepted, a claim's indicator.

    `what` is the key of the finding or claim, `why` the reason, or the indicator.
    """

    kind: str
    what: str
    why: str = ""


@dataclass(frozen=True)
class Asked:
    """A draft as it was given; nothing of it is kept, it travels with the page."""

    text: str = ""
    name: str = ""
    docx: bytes = b""
    period: str = ""
    decisions: tuple[Decision, ...] = ()
    error: Finding | None = None
    field: str = "text"

    @property
    def docx_form(self) -> str:
        """The Word file as a field of a form carries it."""
        return base64.b64encode(self.docx).decode("ascii")

    @property
    def decisions_form(self) -> str:
        """The decisions as a field of a form carries them."""
        return json.dumps([[one.kind, one.what, one.why] for one in self.decisions])

    def decided(self, kind: str, what: str) -> Decision | None:
        """What was decided so about a finding or claim."""
        wanted = (one for one in self.decisions if (one.kind, one.what) == (kind, what))
        return next(wanted, None)


def sample(name: str, folder: Path = SAMPLES) -> Asked:
    """The clean or the flawed half page; those of a zone, where it has its own in a folder."""
    path = folder / ("clean.txt" if name == "clean" else "flawed.txt")
    path = path if path.exists() else SAMPLES / path.name
    return Asked(plain(path.read_text(encoding="utf-8")), say("drafts.sample"))


def read(form: QueryDict, files: Mapping[str, UploadedFile]) -> Asked:
    """The draft of a form; what cannot be read is an error beside its field."""
    asked = Asked(plain(form.get("text", "")), " ".join(form.get("name", "").split())[:120])
    asked = replace(asked, period=form.get("period", "").strip()[:40])
    try:
        asked = replace(asked, decisions=decisions(form.get("decisions", "")))
        upload = files.get("file")
        if upload is not None:
            asked = uploaded(asked, upload)
        elif form.get("docx"):
            asked = word_file(asked, unpacked(form["docx"]))
        elif not asked.name:
            asked = replace(asked, name=say("drafts.pasted"))
        checked_size(asked.text)
        if asked.period:
            asked = with_period(asked)
    except Refused as refused:
        return replace(asked, error=refused.findings[0])
    return asked


def plain(text: str) -> str:
    """Text of a form field with the line ends of a file."""
    return text.replace("\r\n", "\n").replace("\r", "\n")


def uploaded(asked: Asked, upload: UploadedFile) -> Asked:
    """The draft of an uploaded file, told by what it holds and not by its name."""
    name = Path(str(upload.name)).name[:120]
    asked = replace(asked, name=name, field="file")
    if (upload.size or 0) > LARGEST:
        args = {"name": name, "limit": LARGEST // 1024 // 1024}
        raise Refused(Finding(Reason("drafts.too_large", args), Ref("document", name)))
    content = upload.read()
    try:
        if content.startswith(DOCX):
            return word_file(asked, content)
        return replace(asked, text=plain(draft_text(content)))
    except Refused as refused:
        raise Refused(
            *(Finding(one.message, Ref("document", name)) for one in refused.findings)
        ) from None


def word_file(asked: Asked, content: bytes) -> Asked:
    """The draft of a Word file, which is kept beside its text for the comments."""
    checked_unpacked(content, asked.name)
    return replace(asked, text=draft_text(content), docx=content)


def checked_unpacked(content: bytes, name: str) -> None:
    """Refused where a small file unpacks to more XML than a page should read."""
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as packed:
            size = sum(
                one.file_size
                for one in packed.infolist()
                if one.filename.endswith((".xml", ".rels"))
            )
    except zipfile.BadZipFile as error:
        raise Refused(Reason("check.broken_docx", {"problem": type(error).__name__})) from None
    if size > MOST_XML:
        raise Refused(Reason("drafts.too_large", {"name": name, "limit": MOST_XML // 1024 // 1024}))


def unpacked(text: str) -> bytes:
    """The Word file that travelled with a page; Refused where the page was tampered with."""
    try:
        content = base64.b64decode(text, validate=True)
    except (binascii.Error, ValueError):
        raise Refused(Reason("drafts.stale")) from None
    if len(content) > LARGEST or not content.startswith(DOCX):
        raise Refused(Reason("drafts.stale"))
    return content


def checked_size(text: str) -> None:
    """Refused where there is nothing to check, or too much for a page."""
    if not text.strip("\ufeff \t\n\u3000"):
        raise Refused(Reason("drafts.nothing"))
    if len(text) > MOST:
        raise Refused(Reason("drafts.too_long", {"length": len(text), "most": MOST}))


def with_period(asked: Asked) -> Asked:
    """The period of the report, typed in any usual way; an error stands at its own field."""
    try:
        return replace(asked, period=str(Period.parse(as_written(asked.period))))
    except Refused as refused:
        return replace(asked, error=refused.findings[0], field="period")


def as_written(text: str) -> str:
    """A period in its grammar; 2023年上半年 is read as it would be in a draft."""
    told = read_draft(f"{text}，完成投资1亿元。").claims if "年" in text else ()
    return next((one.period for one in told if one.period), text)


# --- decisions ----------------------------------------------------------------------------------


def decisions(text: str) -> tuple[Decision, ...]:
    """The decisions that travelled with a page; Refused where the page was tampered with."""
    if not text:
        return ()
    try:
        rows = json.loads(text)
    except ValueError:
        raise Refused(Reason("drafts.stale")) from None
    if not is_list_of_decisions(rows):
        raise Refused(Reason("drafts.stale"))
    return tuple(Decision(kind, what, why[:LONGEST_WHY]) for kind, what, why in rows)


def is_list_of_decisions(rows: Any) -> bool:
    """Whether rows are decisions as our pages write them."""
    return (
        isinstance(rows, list)
        and len(rows) <= MOST_DECISIONS
        and all(isinstance(row, list) and len(row) == 3 for row in rows)
        and all(isinstance(one, str) for row in rows for one in row)
        and all(row[0] in KINDS for row in rows)
    )


def with_decision(asked: Asked, form: QueryDict, figures: Mapping[str, str] = NO_FIGURES) -> Asked:
    """The draft after the button of the form was pressed; an error where a reason is missing.

    The button is called `do` and says `dismiss:KEY`, `accept:KEY`, `reopen:KEY`, `none:KEY` (a
    claim that is no figure of the book), `bind:KEY` or `bind:KEY:INDICATOR`; `figures` are the
    indicators by key and name.
    """
    decision = decided(form, figures)
    if isinstance(decision, Finding):
        verb, _, what = form.get("do", "").partition(":")
        return replace(asked, error=decision, field=f"{verb}-{what}")
    kept = without(asked.decisions, decision.what)
    added = (decision,) if decision.kind in KINDS else ()
    return replace(asked, decisions=(*kept, *added))


def decided(form: QueryDict, figures: Mapping[str, str]) -> Decision | Finding:
    """What the pressed button decides, or what is missing; a decision taken back is `reopened`."""
    verb, _, what = form.get("do", "").partition(":")
    what, _, named = what.partition(":")
    # A finding stands in the panel of every number it names; the reason was typed in one of them.
    why = next((one.strip() for one in form.getlist(f"{verb}-{what}") if one.strip()), "")
    match verb:
        case "dismiss":
            reason = Finding(Reason("drafts.no_reason"))
            return Decision("dismissed", what, why[:LONGEST_WHY]) if why else reason
        case "accept":
            return Decision("accepted", what)
        case "none":
            return Decision("bound", what)
        case "bind":
            indicator = figures.get(named or why)
            unknown = Reason("drafts.no_such_figure" if why else "drafts.no_figure", {"name": why})
            return Decision("bound", what, indicator) if indicator else Finding(unknown)
    return Decision("reopened", what)


def without(rows: Sequence[Decision], what: str) -> tuple[Decision, ...]:
    """The decisions about everything else."""
    return tuple(one for one in rows if one.what != what)
