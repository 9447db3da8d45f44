"""The interface keeps its own OpenAPI document, whatever is sent to it."""

from __future__ import annotations

import os

import pytest
import schemathesis
from django.core.wsgi import get_wsgi_application
from hypothesis import HealthCheck
from hypothesis import settings as hypothesis_settings
from schemathesis.checks import positive_data_acceptance

from tests import cast
from tests.site.api.conftest import program
from zonebook.records.models import Grant
from zonebook.records.models.door import opened

EXAMPLES = 300 if os.environ.get("ZONEBOOK_LONG") else 6


document = schemathesis.openapi.from_wsgi("/api/v1/openapi.json", get_wsgi_application())


@pytest.fixture
def headers(book, settings):
    """The header of a program that may all that Wang may, in a book with three enterprises."""
    settings.API_RATE = "1000000/m"
    with opened():
        office = book.wang.posts.get().office
        Grant.objects.create(office=office, system="policies", verb="read", from_on=cast.TODAY)
    cast.enter(book, cast.lantai(), cast.jincheng(), cast.newcomer())
    return program(book.wang).headers


@document.parametrize()
@hypothesis_settings(
    max_examples=EXAMPLES, suppress_health_check=list(HealthCheck), derandomize=True
)
def test_every_answer_is_as_declared(case, headers):
    # 2023-02-31 fits its pattern and is still no day: what a pattern cannot say is refused as 422,
    # so that a request as declared may be refused; everything else is checked.
    case.call_and_validate(headers=headers, excluded_checks=[positive_data_acceptance])
