"""What somebody wants to record of a case."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any


@dataclass(frozen=True)
class Step:
    """What somebody wants to record of a case; `kind` of the catalogue, `on` the legal day."""

    kind: str
    on: date
    paper: str = ""
    args: Mapping[str, Any] = field(default_factory=dict)
    at: datetime | None = None
    note: str = ""
