"""What every page's frame shows: the zone, the day, the person."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest

from zonebook.records import zone as zones


def frame(request: HttpRequest) -> dict[str, Any]:
    """The zone and the day of the request."""
    return {"zone": zones.zone(), "today": getattr(request, "today", None)}
