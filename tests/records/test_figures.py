"""Figures: each walks its because down to rows and comes out of them again; unknown says why."""

from __future__ import annotations

import re
from datetime import date
from fractions import Fraction

import pytest

from tests import cast
from zonebook.core.catalog import SHIPPED
from zonebook.core.indicators.formulas import FORMULAS, formula_of
from zonebook.core.values import Refused, printed
from zonebook.records import figures, schema, write
from zonebook.records.models import (
    Certificate,
    CertificateEvent,
    Document,
    Entity,
    Membership,
    Project,
    Signing,
    Statement,
)
from zonebook.records.zone import catalog
from zonebook.site.commands import trace_

pytestmark = pytest.mark.django_db
ENGINES = ("sql", "memory")
TEN_MILLION = 1_000_000_000  # in fen


def stated(indicator, digits, decimals, unit="yi_yuan", **changes):
    """A statement of the statistics office."""
    return {
        "indicator": indicator,
        "period": "2023",
        "digits": digits,
        "decimals": decimals,
        "unit": unit,
        "vintage": "preliminary",
        "vintage_no": 1,
        "released_on": date(2024, 1, 25),
        "issuer": "市统计局",
    } | changes


def certified(entity, granted, until, **changes):
    """A high-tech certificate."""
    return {
        "entity": entity,
        "qualification": "hnte",
        "kind": "recognition",
        "granted_on": granted,
        "valid_to": until,
    } | changes


def signed(project, kind, day, yuan, **changes):
    """A signing; the amount in units of ten million yuan."""
    amount = None if yuan is None else yuan * TEN_MILLION
    return {"project": project, "kind": kind, "signed_on": day, "amount_fen": amount} | changes


@pytest.fixture
def zone(book):
    """Four enterprises, five certificates, three projects and the accounts of 2023."""
    firms = cast.enter(
        book,
        *(
            cast.lantai(name=name, credit_code=None, established_on=date(2019, 1, 1))
            for name in ("甲", "乙", "丙")
        ),
        cast.jincheng(established_on=date(2023, 6, 1)),
    )
    a, b, c, _ = firms
    with write.batch(by=book.wang, on=cast.TODAY, kind="edit", why="test") as batch:
        batch.add_many(
            Certificate,
            [
                certified(a, date(2021, 9, 1), date(2024, 9, 1)),
                certified(b, date(2020, 9, 1), date(2023, 9, 1)),
                certified(c, date(2023, 10, 1), date(2026, 10, 1)),
            ],
        )
        projects = batch.add_many(
            Project, [{"name": name} for name in ("疫苗基地", "物流园", "云中心")]
        )
        batch.add_many(
            Signing,
            [
                signed(projects[0], "framework", date(2023, 1, 9), 50),
                signed(projects[0], "contract", date(2023, 3, 1), 620),
                signed(projects[0], "contract", date(2023, 9, 1), 620),
                signed(projects[1], "increment", date(2023, 5, 1), 353),
                signed(projects[2], "contract", date(2023, 8, 1), None),
            ],
        )
        paper = batch.add(Document, {"title": "关于反馈2023年地区生产总值的函"})
        for row in (
            stated("gdp", 3523, 1, document=paper),
            stated("va_primary", 139, 2),
            stated("va_secondary", 2373, 1),
            stated("va_tertiary", 1136, 1),
            stated("va_industry", 2058, 1),
            stated("va_construction", 315, 1),
        ):
            batch.add(Statement, row)
    return book


def recomputed(figure):
    """The figure once more, from nothing but its rows and its definition."""
    indicator = figures.definitions(catalog())[figure.key]
    if indicator.formula is not None:
        return FORMULAS[formula_of(indicator)](*(recomputed(part) for part in figure.parts))
    rows = [schema.nouns()[figure.table].objects.get(pk=pk) for pk in figure.records]
    if indicator.basis == "statement":
        [row] = rows
        return catalog().units[row.unit].to_base(Fraction(row.digits, 10**row.decimals))
    measure = indicator.measure
    values = [getattr(row, measure.column) for row in rows] if measure.column else rows
    match measure.aggregate:
        case "sum":
            return Fraction(sum(values), 100)
        case "count_distinct":
            return Fraction(len(set(values)))
    return Fraction(len(rows))


@pytest.mark.parametrize("engine", ENGINES)
def test_every_figure_comes_out_of_the_rows_it_opens(zone, engine):
    keys = [key for key, one in figures.definitions(catalog()).items() if one.basis != "rule"]
    known = 0
    for figure in figures.figures(keys, "2023", engine=engine, rows=True):
        if figure.exact is None:
            assert figure.unknown is not None, figure.key
            continue
        known += 1
        assert recomputed(figure) == figure.exact, figure.key
        assert printed(figure.unit.from_base(figure.exact), figure.decimals) == figure.value
    assert known > 20


def test_both_engines_give_the_same_figures(zone):
    keys = list(figures.definitions(catalog()))
    for period in ("2023", "2022", "2023-09"):
        fast, slow = (figures.figures(keys, period, engine=one, rows=True) for one in ENGINES)
        assert fast == slow
        assert [one.value for one in figures.figures(keys, period)] == [one.value for one in slow]


def walk(reasons):
    """All reasons of a because, down to the last."""
    for reason in reasons:
        yield reason
        yield from walk(reason.because)


def test_every_because_rests_on_lines_records_and_figures_that_exist(zone):
    sentences = catalog().sentences
    for figure in figures.figures(list(figures.definitions(catalog())), "2023", rows=True):
        assert figure.because, figure.key
        for reason in walk(figure.because):
            assert reason.key in sentences, reason.key
            assert "{" not in sentences.say(reason, "en") + sentences.say(reason, "zh")
            for ref in reason.refs:
                if ref.kind == "catalogue":
                    file, line = re.fullmatch(r"(.+):(\d+)", ref.where).groups()
                    text = (SHIPPED / file).read_text("utf-8").splitlines()[int(line) - 1]
                    assert text.startswith("key: ")
                elif ref.kind == "record":
                    assert schema.nouns()[ref.where].objects.filter(number=ref.key).exists()
                elif ref.kind == "figure":
                    assert figures.trace(ref.key, ref.where).key == ref.key


def test_a_signing_is_counted_once_and_says_what_it_leaves_out(zone):
    count, amount = figures.figures(["n_signed", "amt_signed"], "2023", rows=True)
    assert (str(count.value), str(amount.value), amount.exact) == ("2", "97.3", 9_730_000_000)
    counted, left_out = figures.opened(amount)
    assert [one.label for one in counted] == ["疫苗基地", "物流园"]
    assert [(one.values["kind"], one.reason.key) for one in left_out] == [
        ("framework", "figures.framework_not_counted"),
        ("contract", "figures.second_signing_of_project"),
        ("contract", "figures.no_value"),
    ]


def test_withdrawing_a_row_recomputes_the_figure_and_names_the_identity_that_fails(zone):
    [sectors] = [one for one in figures.identities("2023") if one.identity.key == "gdp_sectors"]
    assert sectors.agreement == "consistent"
    first = figures.trace("amt_signed", "2023")
    with write.batch(by=zone.wang, on=cast.TODAY, kind="edit", why="重复") as batch:
        batch.withdraw(Signing.objects.get(pk=first.records[0]), why="重复")
        batch.add(Statement, stated("va_tertiary", 1146, 1, vintage="final", vintage_no=2))
    assert (
        str(figures.trace("amt_signed", "2023").value) == "97.3"
    )  # the second contract is now first
    [sectors] = [one for one in figures.identities("2023") if one.identity.key == "gdp_sectors"]
    assert sectors.agreement == "to_check"
    assert "353.185–353.395 亿元" in catalog().sentences.say(sectors.because)


def test_the_stock_of_high_tech_firms_flows_and_is_checked_by_name(zone):
    def flow():
        [one] = [c for c in figures.identities("2023", rows=True) if c.identity.key == "hnte_flow"]
        return one

    checked = flow()
    assert checked.agreement == "consistent"
    assert [str(one.value) for one in checked.figures] == ["2", "2", "1", "1", "0", "0", "0"]
    lapsed = Certificate.objects.get(granted_on=date(2020, 9, 1))
    with write.batch(by=zone.wang, on=cast.TODAY, kind="edit", why="test") as batch:
        batch.add(
            Certificate,
            certified(lapsed.entity, date(2023, 12, 1), date(2026, 12, 1), kind="renewal"),
        )
        batch.change(lapsed, {"valid_to": date(2022, 9, 1)})
    checked = flow()
    assert checked.agreement == "to_check"
    assert checked.names == (lapsed.entity_id,)


def test_a_revoked_certificate_and_a_firm_that_moved_out_leave_the_stock(zone):
    held = Certificate.objects.get(granted_on=date(2021, 9, 1))
    gone = Certificate.objects.get(granted_on=date(2023, 10, 1))
    with write.batch(by=zone.li, on=cast.TODAY, kind="edit", why="test") as batch:
        stay = Membership.objects.get(entity=gone.entity)
        batch.change(stay, {"to_on": date(2023, 12, 1), "went": "moved_out"})
    with write.batch(by=zone.wang, on=cast.TODAY, kind="edit", why="test") as batch:
        batch.add(
            CertificateEvent,
            {"certificate": held, "kind": "revoked", "occurred_on": date(2023, 6, 1)},
        )
    keys = ["n_hnte", "n_hnte_revoked", "n_hnte_moved_out", "n_hnte_new"]
    assert [str(one.value) for one in figures.figures(keys, "2023")] == ["0", "1", "1", "1"]
    [flow] = [c for c in figures.identities("2023", rows=True) if c.identity.key == "hnte_flow"]
    assert flow.agreement == "consistent"


def test_a_firm_that_moves_in_with_a_certificate_is_new_to_the_zone_once(zone):
    with write.batch(by=zone.li, on=cast.TODAY, kind="edit", why="test") as batch:
        firm = batch.add(Entity, cast.lantai(name="戊", credit_code=None))
        batch.add(Membership, {"entity": firm, "from_on": date(2023, 5, 1), "came": "moved_in"})
    with write.batch(by=zone.wang, on=cast.TODAY, kind="edit", why="test") as batch:
        batch.add(Certificate, certified(firm, date(2020, 12, 1), date(2023, 12, 1)))
    assert str(figures.trace("n_hnte_new", "2023").value) == "2"
    with write.batch(by=zone.wang, on=cast.TODAY, kind="edit", why="test") as batch:
        batch.add(Certificate, certified(firm, date(2023, 11, 1), date(2026, 11, 1)))
    figure = figures.trace("n_hnte_new", "2023")
    assert str(figure.value) == "2"
    moved = figure.parts[1]
    assert [one.reason.key for one in moved.excluded] == ["figures.counted_as_recognised"]


def test_the_latest_vintage_counts_and_an_earlier_day_knows_the_earlier_one(zone):
    with write.batch(by=zone.wang, on=cast.TODAY, kind="edit", why="test") as batch:
        later = {"vintage": "final", "vintage_no": 2, "released_on": date(2024, 12, 30)}
        batch.add(Statement, stated("gdp", 35518, 2, **later))
    now = figures.trace("gdp", "2023")
    assert (str(now.value), now.exact) == ("355.2", 35_518_000_000)
    assert [one.reason.key for one in now.excluded] == ["figures.superseded_vintage"]
    then = figures.trace("gdp", "2023", as_of=date(2024, 2, 18))
    assert (str(then.value), then.as_of) == ("352.3", date(2024, 2, 18))
    assert [one.reason.key for one in then.excluded] == ["figures.released_later"]
    before = figures.trace("gdp", "2023", as_of=date(2024, 1, 1))
    assert (before.value, before.unknown.key) == (None, "figures.not_stated")


def test_figures_that_need_no_file_are_made_from_their_key(zone):
    share, growth, so_far = figures.figures(
        ["va_secondary.share_of.gdp", "n_new_ent.growth", "n_signed.ytd"], "2023-08"
    )
    assert (share.value, share.unknown.key) == (None, "figures.part_unknown")
    assert (growth.value, growth.unknown.key) == (None, "figures.divided_by_zero")
    assert str(so_far.value) == "2"
    assert str(figures.trace("va_secondary.share_of.gdp", "2023").value) == "67.4"


def test_a_part_of_another_year_says_which_year(zone):
    say = catalog().sentences.say
    share, growth = figures.figures(["va_secondary.share_of.gdp", "n_hnte.change"], "2023")
    assert say(growth.because[0]) == (
        "比上年同期增减：高新技术企业总数（2023年）、高新技术企业总数（2022年）"
    )
    assert say(share.because[0]) == "前一数占后一数的百分比：第二产业增加值、地区生产总值"


def test_tables_go_by_the_name_that_people_give_them(zone):
    said = figures.names_of_tables()
    assert (said["signing"]["zh"], said["project_event"]["zh"]) == ("签约项目台账", "项目阶段")
    counted = {one.measure.table for one in figures.definitions(catalog()).values() if one.measure}
    assert counted <= set(said)


def test_the_rows_of_a_sum_show_what_they_add_to_it(zone):
    figure = figures.trace("amt_signed", "2023")
    rows, _ = figures.opened(figure)
    added = sum(Fraction(trace_.added(one)) for one in rows)
    assert figure.unit.to_base(added) == figure.exact
    (statement,), _ = figures.opened(figures.trace("gdp", "2023"))
    assert (trace_.called(statement, "zh"), trace_.added(statement)) == ("地区生产总值", "")


@pytest.mark.parametrize(
    ("key", "period", "reason"),
    [
        ("gdp.growth", "2023", "figures.growth_is_stated"),
        ("n_signed", "@2023-12-31", "figures.flow_asked_for_day"),
        ("n_unicorns", "2023", "figures.unknown_key"),
        ("n_signed.share_of.gdp", "2023", "figures.unknown_key"),
        ("n_signed", "2023年", "period.unreadable"),
    ],
)
def test_what_cannot_be_asked_is_refused(zone, key, period, reason):
    with pytest.raises(Refused) as caught:
        figures.figures([key], period)
    assert caught.value.findings[0].message.key == reason


def test_an_unknown_figure_travels_without_a_value_and_with_its_reason(book):
    sentences = catalog().sentences
    stated_, counted = (
        one.to_json(sentences, "zh") for one in figures.figures(["g_gdp", "n_signed"], "2023")
    )
    assert (stated_["value"], stated_["unknown"]["key"]) == (None, "figures.not_stated")
    assert (counted["value"], counted["unknown"]["key"]) == (None, "figures.no_records")
    assert "签约项目台账" in counted["unknown"]["text"]


def test_a_figure_travels_as_it_prints(zone):
    [figure] = figures.figures(["gdp"], "2023")
    row = figure.to_json(catalog().sentences, "zh")
    because = row.pop("because")
    assert row == {
        "key": "gdp",
        "name": "地区生产总值",
        "value": "352.3",
        "unit": "亿元",
        "decimals": 1,
        "period": "2023",
        "basis": "statement",
        "exact": "35230000000",
        "base_unit": "CNY",
        "as_of": None,
    }
    assert because[0]["text"] == "市统计局公布：352.3亿元（初步数），发布日期：2024年1月25日"
    assert [ref["kind"] for ref in because[0]["refs"]] == ["record", "record", "catalogue"]
