"""Printed numbers agree with exactly the values that an office would print so."""

from decimal import ROUND_HALF_UP, Decimal
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as some

from zonebook.core.bulletin.agreement import agrees
from zonebook.core.bulletin.reading import read

SCALES = {"元": 1, "万元": 10**4, "亿元": 10**8}


def agree(text, exact):
    """Whether the first claim of a text agrees with an exact value."""
    reading = read(text, "2023")
    return agrees(reading, reading.claims[0], Fraction(exact))


@given(
    some.integers(1, 10**13),
    some.integers(1, 400),
    some.integers(0, 2),
    some.sampled_from(sorted(SCALES)),
)
def test_what_is_printed_half_up_agrees_and_its_neighbours_do_not(top, bottom, decimals, unit):
    exact = Fraction(top, bottom)
    step = Decimal(1).scaleb(-decimals)
    scaled = exact / SCALES[unit]
    # The oracle: long division to forty digits, then the decimal module's own half up.
    long_form = Decimal(scaled.numerator * 10**40 // scaled.denominator).scaleb(-40)
    right = long_form.quantize(step, ROUND_HALF_UP)
    if right <= 0 or len(str(right)) > 15:
        return
    for wrong in (0, -1, 1, 7):
        shown = right + wrong * step
        if shown > 0:
            text = f"完成固定资产投资{shown:f}{unit}。"
            assert agree(text, exact) == (wrong == 0), text


@pytest.mark.parametrize(
    ("text", "true", "false"),
    [
        ("高新技术企业超500家。", [501, 502, 740], [500, 499, 900]),
        ("高新技术企业480余家。", [480, 489], [490, 502, 479]),
        ("高新技术企业1.2万余家。", [12000, 12999], [13000, 11999]),
        ("高新技术企业近500家。", [450, 499, 500], [449, 501]),
        ("高新技术企业约500家。", [475, 525, 580], [380, 620]),
        ("高新技术企业不足500家。", [499, 400], [500, 399]),
        ("高新技术企业不少于500家。", [500, 700], [499]),
        ("高新技术企业500家以内。", [500, 3], [501]),
        ("占比三分之一。", ["1/3", "0.334"], ["0.4", "0.3"]),
        ("增长15‰。", ["1.5"], ["15", "1.4"]),
        ("总数增长1.61倍。", ["2.61"], ["1.61"]),
        ("总数是上年的2.61倍。", ["2.61"], ["3.61"]),
        ("总数实现翻番。", [2, "2.61"], ["1.99"]),
        ("总数翻两番。", [4, 5], ["3.9"]),
        ("工业投资下降1.2%。", ["-1.2", "-1.24"], ["1.2", "-1.3"]),
        ("占地12公顷。", [120000], [12]),
        ("增长5%—8%。", [5, 6, 8], ["4.9", "8.1"]),
    ],
)
def test_a_hedged_number_agrees_with_all_numbers_of_its_interval(text, true, false):
    assert [one for one in true if not agree(text, one)] == []
    assert [one for one in false if agree(text, one)] == []
