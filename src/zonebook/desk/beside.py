"""What the systems say beside a figure: the rules that it states, and what was measured under them.

A system adds its own by naming a function in its app: `stated = "…module.function"`, called with
the figure's key and the nouns that the reader may open, answering with lines.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass

from django.apps import apps
from django.utils.module_loading import import_string


@dataclass(frozen=True)
class Line:
    """One line: what it is, what it says, and where that is kept."""

    kind: str
    text: str
    address: str
    note: str = ""


def lines(key: str, nouns: set[str]) -> Iterator[Line]:
    """The lines of all systems on a figure."""
    for config in apps.get_app_configs():
        if named := getattr(config, "stated", None):
            more: Callable[[str, set[str]], Iterable[Line]] = import_string(named)
            yield from more(key, nouns)
