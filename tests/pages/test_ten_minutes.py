"""Ten minutes of a leader between two meetings, and of a clerk with a workbook."""

from __future__ import annotations

import re

import pytest
from playwright.sync_api import expect

from tests.pages.conftest import PHONE, WIDE
from tests.pages.test_walks import GOOD, sheet, violations

pytestmark = pytest.mark.pages
SCREENS = [("zh", PHONE), ("en", PHONE), ("zh", WIDE), ("en", WIDE)]
NAMES = ["zh-phone", "en-phone", "zh-wide", "en-wide"]
COPIED = {"zh": "已复制", "en": "Copied"}
SAID = {
    "zh": ("2023年签约金额25.6亿元", "年度目标30.0亿元，完成85.3%", "截至2023-12-31"),
    "en": ("Contracted amount 2.56 billion CNY", "85.3% reached", "as of 2023-12-31"),
}


@pytest.mark.parametrize(("lang", "size"), SCREENS, ids=NAMES)
def test_a_leader_sees_who_is_behind_opens_it_down_to_the_contract_and_forwards_it(
    walk, lang, size
):
    leader = walk("leader", lang=lang, size=size)
    page = leader.page
    page.context.grant_permissions(["clipboard-read", "clipboard-write"])
    leader.look()

    # whether it is reached, against last year, as of when
    expect(page.locator(".tiles a")).to_have_count(12)
    tile = page.locator('.tiles a[href*="/amt_signed"]')
    expect(tile).to_contain_text(re.compile(r"◆ 85\.3%"))
    expect(tile).to_contain_text("2023-12-31")
    page.click(".identities summary")
    expect(page.locator(".identities .checks li").first).to_be_visible()
    expect(page.locator("main")).to_contain_text("建立企业诉求清单")

    # who is behind, and why
    page.click('.todo a[href*="/amt_signed"]')
    rows = page.locator(".opened").first.locator("tbody tr")
    expect(rows).to_have_count(4)
    expect(rows.first).to_contain_text("256,000")
    expect(rows.nth(1).locator("td.wide").first).to_be_visible(visible=size == WIDE)
    leader.look()

    # what goes to the chat group
    page.click(".head .copy summary")
    expect(page.locator(".head .copy summary")).to_have_text(COPIED[lang])
    text = page.evaluate("navigator.clipboard.readText()")
    assert all(part in text for part in SAID[lang]), text

    # the contract behind a number
    page.click(".opened >> text=金穗新材料一期 >> nth=0")
    expect(page.locator("h1")).to_have_text("金穗新材料一期")
    leader.look()

    # the year, of which every mark opens
    leader.go("/year?period=2023")
    page.locator("#amt_signed svg a[href*='2023-06']").click()
    expect(page.locator(".value")).to_contain_text("8.6" if lang == "zh" else "0.86")

    # an enterprise by a part of its name
    page.fill(".find input", "云祥")
    page.press(".find input", "Enter")
    expect(page.locator(".hits a").first).to_be_visible()
    leader.look()


@pytest.mark.parametrize(("lang", "size"), [("zh", WIDE), ("en", PHONE)], ids=["wide", "phone"])
def test_a_clerk_sees_what_is_due_drops_the_workbook_and_takes_it_back(walk, tmp_path, lang, size):
    from axe_playwright_python.sync_playwright import Axe

    clerk = walk("wang", lang=lang, size=size)
    page = clerk.page
    clerk.look()
    expect(page.locator(".todo")).to_contain_text("更新招商项目库")
    expect(page.locator(".todo")).not_to_contain_text("建立企业诉求清单")
    assert not violations(Axe().run(page))

    page.set_input_files(".drop input[type=file]", sheet(tmp_path, GOOD))
    expect(page.locator(".sums b").first).to_be_visible()
    clerk.look()
    page.locator("form[action$='/commit'] button.primary").click()
    expect(page.locator("form[action$='/undo'] button")).to_be_visible()
    clerk.look()

    clerk.go("/registers/signing?q=星原")
    expect(page.locator("table.list tbody tr")).to_have_count(1)
    assert "星原文旅小镇" in page.input_value("#words")
    with page.expect_download() as caught:
        page.click("a[href$='/export']")
    assert caught.value.suggested_filename.endswith(".xlsx")

    clerk.go("/")
    page.locator("form[action$='/undo'] button").first.click()
    clerk.go("/registers/signing?q=星原")
    expect(page.locator("table.list tbody tr")).to_have_count(0)
