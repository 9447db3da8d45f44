"""Homes: one folder is one zone is one database."""

from __future__ import annotations

import os
import re
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from zonebook.core.values import Reason, Refused

KEY = re.compile(r"[a-z][a-z0-9_-]{0,40}")
CHECKOUT = Path(__file__).resolve().parents[3]


def root() -> Path:
    """Where the homes lie: ZONEBOOK_HOME, else var/homes of a checkout, else the user's data."""
    named = os.environ.get("ZONEBOOK_HOME")
    if named:
        return Path(named)
    if (CHECKOUT / "pyproject.toml").exists() and CHECKOUT.name != "lib":
        return CHECKOUT / "var" / "homes"
    data = os.environ.get("XDG_DATA_HOME") or os.environ.get("LOCALAPPDATA")
    return (Path(data) if data else Path.home() / ".local" / "share") / "zonebook" / "homes"


def known() -> list[str]:
    """The keys of the homes that exist."""
    if not root().exists():
        return []
    return sorted(path.parent.name for path in root().glob("*/zone.yaml"))


def choose(key: str | None) -> str:
    """The home that is meant: the named one, or the only one there is."""
    homes = known()
    if key is None and len(homes) == 1:
        return homes[0]
    if key is None and homes:
        raise Refused(Reason("home.which", {"known": homes}))
    if key is None or key not in homes:
        raise Refused(Reason("home.missing", {"zone": key or "—", "known": homes or "—"}))
    return key


def open_home(key: str | None) -> Path:
    """Make a home the one that this process works on; Refused if there is none of that name.

    A folder with nothing but a zone.yaml becomes a home at its first opening; a home of an older
    version is brought up to date.
    """
    folder = root() / choose(key)
    set_up(folder)
    prepare()
    return folder


def prepare() -> None:
    """Bring the database of the home to this version and settle its offices and people."""
    from django.core.management import call_command
    from django.db import connection
    from django.db.migrations.executor import MigrationExecutor

    from zonebook.records import settle, zone
    from zonebook.site.today import today

    executor = MigrationExecutor(connection)
    if executor.migration_plan(executor.loader.graph.leaf_nodes()):
        call_command("migrate", verbosity=0)
    declared = zone.zone()
    settle.settle(declared, on=today(declared.time_zone, declared.today))


def set_up(folder: Path) -> None:
    """Point Django at a home and start it."""
    import django

    os.environ["ZONEBOOK_HOME_FOLDER"] = str(folder)
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "zonebook.site.settings")
    django.setup()


@contextmanager
def new(key: str) -> Iterator[Path]:
    """A new home, built aside and put in its place only when it is whole."""
    if not KEY.fullmatch(key):
        raise Refused(Reason("home.bad_key", {"zone": key}))
    place = root() / key
    building = root() / f".{key}.building"
    if building.exists():
        shutil.rmtree(building)
    building.mkdir(parents=True)
    try:
        yield building
        close_database()
        if place.exists():
            place.rename(root() / f".{key}.old")
        building.replace(place)
        shutil.rmtree(root() / f".{key}.old", ignore_errors=True)
    except BaseException:
        close_database()
        shutil.rmtree(building, ignore_errors=True)
        raise


def close_database() -> None:
    """Let go of the database file before its folder moves."""
    from django.db import connections

    connections.close_all()
