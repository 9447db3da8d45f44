"""定稿: a bulletin is prepared, approved by somebody else, and served for ever as it was.

prepare(…)            freezes figures, rows, calendar and files; nothing is approved yet
approve(release, …)   four eyes; refused where the book has moved on since
content(release, …)   the bytes of a released file
revisions(release)    修订说明: what has changed since, row by row
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from fractions import Fraction
from typing import Any

import zonebook
from zonebook.core.indicators import Figure
from zonebook.core.period import Period
from zonebook.core.say import plain
from zonebook.core.values import Reason, Refused
from zonebook.core.workdays import read_calendar
from zonebook.records import figures, files, permissions, targets, write
from zonebook.records import zone as zones
from zonebook.records.differences import FigureChange, differences
from zonebook.records.frozen import Frozen, FrozenFigure, Row, freeze
from zonebook.records.models import (
    Person,
    Release,
    ReleaseApproval,
    ReleaseFigure,
    ReleaseFile,
)
from zonebook.records.models.base import alive

ROWS = "rows"


@dataclass(frozen=True)
class Rendered:
    """A file of a bulletin: docx, pdf, text, json or csv, in one language."""

    kind: str
    lang: str
    name: str
    content: bytes


def prepare(
    *,
    text: Mapping[str, Any],
    title: str,
    period: Period,
    found: Mapping[str, Figure],
    rendered: Sequence[Rendered],
    by: Person,
    on: date,
) -> Release:
    """Freeze a bulletin; `found` are its figures by reference, asked for with their rows."""
    permissions.demand(by, "write", "bulletin", on=on)
    frozen = freeze(found)
    columns = Rendered(ROWS, "zh", f"{text['key']}-{period}-rows.json", as_json(frozen.columns))
    values = {
        "bulletin": text["key"],
        "period": str(period),
        "title": title,
        "as_of": on,
        "text": plain(text),
        "calendar": editions(period),
        "program": zonebook.__version__,
    }
    with write.batch(by=by, on=on, kind="release", register="release") as batch:
        release = batch.add(Release, values)
        ReleaseFigure.objects.bulk_create(
            [kept(release, one) for one in frozen.figures.values()], batch_size=50
        )
        for one in (*rendered, columns):
            file = files.store(one.content, one.name)
            ReleaseFile.objects.create(release=release, kind=one.kind, lang=one.lang, file=file)
    return release


def approve(
    release: Release, *, by: Person, on: date, as_of: date | None = None
) -> ReleaseApproval:
    """定稿: somebody who may publish, and who did not prepare it, approves what was prepared."""
    permissions.demand(by, "publish", "bulletin", on=on)
    if release.recorded_by_id == by.pk:
        args = {"number": release.number, "person": by.name}
        raise Refused(Reason("release.four_eyes", args))
    moved = revisions(release, as_of=as_of)
    if moved:
        names = [one.name for one in moved]
        raise Refused(Reason("release.book_moved_on", {"number": release.number, "figures": names}))
    with write.batch(by=by, on=on, kind="release", register="release") as batch:
        return ReleaseApproval.objects.create(release=release, by=by, on=on, batch=batch.row)


def editions(period: Period) -> dict[str, int]:
    """The editions of the holiday notices of the years that a period touches."""
    known = read_calendar(zones.catalog()).editions
    years = range(period.start.year, period.last_day.year + 1)
    return {str(year): known[year] for year in years if year in known}


def as_json(value: Any) -> bytes:
    """JSON that is the same for the same value."""
    return json.dumps(value, ensure_ascii=False, sort_keys=True, indent=0).encode()


# -- reading -------------------------------------------------------------------------------


def all_releases(bulletin: str = "", period: str = "") -> list[Release]:
    """The releases that stand, newest first."""
    found = alive(Release).select_related("recorded_by", "approval", "approval__by")
    found = found.filter(bulletin=bulletin) if bulletin else found
    return list((found.filter(period=period) if period else found).order_by("-pk"))


def one(number: str) -> Release:
    """A release by its number; Refused where there is none."""
    found = next((one for one in all_releases() if one.number == number), None)
    if found is None:
        known = [one.number for one in all_releases()] or "—"
        raise Refused(Reason("release.missing", {"number": number, "known": known}))
    return found


def waiting(bulletin: str, period: str) -> Release:
    """The latest release that nobody has approved yet; Refused where there is none."""
    found = next((one for one in all_releases(bulletin, period) if state(one) == "prepared"), None)
    if found is None:
        args = {"bulletin": bulletin, "period": Period.parse(period)}
        raise Refused(Reason("release.nothing_to_approve", args))
    return found


def state(release: Release) -> str:
    """prepared or approved."""
    return "approved" if hasattr(release, "approval") else "prepared"


def content(release: Release, kind: str, lang: str = "zh") -> tuple[str, bytes]:
    """Name and bytes of a released file, as they were frozen; Refused where it has none such."""
    rows = list(release.files.exclude(kind=ROWS).select_related("file").order_by("pk"))
    found = next((one for one in rows if (one.kind, one.lang) == (kind, lang)), None)
    if found is None:
        known = "、".join(f"{one.kind}（{one.lang}）" for one in rows)
        args = {"number": release.number, "kind": kind, "lang": lang, "known": known}
        raise Refused(Reason("release.no_file", args))
    return found.file.name, files.read(found.file.sha)


def frozen_of(release: Release) -> Frozen:
    """The figures of a release as they were frozen."""
    made = {one.place: thawed(one) for one in release.figures.order_by("pk")}
    rows = release.files.select_related("file").get(kind=ROWS)
    return Frozen(made, json.loads(files.read(rows.file.sha)), release.batch_id)


def kept(release: Release, one: FrozenFigure) -> ReleaseFigure:
    """A frozen figure as its row."""
    return ReleaseFigure(
        release=release,
        reference=one.reference,
        place=one.place,
        key=one.key,
        name=dict(one.name),
        period=one.period,
        value=None if one.value is None else f"{one.value:f}",
        exact=None if one.exact is None else str(one.exact),
        unit=one.unit,
        decimals=one.decimals,
        basis=one.basis,
        unknown=one.unknown,
        because=list(one.because),
        definition=dict(one.definition),
        formula=one.formula,
        parts=list(one.parts),
        rows={number: row.to_json() for number, row in one.rows.items()},
        left_out={number: row.to_json() for number, row in one.left_out.items()},
    )


def thawed(row: ReleaseFigure) -> FrozenFigure:
    """The frozen figure of a row."""
    return FrozenFigure(
        reference=row.reference,
        place=row.place,
        key=row.key,
        name=row.name,
        period=row.period,
        value=None if row.value is None else Decimal(row.value),
        exact=None if row.exact is None else Fraction(row.exact),
        unit=row.unit,
        decimals=row.decimals,
        basis=row.basis,
        unknown=row.unknown,
        because=tuple(row.because),
        definition=row.definition,
        formula=row.formula,
        parts=tuple(row.parts),
        rows={number: Row.from_json(one) for number, one in row.rows.items()},
        left_out={number: Row.from_json(one) for number, one in row.left_out.items()},
    )


# -- comparing -----------------------------------------------------------------------------


def revisions(release: Release, *, as_of: date | None = None) -> list[FigureChange]:
    """What has changed since in the figures of a release and in the rows that they rest on."""
    early = frozen_of(release)
    return differences(early, freeze(now(early.named.values(), as_of=as_of)))


def now(frozen: Iterable[FrozenFigure], *, as_of: date | None = None) -> dict[str, Figure]:
    """The same figures as the book has them now, with their rows."""
    wanted: dict[str, list[FrozenFigure]] = {}
    found = {}
    for one in frozen:
        if one.place.startswith("target:"):
            year = Period.parse(one.period).start.year
            found[one.reference] = targets.targets([one.key], year)[one.key]
        else:
            wanted.setdefault(one.period, []).append(one)
    for period, rows in wanted.items():
        made = figures.figures([one.key for one in rows], period, as_of=as_of, rows=True)
        found |= {row.reference: figure for row, figure in zip(rows, made, strict=True)}
    return found


def compare(first: Release, second: Release) -> list[FigureChange]:
    """The figures that differ between two releases of the same bulletin, earlier one first."""
    if first.bulletin != second.bulletin:
        args = {"first": first.number, "second": second.number}
        raise Refused(Reason("release.other_bulletin", args))
    early, late = sorted((first, second), key=lambda one: one.batch_id)
    return differences(frozen_of(early), frozen_of(late))


def released(key: str, period: str) -> list[tuple[Release, Decimal]]:
    """What approved releases say of a figure, newest first: a draft may quote one of them."""
    rows = ReleaseFigure.objects.filter(
        key=key,
        period=period,
        value__isnull=False,
        release__approval__isnull=False,
        release__voided_by=None,
    ).exclude(place__startswith="target:")
    return [(row.release, Decimal(row.value)) for row in rows.order_by("-release_id") if row.value]
