"""A day that a person types into a form, in any usual way."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

from zonebook.core.period import KnownDay
from zonebook.core.values import Reason, Refused
from zonebook.records.workbooks.days import read_day

DAY = {"zh": "日期", "en": "day"}


def day(text: str, field: Mapping[str, str] = DAY, year: int | None = None) -> KnownDay:
    """The day as far as it is known; Refused, naming the field, where the text says none.

    `year` is that of a text that names a month and a day only.
    """
    try:
        return read_day(text.strip() or "—", year=year)
    except Refused as refused:
        named = [
            replace(one, message=Reason(spoken(one.message.key), {"column": field, **one.message.args}))
            for one in refused.findings
        ]  # fmt: skip
        raise Refused(*named) from None


def spoken(key: str) -> str:
    """The sentence for a form where that for a sheet speaks of its title."""
    return "desk.day_without_year" if key == "workbooks.day_without_year" else key
