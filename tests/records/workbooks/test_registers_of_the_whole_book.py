"""Sheets of the other offices come in: targets, returns, filings, carriers in carriers, twin leads."""

import pytest

from tests import cast
from zonebook.core.catalog import shipped
from zonebook.records import registers
from zonebook.records.models import (
    Carrier,
    FilingValue,
    FundPayment,
    Grant,
    Office,
    ProductEvent,
    Project,
    ProjectName,
    SealSettlement,
    Target,
)
from zonebook.records.models.door import opened
from zonebook.records.workbooks.answers import Answers
from zonebook.records.workbooks.commit import import_grids
from zonebook.records.workbooks.dryrun import Asking
from zonebook.records.workbooks.picking import Delivery

from .notation import sheet


@pytest.fixture
def take(book):
    """Imports a drawn sheet as Wang, whose office may write everywhere here."""
    with opened():
        office = Office.objects.get(key="promotion")
        for system in ("policies", "innovation", "registration", "clusters"):
            Grant.objects.create(office=office, system=system, verb="write", from_on="2020-01-01")

    def importing(text, register, **answers):
        asking = Asking(book.wang, cast.TODAY, shipped(), Answers.from_json(answers))
        grids = [sheet(text, "表", "台账.xlsx")]
        given = Delivery(text.encode(), "台账.xlsx", registers.get(register), commit=True)
        return import_grids(grids, given, asking)

    return importing


def kinds(imported):
    (run,) = imported.runs
    return [one.kind for one in run.outcomes]


TARGETS = """
指标|年度|目标值|单位|责任单位
地区生产总值|2023|358.0|亿元|经济发展局
新增企业|2023年|1300|户|市场监管分局
"""


def test_a_target_keeps_its_digits_as_printed(take):
    assert kinds(take(TARGETS, "target")) == ["new", "new"]
    first, second = Target.objects.order_by("pk")
    assert (first.indicator, first.year, first.unit) == ("gdp", 2023, "yi_yuan")
    assert (first.digits, first.decimals) in ((3580, 1), (358, 0))
    assert (second.digits, second.unit, second.office) == (1300, "hu", "市场监管分局")


def test_a_raised_target_is_a_change_of_its_row(take):
    take(TARGETS, "target")
    assert kinds(take(TARGETS, "target")) == ["same", "same"]
    assert kinds(take(TARGETS.replace("1300", "1350"), "target")) == ["same", "changed"]
    assert Target.objects.get(indicator="n_new_ent").digits == 1350


PAYMENTS = """
收款单位|资金名称|资金级次|资金用途|拨付日期|拨付金额（万元）|收付类型
甲公司|研发奖补|省级|科技|2023-05-05|50|兑现
甲公司|研发奖补|省级|科技|2023-11-01|-12.5|退回
"""


def test_what_came_back_is_a_negative_payment(take):
    take("企业名称|类型\n甲公司|企业\n", "entity")
    assert kinds(take(PAYMENTS, "fund_payment")) == ["new", "new"]
    paid, back = FundPayment.objects.order_by("pk")
    assert (paid.kind, paid.amount_fen, paid.purpose) == ("payment", 50_000_000, "science")
    assert (back.kind, back.amount_fen) == ("return", -12_500_000)


CARRIERS = """
载体名称|载体类别|面积（万平方米）|上级载体|认定日期
甲孵化器|孵化器|1.5||2019-01-01
乙众创空间|众创空间|0.2|甲孵化器|2021年3月
"""


def test_a_carrier_lies_inside_one_of_the_same_sheet(take):
    assert kinds(take(CARRIERS, "carrier")) == ["new", "new"]
    outer, inner = Carrier.objects.order_by("pk")
    assert (outer.area_m2, inner.area_m2, inner.parent) == (15_000, 2_000, outer)


FILINGS = """
企业名称|申报年度|研发费用（万元）|职工总数|营业收入（万元）
甲公司|2023|561|68|
"""


def test_each_measure_of_a_filing_is_a_value_of_its_own(take):
    take("企业名称|类型\n甲公司|企业\n", "entity")
    assert kinds(take(FILINGS, "filing")) == ["new"]
    found = dict(FilingValue.objects.values_list("measure", "value"))
    assert found == {"rd_expense": 561_000_000, "staff_total": 68}
    assert kinds(take(FILINGS.replace("|68|", "|70|9"), "filing")) == ["changed"]
    found = dict(FilingValue.objects.values_list("measure", "value"))
    assert found == {"rd_expense": 561_000_000, "staff_total": 70, "operating_revenue": 9_000_000}


PRODUCTS = """
产品名称|产品类别|应急评价启动|批准上市|预期获批
非洲猪瘟疫苗|兽用疫苗|2023年||2024年6月
轮状病毒疫苗|人用疫苗||2023年4月|
"""


def test_an_expected_licence_is_an_event_of_its_own_and_no_fact(take):
    assert kinds(take(PRODUCTS, "product")) == ["new", "new"]
    assert kinds(take(PRODUCTS, "product")) == ["same", "same"]
    found = ProductEvent.objects.order_by("pk").values_list("kind", "expected", "occurred_on")
    assert [(kind, expected, day.isoformat()) for kind, expected, day in found] == [
        ("emergency_applied", False, "2023-01-01"),
        ("licensed", True, "2024-06-01"),
        ("licensed", False, "2023-04-01"),
    ]
    licensed = PRODUCTS.replace("||2024年6月", "|2024-02-01|2024年6月")
    assert kinds(take(licensed, "product")) == ["changed", "same"]
    assert ProductEvent.objects.filter(kind="licensed", expected=False).count() == 2


SETTLED = """
结算批次|刻章单位|结算套数
2023年第1季度|甲店|25
2023年4月|甲店|3
"""


def test_a_batch_of_a_quarter_is_settled_with_its_last_month(take):
    assert kinds(take(SETTLED, "seal_settlement")) == ["new", "new"]
    days = SealSettlement.objects.order_by("pk").values_list("month_on", "month_on_precision")
    assert [(day.isoformat(), known) for day, known in days] == [
        ("2023-03-01", "month"),
        ("2023-04-01", "month"),
    ]


LEADS = """
项目名称|投资方|首报日期|招商组
蛋白原液生产线一期|澄源集团|2021-02-24|一组
蛋白原液项目|澄源集团|2021-04-14|三组
"""


def test_a_row_that_is_another_row_leaves_only_its_name(take):
    assert kinds(take(LEADS, "project", same={"3": "row:2"})) == ["new", "same"]
    (project,) = Project.objects.all()
    assert [one.name for one in ProjectName.objects.all()] == ["蛋白原液项目"]
    assert [str(one.occurred_on) for one in project.events.all()] == ["2021-02-24"]
    assert kinds(take(LEADS, "project", same={"3": "row:2"})) == ["same", "same"]
    assert Project.objects.count() == 1 and ProjectName.objects.count() == 1


HEADS_WITH_UNITS = """
企业名称|申报年度|人员/科技人员（人）|管理/质量管理项数（项）|专家评审/技术先进程度得分（分）|市场占有率（%）|属于高新技术领域
甲公司|2023|14|3|7|12.5|是
"""


def test_a_unit_behind_a_head_takes_nothing_out_of_the_head(take):
    take("企业名称|类型\n甲公司|企业\n", "entity")
    assert kinds(take(HEADS_WITH_UNITS, "filing")) == ["new"]
    found = {one.measure: one.word or one.value for one in FilingValue.objects.all()}
    assert found == {
        "science_tech_staff": 14, "quality_items": 3, "expert_grade.ip1": 7,
        "segment_market_share": 125_000, "in_supported_field": "yes",
    }  # fmt: skip
    assert kinds(take(HEADS_WITH_UNITS, "filing")) == ["same"]


BARE = """
载体名称|载体类型|建筑面积（平方米）
科创大厦|孵化器|20000
"""
PAPERED = """
载体名称|载体类型|建筑面积（平方米）|文号
科创大厦|孵化器|20000|甘科〔2023〕7号
"""


def test_the_number_of_a_paper_is_added_to_a_record_that_had_none(take):
    assert kinds(take(BARE, "carrier")) == ["new"]
    told = take(PAPERED, "carrier")
    assert kinds(told) == ["changed"]
    ((change,),) = (one.changes for one in told.runs[0].outcomes)
    assert (change.before, change.after) == (None, "甘科〔2023〕7号")
    assert Carrier.objects.get().document.doc_no == "甘科〔2023〕7号"
    assert take(PAPERED, "carrier").batch is None
