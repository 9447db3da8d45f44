"""The public clock sheet: no sign-in, no database, every day with its reason."""

from __future__ import annotations

import re

import pytest
from django.test import Client

from zonebook.desk import context
from zonebook.records import zone as zones

STORY_B = [
    ("", "2023年10月13日"),
    ("&kind=expert_review&first=2023-10-09&last=2023-10-20", "2023年10月26日"),
    (
        "&kind=expert_review&first=2023-10-09&last=2023-10-20"
        "&kind=public_notice&first=2023.10.13&last=2023年10月25日",
        "2023年10月31日",
    ),
]


def page(query: str = "", lang: str = "zh-CN") -> tuple[int, str]:
    """Status and text of the page; no database is open in these tests."""
    found = Client().get(f"/clock{query}", headers={"accept-language": lang})
    return found.status_code, found.content.decode()


@pytest.mark.parametrize(("pauses", "due"), STORY_B)
def test_story_b_is_exact_on_the_promised_clock(pauses, due):
    status, text = page(f"?accepted=2023-09-22&limit=11{pauses}")
    assert status == 200
    assert f">{due}</time>" in text


def test_the_legal_clock_ignores_the_public_notice():
    review = "&kind=expert_review&first=2023-10-09&last=2023-10-20"
    notice = "&kind=public_notice&first=2023-10-13&last=2023-10-25"
    alone = page(f"?accepted=2023-09-22&limit=20&clock=legal{review}")[1]
    both = page(f"?accepted=2023-09-22&limit=20&clock=legal{review}{notice}")[1]
    due = re.search(r"<time[^>]*>([^<]+)", alone)[1]
    assert due == re.search(r"<time[^>]*>([^<]+)", both)[1]
    assert "不停计本时限" in both


def test_every_day_has_a_reason_and_a_document():
    text = page("?accepted=2023-09-22&limit=11")[1]
    assert text.count('<tr class="rest') == 10
    assert "国庆节放假（国办发明电〔2022〕16号）" in text
    assert "国庆节调休上班" in text


def test_an_unpublished_year_is_said_and_not_guessed():
    text = page("?accepted=2026-12-25&limit=15")[1]
    assert "2027年的放假安排尚未公布" in text
    assert "<time" not in text


def test_an_open_pause_gives_two_numbers():
    text = page("?accepted=2024-01-29&limit=11&kind=expert_review&first=2024-02-05")[1]
    assert "若特别程序于" in text
    assert "结束后还剩" in text


@pytest.mark.parametrize(
    ("query", "said"),
    [
        ("?limit=11", "请填受理日期"),
        ("?accepted=上个月&limit=11", 'id="accepted" name="accepted" value="上个月"'),
        ("?accepted=2023-09&limit=11", "请填到日"),
        ("?accepted=2023-09-22&limit=0", "时限是1到250之间的整数"),
        ("?accepted=2023-09-22&limit=11&kind=hearing", "请填告知送达日"),
        ("?accepted=2023-09-22&limit=11&kind=x&first=2023-10-09", "请选特别程序的种类"),
        (
            "?accepted=2023-09-22&limit=11&kind=hearing&first=2023-10-09&last=2023-10-08",
            "结束早于开始",
        ),
        ("?accepted=2001-09-22&limit=11", "放假安排只收录到2004年"),
    ],
)
def test_errors_stand_beside_their_fields_and_nothing_is_lost(query, said):
    status, text = page(query)
    assert status == 400
    assert said in text
    assert 'role="alert"' in text


def test_it_speaks_english():
    text = page("?accepted=2023-09-22&limit=11", "en-US")[1]
    assert "Clock sheet" in text
    assert "13 Oct 2023" in text
    assert "受理日期" not in text


def test_no_script_or_style_stands_in_the_page():
    text = page("?accepted=2023-09-22&limit=11")[1]
    assert "style=" not in text
    assert "<style" not in text
    assert not re.search(r"<script(?![^>]* src=)", text)


@pytest.mark.parametrize("typed", ["2023-02-30", "abc", "3/4/2023", "9.22"])
def test_a_day_that_cannot_be_read_is_named_in_whole_sentences(typed):
    text = page(f"?accepted={typed}&limit=11")[1]
    assert typed in text and "{column}" not in text and "表题" not in text


CLOSED = """
key: closures_2023
year: 2023
name: {zh: 闭园日, en: closures}
notices:
  - {doc_no: 兰高新办〔2023〕1号, title: 关于系统割接期间暂停窗口服务的通知, verified: memory}
closures:
  - {name: {zh: 系统割接, en: system change-over}, first: 2023-09-25, last: 2023-09-26}
"""


@pytest.fixture
def closed(home):
    """A home with two closed days of its own."""
    (home / "catalog" / "calendar").mkdir(parents=True)
    (home / "catalog" / "calendar" / "closures_2023.yaml").write_text(CLOSED, encoding="utf-8")
    for one in (zones.catalog, context.calendar):
        one.cache_clear()
    yield
    for one in (zones.catalog, context.calendar):
        one.cache_clear()


def test_a_zone_with_closures_offers_its_calendar_and_the_national_one(closed):
    ours = page("?accepted=2023-09-22&limit=11")[1]
    national = page("?accepted=2023-09-22&limit=11&calendar=national")[1]
    assert ">2023年10月17日</time>" in ours and ">2023年10月13日</time>" in national
    assert ours.count("系统割接（兰高新办〔2023〕1号）") >= 2
    assert "2023年9月25日 – 2023年9月26日" in ours
    assert 'value="national" checked' in national
    english = page("?accepted=2023-09-22&limit=11", "en")[1]
    assert "By which calendar" in english and "system change-over" in english


def test_a_zone_without_closures_is_asked_nothing():
    assert 'name="calendar"' not in page("?accepted=2023-09-22&limit=11")[1]
