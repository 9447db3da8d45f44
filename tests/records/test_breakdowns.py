"""分组: a figure by groups adds up to it, and keeps back what would tell on one enterprise."""

from __future__ import annotations

from datetime import date

import pytest

from tests import cast
from zonebook.core.values import Refused
from zonebook.records import breakdowns, figures, write
from zonebook.records.models import Project, Signing
from zonebook.records.zone import catalog


@pytest.fixture
def signings(book):
    """group | industry | contracts in 万元, one project each"""
    rows = [
        ("招商一组", "C2710", (100, 200, 300)),
        ("招商二组", "I65", (400, 500)),
        ("招商三组", "M73", (600, 700, 800)),
        ("招商四组", "", (5000, 6000, 7000)),
    ]
    with write.batch(by=book.wang, on=cast.TODAY, kind="edit") as batch:
        for group, industry, amounts in rows:
            for amount in amounts:
                values = {"name": f"{group}{amount}", "industry": industry, "group": group}
                project = batch.add(Project, values)
                batch.add(
                    Signing,
                    {
                        "project": project, "kind": "contract", "signed_on": date(2023, 5, 6),
                        "amount_fen": amount * 1_000_000, "group": group,
                    },
                )  # fmt: skip
    return book


def cells(key: str, by: str) -> dict[str, str]:
    found = breakdowns.breakdown(key, by, "2023")
    return {one.name["zh"]: "＊" if one.value is None else str(one.value) for one in found.cells}


def test_groups_add_up_and_two_respondents_are_kept_back_with_another_group(signings):
    assert cells("amt_signed", "group") == {
        "招商一组": "＊", "招商三组": "0.2", "招商二组": "＊", "招商四组": "1.8",
    }  # fmt: skip
    found = breakdowns.breakdown("amt_signed", "group", "2023")
    assert [one.key for one in found.because] == ["breakdowns.by", "breakdowns.kept_back"]
    assert (found.kept_back, str(found.figure.value)) == (2, "2.2")


def test_an_industry_is_told_by_its_section(signings):
    assert set(cells("n_signed", "section")) == {
        "C 制造业", "I 信息传输、软件和信息技术服务业", "M 科学研究和技术服务业", "未填",
    }  # fmt: skip


def test_where_all_would_tell_nothing_but_the_total_is_printed(signings):
    found = breakdowns.breakdown("amt_signed", "kind", "2023")
    assert len(found.cells) == 1 and found.kept_back == 0
    with write.batch(by=signings.wang, on=cast.TODAY, kind="edit") as batch:
        gone = Signing.objects.exclude(group="招商二组")
        batch.withdraw_many(list(gone), why="试")
    lone = breakdowns.breakdown("amt_signed", "group", "2023")
    assert (lone.cells, lone.kept_back) == ((), 1)


def test_every_way_of_every_figure_adds_up_where_nothing_is_kept_back(signings):
    """The engine's own breakdown is the other road to the same cells."""
    definitions = figures.definitions(figures.zones.catalog())
    engine, span = figures.sql_engine(), figures.spanned("2023")
    tried = 0
    for key, indicator in definitions.items():
        for way in breakdowns.ways(key):
            found = figures.trace(key, span)
            if way.key == "section" or found.unknown:
                continue
            told = engine.breakdown([indicator.measure], [span], way.path)[0, span]
            rows = breakdowns.cells_of(found, indicator, way, breakdowns.respondent(found.table))
            mine = {one.key: one.value for one in rows}
            assert mine == {str(k or ""): one.value for k, one in told.items() if one.counted}
            tried += 1
    assert tried > 3


@pytest.mark.parametrize(
    ("key", "by"), [("gdp", "section"), ("n_signed", "color"), ("rate_major", "kind")]
)
def test_what_has_no_such_way_is_refused(signings, key, by):
    with pytest.raises(Refused) as refused:
        breakdowns.breakdown(key, by, "2023")
    (found,) = refused.value.findings
    assert found.message.key == "breakdowns.no_such_way"
    assert not catalog().sentences.say(found).endswith("：。")


def test_a_figure_without_value_has_no_cells(book):
    found = breakdowns.breakdown("amt_signed", "group", "2023")
    assert found.cells == () and found.because[0].key == "figures.no_records"


def test_the_figure_page_shows_it_and_says_so(signings, client, monkeypatch):
    monkeypatch.setenv("ZONEBOOK_TODAY", cast.TODAY.isoformat())
    client.force_login(signings.wang)
    text = client.get("/figures/amt_signed", {"period": "2023", "by": "group"}).content.decode()
    assert "招商四组" in text and "＊" in text and "统计法第二十五条" in text
    assert "by=section" in text
