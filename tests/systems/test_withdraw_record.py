"""A record is taken out of the figures with a reason, and stays in the book."""

import pytest

from tests import cast
from zonebook.records.models import Batch


@pytest.fixture
def lantai(book):
    return cast.enter(book, cast.lantai())[0]


def address(record) -> str:
    return f"/registers/entity/{record.number}/withdraw"


def test_it_leaves_the_list_and_keeps_its_page(li, lantai):
    answer = li.post(address(lantai), {"why": "重复登记"})
    assert answer.status_code == 302
    assert "兰泰" not in li.get("/registers/entity").content.decode()
    text = li.get(f"/registers/entity/{lantai.number}").content.decode()
    assert "重复登记" in text
    assert "不计入任何指标" in text


def test_it_needs_a_reason(li, lantai):
    answer = li.post(address(lantai), {"why": " "})
    assert answer.status_code == 400
    assert "请写明理由" in answer.content.decode()
    lantai.refresh_from_db()
    assert lantai.withdrawn_on is None


def test_it_happens_once(li, lantai):
    li.post(address(lantai), {"why": "重复登记"})
    assert li.post(address(lantai), {"why": "再一次"}).status_code == 400


def test_it_can_be_undone(li, lantai):
    li.post(address(lantai), {"why": "重复登记"})
    batch = Batch.objects.get(kind="withdraw")
    li.post(f"/batches/{batch.pk}/undo")
    lantai.refresh_from_db()
    assert lantai.withdrawn_on is None


def test_it_refuses_those_who_may_not_write(wang, zhao, lantai):
    for client in (wang, zhao):
        assert client.get(address(lantai)).status_code == 403
        assert client.post(address(lantai), {"why": "x"}).status_code == 403
    lantai.refresh_from_db()
    assert lantai.withdrawn_on is None
