"""A request for a factor stands beside the offers of the zone and is answered with one."""

from __future__ import annotations

from datetime import date

import pytest
from django.test import Client

from tests import cast
from tests.systems.conftest import signed_in
from zonebook.core.values import Refused
from zonebook.records import write
from zonebook.records.models import Audit, Entity, Offer, Request, RequestEvent
from zonebook.systems.service import actions, reads

TODAY = cast.TODAY


@pytest.fixture
def lantai(book) -> Entity:
    """An enterprise of medicine."""
    with write.batch(by=book.li, on=TODAY, kind="edit") as writing:
        return writing.add(Entity, cast.lantai(industry="2760"))


def offer(by, title: str, digits: int, unit: str, kind: str = "land", **more) -> Offer:
    """Something that the zone has."""
    with write.batch(by=by, on=TODAY, kind="edit") as writing:
        return writing.add(
            Offer, {"kind": kind, "title": title, "digits": digits, "unit": unit} | more
        )


def request(by, entity, title: str, kind: str = "land", **more) -> Request:
    """What an enterprise asks for."""
    with write.batch(by=by, on=TODAY, kind="edit") as writing:
        values = {"entity": entity, "title": title, "kind": kind, "door": "visit"}
        return writing.add(Request, values | {"received_on": date(2024, 2, 1)} | more)


def refused(act, **args) -> str:
    with pytest.raises(Refused) as found:
        act(**args)
    return found.value.findings[0].message.key


def states(asked) -> dict[str, str]:
    return {one.offer.title: one.fit.state for one in asked.lines}


def test_a_request_finds_what_fits_nearly_fits_and_does_not(book, lantai):
    li = book.li
    for title, digits, more in [
        ("甲地块", 20, {"industry": "C"}),
        ("乙地块", 14, {}),
        ("丙地块", 50, {"industry": "I、M"}),
        ("丁地块", 50, {"to_on": TODAY}),
    ]:
        offer(li, title, digits, "mu", **more)
    offer(li, "标准厂房", 3000, "m2")
    offer(li, "富余容量", 8000, "kVA", "energy")
    asked = reads.one(request(li, lantai, "申请工业用地15亩").number, TODAY)
    assert states(asked) == {
        "甲地块": "fits", "乙地块": "near", "丙地块": "not", "丁地块": "not", "标准厂房": "not",
    }  # fmt: skip
    assert [one.offer.title for one in asked.lines][:2] == ["甲地块", "乙地块"]


def test_an_answer_leaves_less_for_the_next_and_can_be_taken_back(book, lantai):
    li, plot = book.li, offer(book.li, "甲地块", 20, "mu")
    first, second = (request(li, lantai, f"用地{n}亩") for n in (15, 10))
    done = actions.answer(request=first.number, offer=plot.number, by=li, on=TODAY)
    assert (done.kind, done.offer) == ("offered", plot)
    assert Audit.objects.filter(noun="request_event", verb="add").count() == 0  # its own trail
    assert reads.one(second.number, TODAY).lines[0].supply.left.value == 5
    assert refused(
        actions.answer, request=second.number, offer=plot.number, by=li, on=TODAY
    ) == "service.needs_note"  # fmt: skip
    actions.take_back(event=done.number, by=li, on=TODAY, why="企业改选丙地块")
    assert states(reads.one(second.number, TODAY)) == {"甲地块": "fits"}
    assert reads.one(first.number, TODAY).answers == ()


def test_a_part_is_given_with_a_word_on_the_rest(book, lantai):
    plot = offer(book.li, "甲地块", 20, "mu")
    big = request(book.li, lantai, "用地30亩")
    note = "不足10亩由二期解决"
    actions.answer(request=big.number, offer=plot.number, by=book.li, on=TODAY, note=note)
    (row, taken) = reads.with_taken([plot])[0]
    assert (row, taken) == (plot, 20)


def test_what_does_not_fit_or_is_over_is_refused(book, lantai):
    li, plot = book.li, offer(book.li, "甲地块", 20, "mu")
    silent = request(li, lantai, "临时用地延期")
    wrong = {"offer": plot.number, "by": li, "on": TODAY}
    assert refused(actions.answer, request=silent.number, **wrong) == "service.offer.no_quantity"
    over = request(li, lantai, "用地5亩")
    with write.batch(by=li, on=TODAY, kind="edit") as writing:
        writing.add(RequestEvent, {"request": over, "kind": "solved", "occurred_on": TODAY})
    assert refused(actions.answer, request=over.number, **wrong) == "service.closed"
    people = request(li, lantai, "用工120人", "labour")
    assert refused(actions.answer, request=people.number, **wrong) == "service.not_offered"
    other = request(li, lantai, "道路积水", "other")
    assert refused(reads.one, number=other.number, on=TODAY) == "service.no_factor"
    assert (
        refused(actions.answer, request=over.number, offer=plot.number, by=book.wang, on=TODAY)
        == "permissions.no_write"
    )


def test_land_and_workshops_are_given_from_their_own_offers(book, lantai):
    plot, hall = offer(book.li, "甲地块", 60, "mu"), offer(book.li, "标准厂房", 3000, "m2")
    both = request(book.li, lantai, "50亩土地，约2000平方米厂房")
    for one in (plot, hall):
        actions.answer(request=both.number, offer=one.number, by=book.li, on=TODAY)
    assert [int(taken) for _, taken in reads.with_taken([plot, hall])] == [50, 2000]


def test_two_quantities_of_one_kind_are_asked_about(book, lantai, li: Client):
    offer(book.li, "人才市场", 100, "person", "labour")
    asked = request(book.li, lantai, "现有员工300人，拟招80人", "labour")
    assert states(reads.one(asked.number, TODAY)) == {"人才市场": "unknown"}
    page = li.get(f"/service/requests/{asked.number}").content.decode()
    assert "300 人、80 人" in page and "写了不止一个数量" in page


def test_the_pages_lead_from_the_list_to_the_answer(book, lantai, li: Client):
    plot = offer(book.li, "甲地块", 20, "mu", conditions="亩均投资不低于三百万元")
    asked = request(book.li, lantai, "申请工业用地15亩", quantity="16亩")
    assert "甲地块" not in li.get("/service/requests").content.decode()
    address = f"/service/requests/{asked.number}"
    assert address in li.get(f"/registers/request/{asked.number}").content.decode()
    page = li.get(address).content.decode()
    assert "需要 16 亩，可供 20 亩" in page and "亩均投资不低于三百万元" in page
    assert li.post(f"{address}/offer", {"offer": plot.number}).status_code == 302
    page = li.get(address).content.decode()
    assert "已对接的供给" in page
    event = RequestEvent.objects.get(kind="offered")
    back = li.post(f"/service/answers/{event.number}/take-back", {"why": "登记有误"})
    assert back.status_code == 302 and back.headers["Location"] == address
    assert li.post(f"{address}/offer", {"offer": "GJ-2024-999999"}).status_code == 400


def test_an_outsider_sees_nothing(book, lantai, zhao: Client, wang: Client):
    asked = request(book.li, lantai, "用地5亩")
    for client in (zhao, wang):
        for address in ("/service/requests", f"/service/requests/{asked.number}"):
            assert client.get(address).status_code == 403
    assert signed_in(book.li).get("/service/requests/SQ-2024-999999").status_code == 404


def test_the_pages_speak_english(book, lantai, li: Client):
    offer(book.li, "甲地块", 20, "mu", industry="C", qualification="hnte")
    asked = request(book.li, lantai, "申请工业用地15亩")
    li.cookies["django_language"] = "en"
    assert "1 requests for a factor are open" in li.get("/service/requests").content.decode()
    page = li.get(f"/service/requests/{asked.number}").content.decode()
    assert "cannot be told" in page  # a book without certificates
