"""The service centre walks from the open requests to an offer that answers one, and takes it back."""

from __future__ import annotations

import pytest
from playwright.sync_api import expect

from tests.pages.conftest import PHONE, WIDE

pytestmark = pytest.mark.pages
WORDS = {
    "zh": ("只能供 18 亩，差 2 亩", "以此供给对接", "已登记对接", "撤回对接", "已撤回对接"),
    "en": ("only 18 mu available, short by 2 mu", "Answer with this offer", "Recorded",
           "Take back", "Taken back"),
}  # fmt: skip


@pytest.mark.parametrize(
    ("lang", "size"), [("zh", WIDE), ("en", PHONE)], ids=["zh-wide", "en-phone"]
)
def test_from_the_request_to_the_offer_and_back(walk, lang, size):
    short, answer, recorded, take_back, taken = WORDS[lang]
    officer = walk("ma", lang, size)
    page = officer.page
    officer.go("/service/requests")
    page.click("text=申请增加工业用地20亩")
    officer.look()
    expect(page.locator("main")).to_contain_text(short)
    fitting = page.locator("tr", has_text="西园工业地块二")
    fitting.get_by_role("button", name=answer).click()
    officer.look()
    expect(page.locator(".note.success")).to_contain_text(recorded)
    page.locator("summary", has_text=take_back).click()
    page.fill("input[name=why]", "企业改选")
    page.get_by_role("button", name=take_back).click()
    officer.look()
    expect(page.locator(".note.success")).to_contain_text(taken)
    officer.go("/policies-due")
