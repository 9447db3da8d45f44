"""Four eyes on a report: the statistician sends it in, the leader approves it on a phone."""

from __future__ import annotations

import pytest
from playwright.sync_api import expect

from tests.pages.conftest import PHONE, WIDE

pytestmark = pytest.mark.pages


@pytest.mark.parametrize("lang", ["zh", "en"])
def test_a_report_is_sent_in_by_one_and_approved_by_another(walk, lang):
    writer = walk("sun", lang=lang, size=WIDE)
    page = writer.page
    writer.go("/reports/annual?period=2023")
    page.locator("form[action$='/annual/prepare'] button").click()
    expect(page.locator(".about")).to_contain_text({"zh": "待审定", "en": "to be approved"}[lang])
    writer.look()
    expect(page.locator("form[action$='/approve']")).to_have_count(0)  # not by the same person
    address = page.url.removeprefix(writer.address)

    leader = walk("leader", lang=lang, size=PHONE)
    page = leader.page
    leader.look()
    page.locator(f".todo a[href='{address}']").click()
    expect(page.locator("article.report")).to_contain_text("352.3" if lang == "zh" else "35.23")
    leader.look()
    page.locator("form[action$='/approve'] button").click()
    expect(page.locator(".about")).to_contain_text({"zh": "已定稿", "en": "approved"}[lang])
    leader.look()
    with page.expect_download() as caught:
        page.locator("a[href$='/docx']").first.click()
    assert caught.value.suggested_filename.endswith(".docx")

    leader.go("/")
    expect(page.locator(f".todo a[href='{address}']")).to_have_count(0)
