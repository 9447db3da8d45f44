"""Stories of a demonstration home: walks whose steps open its pages, as far as its records carry them."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from django.urls import NoReverseMatch, reverse

from zonebook.core.values import Reason
from zonebook.desk.language import named, say
from zonebook.records import schema
from zonebook.records import zone as zones

MayRead = Callable[[str], bool]  # whether the person may read a system
NUMBER = "{number}"  # stands in `with` for the number of the step's record


@dataclass(frozen=True)
class Step:
    """What to open, and what is seen there; without an address it `needs` a right."""

    text: str
    address: str
    needs: str = ""


@dataclass(frozen=True)
class Story:
    """A walk."""

    title: str
    about: str
    steps: tuple[Step, ...]


def stories(may_read: MayRead) -> list[Story]:
    """The stories of the home in their order; one without a step left says nothing."""
    found = sorted(zones.catalog().kind("stories").values(), key=lambda row: row["order"])
    told = [
        Story(named(row["title"]), named(row["about"]), tuple(steps(row, may_read)))
        for row in found
    ]
    return [one for one in told if one.steps]


def steps(row: Mapping[str, Any], may_read: MayRead) -> Iterator[Step]:
    """The steps whose page and record this home has; where the reader may not go, why."""
    for step in row["steps"]:
        address = address_of(step)
        if not address:
            continue
        system = step.get("system", "")
        if not system or may_read(system):
            yield Step(named(step["text"]), address)
        else:
            needs = say(Reason("stories.needs", {"system": Reason(f"system.{system}")}))
            yield Step(named(step["text"]), "", needs)


def address_of(step: Mapping[str, Any]) -> str:
    """Where a step leads; empty where its record or page is not there."""
    number = number_of(step["record"]) if "record" in step else ""
    if "record" in step and not number:
        return ""
    words = [number if one == NUMBER else one for one in step.get("with", ())]
    try:
        address = reverse(step["page"], args=words)
    except NoReverseMatch:
        return ""
    return f"{address}?{step['query']}" if "query" in step else address


def number_of(wanted: Mapping[str, Any]) -> str:
    """The number of the first record with these values; empty where there is none."""
    tests = {name: value for name, value in wanted.items() if name != "noun"}
    model = schema.nouns()[wanted["noun"]]
    found = model.objects.filter(**tests).order_by("pk").values_list("number", flat=True).first()
    return found or ""
