"""Amounts, codes, yes and no, periods: what cells say."""

import os
from decimal import Decimal
from fractions import Fraction

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from stdnum.cn import uscc

from zonebook.core.catalog import shipped
from zonebook.core.values import Refused
from zonebook.records.workbooks import codes
from zonebook.records.workbooks.money import read_fen, read_whole

UNITS = shipped().units
CASES = settings(max_examples=10**5 if os.environ.get("ZONEBOOK_LONG") else 200, deadline=None)
FULL_WIDTH = str.maketrans("0123456789.,", "０１２３４５６７８９．，")


def fen(cell, unit="wan_yuan"):
    return read_fen(cell, UNITS[unit] if unit else None, UNITS)[0]


def why(read, *args):
    with pytest.raises(Refused) as refused:
        read(*args)
    return refused.value.findings[0].message.key.removeprefix("workbooks.")


FORMS = [
    lambda n: n,
    lambda n: f"{n}",
    lambda n: f"{n:,}",
    lambda n: f" ￥{n:,} ",
    lambda n: f"{n:,}".translate(FULL_WIDTH),
    lambda n: f"人民币{n}",
]


@CASES
@given(
    st.integers(0, 9 * 10**8),
    st.integers(0, 4),
    st.sampled_from(FORMS),
    st.sampled_from(["CNY", "wan_yuan", "yi_yuan"]),
)
def test_an_amount_is_exact_in_any_spelling_and_unit(digits, decimals, form, unit):
    number = Decimal(digits).scaleb(-decimals)
    exact = Fraction(number) * Fraction(UNITS[unit].factor) * 100
    found, rounded = read_fen(form(number), UNITS[unit], UNITS)
    assert found == int(exact + Fraction(1, 2))
    assert (rounded is not None) == (exact.denominator != 1)


@CASES
@given(st.integers(0, 9 * 10**8), st.sampled_from(["元", "万元", "亿元", "万", "亿", "千元"]))
def test_the_unit_in_the_cell_wins(number, unit):
    factor = {"元": 1, "千元": 10**3, "万": 10**4, "万元": 10**4, "亿": 10**8, "亿元": 10**8}[unit]
    assert fen(f"{number}{unit}") == fen(f"{number} {unit}整") == number * factor * 100


@pytest.mark.parametrize(
    ("cell", "reason"),
    [
        ("-5", "negative"),
        ("（500）", "negative"),
        (Decimal("-0.01"), "negative"),
        ("5000万刀", "unit_unreadable"),
        ("12磅", "unit_unreadable"),
        ("1000万美元", "currency"),
        ("约5亿元", "number_not_exact"),
        ("3-5亿元", "number_not_exact"),
        ("1,23", "number_unreadable"),
        ("面议", "number_unreadable"),
        (True, "number_unreadable"),
    ],
)
def test_what_is_no_amount_is_refused_with_its_reason(cell, reason):
    assert why(fen, cell) == reason


def test_an_amount_without_any_unit_is_refused():
    assert why(fen, 5000, None) == "unit_unknown"


def test_one_yi_and_some_wan_are_added():
    assert fen("1亿2000万元") == 12_000 * 10_000 * 100


def test_a_count_is_whole():
    assert [read_whole(one) for one in (12, "１２", "1,234家")] == [12, 12, 1234]
    assert why(read_whole, Decimal("1.5")) == "not_whole"


ORGANISATIONS = st.text("0123456789ABCDEFGHJKLMNPQRTUWXY", min_size=8, max_size=8)


def credit_code(organisation: str, kind: str = "91", place: str = "620171") -> str:
    """A code with both check characters right, computed the slow way."""
    letters = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ"
    total = sum(
        letters.index(c) * w for c, w in zip(organisation, (3, 7, 9, 10, 5, 8, 4, 2), strict=True)
    )
    tail = {10: "X", 11: "0"}.get(11 - total % 11, str(11 - total % 11))
    head = kind + place + organisation + tail
    alphabet = "0123456789ABCDEFGHJKLMNPQRTUWXY"
    weights = [pow(3, i, 31) for i in range(17)]
    check = (31 - sum(alphabet.index(c) * w for c, w in zip(head, weights, strict=True)) % 31) % 31
    return head + alphabet[check]


@CASES
@given(st.text("0123456789ABCDEFGHJKLMNPQRTUWXY", min_size=9, max_size=9), st.sampled_from("1359"))
def test_the_last_character_is_that_of_stdnum(middle, kind):
    head = f"9{kind}620171{middle}"
    assert codes.last_character(head) == uscc.calc_check_digit(head)


@CASES
@given(ORGANISATIONS, st.integers(8, 17), st.sampled_from("0123456789ABCDEFGHJKLMNPQRTUWXY"))
def test_a_miscopied_character_of_the_organisation_is_found(organisation, place, other):
    code = credit_code(organisation)
    assert codes.read_credit_code(f" {code[:8]} {code[8:].lower()}") == code
    if other != code[place]:
        wrong = code[:place] + other + code[place + 1 :]
        assert why(codes.read_credit_code, wrong).startswith("code_")


def test_a_wrong_organisation_digit_is_found_though_the_last_digit_fits():
    alphabet = "0123456789ABCDEFGHJKLMNPQRTUWXY"
    right = credit_code("MA71234A")
    for other in "0123456789X":
        head = right[:16] + other
        weights = [pow(3, i, 31) for i in range(17)]
        check = (
            31 - sum(alphabet.index(c) * w for c, w in zip(head, weights, strict=True)) % 31
        ) % 31
        if other != right[16]:
            assert why(codes.read_credit_code, head + alphabet[check]) == "code_organisation_digit"


@pytest.mark.parametrize(
    ("cell", "reason"),
    [
        (Decimal("9.162E+17"), "code_became_number"),
        ("620100000012345", "code_of_old_kind"),
        ("9162010", "code_length"),
    ],
)
def test_what_is_no_credit_code_is_refused_with_its_reason(cell, reason):
    assert why(codes.read_credit_code, cell) == reason


def test_yes_and_no_in_the_marks_of_offices():
    assert [codes.read_flag(one) for one in ("是", "√", "✓", "有", True, 1, "Y")] == [True] * 7
    assert [codes.read_flag(one) for one in ("否", "×", "无", False, 0, "未")] == [False] * 6
    assert why(codes.read_flag, "大概") == "flag_unreadable"


def test_a_word_of_a_list_is_found_at_either_end_but_never_against_its_sense():
    words = {"hnte": ["高新技术企业", "高企"], "little_giant": ["专精特新小巨人企业"]}
    for text, key in [
        ("高企", "hnte"),
        ("国家高新技术企业", "hnte"),
        ("高新技术企业（重新认定）", "hnte"),
        ("专精特新“小巨人”企业", "little_giant"),
        ("非高新技术企业", None),
        ("拟申报高新技术企业", None),
        ("瞪羚企业", None),
    ]:
        assert codes.find_code(text, words) == key


@pytest.mark.parametrize(
    ("text", "year", "period"),
    [
        ("2023年", None, "2023"),
        (2023, None, "2023"),
        ("2023年1—12月", None, "2023"),
        ("2023年1-9月", None, "2023-01..2023-09"),
        ("2023年前三季度", None, "2023-01..2023-09"),
        ("2023年一季度", None, "2023-Q1"),
        ("2023年第4季度", None, "2023-Q4"),
        ("2023年上半年", None, "2023-01..2023-06"),
        ("7月", 2023, "2023-07"),
        ("2023-07", None, "2023-07"),
        ("二〇二三年七月", None, "2023-07"),
        ("2023.7", None, "2023-07"),
    ],
)
def test_periods_as_offices_write_them(text, year, period):
    assert codes.read_period(text, year) == period


def test_a_period_without_year_is_refused():
    assert why(codes.read_period, "一季度") == "period_without_year"
    assert why(codes.read_period, "2023年13月") == "period_unreadable"


@pytest.mark.parametrize(
    ("text", "yuan"),
    [
        ("叁仟伍佰万元整", 35_000_000),
        ("一亿二千万元", 120_000_000),
        ("拾万元", 100_000),
        ("两千零五元", 2005),
        ("1.2亿元（含设备）", 120_000_000),
    ],
)
def test_amounts_in_words_and_with_a_remark_are_read(text, yuan):
    assert read_fen(text, None, shipped().units) == (yuan * 100, None)
