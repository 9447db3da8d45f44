"""A walk: somebody without an account computes a due day on a phone and at a desk."""

from __future__ import annotations

import pytest

from tests.pages.conftest import PHONE, WIDE

pytestmark = pytest.mark.pages


@pytest.mark.parametrize("size", [WIDE, PHONE])
@pytest.mark.parametrize(("lang", "due"), [("zh", "2023年10月31日"), ("en", "31 Oct 2023")])
def test_anybody_computes_a_due_day(walk, lang, due, size):
    walker = walk(lang=lang, size=size)
    walker.go("/clock")
    page = walker.page
    page.fill("#accepted", "2023.9.22")
    page.fill("#limit", "11")
    page.select_option("#kind-1", "expert_review")
    page.fill("#first-1", "2023-10-09")
    page.fill("#last-1", "2023-10-20")
    page.select_option("#kind-2", "public_notice")
    page.fill("#first-2", "2023-10-13")
    page.fill("#last-2", "2023-10-25")
    page.click("form.clock-form button.primary")
    walker.look()
    assert page.inner_text(".result time") == due
    assert page.locator(".days li.counted").count() == 11
    assert page.locator(".sheet-days tr.counted").count() == 11
    assert page.is_visible("[data-print]")


def test_the_print_button_prints_once(walk):
    walker = walk(size=WIDE)
    page = walker.page
    page.add_init_script("window.printed = 0; window.print = function () { window.printed += 1; };")
    for place, buttons in (("/clock?accepted=2023-09-22&limit=11", 1), ("/check?sample=flawed", 1)):
        walker.go(place)
        assert page.locator("[data-print]").count() == buttons
        page.click("[data-print]")
        assert page.evaluate("window.printed") == 1


def test_the_printed_sheet_has_no_form(walk):
    walker = walk()
    walker.go("/clock?accepted=2023-09-22&limit=11")
    walker.page.emulate_media(media="print")
    assert not walker.page.is_visible("form.clock-form")
    assert walker.page.is_visible(".sheet-days")
