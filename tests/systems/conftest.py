"""Fixtures of the page tests: three people signed in, on the demonstration's day."""

from __future__ import annotations

import pytest
from django.test import Client

from tests import cast


@pytest.fixture(autouse=True)
def on_the_day(monkeypatch, settings):
    """The pages live on 18 February 2024, and short work is done within the request."""
    monkeypatch.setenv("ZONEBOOK_TODAY", cast.TODAY.isoformat())
    settings.JOBS_IN_THREADS = False


@pytest.fixture(autouse=True)
def no_old_jobs():
    """Jobs of an earlier test are not this one's."""
    from zonebook.desk import jobs

    jobs.jobs.clear()


def signed_in(person) -> Client:
    """A browser in which somebody has signed in."""
    client = Client()
    client.force_login(person)
    return client


@pytest.fixture
def li(book) -> Client:
    """Li keeps registration."""
    return signed_in(book.li)


@pytest.fixture
def wang(book) -> Client:
    """Wang keeps promotion, the ladder and the economy."""
    return signed_in(book.wang)


@pytest.fixture
def zhao(book) -> Client:
    """Zhao must see nothing."""
    return signed_in(book.zhao)
