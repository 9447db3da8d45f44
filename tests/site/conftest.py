"""The home of the demonstration, loaded once for all tests that look at it."""

from __future__ import annotations

import pytest

from tests.site import demo_home


@pytest.fixture(scope="session")
def installed(tmp_path_factory: pytest.TempPathFactory) -> dict[str, str]:
    """A copy of the package as it is installed, with a home loaded and the calibration deleted."""
    return demo_home.installed_in(tmp_path_factory.mktemp("installed"))
