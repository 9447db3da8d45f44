"""A record is corrected in the form of its register, with a reason and a trail."""

import pytest

from tests import cast
from zonebook.records.models import Audit, Entity, Project, Statement


@pytest.fixture
def lantai(book):
    return cast.enter(book, cast.lantai())[0]


def address(record) -> str:
    return f"/registers/{record._meta.db_table}/{record.number}/edit"


def typed(**changes) -> dict[str, str]:
    """What a person types in the form of Lantai."""
    return {
        "name": "兰泰疫苗有限公司",
        "credit_code": cast.LANTAI_CODE,
        "kind": "enterprise",
        "registered_capital_fen": "5000",
        "established_on": "2015-03-02",
        "why": "核对营业执照",
        "seen": "999999",
    } | changes


def test_it_writes_what_was_typed_with_its_trail(li, lantai):
    answer = li.post(
        address(lantai), typed(registered_capital_fen="1.2亿", established_on="2015年3月")
    )
    assert answer.status_code == 302
    lantai.refresh_from_db()
    assert lantai.registered_capital_fen == 120_000_000_00
    assert lantai.established_on_precision == "month"
    audit = Audit.objects.filter(verb="change").get(noun="entity")
    assert audit.before["registered_capital_fen"] == 50_000_000_00
    assert audit.why == "核对营业执照"
    text = li.get(f"/registers/entity/{lantai.number}").content.decode()
    assert "5,000 万元" in text
    assert "12,000 万元" in text


def test_saving_what_is_there_writes_nothing(li, lantai):
    before = Audit.objects.count()
    li.post(address(lantai), typed())
    assert Audit.objects.count() == before


@pytest.mark.parametrize(
    ("field", "value", "said"),
    [
        ("established_on", "2015-02-30", "没有这一天"),
        ("registered_capital_fen", "约五千", "不是"),
        ("credit_code", "91620100MA71X0AA6T", "信用代码"),
        ("name", "", "名称"),
        ("why", "", "请写明理由"),
        ("kind", "strange", "选项"),
    ],
)
def test_a_bad_field_is_named_and_nothing_is_lost(li, lantai, field, value, said):
    answer = li.post(address(lantai), typed(address="雁南路1号", **{field: value}))
    text = answer.content.decode()
    assert answer.status_code == 400
    assert said in text
    assert "雁南路1号" in text
    lantai.refresh_from_db()
    assert lantai.address == ""


def test_it_refuses_when_somebody_wrote_meanwhile(li, lantai):
    seen = Audit.objects.order_by("-pk").first().pk
    li.post(address(lantai), typed(address="雁南路1号"))
    answer = li.post(address(lantai), typed(address="雁南路2号", seen=str(seen)))
    assert answer.status_code == 400
    assert "李审批" in answer.content.decode()
    assert Entity.objects.get(pk=lantai.pk).address == "雁南路1号"


def test_two_entities_cannot_share_a_credit_code(li, book, lantai):
    other = cast.enter(book, cast.newcomer())[0]
    answer = li.post(address(other), typed(name="新来者科技有限公司"))
    assert answer.status_code == 400
    assert "冲突" in answer.content.decode()


def test_it_refuses_those_who_may_not_write(wang, zhao, lantai):
    for client in (wang, zhao):
        assert client.get(address(lantai)).status_code == 403
        assert client.post(address(lantai), typed()).status_code == 403


def test_a_new_record_gets_its_number(wang):
    answer = wang.post(
        "/registers/project/add",
        {"name": "澄源生物一期", "total_investment_fen": "6.8亿", "why": "首报登记"},
    )
    project = Project.objects.get()
    assert answer.url == f"/registers/project/{project.number}"
    assert project.total_investment_fen == 680_000_000_00


def test_a_statement_is_never_edited_but_a_vintage_can_be_added(wang):
    said = {"indicator": "地区生产总值", "period": "2023", "value": "352.3", "unit": "亿元"}
    wang.post("/registers/statement/add", {**said, "vintage": "preliminary", "why": "统计局反馈"})
    first = Statement.objects.get()
    assert (first.digits, first.decimals, first.unit) == (3523, 1, "yi_yuan")
    answer = wang.post(address(first), {**said, "value": "360", "why": "x", "seen": "0"})
    assert answer.status_code == 400
    assert "不能修改" in answer.content.decode()
    wang.post(
        "/registers/statement/add",
        {**said, "value": "353.1", "vintage": "final", "why": "最终核实"},
    )
    assert Statement.objects.count() == 2
