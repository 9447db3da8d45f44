"""The text of a bulletin: figures, growth, names, targets, judgements and gaps."""

from __future__ import annotations

import pytest

from tests import cast
from tests.systems.bulletin.conftest import SMALL, body, composed, signed
from zonebook.core.values import Refused
from zonebook.records import figures
from zonebook.records import zone as zones
from zonebook.records.models import Signing
from zonebook.systems.bulletin import plain, sources, texts

BULLETINS = ("annual", "monthly", "circular")


def test_figures_stand_in_the_text_with_their_units(year):
    text = body(composed())
    assert "生产总值352.3亿元，消费增长12.8%，第二产业下降2.2%，持续向好" in text
    assert "签约2个：云祥、河洲，97.3亿元" in text
    assert "明年372亿元" in text


def test_a_place_in_a_list_has_no_unit(year):
    paragraph = {"zh": "列第{n_signed:place}", "en": "place {n_signed:place}"}
    title = {"zh": "甲", "en": "A"}
    row = SMALL | {"sections": [{"key": "a", "title": title, "paragraphs": [paragraph]}]}
    assert body(composed(row=row)) == "列第2位"
    assert body(composed("en", row=row)) == "place 2"


def test_english_says_the_same(year):
    text = body(composed("en"))
    assert "GDP 35.23 billion CNY, retail up 12.8%, secondary down 2.2%, went well" in text
    assert "Signed 2 (云祥, 河洲), 9.73 billion CNY" in text
    assert "next year 37.2 billion CNY" in text


def test_a_figure_without_data_is_a_gap_with_its_reason_and_never_nought(year):
    report = composed()
    assert [one.key for one in report.gaps] == ["g_gdp", "fai"]
    assert "〔暂无数据，见注3〕" in body(report)
    notes = [one.text for one in report.blocks if one.kind == "note"]
    assert "“固定资产投资”没有2024年目标" in notes[2]
    assert "0亿元" not in body(report).replace("97.30", "")


def test_a_list_of_nobody_says_none(year):
    """The project's only row that counts is withdrawn: none is left, and none is named."""
    with year.writing() as one:
        for row in year.signings:
            one.withdraw(row, why="test")
    with year.writing() as one:
        one.add(Signing, signed(year.projects[0], 100, kind="intent"))
    assert "签约0个：无，0.0亿元" in body(composed())
    assert "Signed 0 (none), 0.00 billion CNY" in body(composed("en"))


def test_a_judgement_that_its_figures_carry_stands_bare(year):
    up = next(one for one in composed().judgements if one.key == "up")
    assert (up.state, [one.key for one in up.carriers]) == ("holds", ["g_retail"])


def test_a_judgement_that_its_figures_do_not_carry_says_so(year):
    report = composed()
    assert "成果丰硕〔所依据的数不支持，见注2〕" in body(report)
    [big] = [one for one in report.judgements if one.key == "big"]
    said = zones.catalog().sentences.say(big.because)
    assert said == "“成果丰硕”与所依据的数不符：签约项目2个。请改写这句话，或核对这些数。"


def test_a_judgement_becomes_true_with_its_figures(year):
    with year.writing() as batch:
        batch.add(type(year.signings[0]), signed(year.projects[2], 10_000))
    assert "成果丰硕；" in body(composed())


def test_a_judgement_on_an_unknown_figure_cannot_be_told(year):
    assert "平稳增长〔无法判定，见注1〕" in body(composed())


def test_offsets_lead_to_the_figures(year):
    for lang in ("zh", "en"):
        found = plain.plain(composed(lang))
        assert found.spans
        for span in found.spans:
            assert found.text[span.start : span.end] == span.piece.text
    references = [span.piece.reference for span in found.spans]
    assert references[:3] == ["gdp", "g_retail", "g_secondary"]


def test_a_section_is_copied_with_its_notes_day_and_source(year):
    text = plain.copied(composed(), "promotion", zones.catalog().sentences)
    assert text.startswith("签约2个：云祥、河洲，97.3亿元")
    assert "注3：“固定资产投资”没有2024年目标" in text
    assert text.endswith("（截至2023年12月31日，来源：园区一本账）")
    with pytest.raises(Refused):
        plain.copied(composed(), "weather", zones.catalog().sentences)


# -- the texts of the catalogue --------------------------------------------------------------


@pytest.mark.parametrize("key", BULLETINS)
def test_every_reference_of_the_catalogue_is_a_figure(db, key):
    period = "2023-07" if key == "monthly" else "2023"
    for lang in texts.words.LANGUAGES:
        report = sources.report(key, period, on=cast.TODAY, lang=lang)
        assert report.figures
        assert not texts.REFERENCE.search("".join(one.text for one in report.blocks))


@pytest.mark.parametrize("key", BULLETINS)
def test_both_languages_refer_to_the_same_figures(key):
    for section in zones.catalog().kind("bulletins")[key]["sections"]:
        for pair in [section["title"], *section["paragraphs"]]:
            zh, en = (sorted(texts.REFERENCE.findall(pair[lang])) for lang in ("zh", "en"))
            assert [one for one in zh if one[0] not in texts.FIXED] == [
                one for one in en if one[0] not in texts.FIXED
            ]


def test_a_paragraph_that_needs_unknown_figures_is_left_out():
    row = zones.catalog().kind("bulletins")["annual"]
    known = set(figures.definitions(zones.catalog())) - {"lim_build"}
    assert "lim_build" not in str(texts.fit(row, known)["sections"])
    assert "lim_build" in str(
        texts.fit(row, known | {"lim_build", "lim_build_old", "lim_gov_land", "lim_gov_land_old"})[
            "sections"
        ]
    )


def test_the_period_must_be_of_the_kind_that_the_text_is_written_for(db):
    row = sources.text_of("monthly")
    assert str(sources.period_of(row, "2023-07")) == "2023-07"
    for period in ("2023", "2023-Q1", "@2023-12-31"):
        with pytest.raises(Refused):
            sources.period_of(row, period)
    with pytest.raises(Refused):
        sources.text_of("weather")


def test_references_are_read_from_both_languages_and_from_judgements():
    assert list(texts.references(SMALL)) == [
        "gdp",
        "g_retail",
        "g_secondary",
        "g_gdp",
        "n_signed",
        "n_signed:names",
        "amt_signed",
        "gdp:next_target",
        "fai:next_target",
    ]
