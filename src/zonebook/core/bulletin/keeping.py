"""Compiles every pattern of the draft check once, for the next start: `tools/install` runs it."""

from __future__ import annotations

import gc
import importlib
import pkgutil

from zonebook.core import bulletin
from zonebook.core.bulletin.lexicon import shipped_lexicon
from zonebook.core.bulletin.patterns import Late, keep


def known() -> list[Late]:
    """Every pattern of the package and of the shipped lexicon."""
    for module in pkgutil.walk_packages(bulletin.__path__, f"{bulletin.__name__}."):
        importlib.import_module(module.name)
    shipped_lexicon()
    # Not isinstance: it would ask lazy objects of other libraries for their class, and wake them.
    return [one for one in gc.get_objects() if type(one) is Late]


if __name__ == "__main__":
    keep(known())
