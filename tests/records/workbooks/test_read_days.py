"""Days as offices spell them."""

import os
from datetime import date, timedelta
from decimal import Decimal

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from zonebook.core.values import Refused
from zonebook.records.workbooks.days import EPOCH, first_day_after, read_day

CASES = settings(max_examples=10**5 if os.environ.get("ZONEBOOK_LONG") else 200, deadline=None)
DAYS = st.dates(date(1950, 1, 1), date(2099, 12, 31))
DIGITS = "〇一二三四五六七八九"
FULL_WIDTH = str.maketrans("0123456789", "０１２３４５６７８９")


def in_characters(number: int) -> str:
    """A month or day in Chinese numerals."""
    tens, ones = divmod(number, 10)
    return ("" if tens == 0 else "十" if tens == 1 else DIGITS[tens] + "十") + (
        DIGITS[ones] if ones else ""
    )


SPELLINGS = [
    lambda d: d,
    lambda d: f"{d.year}年{d.month}月{d.day}日",
    lambda d: f"{d.year}年{d.month:02}月{d.day:02}日",
    lambda d: f"{d.year} 年 {d.month} 月 {d.day} 号",
    lambda d: f"{d.year}.{d.month}.{d.day}",
    lambda d: f"{d.year}/{d.month}/{d.day}",
    lambda d: f"{d.year}-{d.month}-{d.day}",
    lambda d: d.isoformat(),
    lambda d: f"{d.isoformat()} 00:00:00",
    lambda d: f"{d.isoformat()}T08:30:00",
    lambda d: f"{d:%Y%m%d}",
    lambda d: int(f"{d:%Y%m%d}"),
    lambda d: (d - EPOCH).days,
    lambda d: str((d - EPOCH).days),
    lambda d: Decimal((d - EPOCH).days) + Decimal("0.5"),
    lambda d: f"{d.year}年{d.month}月{d.day}日".translate(FULL_WIDTH),
    lambda d: f"{d.year}．{d.month}．{d.day}".translate(FULL_WIDTH),
    lambda d: f"{d.year}年{d.month}月{d.day}日（星期{'一二三四五六日'[d.weekday()]}）",
    lambda d: (
        "".join(DIGITS[int(c)] for c in str(d.year))
        + f"年{in_characters(d.month)}月{in_characters(d.day)}日"
    ),
    lambda d: f"{d.day} {d:%B} {d.year}",
    lambda d: f"{d:%b} {d.day}, {d.year}",
]


@CASES
@given(DAYS, st.sampled_from(SPELLINGS))
def test_any_spelling_of_a_day_reads_back(day, spell):
    if isinstance(spell(day), int | str) and str(spell(day)).isdigit() and day < date(1954, 10, 4):
        day += timedelta(3650)  # serials of less than five digits are no days
    found = read_day(spell(day))
    assert (found.first, found.precision) == (day, "day")


@CASES
@given(DAYS, st.sampled_from(["{m}月{d}日", "{m}.{d}", "{m}/{d}", "{m}月{d}号"]))
def test_a_month_and_day_take_the_year_of_the_title(day, form):
    found = read_day(form.format(m=day.month, d=day.day), year=day.year)
    assert (found.first, found.precision) == (day, "day")


@CASES
@given(
    DAYS,
    st.sampled_from(
        ["{y}年{m}月", "{y}.{m:02}", "{y}-{m}", "{y}/{m}", "{y}年{m}月份", "{y}年{m}月底"]
    ),
)
def test_a_month_stays_a_month(day, form):
    found = read_day(form.format(y=day.year, m=day.month))
    assert (found.first, found.precision) == (day.replace(day=1), "month")


@pytest.mark.parametrize(
    ("cell", "year", "read"),
    [
        ("5月", 2023, "2023-05"),
        ("2023", None, "2023"),
        (2023, None, "2023"),
        ("2023年", None, "2023"),
        (202305, None, "2023-05"),
        (Decimal("2023.5"), None, "2023-05"),
        (Decimal("2023.12"), None, "2023-12"),
        ("23年5月6日", None, "2023-05-06"),
        ("23.5.6", None, "2023-05-06"),
        ("13/5/2023", None, "2023-05-13"),
        ("5/13/2023", None, "2023-05-13"),
        ("5月上旬", 2023, "2023-05"),
    ],
)
def test_what_is_known_is_kept_and_no_more(cell, year, read):
    assert str(read_day(cell, year=year)) == read


@pytest.mark.parametrize(
    ("cell", "why"),
    [
        ("2023-02-29", "day_impossible"),
        ("2023年13月1日", "day_impossible"),
        ("5月6日", "day_without_year"),
        ("5/6/2023", "day_ambiguous"),
        ("05-06-23", "day_ambiguous"),
        (Decimal("2023.1"), "day_january_or_october"),
        ("约2023年5月", "day_not_exact"),
        ("2023年上半年", "day_not_exact"),
        ("2023.5-2024.6", "day_unreadable"),
        ("长期", "day_unreadable"),
        ("见备注", "day_unreadable"),
        (True, "day_unreadable"),
        (7, "day_unreadable"),
    ],
)
def test_what_is_no_day_is_refused_with_its_reason(cell, why):
    with pytest.raises(Refused) as refused:
        read_day(cell)
    assert refused.value.findings[0].message.key == f"workbooks.{why}"


def test_a_date_cell_that_shows_the_month_only_is_known_to_the_month():
    assert str(read_day(date(2023, 5, 1), month_only=True)) == "2023-05"


def test_the_day_after_a_last_day_is_the_first_that_no_longer_counts():
    for text, after in [
        ("2026-10-15", "2026-10-16"),
        ("2026年12月", "2027-01-01"),
        ("2026", "2027-01-01"),
    ]:
        assert first_day_after(read_day(text)).isoformat() == after
