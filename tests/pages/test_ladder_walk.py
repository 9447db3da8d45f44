"""The ladder's officer walks from the near misses to an enterprise and leaves it with a plan."""

from __future__ import annotations

import pytest
from playwright.sync_api import expect

from tests.pages.conftest import PHONE, WIDE

pytestmark = pytest.mark.pages
FIRM = "甘肃云祥科技有限公司000号"
WORDS = {
    "zh": ("2023年研发费用总额再增 1 万元", "保存培育计划", "培育中"),
    "en": ("R&D expense of 2023: CNY 10,000 more", "Keep the plan", "Open"),
}


@pytest.mark.parametrize(
    ("lang", "size"), [("zh", WIDE), ("en", PHONE)], ids=["zh-wide", "en-phone"]
)
def test_from_the_near_miss_to_the_enterprise_to_its_plan(walk, lang, size):
    act, keep, state = WORDS[lang]
    officer = walk("chen", lang, size)
    page = officer.page
    officer.go("/ladder")
    officer.go("/ladder/near")
    expect(page.locator("main")).to_contain_text(act)
    page.click(f"text={FIRM}")
    officer.look()
    expect(page.locator("main")).to_contain_text("4.9911")
    page.fill("#next_step", "补做研发费用专项审计")
    page.fill("#helper", "陈科员")
    page.fill("#due_on", "2024-05-31")
    page.click(f"text={keep}")
    officer.look()
    expect(page.locator(".note.success")).to_contain_text(FIRM)
    officer.go("/ladder/plans")
    for words in (FIRM, "补做研发费用专项审计", "陈科员", state):
        expect(page.locator("main")).to_contain_text(words)
    officer.go("/ladder/reform?rule=hnte")
    page.fill("#value", "4.9")
    page.press("#value", "Enter")
    officer.look()
    expect(page.locator("main")).to_contain_text("5 → 4.9")
    for address in ("/ladder/watch", "/ladder/reform", "/ladder/replay", "/ladder/rungs/hnte"):
        officer.go(address)
