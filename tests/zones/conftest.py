"""The workbooks of the default seed, written once for a worker."""

from __future__ import annotations

from pathlib import Path

import pytest

from zonebook.zones.lanzhou import demo


@pytest.fixture(scope="session")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The workbooks of the default seed."""
    found = tmp_path_factory.mktemp("demo")
    demo.write(found)
    return found
