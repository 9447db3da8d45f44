"""Permissions: deny by default, dated, one function for pages, command and interface."""

from datetime import date

import pytest

from tests import cast
from zonebook.core.values import Refused
from zonebook.records import permissions
from zonebook.records.models import Person
from zonebook.records.models.people import SYSTEMS, VERBS


@pytest.mark.parametrize("system", SYSTEMS)
@pytest.mark.parametrize("verb", VERBS)
def test_each_officer_may_do_just_what_the_office_may(book, verb, system):
    assert permissions.permits(book.li, verb, system, on=cast.TODAY) == (system in cast.LI)
    assert permissions.permits(book.wang, verb, system, on=cast.TODAY) == (system in cast.WANG)
    assert not permissions.permits(book.zhao, verb, system, on=cast.TODAY)
    assert not permissions.permits(None, verb, system, on=cast.TODAY)


def test_a_grant_holds_from_its_day_and_ends_before_its_end(book):
    wang = Person.objects.get(key="wang")
    assert not permissions.permits(wang, "read", "economy", on=date(2019, 12, 31))
    assert permissions.permits(wang, "read", "economy", on=date(2020, 1, 1))


@pytest.mark.parametrize("verb", VERBS)
def test_a_refusal_says_who_and_where(book, verb):
    with pytest.raises(Refused) as refused:
        permissions.demand(book.zhao, verb, "promotion", on=cast.TODAY)
    message = refused.value.findings[0].message
    assert message.key == f"permissions.no_{verb}"
    assert message.args["person"] == book.zhao.names
