"""Walks: a flawed draft is checked, one number assigned, one finding set aside, a Word file taken."""

from __future__ import annotations

import io
from pathlib import Path

import pytest
from axe_playwright_python.sync_playwright import Axe
from docx import Document
from playwright.sync_api import expect

from tests.pages.conftest import PHONE, WIDE
from tests.pages.test_walks import violations

pytestmark = pytest.mark.pages
DRAFT = """2023年高新区招商工作情况
2023年，全区实现地区生产总值353.2亿元。全年签约项目21个，签约金额25.6亿元，招商质量稳步提升。
立项用地规划许可承诺时限由11个工作日压缩至15个工作日，新登记企业月均数比往年同期增长30%。
全年签约项目19个，签约后的累计投放额12.5亿元。"""


def state(page, number: str) -> str:
    """The class of the first mark of a number."""
    return page.locator("#text a.mark", has_text=number).first.get_attribute("class") or ""


def test_a_clerk_checks_binds_sets_aside_exports_and_keeps(walk):
    clerk = walk("wang")
    page = clerk.page
    page.click("#rail >> text=文稿核数")
    page.fill("#text", DRAFT)
    page.click("form[data-paper] button.primary")
    clerk.look()
    assert "s-mismatch" in state(page, "353.2亿元")
    assert "s-verified" in state(page, "25.6亿元")
    assert "s-inconsistent" in state(page, "11个工作日")
    assert "s-ask" in state(page, "30%")
    assert "s-unbound" in state(page, "12.5亿元")
    assert not violations(Axe().run(page))

    page.click("#text a.mark:has-text('12.5亿元')")
    panel = page.locator(".panel.open")
    panel.locator(".in-book summary").click()
    panel.locator("input[list=figures]").fill("固定资产投资")
    panel.locator(".in-book button.assign").click()
    expect(page.locator(".panel.open .in-book")).to_contain_text("固定资产投资")
    clerk.look()

    page.click("#text a.mark:has-text('11个工作日')")
    panel = page.locator(".panel.open")
    panel.locator(".told-one summary").first.click()
    panel.locator("input[name^=dismiss]").first.fill("原文如此，已电话核实")
    panel.locator(".told-one .dismiss button").first.click()
    expect(page.locator(".panel.open")).to_contain_text("原文如此，已电话核实")
    assert "s-aside" in state(page, "15个工作日")
    assert not violations(Axe().run(page))

    with page.expect_download() as caught:
        page.click("text=导出带批注的Word")
    document = Document(io.BytesIO(Path(caught.value.path()).read_bytes()))
    told = [one.text for one in document.comments]
    assert any("D01" in one and "352.3" in one for one in told)
    assert not any("T10" in one for one in told)

    page.click("section.keep button")
    expect(page.locator(".history")).to_contain_text("第 1 次")
    clerk.look()
    assert not violations(Axe().run(page))
    page.click("text=改一改再核")
    page.fill("#edited", DRAFT.replace("353.2", "352.3"))
    page.click(".again button.primary")
    expect(page.locator(".history")).to_contain_text("第 2 次")
    expect(page.locator(".history del")).to_have_text("353.2亿元")
    assert "s-verified" in state(page, "352.3亿元")

    page.click("text=删除这篇文稿")
    clerk.look()
    assert not violations(Axe().run(page))
    page.click("text=确定删除")
    expect(page.locator(".kept")).to_contain_text("还没有保存过文稿")
    page.click("text=删除过的文稿")
    expect(page.locator(".removed")).to_contain_text("核过 2 次")


@pytest.mark.parametrize(("lang", "size"), [("zh", WIDE), ("en", PHONE)], ids=["zh", "en"])
def test_anybody_steps_through_a_flawed_draft_with_the_keyboard(walk, lang, size):
    walker = walk(lang=lang, size=size)
    page = walker.page
    walker.go("/check")
    assert not violations(Axe().run(page))
    page.click(".try a >> nth=0")
    walker.look()
    assert page.locator("#text a.mark.s-inconsistent").count() >= 6
    assert not violations(Axe().run(page))
    page.keyboard.press("j")
    expect(page.locator("#text .chosen")).to_have_text("352.3亿元")
    expect(page.locator(".panel.open")).to_contain_text("T02")
    page.keyboard.press("ArrowRight")
    expect(page.locator("#text .chosen")).to_have_text("3.3%")
    page.keyboard.press("k")
    expect(page.locator("#text .chosen")).to_have_text("352.3亿元")
    walker.look()
    assert not violations(Axe().run(page))
    page.keyboard.press("Escape")
    expect(page.locator(".panel.open")).to_have_count(0)


def test_the_page_works_without_script_and_prints_its_marks(walk, browser, server):
    context = browser.new_context(java_script_enabled=False, locale="zh-CN")
    page = context.new_page()
    page.goto(f"{server.address}/check?sample=flawed")
    page.click("#text a.mark:has-text('21个')")
    expect(page.locator(".panel:visible")).to_have_count(1)
    expect(page.locator(".panel:visible")).to_contain_text("19个")
    page.emulate_media(media="print")
    assert not page.is_visible(".inspector")
    assert page.is_visible(".found")
    context.close()
