"""The interface answers what the command answers, and refuses what the command refuses."""

from __future__ import annotations

import argparse
import json
from io import BytesIO

import openpyxl
import pytest

from tests import cast
from tests.site.api.conftest import program
from zonebook.records import releases
from zonebook.records.models import Batch, Draft, Entity
from zonebook.site.commands import figures_


def refusal(answer):
    return answer.status_code, answer.json()["refused"][0]["key"]


def workbook(*rows):
    """An office's sheet as bytes under a name."""
    book = openpyxl.Workbook()
    for row in (("企业名称", "统一社会信用代码", "成立日期"), *rows):
        book.active.append(row)
    out = BytesIO()
    book.save(out)
    file = BytesIO(out.getvalue())
    file.name = "名册.xlsx"
    return file


GOOD = ("兰泰疫苗有限公司", cast.LANTAI_CODE, "2015-03-02")
BAD = ("错码有限公司", "91620100MA71X0AA6X", "2015-03-02")


def test_figures_are_those_of_the_command(wang, book, capsys, monkeypatch):
    cast.enter(book, cast.lantai(), cast.newcomer())
    monkeypatch.setattr("zonebook.site.home.open_home", lambda zone: None)
    parser = argparse.ArgumentParser()
    figures_.arguments(parser)
    args = parser.parse_args(["n_new_ent", "gdp", "--period", "2024-02", "--format", "json"])
    args.lang = "zh"
    figures_.run(args)
    told = json.loads(capsys.readouterr().out)
    asked = {"period": "2024-02", "key": ["n_new_ent", "gdp"]}
    assert wang.get("figures", **asked).json() == told
    assert told["figures"][0]["value"] == "1" and "unknown" in told["figures"][1]


def test_every_figure_of_a_period_comes_without_keys(wang):
    found = wang.get("figures", period="2023", lang="en").json()["figures"]
    assert len(found) > 60 and all(one["because"] or "unknown" in one for one in found)


def test_the_rows_behind_a_figure_come_in_pages(book):
    cast.enter(book, *[cast.newcomer(name=f"第{i}科技有限公司") for i in range(5)])
    both = program(book.li)
    first = both.get("figures/n_new_ent/trace", period="2024", limit=2).json()
    last = both.get("figures/n_new_ent/trace", period="2024", limit=2, after=4).json()
    assert (len(first["records"]), first["next"], first["counted"]["records"]) == (2, 2, 5)
    assert (len(last["records"]), last["next"]) == (1, None)


def test_rows_of_another_office_are_not_traced(wang, book):
    cast.enter(book, cast.newcomer())
    assert refusal(wang.get("figures/n_new_ent/trace", period="2024")) == (
        403, "permissions.no_read",
    )  # fmt: skip


def test_entities_come_in_pages_and_by_words(li, book):
    names = [f"第{i}科技有限公司" for i in range(3)]
    cast.enter(book, cast.lantai(), *[cast.newcomer(name=name) for name in names])
    first = li.get("entities", limit=2).json()
    second = li.get("entities", limit=2, after=first["next"]).json()
    assert [one["name"] for one in first["rows"] + second["rows"]] == ["兰泰疫苗有限公司", *names]
    assert (first["count"], second["next"]) == (4, None)
    found = li.get("entities", q=cast.LANTAI_CODE).json()["rows"][0]
    assert (found["registered_capital_fen"], found["established_on"]) == (
        5_000_000_000,
        "2015-03-02",
    )
    one = li.get(f"entities/{found['number']}").json()
    assert one["row"] == found
    assert li.get(f"registers/entity/{found['number']}").json() == one


def test_what_is_not_there_is_404(li, wang):
    assert refusal(li.get("entities/QY-1999-000001")) == (404, "api.no_record")
    assert refusal(li.get("registers/nothing")) == (404, "registers.unknown")
    assert refusal(wang.get("figures/n_nothing/trace", period="2023")) == (
        404,
        "figures.unknown_key",
    )
    assert refusal(wang.get("releases/DG-2024-000001")) == (404, "release.missing")
    assert refusal(wang.get("nowhere")) == (404, "api.not_found")


@pytest.mark.parametrize("period", ["二零二三", "2023-13", "2023-02-01", "0001", "2023..2022"])
def test_a_period_that_is_none_is_422(wang, period):
    assert wang.get("figures", period=period).status_code == 422


def test_a_misspelt_parameter_is_not_passed_over(wang):
    answer = wang.get("figures", period="2023", as_off="2024-01-01")
    assert refusal(answer) == (422, "api.unknown_parameter")


def test_a_refusal_is_said_in_the_language_asked_for(wang):
    said = wang.get("releases/DG-2024-000001", lang="en").json()["refused"][0]["text"]
    assert said.isascii() or "—" in said


def test_an_upload_is_looked_at_and_then_committed(li):
    run = li.post("imports", file=workbook(GOOD)).json()
    assert run["sheets"][0]["counted"]["new"] == 1 and not run["committed"]
    assert not Entity.objects.exists()
    done = li.post(f"imports/{run['id']}/commit", {"digest": run["digest"], "why": "月报"}).json()
    assert done["committed"] and Entity.objects.get().name == "兰泰疫苗有限公司"
    batch = Batch.objects.get(pk=done["batch"])
    assert (batch.by.key, batch.why, batch.kind) == ("li", "月报", "import")
    assert refusal(li.post(f"imports/{run['id']}/commit", {"digest": run["digest"]})) == (
        409, "api.import_done",
    )  # fmt: skip


def test_refused_rows_are_not_written_unless_skipped(li):
    run = li.post("imports", file=workbook(GOOD, BAD)).json()
    asked = f"imports/{run['id']}/commit"
    answer = li.post(asked, {"digest": run["digest"]})
    assert answer.status_code == 422 and "B3" in str(answer.json()["refused"][0]["where"])
    assert not Entity.objects.exists() and not Batch.objects.filter(kind="import").exists()
    done = li.post(asked, {"digest": run["digest"], "skip_refused": True})
    assert done.json()["committed"] and Entity.objects.count() == 1


def test_a_book_that_moved_on_is_not_written_to(li, book):
    run = li.post("imports", file=workbook(GOOD)).json()
    cast.enter(book, cast.lantai(name="别名疫苗有限公司"))
    answer = li.post(f"imports/{run['id']}/commit", {"digest": run["digest"]})
    assert refusal(answer) == (409, "import.digest_changed")
    assert Entity.objects.count() == 1


def test_another_office_cannot_import(wang, li, book):
    answer = wang.post("imports", file=workbook(GOOD), register="entity")
    assert refusal(answer) == (403, "permissions.no_write")
    reader = program(book.li, "read:registration")
    assert refusal(reader.post("imports", file=workbook(GOOD))) == (403, "permissions.no_write")
    assert not Draft.objects.exists()


def test_a_dry_run_is_its_persons_own(li, wang):
    run = li.post("imports", file=workbook(GOOD)).json()
    assert refusal(wang.get(f"imports/{run['id']}")) == (404, "api.no_import")
    assert li.get(f"imports/{run['id']}").json() == run


def test_a_file_that_is_no_workbook_is_refused_with_words(li):
    file = BytesIO(b"\x00\x01\x02")
    file.name = "x.xlsx"
    answer = li.post("imports", file=file)
    assert answer.status_code == 422 and answer.json()["refused"][0]["text"]


def test_a_draft_is_checked(wang):
    text = "进出口总额52.18亿元，其中出口36.94亿元，进口15.42亿元。"
    found = wang.post("check", {"text": text}).json()
    assert found["format"] == "zonebook.check/1" and len(found["claims"]) == 3
    assert {one["rule"] for one in found["findings"] if one["level"] == "error"} == {"T02"}
    known = wang.post("check", {"text": "2023年签约项目19个。", "book": True}).json()
    assert known["claims"][0]["binding"] == {
        "indicator": "n_signed",
        "period": "2023",
        "release": None,
    }


def test_facts_are_judged_exactly(wang):
    asked = {"on": "2023-06-30", "facts": {"nothing_known": 1}}
    assert wang.post("judge/hnte", asked).status_code == 422
    found = wang.post("judge/hnte", {"on": "2023-06-30", "facts": {}}).json()
    assert found["answer"] == "unknown" and found["tests"]
    assert refusal(wang.post("judge/nothing", {"on": "2023-06-30", "facts": {}})) == (
        404, "rules.no_such_rule",
    )  # fmt: skip


def test_an_enterprise_of_the_book_is_judged_for_who_may_read_the_ladder(wang, li, book):
    cast.enter(book, cast.lantai())
    asked = {"on": "2024-02-18", "enterprise": cast.LANTAI_CODE}
    assert wang.post("judge/hnte", asked).json()["answer"] == "unknown"
    assert refusal(li.post("judge/hnte", asked)) == (403, "permissions.no_read")
    assert wang.post("judge/hnte", {"on": "2024-02-18"}).status_code == 422


def test_due_days_one_and_many(wang):
    one = wang.get("due", accepted="2024-01-05", limit=10).json()
    many = wang.post("due/batch", {"cases": [{"accepted": "2024-01-05", "limit": 10}]}).json()
    assert one["due"] == many["answers"][0]["due"] == "2024-01-19"
    asked = {"procedure": "government_investment", "item": "project_proposal"}
    item = wang.get("due/item", accepted="2024-01-05", **asked).json()
    assert item["item"] == "project_proposal" and item["clocks"]
    bad = wang.post("due/batch", {"cases": [{"accepted": "2024-02-31", "limit": 1}]})
    assert bad.status_code == 422 and "cases:1" in str(bad.json())


def test_releases_are_for_who_may_read_reports(wang, li):
    assert wang.get("releases").json() == {
        "format": "zonebook.release/1", "releases": [], "next": None,
    }  # fmt: skip
    assert refusal(li.get("releases")) == (403, "permissions.no_read")
    assert releases.all_releases() == []


def test_a_body_that_is_too_large_is_413(wang, settings):
    settings.DATA_UPLOAD_MAX_MEMORY_SIZE = 1000
    assert refusal(wang.post("check", {"text": "数" * 2000})) == (413, "api.too_large")


def test_the_document_speaks_both_languages_and_declares_its_refusals(client):
    document = client.get("/api/v1/openapi.json").json()
    for path, methods in document["paths"].items():
        for operation in methods.values():
            assert "·" in operation["summary"], path
            assert {"401", "422", "429"} <= set(operation["responses"]), path
            assert any("一" <= one <= "鿿" for one in operation["description"]), path
