"""Drafts against a real book: vintages, releases, embargoes, names, respondents, learned bindings."""

from __future__ import annotations

from datetime import date

import pytest

from tests import cast
from tests.systems.bulletin.conftest import stated, year  # noqa: F401 - a fixture
from zonebook.core.bulletin.against import check_against
from zonebook.core.bulletin.binding import Learned
from zonebook.core.period import Period
from zonebook.core.values import Refused
from zonebook.records import drafts, releases
from zonebook.records import zone as zones
from zonebook.records.models import Audit, Statement
from zonebook.systems.bulletin import actions, plain, sources

pytestmark = pytest.mark.django_db
DAY = cast.TODAY
LEARNED = Learned("园区投入", "level", "CNY", "amt_signed")


def checked(text, period="2023", on=DAY, **more):
    return check_against(text, drafts.Book(as_of=on), period, **more)


def told(found):
    return [(one.claim.text, one.binding.indicator, one.verdict) for one in found.judged]


def rules(found):
    return [(one.rule, one.level) for one in found.findings]


def test_numbers_are_compared_with_the_book(year):  # noqa: F811
    found = checked("全年实现地区生产总值352.3亿元，签约项目3个。")
    assert told(found) == [("352.3亿元", "gdp", "verified"), ("3个", "n_signed", "mismatch")]
    assert rules(found) == [("D01", "error")]
    assert found.coverage == {"claims": 2, "bound": 2, "verified": 1, "unverifiable": 0}


def test_an_earlier_vintage_was_right_on_its_day(year):  # noqa: F811
    with year.writing() as batch:
        final = stated("gdp", 3531, 1, vintage="final", vintage_no=2, released_on=DAY)
        batch.add(Statement, final)
    found = checked("全年实现地区生产总值352.3亿元。")
    assert told(found) == [("352.3亿元", "gdp", "revised")]
    assert rules(found) == [("D02", "ask")]
    assert found.judged[0].said.by == "市统计局（2024-01-25）"


def test_a_released_figure_names_its_release_and_stays_right_on_its_day(year):  # noqa: F811
    release = actions.prepare("annual", "2023", by=year.wang, on=DAY).release
    text = "全年签约金额97.3亿元。"
    assert checked(text).judged[0].release is None  # nobody has approved it yet
    releases.approve(release, by=year.guo, on=DAY)
    assert checked(text).judged[0].release == release.number
    with year.writing() as batch:
        batch.change(year.signings[0], {"amount_fen": 60_035_000_000 * 10})
    (row,) = checked(text).judged
    assert (row.verdict, row.release) == ("revised", release.number)


def test_a_figure_to_be_released_later_may_not_be_told(year):  # noqa: F811
    found = checked("全年实现地区生产总值352.3亿元。", on=date(2024, 1, 20))
    assert told(found) == [("352.3亿元", "gdp", "text_only")]
    assert rules(found) == [("D07", "error")]


def test_names_after_a_count_are_those_of_its_records(year):  # noqa: F811
    assert "D05" not in [rule for rule, _ in rules(checked("签约项目2个：云祥、河洲。"))]
    found = checked("签约项目2个：云祥、陇原。")
    assert [one.message.args["names"] for one in found.findings if one.rule == "D05"] == [["陇原"]]


def test_contracts_that_zones_announce_one_by_one_are_no_secret(year):  # noqa: F811
    assert rules(checked("全年签约金额97.3亿元。")) == []


def test_a_figure_that_the_book_lacks_is_bound_but_not_verified(year):  # noqa: F811
    found = checked("完成固定资产投资232.6亿元。")
    assert told(found) == [("232.6亿元", "fai", "text_only")]


def test_growth_of_a_statement_is_not_derived(year):  # noqa: F811
    found = checked("固定资产投资增长6.5%。")
    assert told(found) == [("6.5%", None, "unbound")]


def test_what_a_person_confirmed_is_used_the_next_time(year, book):  # noqa: F811
    text = "园区投入97.3亿元。"
    assert told(checked(text)) == [("97.3亿元", None, "unbound")]
    drafts.learn(LEARNED, by=book.wang, on=DAY)
    assert drafts.learned() == (LEARNED,)
    found = checked(text, learned=drafts.learned())
    assert told(found) == [("97.3亿元", "amt_signed", "verified")]
    assert found.judged[0].binding.how == "learned"
    drafts.learn(Learned("园区投入", "level", "CNY", "gdp"), by=book.wang, on=DAY)
    assert [one.indicator for one in drafts.learned()] == ["gdp"]
    drafts.forget(LEARNED, by=book.li, on=DAY)
    drafts.forget(LEARNED, by=book.li, on=DAY)
    assert drafts.learned() == ()
    trail = Audit.objects.filter(noun="draft_binding").order_by("pk")
    assert [(one.verb, one.batch.by.key, one.batch.why) for one in trail] == [
        ("add", "wang", "园区投入"),
        ("change", "wang", "园区投入"),
        ("remove", "li", "园区投入"),
    ]
    images = [(one.before.get("indicator"), one.after.get("indicator")) for one in trail]
    assert images == [(None, "amt_signed"), ("amt_signed", "gdp"), ("gdp", None)]


def test_a_choice_for_one_number_of_one_draft_goes_before_its_words(year):  # noqa: F811
    text = "签约项目97.3亿元。"
    found = checked(text, confirmed={(4, 10): "amt_signed"})
    assert told(found) == [("97.3亿元", "amt_signed", "verified")]
    none = checked("签约项目2个。", confirmed={(4, 6): ""})
    assert (told(none), rules(none)) == ([("2个", None, "unbound")], [])


def test_nothing_is_learned_of_no_words_or_an_unknown_figure(year, book):  # noqa: F811
    for one in (Learned("", "level", "CNY", "gdp"), Learned("投入", "level", "CNY", "nothing")):
        with pytest.raises(Refused):
            drafts.learn(one, by=book.wang, on=DAY)


@pytest.fixture
def named(home):
    """A zone with a name of words; a home without one is called after its folder, digits and all."""
    (home / "zone.yaml").write_text("key: test\nname: {zh: 黄河高新区, en: Yellow River Zone}\n")
    zones.zone.cache_clear()
    yield
    zones.zone.cache_clear()


@pytest.mark.parametrize("key", ["annual", "circular"])
def test_a_report_of_the_book_is_bound_by_the_linker_alone(year, named, key):  # noqa: F811
    made = sources.report(key, Period.parse("2023"), on=DAY)
    body = plain.plain(made).text.partition("\n注1")[0]
    found = checked(body, "2023")
    rows = [one for one in found.judged if one.claim.text != "五个工作日"]
    assert [one.claim.text for one in rows if one.binding.indicator is None] == []
    known = {one.key for one in made.figures.values() if one.value is not None}
    assert known <= {one.place[0].partition(".")[0] for one in rows if one.verdict == "verified"}
    assert {one.verdict for one in rows} <= {"verified", "text_only"}
    assert {one.level for one in found.findings} <= {"ask"}
