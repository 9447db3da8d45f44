"""Walks of people through the pages, as they would go."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
import xlsxwriter
from playwright.sync_api import expect

from tests.pages.conftest import PHONE, WIDE

pytestmark = pytest.mark.pages
expect.set_options(timeout=20_000)  # machines that test are busy
HEAD = ["序号", "项目名称", "协议类型", "签约日期", "签约金额（万元）", "投资方"]
BAD = [
    [1, "榆泉装备产业园", "正式合同", "2023年2月30日", 100000, "甘肃榆泉装备有限公司"],
    [2, "云峰新材料二期", "正式合同", "2023-08-01", "约三亿", "云峰新材料有限公司"],
    [3, "泰华康养中心", "备忘录", "2023-08-02", 26000, "泰华医药有限公司"],
    [4, "星原文旅小镇", "正式合同", "2023-08-03", 15000, "星原文旅有限公司"],
]
GOOD = [
    [*BAD[0][:3], "2023年2月27日", *BAD[0][4:]],
    [*BAD[1][:4], 30000, BAD[1][5]],
    [*BAD[2][:2], "意向协议", *BAD[2][3:]],
    BAD[3],
]


def sheet(folder: Path, rows: list[list[object]]) -> str:
    """An office's workbook on the clerk's disk."""
    path = folder / "招商局签约台账.xlsx"
    book = xlsxwriter.Workbook(str(path))
    page = book.add_worksheet("签约")
    page.merge_range(0, 0, 0, 5, "2023年第三季度签约项目台账")
    for r, row in enumerate([HEAD, *rows]):
        page.write_row(r + 1, 0, row)
    book.close()
    return str(path)


def test_a_clerk_imports_three_bad_cells_corrects_commits_opens_the_figure_and_undoes(
    walk, tmp_path
):
    clerk = walk("wang")
    page = clerk.page
    expect(page.locator("h1")).to_have_text("工作台")
    clerk.go("/figures/amt_signed?period=2023")
    expect(page.locator(".value")).to_have_text(re.compile("25.6"))

    clerk.go("/import")
    page.set_input_files("input[type=file]", sheet(tmp_path, BAD))
    expect(page.locator("h1")).to_contain_text("预检")
    for cell in ("D3", "E4", "C5"):
        expect(page.locator("main")).to_contain_text(f"✕ {cell}")
    clerk.look()
    with page.expect_download() as caught:
        page.click("text=下载退回行")
    assert caught.value.suggested_filename.endswith(".xlsx")

    clerk.go("/import")
    page.set_input_files("input[type=file]", sheet(tmp_path, GOOD))
    expect(page.locator("main")).to_contain_text("新增 4")
    page.click("text=确认导入")
    expect(page.locator("main")).to_contain_text("撤销本次导入")
    clerk.look()
    batch = page.url

    clerk.go("/figures/amt_signed?period=2023")
    expect(page.locator(".value")).to_have_text(re.compile("40.1"))
    page.click(".opened >> text=星原文旅小镇")
    expect(page.locator("h1")).to_have_text("星原文旅小镇 · 正式合同")
    clerk.look()
    page.click("text=回到指标")
    expect(page.locator(".value")).to_have_text(re.compile("40.1"))

    page.goto(batch)
    page.click("text=撤销本次导入")
    expect(page.locator("main")).to_contain_text("已撤销")
    clerk.go("/figures/amt_signed?period=2023")
    expect(page.locator(".value")).to_have_text(re.compile("25.6"))


def test_a_leader_on_a_phone_opens_a_figure_of_the_report_down_to_the_contract(walk):
    leader = walk("leader", size=PHONE)
    page = leader.page
    leader.look()
    page.click(".bar .menu")
    page.click("#rail >> text=年度报告")
    expect(page.locator(".report")).to_be_visible()
    leader.look()
    page.click('.report a.figure:has-text("25.6亿元")')
    expect(page.locator("h1")).to_contain_text("签约金额")
    leader.look()
    expect(page.locator(".opened").first).to_contain_text("合计 3 行")
    page.click(".opened >> text=河洲医药中试基地 >> nth=0")
    expect(page.locator("h1")).to_have_text("河洲医药中试基地 · 正式合同")
    leader.look()


PAGES = [
    "/",
    "/figures",
    "/figures/amt_signed?period=2023",
    "/figures/gdp?period=2023",
    "/figures/n_hnte?period=2023",
    "/targets?period=2023",
    "/year?period=2023",
    "/sponsored",
    "/week?from=2024-02-05",
    "/enterprises?q=云",
    "/enterprises/QY-2024-000004",
    "/reports/annual",
    "/registers/entity",
    "/registers/entity?kind=sole_trader&sort=name",
    "/registers/signing",
    "/registers/project/XM-2024-000001",
    "/registers/entity/QY-2024-000004",
    "/registers/statement",
    "/registers/nothing",
    "/trail",
    "/search?q=医药",
    "/import",
    "/batches/1",
    "/drafts",
]


@pytest.mark.parametrize("size", [WIDE, PHONE], ids=["wide", "phone"])
@pytest.mark.parametrize("lang", ["zh", "en"])
def test_every_page_is_in_order_and_open_to_everybody(walk, lang, size):
    from axe_playwright_python.sync_playwright import Axe

    walker = walk("leader", lang=lang, size=size)
    found = []
    for path in PAGES:
        walker.go(path)
        if lang == "en":
            assert walker.page.get_attribute("html", "lang") == "en"
        found += [f"{path}: {one}" for one in violations(Axe().run(walker.page))]
    assert not found


def violations(result) -> list[str]:
    """What axe-core finds wrong, with the first element that has it."""
    return [f"{one['id']} {one['nodes'][0]['target']}" for one in result.response["violations"]]


@pytest.mark.parametrize("size", [WIDE, PHONE], ids=["wide", "phone"])
def test_forms_are_in_order(walk, size):
    from axe_playwright_python.sync_playwright import Axe

    walker = walk("wang", size=size)
    page = walker.page
    for path in (
        "/registers/project/add",
        "/registers/project/XM-2024-000001/edit",
        "/registers/project/XM-2024-000001/withdraw",
    ):
        walker.go(path)
        assert not violations(Axe().run(page))
        page.click("main button.primary")
        expect(page.locator(".errors")).to_be_visible(timeout=20_000)
        walker.look()
        assert not violations(Axe().run(page))


def test_everything_is_reached_by_keyboard(walk):
    walker = walk("wang")
    page = walker.page
    walker.go("/registers/signing")
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.className") == "skip"
    reached = set()
    for _ in range(120):
        page.keyboard.press("Tab")
        reached.add(
            page.evaluate("document.activeElement.innerText || document.activeElement.name")
        )
    assert {"导入台账", "正式合同", "云祥装备产业园"} <= {str(one).strip() for one in reached}


def test_the_language_can_be_changed_and_stays(walk):
    walker = walk("leader")
    page = walker.page
    page.click(".who >> text=English")
    expect(page.locator("h1")).to_have_text("Home")
    walker.go("/figures")
    expect(page.locator("h1")).to_have_text("Figures")
