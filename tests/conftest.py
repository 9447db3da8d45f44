"""Fixtures for all tests: an empty book on SQLite, or on PostgreSQL where one is offered."""

from __future__ import annotations

import os
import tempfile
from pathlib import Path

import pytest
from django.utils import translation
from hypothesis import HealthCheck, settings
from xdist.scheduler import LoadScopeScheduling

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


class Sharing(LoadScopeScheduling):
    """Tests that share a home go to one worker and first; all others one by one."""

    DEAR = (
        "tests/site/test_demo",
        "tests/zones/",
        "tests/site/test_new_zone.py",
        "tests/records/test_kill.py",
    )

    def _split_scope(self, nodeid: str) -> str:
        return next((one for one in self.DEAR if nodeid.startswith(one)), nodeid)


def pytest_xdist_make_scheduler(config, log) -> Sharing:
    """The demonstration is loaded once a run, not once a worker."""
    return Sharing(config, log)


@pytest.fixture(autouse=True)
def quick_passwords(settings):
    """Hashing is slow on purpose; tests sign in a thousand times."""
    settings.PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]


@pytest.fixture(autouse=True)
def own_language():
    """A page asked in English leaves its language to the thread; the next test begins anew."""
    yield
    translation.deactivate()


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
