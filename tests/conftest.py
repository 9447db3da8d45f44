"""Fixtures for all tests: an empty book on SQLite, or on PostgreSQL where one is offered."""

from __future__ import annotations

import os
import tempfile
from pathlib import Path

import pytest
from hypothesis import HealthCheck, settings

# A busy machine is no fault of the code: no deadline an example, no verdict on slow drawing. The
# same cases every time, so that a change is judged by what it changed; `make test-long` draws new.
settings.register_profile(
    "house",
    deadline=None,
    derandomize=not os.environ.get("ZONEBOOK_LONG"),
    suppress_health_check=[HealthCheck.too_slow],
)
settings.load_profile("house")
os.environ.setdefault("ZONEBOOK_HOME_FOLDER", tempfile.mkdtemp(prefix="zonebook-test-home-"))


@pytest.fixture(autouse=True)
def quick_passwords(settings):
    """Hashing is slow on purpose; tests sign in a thousand times."""
    settings.PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]


@pytest.fixture
def home(tmp_path: Path, settings) -> Path:
    """A home of its own for files."""
    settings.HOME = tmp_path
    return tmp_path


@pytest.fixture
def book(db, home):
    """An empty book with the offices and people of the cast."""
    from tests import cast

    return cast.settle()
