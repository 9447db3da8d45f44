"""An enterprise comes in by its slip: card, what-if, consent; and anybody checks story D."""

from __future__ import annotations

import shutil
import subprocess
import sys
from pathlib import Path

import pytest
from playwright.sync_api import expect

from tests.pages.conftest import PHONE, ROOT, TEMPLATE, WIDE, environment
from tests.systems.policies.firms import CODES

pytestmark = pytest.mark.pages

WORDS = {
    "zh": ("换个数试试", "照此试算", "符合", "同意领取", "已同意领取"),
    "en": ("What if", "Try this", "fits", "Consent", "You consented"),
}


@pytest.fixture(scope="module")
def prepared(prepared, tmp_path_factory) -> Path:
    """The prepared homes with the zone's policies, before a server reads them."""
    homes = tmp_path_factory.mktemp("policies") / "homes"
    shutil.copytree(prepared, homes)
    program = [sys.executable, "-m", "tests.pages.policy_home", str(homes), str(TEMPLATE.parent)]
    made = subprocess.run(
        program, env=environment(homes), cwd=ROOT, check=True, capture_output=True, text=True
    )
    (homes.parent / "slip").write_text(made.stdout.strip().splitlines()[-1], "utf-8")
    return homes


@pytest.fixture
def slip(prepared) -> str:
    """The code of the slip of a trader in the served home."""
    return (prepared.parent / "slip").read_text("utf-8")


@pytest.mark.parametrize(("lang", "size"), [("zh", WIDE), ("en", PHONE)])
def test_an_enterprise_sees_its_card_tries_a_number_and_consents(walk, slip, lang, size):
    what_if, try_this, fits, consent, consented = WORDS[lang]
    walker = walk(lang=lang, size=size)
    page = walker.page
    walker.go("/my/enter")
    page.fill("#credit_code", CODES[0])
    page.fill("#slip", slip)
    page.press("#slip", "Enter")
    walker.look()
    expect(page.locator("h1")).to_contain_text("小增商贸有限公司")
    name = {"zh": "批发零售增长", "en": "growth of wholesale"}[lang]
    title = page.locator("h3", has_text=name)
    near = page.locator(".fits-list > li", has=title).first
    near.get_by_role("link", name=what_if).click()
    walker.look()
    expect(page.locator(".verdict")).to_have_class("verdict mark s-near")
    page.locator(".slip .do").get_by_role("button", name=try_this).click()
    walker.look()
    expect(page.locator(".verdict")).to_have_text(fits)
    page.goto(walker.address + "/my/policies")
    walker.look()
    page.get_by_role("button", name=consent, exact=True).click()
    walker.look()
    expect(page.locator(".note.success")).to_contain_text(consented)
    walker.go("/my/filing")


def test_anybody_checks_story_d_and_one_more_ten_thousand_turns_it(walk):
    walker = walk(size=PHONE)
    page = walker.page
    walker.go("/selfcheck/hnte?example=short")
    expect(page.locator(".verdict")).to_have_text("接近达标")
    assert "2023年研发费用总额再增 1 万元" in walker.text()
    page.locator(".slip .do button").first.click()
    walker.look()
    expect(page.locator(".verdict")).to_have_text("需人工认定")
    assert "再增" not in walker.text() and "不作为认定依据" in walker.text()
