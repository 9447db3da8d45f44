"""一企一档: one page tells everything that the book holds of an enterprise."""

from __future__ import annotations

from datetime import date

import pytest

from tests import cast
from tests.systems.conftest import signed_in
from zonebook.core.catalog import shipped
from zonebook.core.say import PLACE
from zonebook.desk import timeline
from zonebook.records import schema, write
from zonebook.records.models import (
    Certificate,
    CertificateEvent,
    EntityName,
    Grant,
    Office,
    Project,
    ProjectEvent,
    Request,
    RequestEvent,
)
from zonebook.records.models.door import opened


@pytest.fixture
def lantai(book):
    """Lantai with a former name, its time in the zone, certificates, a request and a project."""
    entity, _ = cast.enter(book, cast.lantai(), cast.jincheng())
    with write.batch(by=book.li, on=cast.TODAY, kind="edit", why="x") as one:
        name = {"entity": entity, "name": "兰州泰生生物厂", "from_on": date(2015, 3, 2)}
        one.add(EntityName, name)
        for kind, granted, end in (
            ("hnte", date(2022, 10, 1), date(2025, 10, 1)),
            ("hnte", date(2019, 10, 1), date(2022, 10, 1)),
            ("tech_sme", date(2023, 5, 1), date(2024, 1, 1)),
            ("srdi_sme", date(2023, 5, 1), date(2026, 5, 1)),
        ):
            certificate = one.add(Certificate, certified(entity, kind, granted, end))
        revoked = {"certificate": certificate, "kind": "revoked", "occurred_on": date(2023, 9, 9)}
        one.add(CertificateEvent, revoked)
        asked = one.add(Request, request(entity))
        solved = {"request": asked, "kind": "solved", "occurred_on": date(2023, 3, 20)}
        one.add(RequestEvent, solved)
        project = one.add(Project, {"name": "疫苗分装车间", "entity": entity})
        stage = {"project": project, "kind": "started", "occurred_on": date(2023, 6, 1)}
        one.add(ProjectEvent, {**stage, "occurred_on_precision": "month", "note": "桩基进场"})
    return entity


def certified(entity, kind, granted, end):
    return {
        "entity": entity,
        "qualification": kind,
        "kind": "recognition",
        "granted_on": granted,
        "valid_to": end,
    }


def request(entity):
    return {
        "entity": entity,
        "title": "电力增容",
        "received_on": date(2023, 3, 14),
        "door": "visit",
        "kind": "energy",
    }


@pytest.fixture
def everybody(book):
    """Somebody who may read everything."""
    with opened():
        office = Office.objects.create(key="all", name="管委会办公室")
        person = cast.person("all", "看全部", office)
        for system in ("registration", "ladder", "promotion", "service", "approvals", "policies"):
            Grant.objects.create(
                office=office, system=system, verb="read", from_on=date(2020, 1, 1)
            )
    return signed_in(person)


def told(answer) -> list[tuple[str, str]]:
    """The day and the words of each line of the timeline."""
    return [(one.day, one.words) for one in answer.context["page"].happenings]


def test_it_tells_everything_by_day(everybody, lantai):
    lines = told(everybody.get(f"/enterprises/{lantai.number}"))
    assert lines == sorted(lines, key=lambda line: line[0], reverse=True)
    for line in (
        ("2015-03-02", "登记设立"),
        ("2015-03-02", "启用名称“兰州泰生生物厂”"),
        ("2015-03-02", "入区：新设"),
        ("2022-10-01", "高新技术企业，新认定，有效期至2025-09-30"),
        ("2023-09-09", "专精特新中小企业资格被撤销"),
        ("2023-03-14", "提出诉求“电力增容”（用能，走访）"),
        ("2023-03-20", "诉求“电力增容”解决"),
        ("2023-06", "“疫苗分装车间”开工（桩基进场）"),
    ):
        assert line in lines


def test_only_qualifications_in_force_stand_at_its_head(everybody, lantai):
    page = everybody.get(f"/enterprises/{lantai.number}").context["page"]
    assert page.qualifications == ("高新技术企业（有效期至2025年9月30日）",)
    assert page.stands == "在区（2015年3月2日入区）"
    assert page.former == ("兰州泰生生物厂",)


def test_it_is_narrowed_to_a_register_and_a_year(everybody, lantai):
    address = f"/enterprises/{lantai.number}"
    assert {words for _, words in told(everybody.get(address, {"in": "request"}))} == {
        "提出诉求“电力增容”（用能，走访）",
        "诉求“电力增容”解决",
    }
    lines = told(everybody.get(address, {"in": "certificate", "year": "2019"}))
    assert [day for day, _ in lines] == ["2019-10-01"]


@pytest.mark.parametrize("text", ["疫苗", "泰生", "兰州 生物厂", cast.LANTAI_CODE[:10]])
def test_it_is_found_by_code_and_present_and_former_name(everybody, lantai, text):
    hits = everybody.get("/enterprises", {"q": text}).context["hits"]
    assert [one.number for one in hits] == [lantai.number]


def test_a_whole_credit_code_opens_it(everybody, lantai):
    address = f"/enterprises/{lantai.number}"
    for page in ("/enterprises", "/search"):
        assert everybody.get(page, {"q": cast.LANTAI_CODE.lower()})["Location"] == address


def test_what_one_may_not_read_is_left_out_and_named(li, lantai):
    answer = li.get(f"/enterprises/{lantai.number}")
    assert not [words for _, words in told(answer) if "疫苗分装车间" in words or "高新" in words]
    assert "资格证书台账" in answer.context["page"].closed
    assert answer.context["page"].qualifications == ()


def test_without_the_right_to_read_registration_it_is_refused(wang, zhao, lantai):
    for client in (wang, zhao):
        assert client.get(f"/enterprises/{lantai.number}").status_code == 403
        assert client.get("/enterprises", {"q": "疫苗"}).status_code == 403


def test_it_copies_as_one_paragraph(everybody, lantai):
    text = everybody.get(f"/enterprises/{lantai.number}").context["page"].text
    assert text.startswith(f"兰泰疫苗有限公司（{cast.LANTAI_CODE}）")
    assert "资格证书台账4条" in text
    assert "截至2024年2月18日" in text


def test_more_rows_ask_no_more_queries(everybody, book, lantai, django_assert_max_num_queries):
    with write.batch(by=book.li, on=cast.TODAY, kind="edit", why="x") as one:
        one.add_many(Request, [request(lantai) for _ in range(60)])
    everybody.get(f"/enterprises/{lantai.number}")
    with django_assert_max_num_queries(130):
        answer = everybody.get(f"/enterprises/{lantai.number}")
    assert len(told(answer)) > 60


TOLD = """
application approval_case carrier certificate cluster_membership credit_record cultivation_plan
entity_name filing fund_payment investor membership platform product project rating request
science_project seal_set settlement_centre
"""


@pytest.mark.parametrize("noun", TOLD.split())
def test_what_refers_to_an_enterprise_is_told(book, noun):
    assert noun in {way.noun for way in timeline.referring_to("entity")}
    assert timeline.tells(noun)


def test_every_sentence_names_columns_of_its_row_or_of_what_it_tells_of(book):
    for key, row in shipped().sentences.rows.items():
        parts = key.split(".")
        if parts[0] != "told" or len(parts) != 3:
            continue
        table = schema.book().table[parts[1]]
        tables = [table, *(schema.book().table[ref.to] for ref in table.references)]
        names = {name for one in tables for name in one.by_name}
        names |= {ref.name for one in tables for ref in one.references}
        assert set(PLACE.findall(row["zh"])) <= names, key
        assert set(PLACE.findall(row["zh"])) == set(PLACE.findall(row["en"])), key
