"""What a bulletin takes from the book: its text, the figures, the names and the targets."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any

from zonebook.core.period import Period
from zonebook.core.values import Reason, Refused
from zonebook.records import figures as book
from zonebook.records import targets
from zonebook.records import zone as zones
from zonebook.systems.bulletin import texts


def text_of(key: str) -> dict[str, Any]:
    """The text of a bulletin as it fits this zone; Refused where the catalogue has none."""
    catalog = zones.catalog()
    rows = catalog.kind("bulletins")
    if key not in rows:
        known = sorted(rows)
        raise Refused(Reason("bulletin.no_such_bulletin", {"key": key, "known": known}))
    return texts.fit(rows[key], book.definitions(catalog))


def period_of(row: Mapping[str, Any], text: str) -> Period:
    """The period of a bulletin; Refused where it is of another kind than the text is written for."""
    period = Period.parse(text)
    kinds = {"year": 12, "month": 1}
    if period.months != kinds[row["period"]] or (period.months == 12 and period.start.month != 1):
        example = {"year": "2023", "month": "2023-07"}[row["period"]]
        kind = Reason(f"bulletin.kind.{row['period']}")
        args = {"name": row["name"], "kind": kind, "period": period, "example": example}
        raise Refused(Reason("bulletin.wrong_period", args))
    return period


def gather(
    row: Mapping[str, Any], period: Period, *, as_of: date | None = None, rows: bool = False
) -> texts.Sources:
    """Every figure that a text refers to, asked for once; with `rows`, they open to their rows."""
    wanted = list(texts.references(row))
    plain = [one for one in wanted if ":" not in one]
    named = [one.removesuffix(":names") for one in wanted if one.endswith(":names")]
    found = {one.key: one for one in book.figures(plain, period, as_of=as_of, rows=rows)}
    names = {}
    for key in named:
        figure = found[f"{key}:names"] = book.trace(key, period, as_of=as_of)
        names[key] = [one.label for one in book.opened(figure)[0]]
    return texts.Sources(found | the_targets(wanted, period), names)


def the_targets(wanted: list[str], period: Period) -> dict[str, Any]:
    """The targets that a text refers to, each under its reference."""
    found = {}
    for form, later in texts.TARGETS.items():
        keys = [one.partition(":")[0] for one in wanted if one.endswith(f":{form}")]
        year = period.start.year + later
        found |= {f"{k}:{form}": one for k, one in targets.targets(keys, year).items()}
    return found


def report(
    key: str,
    period: Period | str,
    *,
    on: date,
    lang: str = "zh",
    as_of: date | None = None,
    sources: texts.Sources | None = None,
) -> texts.Report:
    """A bulletin of a period in one language, read from the book on a day."""
    row = text_of(key)
    span = period_of(row, period) if isinstance(period, str) else period
    return texts.compose(
        row,
        sources or gather(row, span, as_of=as_of),
        span,
        zone=zones.zone().name,
        on=on,
        lang=lang,
        sentences=zones.catalog().sentences,
    )
