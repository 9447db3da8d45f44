"""Ten minutes of a leader between two meetings, and of a clerk with a workbook."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
import xlsxwriter
from playwright.sync_api import expect

from tests.pages.conftest import PHONE, WIDE
from tests.pages.small_home import SIGNINGS
from tests.pages.test_walks import violations

pytestmark = pytest.mark.pages
SCREENS = [("zh", PHONE), ("en", PHONE), ("zh", WIDE), ("en", WIDE)]
NAMES = ["zh-phone", "en-phone", "zh-wide", "en-wide"]
COPIED = {"zh": "已复制", "en": "Copied"}
LIST = {"zh": "一企一档，", "en": "Enterprise files, "}
RED = {"zh": "红灯", "en": "Red"}
CONTRACT = {"zh": "正式合同", "en": "Contract"}
OFFICE = {"zh": "投资促进局", "en": "Investment Promotion Bureau"}
SAID = {
    "zh": ("2023年签约金额25.6亿元", "年度目标30.0亿元，完成85.3%", "截至2023-12-31"),
    "en": ("Contracted amount 2.56 billion CNY", "85.3% reached", "as of 2023-12-31"),
}


@pytest.mark.parametrize(("lang", "size"), SCREENS, ids=NAMES)
def test_a_leader_sees_who_is_behind_opens_it_down_to_the_contract_and_forwards_it(
    walk, lang, size
):
    leader = walk("leader", lang=lang, size=size)
    leader.page.context.grant_permissions(["clipboard-read", "clipboard-write"])
    leader.look()
    sees_what_is_reached(leader.page)
    sees_why_a_light_is_red(leader.page, RED[lang])

    # who is behind, and why
    page = leader.page
    expect(page.locator("main h3", has_text=OFFICE[lang])).to_be_visible()
    page.click('.todo a[href*="/amt_signed"]')
    rows = page.locator(".opened").first.locator("tbody tr")
    expect(rows).to_have_count(4)
    expect(rows.first).to_contain_text("256,000")
    expect(rows.nth(1).locator("td.wide").first).to_be_visible(visible=size == WIDE)
    leader.look()
    forwards_it(page, COPIED[lang], SAID[lang])

    # the contract behind a number, and back
    page.click(".opened >> text=金穗新材料一期 >> nth=0")
    expect(page.locator("h1")).to_have_text(f"金穗新材料一期 · {CONTRACT[lang]}")
    leader.look()

    # the year, of which every mark opens
    leader.go("/year?period=2023")
    page.locator("#amt_signed svg a[href*='2023-06']").click()
    expect(page.locator(".value")).to_contain_text("8.6" if lang == "zh" else "0.86")
    finds_an_enterprise(leader, lang)


def sees_what_is_reached(page):
    """Whether it is reached, against last year, as of when; what does not agree; what waits."""
    expect(page.locator(".tiles a")).to_have_count(12)
    tile = page.locator('.tiles a[href*="/amt_signed"]')
    expect(tile).to_contain_text(re.compile(r"◆ 85\.3%"))
    expect(tile).to_contain_text("2023-12-31")
    page.click(".identities summary")
    expect(page.locator(".identities .checks li").first).to_be_visible()
    expect(page.locator("main")).to_contain_text("建立企业诉求清单")


def sees_why_a_light_is_red(page, red):
    """The projects that this leader answers for: the light, why, and what it rests on."""
    mine = page.locator("#sponsored ul.lights > li")
    expect(mine).to_have_count(1)
    expect(mine.first).to_contain_text(f"◆ {red}")
    mine.first.locator("> details > summary").click()
    expect(mine.first).to_contain_text("施工图审查未通过")
    expect(mine.first.locator("a[href*='/YT-']").first).to_be_visible()


def forwards_it(page, copied, said):
    """What goes to the chat group: the paragraph, and the long picture."""
    page.click(".head .copy summary")
    expect(page.locator(".head .copy summary")).to_have_text(copied)
    text = page.evaluate("navigator.clipboard.readText()")
    assert all(part in text for part in said), text
    with page.expect_download() as caught:
        page.click(".head a[download]")
    assert caught.value.suggested_filename.endswith(".png")


def finds_an_enterprise(leader, lang):
    """By a part of its name; its list goes to the group as well."""
    page = leader.page
    page.fill(".find input", "云祥")
    page.press(".find input", "Enter")
    expect(page.locator(".hits a").first).to_be_visible()
    leader.look()
    leader.go("/enterprises?q=云祥")
    page.click(".copylist button")
    expect(page.locator(".copylist button")).to_have_text(COPIED[lang])
    text = page.evaluate("navigator.clipboard.readText()")
    assert LIST[lang] in text and "2024-02-18" in text, text


def this_months_ledger(folder: Path) -> Path:
    """Her sheet: an old row, a project under another name, a new one, a column of her own."""
    path = folder / "签约项目台账.xlsx"
    book = xlsxwriter.Workbook(str(path))
    page = book.add_worksheet()
    page.merge_range(0, 0, 0, 7, "2023年签约项目台账")
    rows = [
        [*SIGNINGS[0], "对接人"],
        [*SIGNINGS[1], "老周"],
        [2, "河洲生物医药中试平台", "正式合同", "2023-09-26", 50000, "河洲医药集团", "招商二组", "老周"],
        [3, "星原文旅小镇", "正式合同", "2023-08-03", 15000, "星原文旅有限公司", "招商二组", "小陈"],
    ]  # fmt: skip
    for r, row in enumerate(rows):
        page.write_row(r + 1, 0, row)
    book.close()
    return path


@pytest.mark.parametrize(("lang", "size"), SCREENS, ids=NAMES)
def test_a_clerk_sees_what_is_due_drops_the_workbook_and_takes_it_back(walk, tmp_path, lang, size):
    from axe_playwright_python.sync_playwright import Axe

    clerk = walk("wang", lang=lang, size=size)
    page = clerk.page
    clerk.look()
    expect(page.locator(".todo")).to_contain_text("更新招商项目库")
    expect(page.locator(".todo")).not_to_contain_text("建立企业诉求清单")
    assert not violations(Axe().run(page))

    # her own sheet: columns found at once, those of her own kept, the other name asked about
    page.set_input_files(".drop input[type=file]", this_months_ledger(tmp_path))
    expect(page.locator(".sums b").first).to_be_visible()
    clerk.look()
    page.click(".tab-columns")
    expect(page.locator("main tbody th", has_text="对接人")).to_be_visible()
    page.click(".tab-asked")
    pair = page.locator("fieldset.pair")
    for number in ("XM-", "QD-"):  # the same project; then the same contract, with another day
        expect(pair.locator("a")).to_contain_text("河洲医药中试基地")
        expect(pair.locator(".number")).to_contain_text(number)
        pair.locator("input[type=radio]").first.check()
        page.click("form[action$='/answers'] button.primary")
    expect(pair).to_have_count(0)

    # what the sheet no longer has is said, and nothing of it is touched
    page.click(".tab-gone")
    expect(page.locator("main tbody")).to_contain_text("泉湾物流园")
    clerk.look()
    page.click("form[action$='/commit'] button.primary")
    expect(page.locator("form[action$='/undo'] button")).to_be_visible()
    clerk.look()

    # the new row with the column of her own; the ledger back out
    clerk.go("/registers/signing?q=星原")
    expect(page.locator("table.list tbody tr")).to_have_count(1)
    assert "星原文旅小镇" in page.input_value("#words")
    with page.expect_download() as caught:
        page.click("a[href$='/export']")
    assert caught.value.suggested_filename.endswith(".xlsx")
    page.click("table.list tbody th a")
    expect(page.locator("main")).to_contain_text("小陈")
    clerk.look()

    # one button takes it all back
    clerk.go("/")
    page.locator("form[action$='/undo'] button").first.click()
    clerk.go("/registers/signing?q=星原")
    expect(page.locator("table.list tbody tr")).to_have_count(0)
