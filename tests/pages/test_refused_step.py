"""Walks: what somebody who was refused does next at the screen."""

from __future__ import annotations

import pytest

from tests.pages.conftest import PHONE, WIDE

pytestmark = pytest.mark.pages


@pytest.mark.parametrize(("lang", "size"), [("zh", WIDE), ("en", PHONE)])
def test_a_refused_page_is_read_in_the_other_language(walk, lang, size):
    walker = walk("applicant", lang=lang, size=size)
    page = walker.page
    walker.go("/my")
    page.click("th a >> nth=0")
    page.click("details[id^=take-] summary >> nth=0")
    page.click("details[id^=take-] button.primary >> nth=0")
    assert page.locator(".errors").count() == 1
    page.click("form[action='/language'] button")
    walker.look()
    assert page.get_attribute("html", "lang") == ("en" if lang == "zh" else "zh-CN")
    assert page.locator("h1").inner_text() == "生物医药中试平台"
