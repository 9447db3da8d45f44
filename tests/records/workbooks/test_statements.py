"""核定数: a level and its growth, digits as printed; a differing value needs a new vintage."""

from tests import cast
from zonebook.records import undo
from zonebook.records.models import Statement

from .test_dry_run import keys, kinds

SHEET = """
2023年主要经济指标
指标|单位|数值|同比增长（%）|核算阶段|发布日期
地区生产总值|亿元|352.3|3.5|初步核算|2024-01-20
其中：第一产业增加值|亿元|1.39|5|初步核算|2024-01-20
"""


def stated():
    rows = Statement.objects.filter(voids=None, voided_by=None).order_by("pk")
    return [
        (one.indicator, one.period, one.digits, one.decimals, one.unit, one.vintage) for one in rows
    ]


def test_a_row_states_the_level_and_its_growth(take):
    take(SHEET, "statement", commit=True)
    assert stated() == [
        ("gdp", "2023", 3523, 1, "yi_yuan", "preliminary"),
        ("g_gdp", "2023", 35, 1, "%", "preliminary"),
        ("va_primary", "2023", 139, 2, "yi_yuan", "preliminary"),
        ("g_primary", "2023", 5, 0, "%", "preliminary"),
    ]
    assert kinds(take(SHEET, "statement", commit=True)) == [(3, "same"), (4, "same")]


def test_another_value_at_the_same_stage_is_refused(take):
    take(SHEET, "statement", commit=True)
    run = take(SHEET.replace("352.3", "353.1"), "statement", commit=True)
    assert keys(run) == ["stated_otherwise"]
    assert run.errors[0].where.key == "C3"
    assert len(stated()) == 4


def test_a_new_vintage_stands_beside_the_old_one(take):
    take(SHEET, "statement", commit=True)
    final = SHEET.replace("初步核算", "最终核实").replace("352.3", "353.1")
    assert kinds(take(final, "statement", commit=True)) == [(3, "new"), (4, "new")]
    assert [row for row in stated() if row[0] == "gdp"] == [
        ("gdp", "2023", 3523, 1, "yi_yuan", "preliminary"),
        ("gdp", "2023", 3531, 1, "yi_yuan", "final"),
    ]


def test_a_value_without_any_unit_is_refused(take):
    text = "指标|期间|数值\n地区生产总值|2023年|352.3"
    assert keys(take(text, "statement")) == ["stated_without_unit"]


def test_an_unknown_indicator_is_refused(take):
    text = "指标|期间|数值|单位\n幸福指数|2023年|99|%"
    assert keys(take(text, "statement")) == ["indicator_unknown"]


def test_undo_voids_what_the_import_stated(take, book):
    run = take(SHEET, "statement", commit=True)
    undo.undo(run.batch, by=book.wang, on=cast.TODAY)
    assert stated() == []
    assert kinds(take(SHEET, "statement", commit=True)) == [(3, "new"), (4, "new")]


def test_a_row_for_a_growth_goes_before_the_growth_beside_its_level(take):
    text = SHEET.rstrip() + "\n第一产业增加值增速|%|4.6||初步核算|2024-01-20\n"
    take(text, "statement", commit=True)
    assert [row for row in stated() if row[0] == "g_primary"] == [
        ("g_primary", "2023", 46, 1, "%", "preliminary")
    ]
    assert {kind for _, kind in kinds(take(text, "statement"))} == {"same"}
