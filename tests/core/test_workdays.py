"""Working days agree with two independent libraries and say what each day rests on."""

from datetime import date, timedelta

import chinese_calendar
import holidays
import pytest

from zonebook.core.catalog import Catalog, shipped
from zonebook.core.values import Refused
from zonebook.core.workdays import Calendar, NotPublished, read_calendar


@pytest.fixture(scope="module")
def calendar() -> Calendar:
    return read_calendar(shipped())


def every_day(calendar: Calendar):
    days = (calendar.last - calendar.first).days + 1
    return [calendar.first + timedelta(shift) for shift in range(days)]


def test_it_agrees_with_chinesecalendar_but_for_one_day(calendar):
    differing = [
        day
        for day in every_day(calendar)
        if calendar.is_working(day) != chinese_calendar.is_workday(day)
    ]
    # The notice for 2006 (国办发明电〔2005〕35号) works Saturday 2005-12-31 in exchange for
    # Tuesday 2006-01-03; chinesecalendar has the holiday but not the day that makes up for it.
    assert differing == [date(2005, 12, 31)]
    assert calendar.is_working(date(2005, 12, 31))


def test_it_agrees_with_holidays_on_every_day(calendar):
    china = holidays.China(years=range(2004, 2027))
    assert [
        d for d in every_day(calendar) if calendar.is_working(d) != china.is_working_day(d)
    ] == []


def test_it_covers_2004_to_2026_and_never_guesses_2027(calendar):
    assert (calendar.first, calendar.last) == (date(2004, 1, 1), date(2026, 12, 31))
    with pytest.raises(NotPublished, match="calendar of 2027 not published"):
        calendar.is_working(date(2027, 1, 1))
    with pytest.raises(NotPublished, match="calendar of 2027 not published"):
        calendar.add(date(2026, 12, 31), 1)
    with pytest.raises(NotPublished, match="calendar of 2003 not published"):
        calendar.add(date(2003, 12, 30), 1)


def test_the_day_before_the_first_edition_can_be_counted_from(calendar):
    assert calendar.add(date(2003, 12, 31), 1) == date(2004, 1, 2)


@pytest.mark.parametrize(
    ("day", "key", "zh"),
    [
        ("2023-10-04", "clock.day.holiday", "星期三，国庆节放假（国办发明电〔2022〕16号）"),
        ("2023-10-07", "clock.day.make_up", "星期六，国庆节调休上班（国办发明电〔2022〕16号）"),
        ("2023-10-14", "clock.day.weekend", "星期六，双休日"),
        ("2023-10-09", "clock.day.workday", "星期一，工作日"),
        ("2024-02-18", "clock.day.make_up", "星期日，春节调休上班（国办发明电〔2023〕7号）"),
        (
            "2015-09-04",
            "clock.day.holiday",
            "星期五，抗战胜利70周年纪念日放假（国发明电〔2015〕1号）",
        ),
    ],
)
def test_each_day_says_what_it_is_and_by_which_document(calendar, day, key, zh):
    why = calendar.why(date.fromisoformat(day))
    assert why.key == key
    assert shipped().sentences.say(why) == zh


def test_a_reason_points_to_its_line_of_the_catalogue(calendar):
    catalogue, document = calendar.why(date(2023, 10, 4)).refs
    assert catalogue.where.startswith("calendar/2023.yaml:")
    assert document.key == "国办发明电〔2022〕16号"


def test_a_december_day_belongs_to_the_notice_of_the_next_year(calendar):
    assert calendar.why(date(2018, 12, 31)).refs[0].key == "calendar_2019"


def test_adding_and_counting_are_inverse(calendar):
    for start in every_day(calendar)[:7000:13]:
        for days in (1, 7, 20, 45):
            assert calendar.count(start, calendar.add(start, days)) == days
            assert calendar.is_working(calendar.add(start, days))


def write(root, name, text):
    folder = root / "calendar"
    folder.mkdir(exist_ok=True)
    (folder / name).write_text(text, encoding="utf-8")
    return Catalog(root)


CLOSURE = """
key: closures_2023
year: 2023
name: {zh: 园区闭门, en: zone closures}
notices:
  - {doc_no: 兰高新办〔2023〕1号, title: 关于系统割接期间暂停窗口服务的通知, verified: memory}
closures:
  - {name: {zh: 系统割接, en: system change-over}, first: 2023-08-01, last: 2023-08-02}
"""


def test_a_zone_may_close_by_its_own_document(tmp_path):
    ours = read_calendar(write(tmp_path, "closures.yaml", CLOSURE))
    assert not ours.is_working(date(2023, 8, 1))
    assert ours.add(date(2023, 7, 31), 1) == date(2023, 8, 3)
    assert (
        shipped().sentences.say(ours.why(date(2023, 8, 1)))
        == "星期二，系统割接（兰高新办〔2023〕1号）"
    )


EDITION = """
key: calendar_{year}
year: {year}
edition: 1
name: {{zh: x, en: x}}
notices:
  - {{doc_no: 国办发明电〔2026〕1号, title: x, verified: memory}}
holidays:
  - {row}
"""


def edition(year, row):
    return EDITION.format(year=year, row="{" + row + "}")


def test_a_home_may_add_an_edition_as_soon_as_it_is_published(tmp_path):
    text = edition(2027, "festival: new_year, first: 2027-01-01, last: 2027-01-03")
    ours = read_calendar(write(tmp_path, "2027.yaml", text))
    assert ours.add(date(2026, 12, 31), 1) == date(2027, 1, 4)


@pytest.mark.parametrize(
    ("year", "row", "key"),
    [
        (2028, "festival: new_year, first: 2028-01-01, last: 2028-01-03", "calendar_gap"),
        (2027, "festival: founding, first: 2027-01-01, last: 2027-01-03", "no_such_festival"),
        (2027, "festival: new_year, first: 2027-01-03, last: 2027-01-01", "span_reversed"),
        (
            2027,
            "festival: new_year, first: 2027-01-01, last: 2027-01-03, worked: [2027-01-04]",
            "not_a_make_up_day",
        ),
        (
            2027,
            "festival: new_year, first: 2027-01-01, last: 2027-01-03, notice: 2",
            "no_such_notice",
        ),
    ],
)
def test_an_edition_not_in_order_is_refused_with_its_line(tmp_path, year, row, key):
    with pytest.raises(Refused) as refused:
        read_calendar(write(tmp_path, "new.yaml", edition(year, row)))
    finding = refused.value.findings[0]
    assert finding.message.key == f"clock.{key}"
    assert finding.where.where.startswith("calendar/new.yaml:")
