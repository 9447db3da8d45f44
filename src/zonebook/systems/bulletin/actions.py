"""定稿: prepare a release of a bulletin with all its files, and approve it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from zonebook.core.say import Sentences
from zonebook.core.values import Reason, Refused
from zonebook.records import releases
from zonebook.records import zone as zones
from zonebook.records.models import Person, Release, ReleaseApproval
from zonebook.records.releases import Rendered
from zonebook.systems.bulletin import data, docx, pdf, plain, sources
from zonebook.systems.bulletin.texts import Report

ENDINGS = {"text": "txt", "json": "json", "csv": "csv", "docx": "docx", "pdf": "pdf"}


@dataclass(frozen=True)
class Prepared:
    """A release that waits for approval, and whether this machine could make its PDF."""

    release: Release
    files: int
    figures: int
    has_pdf: bool


def render(report: Report, kind: str, sentences: Sentences) -> bytes:
    """A bulletin in one form: text, json, csv, docx or pdf."""
    match kind:
        case "docx":
            return docx.as_docx(report)
        case "pdf":
            return pdf.as_pdf(report)
        case "json":
            return data.as_json(report, sentences)
        case "csv":
            return data.as_csv(report, sentences)
    return plain.plain(report).text.encode()


def form(key: str, kind: str, period: str, *, on: date, lang: str) -> tuple[str, bytes]:
    """A bulletin as a file that nobody has released: its name and bytes; Refused where unknown."""
    if kind not in ENDINGS:
        raise Refused(Reason("bulletin.no_such_form", {"kind": kind, "known": list(ENDINGS)}))
    if kind == "pdf" and not pdf.has_chinese_font():
        raise Refused(Reason("release.without_pdf"))
    report = sources.report(key, period, on=on, lang=lang)
    content = render(report, kind, zones.catalog().sentences)
    return f"{report.title}.{ENDINGS[kind]}", content


def prepare(key: str, period: str, *, by: Person, on: date, as_of: date | None = None) -> Prepared:
    """Freeze a bulletin as the book has it; with `as_of`, statements released later do not count."""
    row = sources.text_of(key)
    span = sources.period_of(row, period)
    found = sources.gather(row, span, as_of=as_of, rows=True)
    kinds = [kind for kind in ENDINGS if kind != "pdf" or pdf.has_chinese_font()]
    rendered, titles = [], {}
    for lang in ("zh", "en"):
        report = sources.report(key, span, on=on, lang=lang, sources=found)
        titles[lang] = report.title
        for kind in kinds:
            name = f"{report.title}.{ENDINGS[kind]}"
            content = render(report, kind, zones.catalog().sentences)
            rendered.append(Rendered(kind, lang, name, content))
    release = releases.prepare(
        text=row,
        title=titles["zh"],
        period=span,
        found=found.figures,
        rendered=rendered,
        by=by,
        on=on,
    )
    return Prepared(release, len(rendered), len(found.figures), "pdf" in kinds)


def approve(
    key: str, period: str, *, by: Person, on: date, as_of: date | None = None
) -> ReleaseApproval:
    """Approve the release that waits; the preparer may not."""
    row = sources.text_of(key)
    span = sources.period_of(row, period)
    return releases.approve(releases.waiting(key, str(span)), by=by, on=on, as_of=as_of)


def approve_release(number: str, *, by: Person, on: date) -> ReleaseApproval:
    """Approve one release; Refused where somebody has approved it already."""
    release = releases.one(number)
    if releases.state(release) == "approved":
        raise Refused(Reason("release.already", {"number": number}))
    return releases.approve(release, by=by, on=on)
