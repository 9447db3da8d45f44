"""Limit replay and exchange: what a list of cases tells, by the promised clock and without inventing."""

from __future__ import annotations

import io
import json
import re
import subprocess
import sys
from html import unescape
from pathlib import Path

import openpyxl
import pytest

from tests.systems.approvals.rolls import OPEN, STORY_B, TODAY, book_of
from zonebook.core.values import Refused
from zonebook.records.models import ApprovalCase
from zonebook.systems.approvals import exchange, limits, roll

ROOT = Path(__file__).resolve().parents[3]
LATE = {**STORY_B, "办件编号": "GX3", "申请事项名称": "园区绿道工程", "受理日期": "2022-09-01",
        "接件日期": "2022-09-01", "办结日期": "2022-09-26", "送达日期": "2022-09-27",
        **{f"特别程序{n}{what}": "" for n in "一二"
           for what in ("种类", "开始日期", "结束日期")}}  # fmt: skip
DUES = {"2023-11-06", "2024-02-22", "2022-09-23"}  # of 15 days


@pytest.fixture
def cases(book):
    """Story B (10 days used, decided), an old one (16 days of 15), and one on its eleventh day."""
    roll.import_roll(book_of(STORY_B, OPEN, LATE), "办件台账.xlsx", by=book.li, on=TODAY)


def test_the_days_that_items_took_stand_under_the_promise_of_their_day(cases):
    [block] = limits.blocks(TODAY, [11], None)
    [took] = block.took
    assert (took.promise, took.count, took.decided) == ("15", 3, 2)
    assert took.quantiles == ("16", "16", "16")  # the open one may take longer than its eleven days
    assert took.in_time == "50.0%"


@pytest.mark.parametrize(
    ("tried", "kept", "late", "waiting", "missing"),
    [(16, 2, 0, 1, 0), (11, 1, 1, 1, 5), (10, 1, 2, 0, 7), (9, 0, 3, 0, 10)],
)
def test_a_limit_tried_counts_an_open_item_only_once_it_is_late(
    cases, tried, kept, late, waiting, missing
):
    [row] = limits.blocks(TODAY, [tried], None)[0].would
    assert (row.kept, row.over, row.open, row.missing) == (kept, late, waiting, missing)


def test_a_year_takes_those_accepted_in_it(cases):
    assert [one.count for one in limits.blocks(TODAY, [11], 2022)[0].took] == [1]
    assert limits.blocks(TODAY, [11], 2021) == []


@pytest.mark.parametrize("text", ["x", "0", "11 7 5 4 3 2 1", "201", "-3"])
def test_what_is_no_list_of_limits_is_refused(text):
    with pytest.raises(Refused):
        limits.asked_limits(text)


def test_the_page_shows_both_and_says_what_it_cannot_read(cases, li, zhao):
    text = li.get("/approvals-limits", {"limits": "11，7"}).content.decode()
    assert "政府投资类项目审批" in text
    assert li.get("/approvals-limits", {"limits": "x"}).status_code == 400
    assert zhao.get("/approvals-limits").status_code == 403


def test_every_count_of_the_replay_opens_to_its_items(cases, li, zhao):
    page = li.get("/approvals-limits", {"limits": "11"}).content.decode()
    links = [unescape(one) for one in re.findall(r'href="(/approvals-limits/[^"]+)">(?=\d)', page)]
    shown = [li.get(one).content.decode() for one in links]
    counts = [len(re.findall(r'row"><a href="/approvals/[^"/]+">', one)) for one in shown]
    assert counts == [3, 2, 1, 1, 1]  # accepted, decided; of 11 days in time, late, not yet known
    assert "超5天" in shown[3] and "园区绿道工程" in shown[3]
    assert zhao.get(links[0]).status_code == 403


@pytest.mark.parametrize("address", ["x-y?limit=11", "x?limit=11", "{stage}?limit=x",
                                     "{stage}?limit=11&since=2023-13-01"])  # fmt: skip
def test_an_address_that_no_count_has_is_not_found(cases, li, address):
    [block] = limits.blocks(TODAY, [11], None)
    assert li.get("/approvals-limits/" + address.format(stage=block.key)).status_code == 404


def test_a_list_without_hours_tells_no_moments_and_none_is_invented(cases):
    found = exchange.package("affairs", TODAY)
    assert found.cases == 3
    accepted = [one.fields for one in found.rows if one.table == "表6 受理信息"]
    assert {one["受理时间"] for one in accepted} == {""}
    assert {one["承诺办结时间"] for one in accepted} == DUES
    lacking = {one.finding.message.args["field"] for one in found.problems}
    assert {"受理时间", "办结时间"} <= lacking


def test_a_standard_comes_as_a_workbook_with_what_is_missing(cases):
    name, _, content = exchange.download("spgl", TODAY)
    book = openpyxl.load_workbook(io.BytesIO(content))
    assert name == "spgl-2024-02-18.xlsx"
    assert book.sheetnames == [
        "SPGL_XMSPSXBLXXB", "SPGL_XMSPSXBLXXXXB", "SPGL_XMSPSXBLTBCXXXB", "缺什么",
    ]  # fmt: skip
    instances = list(book["SPGL_XMSPSXBLXXB"].iter_rows(values_only=True))
    assert instances[0] == ("spsxslbm", "blspslbm", "sxblsx")
    assert ("GX1", None, "15") in instances


def test_the_event_log_names_only_objects_that_it_holds(cases):
    log = json.loads(exchange.download("ocel", TODAY)[2])
    assert set(log) == {"objectTypes", "eventTypes", "objects", "events"}
    known = {one["id"] for one in log["objects"]}
    types = {one["name"]: {a["name"] for a in one["attributes"]} for one in log["objectTypes"]}
    kinds = {one["name"]: {a["name"] for a in one["attributes"]} for one in log["eventTypes"]}
    for one in log["objects"]:
        assert {a["name"] for a in one["attributes"]} <= types[one["type"]]
    for event in log["events"]:
        assert {one["objectId"] for one in event["relationships"]} <= known
        assert {a["name"] for a in event["attributes"]} == kinds[event["type"]]
        assert event["time"].endswith("Z")
    story = ApprovalCase.objects.get(code="GX1").number
    own = [one for one in log["events"] if one["id"].startswith(f"{story}-")]
    assert [one["type"] for one in own][:2] == ["received", "window_accepted"]
    assert own[0]["time"] == "2023-09-20T16:00:00Z"  # the beginning of 21 September in China


def test_an_independent_reader_finds_every_event_and_object_of_the_log(cases, tmp_path):
    """pm4py reads the OCEL 2.0 file back: as many events, objects, relations, in their order."""
    content = exchange.download("ocel", TODAY)[2]
    written = json.loads(content)
    (tmp_path / "cases.json").write_bytes(content)
    program = [sys.executable, "-m", "tests.systems.approvals.mining", str(tmp_path / "cases.json")]
    done = subprocess.run(program, capture_output=True, text=True, check=True, cwd=ROOT)
    read = json.loads(done.stdout.splitlines()[-1])
    assert read["events"] == len(written["events"]) > 10
    assert read["objects"] == len(written["objects"])
    assert read["relations"] == sum(len(one["relationships"]) for one in written["events"])
    assert set(read["kinds"]) == {one["type"] for one in written["objects"]}
    stamps = {one["time"].replace("Z", "+00:00") for one in written["events"]}
    assert set(read["moments"]) == stamps
    for case in ApprovalCase.objects.all():
        own = [one["type"] for one in written["events"] if one["id"].startswith(f"{case.number}-")]
        assert read["cases"][f"case:{case.number}"] == own


def test_the_exchange_page_offers_the_files(cases, li):
    assert "GB/T 39046-2020" in li.get("/approvals-exchange").content.decode()
    assert li.get("/approvals-exchange/ocel").status_code == 200
    assert li.get("/approvals-exchange/xes").status_code == 400


def test_the_exchange_page_names_each_lack_once_with_how_often_and_where(cases, li):
    page = li.get("/approvals-exchange").content.decode()
    found = exchange.package("spgl", TODAY)
    lacks = found.lacks
    assert sum(one.places for one in lacks) == len(found.problems) > len(lacks) > 0
    assert page.count("缺“办理时间”") == 2  # once a standard, however many events lack it
    timeless = next(one for one in lacks if one.what.args["field"] == "办理时间")
    assert len(timeless.cases) <= timeless.places
    assert all(f'/{one.number}"' in page for one in timeless.examples)
