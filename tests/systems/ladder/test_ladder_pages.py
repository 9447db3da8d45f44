"""The ladder's pages: accounts by name, near misses, the watch list, verdicts, reforms, plans."""

from __future__ import annotations

import re
from datetime import date

import pytest

from tests.systems.ladder import firms
from zonebook.core.values import Refused
from zonebook.records.models import Audit, CultivationPlan
from zonebook.systems.ladder import actions


@pytest.fixture
def trio(book):
    return firms.settle(book)


PAGES = ("ladder", "ladder/near", "ladder/watch", "ladder/reform", "ladder/replay", "ladder/plans")


@pytest.mark.parametrize("page", [*PAGES, "ladder/rungs/hnte"])
def test_a_page_opens_for_the_ladder_s_office_and_for_nobody_else(page, wang, zhao, trio):
    assert wang.get(f"/{page}").status_code == 200
    assert zhao.get(f"/{page}").status_code == 403


@pytest.mark.parametrize("page", [*PAGES, "ladder/rungs/hnte"])
def test_a_page_speaks_english_too(page, wang, trio):
    wang.post("/language", {"language": "en", "next": "/"})
    text = wang.get(f"/{page}").content.decode()
    assert 'lang="en"' in text and "ladder." not in text.replace("/ladder", "")


def test_the_account_of_a_rung_is_reckoned_by_name(wang, book, trio):
    first, second, third = trio
    firms.certify(book, first, "hnte", date(2023, 10, 16), date(2026, 10, 16))
    firms.certify(book, second, "hnte", date(2020, 10, 16), date(2023, 10, 16))
    firms.certify(book, third, "hnte", date(2022, 10, 16), date(2025, 10, 16))
    firms.leave(book, third, date(2023, 5, 8), "moved_out")
    answer = wang.get("/ladder?from=2023-01-01&to=2023-12-31")
    line = next(one for one in answer.context["lines"] if one.key == "hnte")
    counts = {move: n for move, _, n in line.counts if n}
    assert counts == {"new": 1, "expired": 1, "moved_out": 1}
    assert (len(line.account.opening), len(line.account.closing)) == (2, 1)
    assert (line.account.difference, line.agrees) == (0, True)
    names = wang.get("/ladder/rungs/hnte?move=expired&from=2023-01-01&to=2023-12-31")
    assert [one.name for one in names.context["names"]] == [second.name]


def test_a_rung_of_which_nobody_has_entered_a_list_says_no_data(wang, book, trio):
    firms.certify(book, trio[0], "hnte", date(2021, 4, 1), date(2024, 4, 1))
    answer = wang.get("/ladder")
    kept = {one.key: one.is_kept for one in answer.context["lines"]}
    assert kept["hnte"] and not kept["tech_sme"]
    said = "暂无数据：资格证书台账里还没有这一层级的名单"
    assert said in answer.content.decode()
    assert said in wang.get("/ladder/rungs/tech_sme").content.decode()
    assert said not in wang.get("/ladder/rungs/hnte").content.decode()


def test_a_span_that_runs_backwards_is_refused(wang):
    answer = wang.get("/ladder?from=2023-12-31&to=2023-01-01")
    assert answer.status_code == 400
    assert "起止日期颠倒" in answer.content.decode()


def test_titles_that_run_out_are_listed_unless_renewed(wang, book, trio):
    first, second, _ = trio
    firms.certify(book, first, "hnte", date(2021, 4, 1), date(2024, 4, 1))
    firms.certify(book, second, "hnte", date(2021, 4, 1), date(2024, 4, 1))
    firms.certify(book, second, "hnte", date(2024, 2, 1), date(2027, 2, 1), "renewal")
    found = wang.get("/ladder/rungs/hnte?months=3").context["endings"]
    assert [(one.name, one.last_day, one.is_open) for one in found] == [
        (first.name, "2024-03-31", True)
    ]
    assert wang.get("/ladder/rungs/hnte?months=1").context["endings"] == []


def test_who_is_short_by_ten_thousand_yuan_is_a_near_miss(wang, trio):
    answer = wang.get("/ladder/near?rule=hnte")
    (only,) = answer.context["near"]
    assert (only.name, only.test, only.gap) == (trio[0].name, "H5a", "0.0089 个百分点")
    assert only.acts[0] == "2023年研发费用总额再增 1 万元"
    counts = answer.context["counts"]
    assert (counts["qualified"], counts["not_qualified"], counts["unknown"]) == (1, 1, 1)


def test_a_holder_is_not_listed_as_a_near_miss(wang, book, trio):
    firms.certify(book, trio[0], "hnte", date(2023, 10, 16), date(2026, 10, 16))
    assert wang.get("/ladder/near?rule=hnte").context["near"] == []


def test_a_verdict_shows_value_threshold_gap_source_and_what_to_do(wang, trio):
    text = wang.get(f"/ladder/verdict/{trio[0].number}/hnte").content.decode()
    for words in ("4.9911", "0.0089", "2023年研发费用总额再增 1 万元", "凭记忆录入，待核原文",
                  "不作为认定依据", "国科发火〔2016〕32号，2016年1月1日起"):  # fmt: skip
        assert words in text, words
    read = re.sub(r"<[^>]*>", "", text.split('class="technical')[0])
    assert "hnte_2016" not in read and "H5a" not in read and "hnte_2016" in text


def test_a_version_named_outside_its_days_says_so(wang, trio):
    page = f"/ladder/verdict/{trio[0].number}/srdi_sme_2026"
    text = wang.get(page).content.decode()
    assert "自2026年4月1日起适用于认定，判定日2024年2月18日不在其内" in text
    assert "不在其内" not in wang.get(page.replace("_2026", "")).content.decode()


def test_the_watch_list_says_when_the_scale_is_expected(wang, trio):
    soon = wang.get("/ladder/watch").context["soon"]
    found = {one.name: (one.value, one.threshold, one.expected) for one in soon}
    assert found[trio[0].name] == ("1,840", "2,000", "预计 2024-06")


def test_a_reform_says_who_would_fall(wang, book, trio):
    firms.certify(book, trio[1], "hnte", date(2023, 10, 16), date(2026, 10, 16))
    found = wang.get("/ladder/reform?rule=hnte&test=H5a&value=6").context["found"]
    assert [one.name for one in found.fall] == [trio[1].name]
    assert (found.before["qualified"], found.after["not_qualified"]) == (1, 1)
    eased = wang.get("/ladder/reform?rule=hnte&test=H5a&value=4.9").context["found"]
    assert (eased.fall, eased.rise) == ([], [])
    assert wang.get("/ladder/reform?rule=hnte&test=H5a&value=much").status_code == 400


def test_a_cohort_is_judged_again_by_another_document(wang, book, trio):
    firms.certify(book, trio[0], "srdi_sme", date(2024, 2, 12), date(2027, 2, 12))
    page = "/ladder/replay?rung=srdi_sme&as=srdi_sme_2026&from=2024-02-01&to=2024-02-18"
    (one,) = wang.get(page).context["found"]
    assert one.other == "not_qualified"
    assert "S2c" in [test["key"] for test in one.unmet]  # main business at least 80 %
    assert "S2b" not in [test["key"] for test in one.unmet]  # revenue stands in for equity


# -- plans ---------------------------------------------------------------------------------

STEP = {"next_step": "补做研发费用专项审计", "helper": "陈梯次", "state": "open"}


def test_a_plan_is_kept_with_its_trail_and_changed_in_place(wang, book, trio):
    address = f"/ladder/plan/{trio[0].number}/hnte"
    assert wang.post(address, STEP).status_code == 302
    wang.post(address, {**STEP, "helper": "王招商", "due_on": "2024-06-30"})
    (kept,) = CultivationPlan.objects.all()
    assert (kept.helper, kept.due_on, kept.state) == ("王招商", date(2024, 6, 30), "open")
    assert [one.verb for one in Audit.objects.filter(noun="cultivation_plan")] == ["add", "change"]
    (near,) = wang.get("/ladder/near?rule=hnte").context["near"]
    assert near.helper == "王招商"
    (planned,) = wang.get("/ladder/plans").context["plans"]
    assert any("4.9911" in gap for gap in planned.gaps)


def test_a_plan_without_step_or_owner_is_refused_with_what_was_typed(wang, trio):
    answer = wang.post(f"/ladder/plan/{trio[0].number}/hnte", {"next_step": "走访", "helper": " "})
    assert answer.status_code == 400
    assert "请填写帮扶责任人" in answer.content.decode()
    assert 'value="走访"' in answer.content.decode()
    assert not CultivationPlan.objects.exists()


def test_who_may_not_write_cannot_plan(zhao, book, trio):
    assert zhao.post(f"/ladder/plan/{trio[0].number}/hnte", STEP).status_code == 403
    with pytest.raises(Refused):
        actions.keep_plan(by=book.li, on=date(2024, 2, 18), entity=trio[0], target="hnte", **STEP)


@pytest.mark.parametrize("target", ["hnte_2016", "nothing"])
def test_there_is_no_plan_for_what_is_no_rung(wang, trio, target):
    assert wang.post(f"/ladder/plan/{trio[0].number}/{target}", STEP).status_code == 400
