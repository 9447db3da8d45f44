"""政策自测: anybody types numbers and sees what a rule says; nothing is kept."""

from __future__ import annotations

import io
from datetime import date

import openpyxl
import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from zonebook.records.models import Audit, Filing
from zonebook.systems.policies import statements

HNTE = "/selfcheck/hnte"


@pytest.fixture
def anybody(book) -> Client:
    return Client()


def text_of(answer) -> str:
    return answer.content.decode()


def typed(**changes: str) -> dict[str, str]:
    """Story D: sales of 11,240 in three years, R&D of 561."""
    found = {"on": "2024-02-18"}
    for back, (sales, spent) in enumerate([(3986, 199), (3842, 192), (3412, 170)]):
        found[f"sales_revenue.{back}"] = str(sales)
        found[f"rd_expense.{back}"] = str(spent)
    return found | changes


def test_it_lists_rules_and_policies_without_sign_in(anybody):
    page = text_of(anybody.get("/selfcheck"))
    assert "高新技术企业" in page and "研发费用加计扣除" in page and "绝不用于" in page


def test_it_says_how_much_is_short_as_an_amount_to_act_on(anybody):
    page = text_of(anybody.post(HNTE, typed()))
    assert "2023年研发费用总额再增 1 万元" in page
    assert "四舍五入显示为 5.0%" in page
    assert "第十一条（五）1" in page and "不作为认定依据" in page
    assert "销售收入减少" not in page


def test_its_twin_stands_exactly_on_the_threshold_and_passes(anybody):
    answer = anybody.post(HNTE, typed(**{"rd_expense.0": "200"}))
    tests = {one.title.args["measure"]["zh"]: one.status for one in answer.context["result"].rows
             if "measure" in one.title.args}  # fmt: skip
    assert tests["近三年研发费用占销售收入"] == "met"


def test_without_the_figure_it_says_what_to_supply(anybody):
    answer = anybody.post(HNTE, typed(**{f"rd_expense.{back}": "" for back in range(3)}))
    assert answer.context["result"].state == "unknown"
    assert "2023年度研发费用总额" in text_of(answer)


def test_a_button_tries_one_changed_number(anybody):
    answer = anybody.post(HNTE, typed() | {"try": "rd_expense.0=200"})
    assert 'value="200"' in text_of(answer) and "再增" not in text_of(answer)


def test_units_may_be_typed_with_the_number(anybody):
    answer = anybody.post(
        HNTE, typed(**{"rd_expense.0": "2,000,000元", "sales_revenue.0": "0.3986亿"})
    )
    assert "再增" not in text_of(answer)


@pytest.mark.parametrize(
    ("slot", "value", "words"),
    [
        ("rd_expense.0", "-5", "不能为负"),
        ("rd_expense.0", "很多", "很多"),
        ("rd_expense.0", "1e300", "1e300"),
        ("rd_expense.0", "50人", "按万元填写"),
        ("days_since_registration.0", "2031-01-01", "还没有到"),
        ("in_supported_field.0", "maybe", "不在可选项"),
        ("on", "某天", "某天"),
    ],
)
def test_what_cannot_be_read_is_named_and_nothing_is_lost(anybody, slot, value, words):
    answer = anybody.post(HNTE, typed(**{slot: value}))
    page = text_of(answer)
    assert answer.status_code == 400 and words in page and 'role="alert"' in page
    assert 'value="3986"' in page and "自测结果 ·" not in page


def test_a_number_typed_in_the_wrong_unit_is_asked_about(anybody):
    page = text_of(anybody.post(HNTE, typed(**{"sales_revenue.0": "39860000"})))
    assert "是不是按元填了" in page


def test_a_jump_over_a_year_is_asked_about(anybody):
    assert "相差10倍以上" in text_of(anybody.post(HNTE, typed(**{"rd_expense.0": "19900"})))


def test_part_and_whole_that_contradict_each_other_are_said(anybody):
    page = text_of(anybody.post(HNTE, typed(**{"rd_expense_domestic.0": "300"})))
    assert "大于" in page and "核对" in page


def test_nothing_that_was_typed_is_kept(anybody):
    before = Audit.objects.count(), Filing.objects.count()
    anybody.post(HNTE, typed())
    assert (Audit.objects.count(), Filing.objects.count()) == before
    assert not anybody.session.keys()


def test_the_version_is_that_of_the_filing_day(anybody):
    old = text_of(
        anybody.post("/selfcheck/srdi_sme", {"on": "2023-06-30", "operating_revenue.0": "1200"})
    )
    new = text_of(
        anybody.post("/selfcheck/srdi_sme", {"on": "2026-05-06", "operating_revenue.0": "1200"})
    )
    assert "srdi_sme_2022" in old and "srdi_sme_2026" in new


def test_a_policy_answers_with_its_amount_as_a_range(anybody):
    answer = anybody.post("/selfcheck/rd_deduction", {
        "rd_expense.0": "561", "in_rd_deduction_excluded_industry.0": "no"})  # fmt: skip
    assert "28.05 万元—140.25 万元" in text_of(answer)


def test_every_offer_opens_in_both_languages(anybody):
    for lang in ("zh-CN", "en"):
        page = text_of(anybody.get("/selfcheck", headers={"accept-language": lang}))
        names = {one.split('"')[0] for one in page.split('href="/selfcheck/')[1:]}
        for name in {one.split("?")[0] for one in names}:
            answer = anybody.get(f"/selfcheck/{name}", headers={"accept-language": lang})
            assert answer.status_code == 200, name
            assert "policies." not in text_of(answer).replace("policies/policies.", "")


def test_there_is_no_check_of_what_is_not_offered(anybody):
    assert anybody.get("/selfcheck/nothing").status_code == 404


# -- statements ----------------------------------------------------------------------------

INCOME = [
    ["利润表"],
    ["编制单位：兰州某某科技有限公司", None, "2023年12月", "单位：元"],
    ["项目", "行次", "本年累计金额", "上年金额"],
    ["一、营业收入", 1, "39,860,000.00", 38420000],
    ["减：营业成本", 2, 1, 1],
    ["研发费用", 15, 1990000.55, "-"],
    ["三、利润总额（亏损总额以“－”号填列）", 30, -120000, 5],
]
BALANCE = [
    ["资产负债表"],
    ["2023年12月31日", None, None, None, "单位：万元"],
    ["资产", "期末余额", "年初余额", "负债和所有者权益", "期末余额", "年初余额"],
    ["货币资金", 5, 5, "负债合计", 300, 200],
    ["资产总计", 1000, 900, "所有者权益（或股东权益）合计", 700, 700],
]


def sheet(rows: list[list[object]]) -> bytes:
    book = openpyxl.Workbook()
    for row in rows:
        book.active.append(row)
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


ON = date(2024, 2, 18)


def test_each_number_of_a_statement_says_which_cell_it_is_from(book):
    found = statements.read(
        [("利润表.xlsx", sheet(INCOME)), ("资产负债表.xlsx", sheet(BALANCE))], ON
    )
    values = {slot: one.value for slot, one in found.filled.items()}
    assert values == {
        "operating_revenue.0": "3986", "operating_revenue.1": "3842",
        "rd_expense.0": "199.000055", "total_profit.0": "-12", "total_profit.1": "0.0005",
        "total_liabilities.0": "300", "total_liabilities.1": "200",
        "total_assets.0": "1000", "total_assets.1": "900",
        "net_assets.0": "700", "net_assets.1": "700",
    }  # fmt: skip
    assert found.filled["operating_revenue.0"].source == "利润表.xlsx Sheet C4"
    assert found.filled["net_assets.1"].source == "资产负债表.xlsx Sheet F5"
    assert found.filled["rd_expense.0"].remark is not None


@pytest.mark.parametrize(
    ("rows", "key"),
    [
        ([[*INCOME[0]], [None, None, "2023年6月", "单位：元"], *INCOME[2:]], "part_year"),
        ([[*INCOME[0]], [None, None, "", "单位：元"], *INCOME[2:]], "no_year"),
        ([["随便", "什么"], [1, 2]], "nothing"),
    ],
)
def test_a_statement_that_does_not_say_enough_fills_nothing(book, rows, key):
    found = statements.read([("表.xlsx", sheet(rows))], ON)
    assert not found.filled
    assert [one.message.key for one in found.findings] == [f"policies.statement.{key}"]


def test_a_statement_of_an_earlier_year_fills_that_year(book):
    rows = [INCOME[0], [None, None, "2022年度", "单位：元"], *INCOME[2:]]
    found = statements.read([("表.xlsx", sheet(rows))], ON)
    assert found.filled["operating_revenue.1"].value == "3986"
    assert found.filled["operating_revenue.2"].value == "3842"


def test_a_file_that_is_no_workbook_is_said_so(book):
    found = statements.read([("表.xlsx", b"nothing")], ON)
    assert not found.filled and found.findings


def test_the_form_is_filled_and_waits_to_be_checked(anybody):
    file = SimpleUploadedFile("利润表.xlsx", sheet(INCOME))
    answer = anybody.post(
        "/selfcheck/srdi_sme", {"do": "prefill", "file": file, "on": "2024-02-18"}
    )
    page = text_of(answer)
    assert "取自 利润表.xlsx Sheet C4" in page and 'value="3986"' in page
    assert "自测结果 ·" not in page
    kept = {"on": "2024-02-18", "operating_revenue.0": "3986",
            "from.operating_revenue.0": "利润表.xlsx Sheet C4=3986"}  # fmt: skip
    assert "取自 利润表.xlsx Sheet C4" in text_of(anybody.post("/selfcheck/srdi_sme", kept))
