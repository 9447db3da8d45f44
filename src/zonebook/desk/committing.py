"""确认导入: writes what a dry run showed as one batch; the refused rows and the register given back."""

from __future__ import annotations

from datetime import date
from pathlib import PurePath
from typing import Any

from django.db import transaction
from django.urls import reverse

from zonebook.core.values import Reason, Refused
from zonebook.desk import imports, jobs, sheets
from zonebook.desk.language import lang, named, say
from zonebook.records import files, registers
from zonebook.records import zone as zones
from zonebook.records.models import Draft, Person
from zonebook.records.registers import Register
from zonebook.records.workbooks import commit as office
from zonebook.records.workbooks import export, giveback
from zonebook.records.workbooks.dryrun import Asking
from zonebook.records.workbooks.picking import Delivery
from zonebook.records.workbooks.sheets import read


def key_of(draft: Draft) -> tuple[str, int]:
    """The job that writes a draft."""
    return ("write", draft.pk)


def running(draft: Draft) -> jobs.Job | None:
    """The job that is writing a draft just now."""
    job = jobs.jobs.get(key_of(draft))
    return job if job is not None and not job.done.is_set() else None


def commit(draft: Draft, digest: str, on: date) -> None:
    """Begin to write a draft, if the book still makes of it what was shown."""
    jobs.ask(key_of(draft), lambda job: write_all(draft, digest, on, job))


def outcome(draft: Draft) -> jobs.Job | None:
    """The writing of a draft that has come to its end and was not told of yet."""
    job = jobs.jobs.get(key_of(draft))
    if job is None or not job.done.is_set():
        return None
    jobs.drop(key_of(draft))
    if job.fault is not None:
        raise job.fault
    if job.refused is not None:
        forget_readings(draft)
    return job


def write_all(draft: Draft, digest: str, on: date, job: jobs.Job) -> int:
    """One transaction: the batch, the remembered header, what the draft has come to."""
    content = files.read(draft.file.sha)
    book = str(draft.answers.get("book") or draft.file.name)
    asking = imports.asking_of(draft, on, job)
    register = registers.get(draft.register) if draft.register else None
    sheet = sheets.first_of(draft)
    with transaction.atomic():
        given = Delivery(content, book, register, sheet, commit=True, skip_refused=True)
        done = office.import_grids(read(content, book), given, asking)
        if done.batch is None or done.runs[0].digest != digest:
            raise Refused(Reason("import.digest_changed"))
        imports.remember(draft, progress=sheets.marked(draft, sheet, batch=done.batch.pk))
        imports.finish(draft)
    forget_readings(draft)
    return int(done.batch.pk)


def forget_readings(draft: Draft) -> None:
    """Read the workbook anew when it is looked at again: the book says something else now."""
    for key in [
        key for key in jobs.jobs if isinstance(key, tuple) and key[:2] == ("read", draft.pk)
    ]:
        jobs.drop(key)


def state(draft: Draft, on: date) -> dict[str, Any]:
    """How far a draft has come, for the page that waits."""
    job = jobs.jobs.get(key_of(draft)) or imports.reading(draft, on)
    if job.done.is_set():
        return {"done": True, "next": reverse("draft", args=[draft.pk])}
    return {"done": False, "said": said(job), "at": job.at, "of": job.of}


def said(job: jobs.Job) -> str:
    """How far a job has come, in words."""
    if not job.of:
        return say("import.begun")
    return say("import.wrote" if job.writes else "import.progress", at=job.at, of=job.of)


def refused_book(draft: Draft, on: date) -> tuple[str, bytes]:
    """The dropped workbook with the refused cells marked and the reasons in comments."""
    content = files.read(draft.file.sha)
    book = str(draft.answers.get("book") or draft.file.name)
    job = imports.reading(draft, on)
    job.done.wait()
    if job.refused:
        raise job.refused
    runs = [job.result.run] if job.result.run else []
    marked = giveback.marked(content, book, runs, zones.catalog().sentences, lang())
    return say("import.refused_book", book=PurePath(book).stem), marked


def exported(register: Register, by: Person, on: date, *, whole: bool) -> tuple[str, bytes]:
    """A register as the office's own last workbook, brought up to date, or `whole` in a plain one."""
    asking = Asking(by=by, on=on, catalog=zones.catalog())
    return f"{named(register.name)}-{on}.xlsx", export.as_workbook(register, asking, whole=whole)
