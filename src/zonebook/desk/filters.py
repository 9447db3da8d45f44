"""Filter words: what a page can be narrowed by, each with the address that adds or removes it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from urllib.parse import urlencode


@dataclass(frozen=True)
class Choice:
    """A filter word: chosen or not, the address that adds or removes it, how many it would leave."""

    text: str
    address: str
    chosen: bool
    count: int | None = None


@dataclass(frozen=True)
class Filter:
    """What a page can be narrowed by, with its words."""

    name: str
    label: str
    choices: tuple[Choice, ...]

    @property
    def chosen(self) -> Choice | None:
        """The word that is chosen."""
        return next((one for one in self.choices if one.chosen), None)


def address(asked: Mapping[str, object]) -> str:
    """The same page under what is asked for; what is empty is left out."""
    return "?" + urlencode({name: value for name, value in asked.items() if value})


def choice(
    text: str,
    name: str,
    key: str,
    asked: Mapping[str, object],
    count: int | None = None,
    place: str = "",
) -> Choice:
    """A word that narrows the page as it is asked for, or widens it again where it is chosen."""
    chosen = asked.get(name, "") == key
    wanted = {**asked, name: "" if chosen else key}
    return Choice(text, address(wanted) + place, chosen, count)
