"""The day of a request: the zone's local date, or the day that a demonstration home lives on."""

from __future__ import annotations

import os
from collections.abc import Callable
from datetime import date, datetime
from zoneinfo import ZoneInfo

from django.http import HttpRequest, HttpResponse

from zonebook.records import zone as zones


def today(time_zone: str = "Asia/Shanghai", fixed: date | None = None) -> date:
    """The legal day of the zone; ZONEBOOK_TODAY moves it for demonstrations and tests."""
    moved = os.environ.get("ZONEBOOK_TODAY")
    if moved:
        return date.fromisoformat(moved)
    return fixed or datetime.now(ZoneInfo(time_zone)).date()


class TodayMiddleware:
    """Sets `request.today` once; nothing further in asks the clock."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        zone = zones.zone()
        request.today = today(zone.time_zone, zone.today)  # type: ignore[attr-defined]
        return self.get_response(request)
