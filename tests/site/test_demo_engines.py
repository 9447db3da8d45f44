"""Every number of the report comes out of the demonstration exact, on every engine and database."""

from __future__ import annotations

import json
from collections.abc import Mapping
from pathlib import Path
from typing import Any, TypeAlias

import pytest

from tests.site import demo_home

Told: TypeAlias = Mapping[str, Mapping[str, Mapping[str, Any]]]  # by period and key

# What the report of 2023 prints, and the limits in force beside those that they took the place of.
REPORT = """
gdp 352.3 亿元 | va_primary 1.39 亿元 | g_primary 5 % | va_secondary 237.3 亿元 | g_secondary 2.2 %
va_tertiary 113.6 亿元 | g_tertiary 5.7 % | va_industry 205.8 亿元 | g_industry 1.2 %
va_construction 31.5 亿元 | g_construction 8.3 % | retail 121.7 亿元 | g_retail 12.8 % | fai 232.6 亿元
n_zones 169 家 | rank_zone 56 名 | n_new_ent 1357 户 | n_new_sole 1527 户 | growth_reg 30 %
seals 417 套 | tax_relief 4.56 亿元 | n_sci_project 73 项 | sci_fund 6420.3 万元 | carrier_area 95 万平方米
n_hnte_new 92 家 | n_hnte 502 家 | n_zjtx_new 29 家 | zjtx_double 2.61 倍 | n_zjtx 47 家
n_innov_sme 125 家 | n_above 15 家 | hightech_share 34.3 % | n_roadshow 9 场 | n_signed 19 个
amt_signed 97.3 亿元 | thr_big 10 亿元 | n_big 3 个 | n_lists 3 类 | n_top500 5 家 | n_listed 2 家
n_centres 3 个 | centre_sales 212.5 亿元 | n_leads 142 个 | n_major 9 个 | inv_major 24.1 亿元
rate_major 102 % | rank_bio 50 强 | rank_bio_up 38 个 | n_clusters 46 家 | lim_gov_land_old 15 个工作日
lim_gov_land 11 个工作日 | lim_build_old 10 个工作日 | lim_build 7 个工作日 | zn_shitiao 10 条
zn_only 1 家 | zn_first 1 款 | p_settled 2 项 | award_satis 1 项 | p_done_stage 1 个
"""
PRINTED = [tuple(one.split()) for line in REPORT.split("\n") for one in line.split("|") if one]
NEXT_YEAR = {"anniv": "75"}  # the report of 2023 looks forward to it
PERIODS = ("2023", "2024", "2023-07", "@2023-12-31")
POSTGRES = (str(demo_home.REPOSITORY / "tools" / "with-postgres"),)


def told(environment: Mapping[str, str], *words: str) -> Told:
    """All figures of a home, as one engine tells them."""
    done = demo_home.python(environment, "tests.site.told_figures", *words)
    assert done.returncode == 0, done.stderr
    found: Told = json.loads(done.stdout)
    return found


@pytest.fixture(scope="module")
def book(installed: Mapping[str, str]) -> Told:
    """What SQL on the home's own SQLite tells."""
    return told(installed, "book", *PERIODS)


def test_every_number_of_the_report_comes_out_of_the_book_without_the_calibration(
    book: Told,
) -> None:
    found = book["2023"]
    assert [(key, found[key]["value"], found[key]["unit"]) for key, *_ in PRINTED] == PRINTED
    assert {key: book["2024"][key]["value"] for key in NEXT_YEAR} == NEXT_YEAR


@pytest.mark.parametrize("engine", ["memory", "snapshot"])
def test_another_engine_tells_the_same_with_the_same_rows(
    installed: Mapping[str, str], book: Told, engine: str
) -> None:
    differing(book, told(installed, engine, *PERIODS))


@pytest.mark.skipif(
    not list(Path("/usr/lib/postgresql").glob("*/bin/initdb")), reason="no PostgreSQL here"
)
def test_a_book_restored_into_postgresql_is_in_order_and_tells_the_same(
    installed: Mapping[str, str], book: Told, tmp_path: Path
) -> None:
    backup = tmp_path / "book.zip"
    done = demo_home.run(installed, "backup", str(backup), "--zone", "lanzhou")
    assert done.returncode == 0, done.stderr
    elsewhere = {**installed, "ZONEBOOK_HOME": str(tmp_path / "homes")}
    words = (str(backup), *PERIODS)
    done = demo_home.python(elsewhere, "tests.site.moved_home", *words, within=POSTGRES)
    assert done.returncode == 0, done.stderr
    moved = json.loads(done.stdout)
    assert moved["findings"] == []
    differing(book, moved["figures"])


def differing(book: Told, other: Told) -> None:
    """Fail with the figures that differ, and only these."""
    assert book.keys() == other.keys()
    pairs = [(own, other[period][key]) for period in book for key, own in book[period].items()]
    assert [pair for pair in pairs if pair[0] != pair[1]] == []
