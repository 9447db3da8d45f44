"""What a server does before somebody asks: it reads who is judged today, which takes a second."""

from __future__ import annotations

import os
import threading


def begin() -> None:
    """Read in the background; a page that is asked for meanwhile waits for nothing."""
    if not os.environ.get("ZONEBOOK_PUBLIC"):
        threading.Thread(target=read, name="warm", daemon=True).start()


def read() -> None:
    """The pages' code, and the enterprises of the zone with what they filed by today."""
    from django.db import connection
    from django.urls import get_resolver

    from zonebook.records import verdicts
    from zonebook.records import zone as zones
    from zonebook.site.today import today

    zone = zones.zone()
    try:
        len(get_resolver().url_patterns)
        verdicts.population(today(zone.time_zone, zone.today))
    finally:
        connection.close()
