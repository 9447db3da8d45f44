"""Patterns that are compiled when they are first asked, and read back where an installation kept them.

One page asks hardly half of them, and compiling these is half the time of a cold start. Python keeps
its compiled modules in `__pycache__` but not its compiled patterns; `keep` puts them there, under
the very version that compiled them. Without that file, or with another one, they are compiled.
"""

from __future__ import annotations

import _sre  # type: ignore[import-not-found]
import marshal
import re
import sys
from array import array
from collections.abc import Iterable
from functools import cache, cached_property
from pathlib import Path
from typing import Any, cast

KEPT = Path(__file__).parent / "__pycache__" / f"patterns.{sys.implementation.cache_tag}.marshal"
MADE_BY = (sys.version, _sre.MAGIC, array("I").itemsize, sys.byteorder)
# What `_sre.compile` takes after the pattern: flags, code, groups, names by place, places by name.
Entry = tuple[int, bytes, int, dict[str, int], tuple[str | None, ...]]


class Late:
    """Stands for a pattern; knows a method of it from the first call on, at no further cost."""

    def __init__(self, pattern: str, flags: int) -> None:
        self.pattern, self.flags = pattern, int(flags)

    @cached_property
    def compiled(self) -> re.Pattern[str]:
        """The pattern itself."""
        entry = kept().get((self.pattern, self.flags))
        return re.compile(self.pattern, self.flags) if entry is None else made(self.pattern, entry)

    def __getattr__(self, name: str) -> Any:
        method = getattr(self.compiled, name)
        setattr(self, name, method)
        return method


def lazily(pattern: str, flags: int = 0) -> re.Pattern[str]:
    """A pattern as `re.compile` gives it, compiled when it is first asked."""
    return cast("re.Pattern[str]", Late(pattern, flags))


@cache
def kept() -> dict[tuple[str, int], Entry]:
    """The patterns that this very Python compiled before; none where there is no such file."""
    return kept_in(KEPT)


def kept_in(path: Path) -> dict[tuple[str, int], Entry]:
    """The patterns of one file; none where it is missing, damaged or another version's."""
    try:
        made_by, entries = marshal.loads(path.read_bytes())
    except (OSError, EOFError, ValueError, TypeError):
        return {}
    return entries if made_by == MADE_BY else {}


def made(pattern: str, entry: Entry) -> re.Pattern[str]:
    """The pattern of an entry, as `re.compile` would make it."""
    flags, code, groups, places, names = entry
    words = array("I", code)
    return cast(
        "re.Pattern[str]", _sre.compile(pattern, flags, words.tolist(), groups, places, names)
    )


def entry_of(pattern: str, flags: int) -> Entry:
    """Compile a pattern; what Python keeps of it inside."""
    parsed = re._parser.parse(pattern, flags)  # type: ignore[attr-defined]
    code = re._compiler._code(parsed, flags)  # type: ignore[attr-defined]
    places, groups = dict(parsed.state.groupdict), parsed.state.groups
    by_place = {place: name for name, place in places.items()}
    names = tuple(by_place.get(place) for place in range(groups))
    return int(flags | parsed.state.flags), array("I", code).tobytes(), groups - 1, places, names


def keep(patterns: Iterable[Late], path: Path = KEPT) -> None:
    """Compile patterns and write them for the next start; readers see the old file or the new."""
    entries = {(one.pattern, one.flags): entry_of(one.pattern, one.flags) for one in patterns}
    path.parent.mkdir(exist_ok=True)
    new = path.with_suffix(".new")
    new.write_bytes(marshal.dumps((MADE_BY, entries)))
    new.replace(path)
