"""Binding: words, kind and unit choose the figure; what is narrowed or doubtful stays unbound."""

import pytest

from tests.core.bulletin.small_facts import LINKS
from zonebook.core.bulletin.binding import Learned, bind
from zonebook.core.bulletin.reading import read


def bound(text, period="2023", **more):
    """Claims of a text with what they are bound to."""
    found = bind(read(text, period), LINKS, **more)
    return [(one.claim.text, one.indicator, one.period) for one in found]


def keys(text, period="2023"):
    """The figures of the claims, in order."""
    return [key for _, key, _ in bound(text, period)]


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("全年地区生产总值（GDP）352.3亿元，增长3.3%。", ["gdp", "g_gdp"]),
        ("GDP352.3亿元。", ["gdp"]),
        ("全区实现生产总值352.3亿元。", ["gdp"]),
        ("社零总额121.7亿元，同比增长12.8%。", ["retail", "g_retail"]),
        ("工业增加值增长1.2%。", ["g_industry"]),
        (
            "第二产业中，工业205.8亿元，增长1.2%；建筑业31.5亿元。",
            ["va_industry", "g_industry", "va_construction"],
        ),
        (
            "三次产业增加值分别为1.39亿元、237.3亿元和113.6亿元。",
            ["va_primary", "va_secondary", "va_tertiary"],
        ),
        ("第三产业增加值占地区生产总值的32.2%。", ["va_tertiary.share_of.gdp"]),
        ("高技术产业增加值占GDP比重34.3%。", ["hightech_share"]),
        ("引进和新认定高新技术企业92家，总数502家。", ["n_hnte_new", "n_hnte"]),
        ("新认定国家高新技术企业85家。", ["n_hnte_recognised"]),
        ("引进高新技术企业7家。", ["n_hnte_moved_in"]),
        ("国家高新技术企业总数达到502家。", ["n_hnte"]),
        ("专精特新企业47家，比上年增加29家。", ["n_zjtx", "n_zjtx.change"]),
        (
            "签约项目19个，同比增长18.8%，完成年度目标的95%。",
            ["n_signed", "n_signed.growth", "n_signed.completion"],
        ),
        ("全年84个签约项目、97.3亿元。", ["n_signed", None]),
        ("固定资产投资总体平稳，完成年度目标的101.2%。", ["fai.completion"]),
        ("固定资产投资总体平稳，占全市的12.4%。", [None]),
        ("地区生产总值目标358亿元，实际352.3亿元。", ["gdp.target", "gdp"]),
        (
            "立项用地规划许可阶段由15个工作日压缩至11个工作日。",
            ["lim_gov_land_old", "lim_gov_land"],
        ),
        ("在国家高新区综合评价中列第56位。", ["rank_zone"]),
        ("签约金额97.3亿元，其中10亿元以上项目3个。", ["amt_signed", "thr_big", "n_big"]),
        ("年末孵化载体40家，面积95万平方米。", ["n_carrier", "carrier_area"]),
        (
            "落实减税降费4.56亿元，其中减税1.00亿元、退税1.09亿元。",
            ["tax_relief", "tax_cut", "tax_refund"],
        ),
    ],
)
def test_the_words_choose_the_figure(text, wanted):
    assert keys(text) == wanted


@pytest.mark.parametrize(
    ("text", "why"),
    [
        ("生物医药领域高新技术企业80家。", "narrowed"),
        ("全省高新技术企业3120家。", "elsewhere"),
        ("安宁园区新登记企业120户、个体工商户50户。", "elsewhere"),
        ("高新技术企业502家，其中120家为民营企业。", "unknown"),
        ("种植油菜3000亩。", "unknown"),
        ("请各部门于3个工作日内报送。", "request"),
        ("固定资产投资增长6.5%。", "unknown"),
    ],
)
def test_what_is_doubtful_stays_unbound_with_its_reason(text, why):
    last = bind(read(text, "2023"), LINKS)[-1]
    assert last.indicator is None
    assert last.why.key == f"check.unbound.{why}"


def test_a_narrowed_number_tells_its_candidates_and_what_narrows_them():
    (one,) = bind(read("生物医药领域高新技术企业80家。", "2023"), LINKS)
    told = one.candidates[0]
    assert (told.indicator, told.narrowed) == ("n_hnte", "生物医药领域")
    assert told.reason.key == "check.candidate.narrowed"


def test_a_month_s_bulletin_sums_from_january():
    text = "2023年7月，签约项目2个；年初以来累计签约项目10个、签约金额52.6亿元。免费刻制印章46套，累计266套。"
    assert bound(text, "2023-07") == [
        ("2个", "n_signed", "2023-07"),
        ("10个", "n_signed", "2023-01..2023-07"),
        ("52.6亿元", "amt_signed", "2023-01..2023-07"),
        ("46套", "seals", "2023-07"),
        ("266套", "seals", "2023-01..2023-07"),
    ]


def test_the_year_before_keeps_its_year():
    text = "专精特新企业总数由上年末的18家增至47家，实现翻番。"
    assert bound(text) == [
        ("18家", "n_zjtx", "2022"),
        ("47家", "n_zjtx", "2023"),
        ("翻番", "zjtx_double", "2023"),
    ]


def test_a_table_names_its_figures_by_row_and_column():
    text = "指标 | 目标（亿元） | 实际（亿元）\n地区生产总值 | 358 | 352.3\n固定资产投资 | 228 | 232.6\n"
    assert keys(text) == ["gdp.target", "gdp", "fai.target", "fai"]


def test_what_was_learned_goes_before_words_and_only_for_its_kind_and_unit():
    learned = (Learned("园区盘子", "level", "CNY", "gdp"),)
    assert bound("园区盘子352.3亿元。", learned=learned)[0][1] == "gdp"
    assert bound("园区盘子352个。", learned=learned)[0][1] is None


def test_a_choice_for_one_number_goes_before_everything():
    text = "签约项目19个。"
    chosen = bound(text, confirmed={(4, 7): "n_leads"})
    assert chosen == [("19个", "n_leads", "2023")]
    assert bound(text, confirmed={(4, 7): ""}) == [("19个", None, "2023")]
