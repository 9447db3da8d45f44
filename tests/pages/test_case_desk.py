"""A walk: an officer drops her list of cases, opens one, and sees every day of its clock."""

from __future__ import annotations

import pytest

from tests.pages.conftest import PHONE, WIDE
from tests.systems.approvals.rolls import OPEN, STORY_B, book_of

pytestmark = pytest.mark.pages
LIST = book_of({**STORY_B, "经办人": "李科员"}, {**OPEN, "经办人": "李科员"})
NEXT = book_of({**STORY_B, "经办人": "综合科/李科员", "送达日期": "2023-11-02"})


@pytest.mark.parametrize(("lang", "size"), [("zh", WIDE), ("zh", PHONE), ("en", PHONE)])
def test_an_officer_brings_her_list_and_decides_a_case(walk, lang, size):
    walker = walk("li", lang=lang, size=size)
    page = walker.page
    walker.go("/approvals-import")
    file = {"name": "办件台账.xlsx", "mimeType": "application/octet-stream", "buffer": LIST}
    with page.expect_navigation():
        page.set_input_files("#file", file)
    walker.look()
    assert page.inner_text(".sums b") == "2"
    page.click("form.confirm button.primary")
    page.click("text=砚池东市政道路工程")
    walker.look()
    assert page.locator(".days li").count() > 10
    page.click(".steps summary >> nth=0")
    page.click(".steps details[open] button.primary")
    walker.look()
    assert page.locator(".clock-card.s-kept").count() >= 2
    next_month(walker)
    walker.go("/approvals?who=all&clock=legal")
    walker.go("/approvals-regularity")


def next_month(walker):
    """The list of the next month names another day for a step: it is corrected by choice."""
    page = walker.page
    walker.go("/approvals-import")
    file = {"name": "下月.xlsx", "mimeType": "application/octet-stream", "buffer": NEXT}
    with page.expect_navigation():
        page.set_input_files("#file", file)
    walker.look()
    page.check("input[name=correct]")
    page.fill("#why", "送达回证上是2日")
    with page.expect_navigation():
        page.click("form.confirm button.primary")
    walker.look()
    walker.go("/approvals-import")
    assert page.locator(".recent button").count() == 2
