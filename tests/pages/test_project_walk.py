"""Walks: a government project through two stages on pages, and story B as the demonstration has it."""

from __future__ import annotations

import re
from typing import Any

import pytest

from tests.pages.conftest import PHONE, WIDE, Walker

pytestmark = pytest.mark.pages
# The items of both stages that go the way of those before them.
REPEATED = ("site_and_land", "feasibility_report", "land_allocation", "land_planning_permit",
            "design_scheme", "preliminary_design", "engineering_permit")  # fmt: skip
PDF = {"name": "资金来源意见.pdf", "mimeType": "application/pdf", "buffer": b"%PDF-1.7\n"}

# The same forms as the officer fills, sent by the page itself: repeated items need not be drawn again.
SENT = """async ([project, item, on]) => {
  const read = async answer => new DOMParser().parseFromString(await answer.text(), "text/html");
  const send = (page, id) => {
    const form = page.querySelector(id).querySelector("form") || page.querySelector(id).closest("form");
    form.querySelector("[name=on]").value = on;
    form.querySelectorAll("[name=materials]").forEach(box => box.checked = true);
    const body = new URLSearchParams(new FormData(form));
    return fetch(form.getAttribute("action"), {method: "POST", body});
  };
  let page = await read(await fetch(project));
  for (const id of ["#take-" + item, "#step-accepted", "#step-approved"]) {
    const answer = await send(page, id);
    if (!answer.ok) return id + " " + answer.status;
    page = await read(answer);
  }
  return page.querySelector(".errors")?.textContent || "";
}"""


class Officer:
    """Somebody at the window who takes items through their steps."""

    def __init__(self, walker: Walker) -> None:
        self.walker, self.page, self.project = walker, walker.page, ""

    def file(self) -> None:
        """File a project on new land, after a look at what it needs."""
        self.walker.go("/applications/new?procedure=government_investment")
        page = self.page
        page.fill("#title", "砚池东检验检测楼工程")
        page.fill("#applicant", "园区建设中心")
        page.fill("#filed_on", "2024-01-02")
        page.fill("#parcel", "1200,800 1500,800 1500,1100 1200,1100")
        for name in page.eval_on_selector_all(
            ".question input[value=no]", "all => all.map(one => one.name)"
        ):
            answer = "yes" if name == "q_needs_new_land" else "no"
            page.check(f"input[name={name}][value={answer}]")
        page.click("button[formmethod=get]")
        assert page.locator(".stage").count() == 4
        page.click(".apply-form button.primary")
        self.project = page.url

    def slip(self) -> str:
        """The code with which the applicant comes in."""
        self.page.click(".head .acts button")
        return str(self.page.inner_text(".code"))

    def let_an_assistant_act(self, key: str, on: str) -> None:
        """Record who acts for the applicant."""
        self.page.goto(self.project)
        self.page.click(".give summary")
        self.page.select_option("#assistant", key)
        self.page.fill("#m-on", on)
        self.page.click(".give[open] button.primary")
        self.walker.look()

    def spare(self, item: str) -> None:
        """Take the area's assessment in an item's place."""
        self.page.click(f"tr:has(#take-{item}) form.inline button")
        assert "区域评估，不再单独办理" in self.walker.text()

    def receive(self, item: str, on: str, without: str = "") -> str:
        """Take an item's papers in, all but one; answers the address of its case."""
        page = self.page
        page.goto(self.project)
        form = page.locator(f"#take-{item}")
        form.locator("summary").click()
        form.locator("input[name=on]").fill(on)
        for box in form.locator("input[name=materials]").all():
            if box.get_attribute("value") != without:
                box.check()
        form.locator("button").click()
        return page.url

    def step(self, kind: str, on: str, **fields: Any) -> None:
        """Record the next step of the case on screen."""
        form = self.page.locator(f"#step-{kind}")
        form.locator("summary").click()
        form.locator("input[name=on]").fill(on)
        for name, value in fields.items():
            field = form.locator(f"[name={name}]")
            if name == "gaps":
                form.locator(f"input[value={value}]").check()
            elif field.evaluate("one => one.tagName") == "SELECT":
                field.select_option(value)
            else:
                field.fill(value)
        form.locator("button.primary").click()
        assert self.page.locator(".errors").count() == 0, self.page.inner_text(".errors")

    def through(self, item: str, on: str) -> None:
        """An item from its receipt to its decision on one day."""
        self.receive(item, on)
        self.step("accepted", on)
        self.step("approved", on)

    def through_unseen(self, item: str, on: str) -> None:
        """The same without drawing the pages between."""
        assert self.page.evaluate(SENT, [self.project, item, on]) == ""


class Applicant:
    """Somebody with a slip, at a phone."""

    def __init__(self, walker: Walker, code: str) -> None:
        self.walker, self.page = walker, walker.page
        walker.go("/my")
        self.page.fill("#code", code)
        self.page.click("button.primary")
        walker.look()

    def open(self, case: str) -> None:
        """The applicant's own page of a case, whose address at the window is given."""
        walker = self.walker
        walker.go(case.replace(walker.address, "").replace("/approvals/", "/my/cases/"))

    def hand_in(self, case: str) -> None:
        """Hand in what may follow."""
        self.open(case)
        self.page.set_input_files(".hand-in input[type=file]", PDF)
        self.page.click(".hand-in button")
        self.walker.look()
        assert self.page.locator(".hand-in").count() == 0

    def rate(self, case: str) -> None:
        """Say how it went."""
        self.open(case)
        self.page.check("input[name=grade][value=satisfied]")
        self.page.click("button:has-text('评价')")
        self.walker.look()
        assert "满意" in self.walker.text()


def sheet(page: Any) -> str:
    """The clock sheet of a page, every day and its seal."""
    return str(page.inner_html("#sheet"))


def test_a_project_goes_through_two_stages_with_gap_pause_assistant_and_assessment(walk):
    officer = Officer(walk("li"))
    officer.file()
    code = officer.slip()
    case = officer.receive("project_proposal", "2024-01-02", without="funding_opinion")
    officer.step("accepted", "2024-01-03", gaps="funding_opinion", due_on="2024-01-10")
    assert "容缺受理通知书" in officer.walker.text()
    applicant = Applicant(walk(size=PHONE), code)
    applicant.hand_in(case)
    officer.let_an_assistant_act("ma", "2024-01-03")
    officer.spare("geological_hazard")

    officer.page.goto(case)
    officer.step("approved", "2024-02-18", result_no="模拟〔2024〕1号")
    officer.step("delivered", "2024-02-18", how="电子送达")
    risk = officer.receive("social_risk", "2024-02-18")
    officer.step("accepted", "2024-02-18")
    officer.step("pause_opened", "2024-02-18", pause="expert_review", until="2024-02-28")
    applicant.open(risk)
    assert sheet(officer.page) == sheet(applicant.page)
    assert "专家评审" in applicant.walker.text() and "马专员" in applicant.walker.text()

    officer.step("pause_ended", "2024-02-18")
    officer.step("approved", "2024-02-18")
    officer.through("mineral_overlap", "2024-02-18")
    for item in REPEATED:
        officer.through_unseen(item, "2024-02-18")
    officer.walker.go(officer.project.replace(officer.walker.address, ""))
    assert officer.page.locator(".stage:nth-of-type(-n+2) .h-granted-state").count() == 11
    applicant.rate(case)


@pytest.mark.parametrize(("role", "lang", "size"), [("li", "zh", WIDE), ("applicant", "en", PHONE)])
def test_story_b_is_exact_for_its_officer_and_its_applicant(walk, role, lang, size):
    walker = walk(role, lang=lang, size=size)
    page = walker.page
    walker.go("/applications" if role == "li" else "/my")
    page.click("th a:has-text('生物医药中试平台')")
    walker.look()
    page.click(
        "text=政府投资项目可行性研究报告审批"
        if lang == "zh"
        else "text=Approval of the feasibility study >> nth=0"
    )
    walker.look()
    days = [one.inner_text() for one in page.locator(".clock-card .due-day").all()]
    assert days[:2] == (
        ["2023年11月8日", "2023年10月31日"] if lang == "zh" else ["8 Nov 2023", "31 Oct 2023"]
    )
    counted = page.locator(".days .counted b").all_inner_texts()
    assert [int(one) for one in counted if re.fullmatch(r"\d+", one)] == list(range(1, 12))
