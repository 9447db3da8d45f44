"""延长审批: the officer asks, the head answers, and never one person both."""

from __future__ import annotations

from datetime import date

import pytest

from tests import cast
from tests.systems.approvals.test_case_steps import a_case, refusal, step
from tests.systems.approvals.test_papers import kept
from zonebook.records.models import Grant, Person
from zonebook.records.models.door import opened
from zonebook.systems.approvals import extensions, standing, waiting
from zonebook.systems.approvals import reads as cases

TODAY = cast.TODAY
ASKED = {"days": 10, "reason": "方案复杂，需要论证"}


@pytest.fixture
def head(book) -> Person:
    """The head of the office: reviews in approvals and writes nothing there."""
    with opened():
        office = cast.office("committee", "管委会")
        for verb in ("read", "review"):
            Grant.objects.create(
                office=office, system="approvals", verb=verb, from_on=date(2020, 1, 1)
            )
        return cast.person("head", "王局长", office)


def legal(case) -> int:
    """The days of the legal clock as it stands."""
    whole, rules = standing.folded(case, cases.rows_of(case), TODAY)
    found = cases.clocks_of(case, whole, rules, TODAY)
    return next(one.limit.days for one in found if one.limit.clock == "legal")


def test_the_officer_asks_and_the_head_extends(book, head):
    case = a_case(book.li)
    before = legal(case)
    step(book.li, case, "extension_asked", args=ASKED)
    assert legal(case) == before
    step(head, case, "extended", paper="延1号")
    assert legal(case) == before + 10
    (notice,) = kept(case, "extended")
    assert "经王局长批准" in "".join(notice.lines)
    assert "方案复杂，需要论证" in "".join(notice.lines)


def test_the_head_may_shorten_what_was_asked_for_and_never_lengthen_it(book, head):
    case = a_case(book.li)
    before = legal(case)
    step(book.li, case, "extension_asked", args={**ASKED, "days": 6})
    longer = {"days": 8}
    why = refusal(step, head, case, "extended", paper="延1号", args=longer)
    assert why == "approvals.extension_longer"
    step(head, case, "extended", paper="延1号", args={"days": 4})
    assert legal(case) == before + 4


def test_nobody_approves_what_they_asked_for_themselves(book):
    """Li may review as well, and still does not answer herself."""
    case = a_case(book.li)
    step(book.li, case, "extension_asked", args=ASKED)
    why = refusal(step, book.li, case, "extended", paper="延1号")
    assert why == "approvals.extension_own"


def test_an_extension_is_for_the_head_alone_and_only_after_it_was_asked_for(book, head):
    case = a_case(book.li)
    assert refusal(step, head, case, "extended", paper="延1号") == "case.extension_not_asked"
    assert refusal(step, head, case, "extension_asked", args=ASKED) == "permissions.no_write"
    step(book.li, case, "extension_asked", args=ASKED)
    again = refusal(step, book.li, case, "extension_asked", args=ASKED)
    assert again == "case.extension_asked_already"
    assert refusal(step, book.wang, case, "extended", paper="延1号") == "permissions.no_review"


def test_a_refused_extension_moves_nothing_and_may_be_asked_for_again(book, head):
    case = a_case(book.li)
    before = legal(case)
    step(book.li, case, "extension_asked", args=ASKED)
    assert refusal(step, head, case, "extension_refused") == "case.lacks"
    step(head, case, "extension_refused", args={"reason": "可以按期办结"})
    assert legal(case) == before
    step(book.li, case, "extension_asked", args=ASKED)


def test_what_was_asked_for_waits_on_the_heads_page_until_it_is_answered(book, head):
    case = a_case(book.li)
    step(book.li, case, "extension_asked", args=ASKED)
    assert [(one.pk, asked.days) for one, asked in extensions.waiting(TODAY)] == [(case.pk, 10)]
    assert [one.title for one in waiting.items(head, TODAY)] == [case.title]
    step(head, case, "extended", paper="延1号")
    assert not list(waiting.items(head, TODAY))


def test_the_case_page_offers_each_what_is_theirs(book, head, client):
    case = a_case(book.li)
    address = f"/approvals/{case.number}"
    step(book.li, case, "extension_asked", args=ASKED)
    client.force_login(head)
    shown = client.get(address).content.decode()
    assert 'value="extended"' in shown and 'value="extension_refused"' in shown
    assert 'value="approved"' not in shown
    form = {"kind": "extended", "on": "2024-02-18", "paper": "延1号", "days": "10",
            "reason": "方案复杂", "expected": "4"}  # fmt: skip
    assert client.post(f"{address}/record", form).status_code == 302
    client.force_login(book.li)
    shown = client.get(address).content.decode()
    assert 'value="extended"' not in shown and 'value="approved"' in shown


@pytest.mark.parametrize("typed", ["三天", "5.5", "-5", "0", "100", ""])
def test_days_that_cannot_be_read_extend_nothing_and_what_was_asked_for_does_not_stand_in(
    book, head, client, typed
):
    """A head who types 三天 does not approve the eight days that were asked for."""
    case = a_case(book.li)
    step(book.li, case, "extension_asked", args={**ASKED, "days": 8})
    before = legal(case)
    client.force_login(head)
    form = {"kind": "extended", "on": "2024-02-18", "paper": "延1号", "days": typed,
            "reason": "方案复杂", "expected": "4"}  # fmt: skip
    answer = client.post(f"/approvals/{case.number}/record", form)
    assert answer.status_code == 400
    assert f"工作日数“{typed}”看不懂，请写成1到99的整数" in answer.content.decode()
    assert legal(case) == before


@pytest.mark.parametrize(("lang", "told"), [("zh", "还缺“理由”"), ("en", "lacks “reasons”")])
def test_what_an_extension_lacks_is_named_as_people_call_it(book, client, lang, told):
    case = a_case(book.li)
    client.force_login(book.li)
    client.cookies["django_language"] = {"zh": "zh-hans", "en": "en"}[lang]
    form = {"kind": "extension_asked", "on": "2024-02-18", "days": "8", "expected": "3"}
    answer = client.post(f"/approvals/{case.number}/record", form)
    assert answer.status_code == 400 and told in answer.content.decode()
