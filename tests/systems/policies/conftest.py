"""A home with the zone's example policies, its officer and four traders."""

from __future__ import annotations

import shutil

import pytest

from tests.systems.conftest import signed_in
from tests.systems.policies import firms
from zonebook.records import zone as zones


@pytest.fixture
def zone_policies(home):
    """The catalogue of the demonstration zone, its ten examples included."""
    shutil.copytree(firms.LANZHOU, home / "catalog")
    zones.catalog.cache_clear()
    yield
    zones.catalog.cache_clear()


@pytest.fixture
def ma(book, zone_policies):
    """The officer of policies."""
    return firms.ma()


@pytest.fixture
def traders(ma):
    """Four wholesalers."""
    return firms.four(ma)


@pytest.fixture
def office(ma):
    """The officer's browser."""
    return signed_in(ma)
