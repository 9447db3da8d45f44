"""A figure by groups on its page: the ways to choose from, and the cells of the chosen one."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from typing import Any
from urllib.parse import urlencode

from django import template

from zonebook.core.indicators import Figure
from zonebook.core.say import number
from zonebook.desk.language import lang, named, say
from zonebook.records import breakdowns

register = template.Library()


@dataclass(frozen=True)
class Cell:
    """One group as it prints."""

    name: str
    value: str


@register.inclusion_tag("desk/_breakdown.html", takes_context=True)
def breakdown_of(context: dict[str, Any], figure: Figure) -> dict[str, Any]:
    """The ways of a figure; with `by` in the address its cells, some of them kept back."""
    known = () if figure.unknown else breakdowns.ways(figure.key)
    wanted = context["request"].GET.get("by", "")
    chosen = next((one for one in known if one.key == wanted), None)
    found = breakdowns.breakdown(figure.key, wanted, figure.period) if chosen else None
    period = str(figure.period)
    return {
        "ways": [
            (named(one.name), "?" + urlencode({"period": period, "by": one.key}), one == chosen)
            for one in known
        ],
        "title": say("breakdowns.title"),
        "sum": say("breakdowns.sum"),
        "name": named(chosen.name) if chosen else "",
        "unit": figure.unit.printed(figure.value or Decimal(0), lang())[1],
        "cells": [cell(figure, one) for one in found.cells] if found else [],
        "total": said(figure, figure.value),
        "because": [say(one) for one in found.because] if found else [],
    }


def cell(figure: Figure, one: breakdowns.Shown) -> Cell:
    """A cell in the page's language."""
    return Cell(named(one.name), said(figure, one.value))


def said(figure: Figure, value: Decimal | None) -> str:
    """A value as the page says the figure itself; a star where it is kept back."""
    return "＊" if value is None else number(figure.unit.printed(value, lang())[0])
