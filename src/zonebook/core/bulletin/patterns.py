"""Patterns that are compiled when they are first asked: one page asks hardly half of them."""

from __future__ import annotations

import re
from functools import cached_property
from typing import Any, cast


class Late:
    """Stands for a pattern; knows a method of it from the first call on, at no further cost."""

    def __init__(self, pattern: str, flags: int) -> None:
        self.pattern, self.flags = pattern, flags

    @cached_property
    def compiled(self) -> re.Pattern[str]:
        """The pattern itself."""
        return re.compile(self.pattern, self.flags)

    def __getattr__(self, name: str) -> Any:
        method = getattr(self.compiled, name)
        setattr(self, name, method)
        return method


def lazily(pattern: str, flags: int = 0) -> re.Pattern[str]:
    """A pattern as `re.compile` gives it, compiled when it is first asked."""
    return cast("re.Pattern[str]", Late(pattern, flags))
