"""The two languages of the pages: Chinese first."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any

from django.utils.translation import get_language

from zonebook.core import say as words
from zonebook.core.values import Finding, Reason
from zonebook.records import zone as zones
from zonebook.records.models import Office


def lang() -> str:
    """The language of the page that is being made."""
    return "en" if (get_language() or "zh").startswith("en") else "zh"


def say(reason: Reason | Finding | str, **args: Any) -> str:
    """A sentence of the catalogue in the page's language."""
    found = Reason(reason, args) if isinstance(reason, str) else reason
    return zones.catalog().sentences.say(found, lang())


def known(key: str) -> bool:
    """Whether the catalogue has this sentence."""
    return key in zones.catalog().sentences


def named(names: Mapping[str, str]) -> str:
    """The name in the page's language."""
    return str(names.get(lang()) or names.get("zh", ""))


def word(value: Any) -> str:
    """A day, period, number or list as it stands in a sentence."""
    return zones.catalog().sentences.word(value, lang())


def day(value: date) -> str:
    """A day in full: 2023年5月6日."""
    return words.day(value, lang())


def offices() -> dict[str, str]:
    """What each office is called in the page's language, by its name."""
    return {one.name: (lang() == "en" and one.name_en) or one.name for one in Office.objects.all()}


def person(one: Any) -> str:
    """A person's name."""
    return str((lang() == "en" and one.name_en) or one.name)
