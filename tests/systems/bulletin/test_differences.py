"""Why a figure differs between two releases: each class with an example, and they add up."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests import cast
from tests.systems.bulletin.conftest import SMALL, WAN, YEAR, signed, stated
from zonebook.records import differences, frozen
from zonebook.records import zone as zones
from zonebook.records.frozen import Frozen, FrozenFigure, Row
from zonebook.records.models import Audit, Batch, Certificate, Document, Signing, Statement
from zonebook.systems.bulletin import sources

YI = 10**8


def state(*, batch: bool = True) -> Frozen:
    """The small report as the book has it, after the last writing."""
    found = frozen.freeze(sources.gather(SMALL, YEAR, rows=True).figures)
    last = Batch.objects.order_by("-pk").first()
    return replace(found, batch=last.pk) if batch and last else found


def parts(early: Frozen, late: Frozen, reference: str) -> dict[str, str]:
    """The classes of one figure's change as text; nothing where it does not differ."""
    for one in differences.differences(early, late):
        if one.reference == reference:
            return {kind: str(part) for kind, part in one.classes.items()}
    return {}


def test_nothing_differs_from_itself(year):
    assert differences.differences(state(), state()) == []


def test_a_row_that_was_added_adds_its_amount(year):
    early = state()
    with year.writing() as batch:
        row = batch.add(Signing, signed(year.projects[2], 20_000))
    late = state()
    assert parts(early, late, "n_signed") == {"added": "1"}
    assert parts(early, late, "amt_signed") == {"added": "2"}
    [change] = [
        one for one in differences.differences(early, late) if one.reference == "amt_signed"
    ]
    assert [(one.number, one.kind, one.adds) for one in change.rows] == [
        (row.number, "added", 2 * YI)
    ]


def test_a_row_that_was_withdrawn_is_removed_and_rounding_tells_the_rest(year):
    early = state()
    with year.writing() as batch:
        batch.withdraw(year.signings[1], why="重复登记")
    late = state()
    assert parts(early, late, "n_signed") == {"removed": "-1"}
    assert parts(early, late, "amt_signed") == {
        "removed": "-17631/500",
        "rounding": "-19/500",
    }


def test_a_row_that_was_changed_adds_what_it_changed_by(year):
    early = state()
    with year.writing() as batch:
        batch.change(year.signings[0], {"amount_fen": 640_350 * WAN})
    assert parts(early, state(), "amt_signed") == {"changed": "2"}


def test_a_row_changed_out_of_the_figure_is_changed_and_not_removed(year):
    early = state()
    with year.writing() as batch:
        batch.change(year.signings[0], {"kind": "framework"})
    assert parts(early, state(), "n_signed") == {"changed": "-1"}


def test_a_row_that_changed_without_touching_the_value(year):
    early = state()
    with year.writing() as batch:
        batch.change(year.signings[0], {"partner": "新伙伴"})
    [first, *_] = [
        one for one in differences.differences(early, state()) if one.reference == "n_signed"
    ]
    assert (first.before, dict(first.classes)) == (first.after, {})
    assert first.rows[0].columns == {"partner": (None, "新伙伴")}


def test_a_new_vintage_is_told_as_one(year):
    early = state()
    with year.writing() as batch:
        batch.add(Statement, stated("gdp", 3540, 1, vintage="final", vintage_no=2))
    late = state()
    assert parts(early, late, "gdp") == {"vintage": "17/10"}
    change = next(one for one in differences.differences(early, late) if one.reference == "gdp")
    said = [zones.catalog().sentences.say(one, "zh") for one in differences.parts(change)]
    assert said == ["版本更新 +1.7 亿元"]
    assert {one.called["zh"] for one in change.rows} == {"地区生产总值"}


def test_a_corrected_statement_is_changed_and_no_vintage(year):
    early = state()
    with year.writing() as batch:
        wrong = Statement.objects.get(indicator="gdp")
        batch.void(wrong, why="录错")
        batch.add(Statement, stated("gdp", 3533, 1))
    assert parts(early, state(), "gdp") == {"added": "3533/10", "removed": "-3523/10"}


def test_what_rounding_hides_is_told_as_rounding(year):
    early = state()
    with year.writing() as batch:
        batch.change(year.signings[0], {"amount_fen": 620_750 * WAN})
    assert parts(early, state(), "amt_signed") == {"changed": "1/25", "rounding": "-1/25"}


@pytest.fixture
def own_catalog(home):
    """The catalogue is read anew for this test and forgotten after it."""
    yield
    zones.catalog.cache_clear()


def test_a_changed_definition_is_told_as_one(year, home, own_catalog):
    early = state()
    shipped = zones.catalog().kind("indicators")["amt_signed"]
    folder = home / "catalog" / "indicators"
    folder.mkdir(parents=True)
    (folder / "amt_signed.yaml").write_text(
        f"""key: amt_signed
name: {{zh: 签约金额, en: Contracted amount}}
unit: yi_yuan
decimals: 1
basis: computed
period_kind: flow
office: promotion
definition: {{zh: "{shipped["definition"]["zh"]}，只计40亿元以上", en: only large ones}}
measure:
  table: signing
  aggregate: {{sum: amount_fen}}
  date: signed_on
  where: {{amount_fen: {{at_least: {{value: 40, unit: yi_yuan}}}}}}
""",
        encoding="utf-8",
    )
    zones.catalog.cache_clear()
    late = state()
    assert parts(early, late, "amt_signed") == {
        "definition": "-17631/500",
        "rounding": "-19/500",
    }
    assert parts(early, late, "n_signed") == {}


def test_a_target_that_was_corrected(year):
    from zonebook.records.models import Target

    early = state()
    with year.writing() as batch:
        batch.change(Target.objects.get(), {"digits": 380})
    assert parts(early, state(), "gdp:next_target") == {"changed": "8"}


def test_an_enterprise_with_two_certificates_counts_once(year):
    row = {"qualification": "hnte", "kind": "recognition", "granted_on": "2023-01-01"}
    [firm] = cast.enter(_cast(year), cast.lantai())
    keys = {"sections": [section("{n_hnte}")], "judgements": {}}

    def hnte() -> Frozen:
        found = frozen.freeze(sources.gather(keys, YEAR, rows=True).figures)
        return replace(found, batch=Batch.objects.order_by("-pk").first().pk)

    early = hnte()
    with year.writing() as batch:
        for until in ("2026-01-01", "2027-01-01"):
            batch.add(Certificate, row | {"entity": firm, "valid_to": until})
    late = hnte()
    assert early.named["n_hnte"].value is None
    assert late.named["n_hnte"].value == 1
    with year.writing() as batch:
        batch.add(Document, {"title": "x"})
        batch.withdraw(Certificate.objects.order_by("pk").first(), why="重复")
    assert parts(late, hnte(), "n_hnte") == {}


def _cast(year):
    return cast.Cast(li=year.li, wang=year.wang, zhao=year.li)


def section(text: str) -> dict:
    words = {"zh": text, "en": text}
    return {"key": "x", "title": {"zh": "x", "en": "x"}, "paragraphs": [words]}


def test_a_figure_that_was_unknown_has_no_parts(year):
    early = state()
    with year.writing() as batch:
        batch.add(Statement, stated("g_gdp", 41, 1, "%"))
    [change] = differences.differences(early, state())
    assert (change.reference, change.before, str(change.after)) == ("g_gdp", None, "4.1")
    assert change.classes == {} and change.printed_change is None
    assert [one.kind for one in change.rows] == ["added"]


# -- the arithmetic, on figures made by hand --------------------------------------------------


def leaf(place: str, rows: dict[str, tuple[int, str]], exact: Fraction) -> FrozenFigure:
    """A figure of rows: number → (what it adds, its hash)."""
    held = {
        number: Row("signing", int(number), mark, str(adds))
        for number, (adds, mark) in rows.items()
    }
    return FrozenFigure(
        "", place, place, {"zh": place}, "2023", None, exact, "CNY", 0, "computed", rows=held
    )


amounts = st.dictionaries(
    st.sampled_from("123456"), st.tuples(st.integers(1, 1000), st.sampled_from("ab")), max_size=6
)


@pytest.mark.django_db
@given(amounts, amounts, amounts, amounts)
def test_the_classes_of_a_ratio_add_up_to_its_change(first, second, third, fourth):
    sides = []
    for over, under in ((first, second), (third, fourth)):
        top = leaf("top", over, Fraction(sum(one[0] for one in over.values())))
        low = leaf("low", under, Fraction(sum(one[0] for one in under.values())))
        exact = top.exact / low.exact * 100 if low.exact else None
        ratio = FrozenFigure(
            "ratio",
            "ratio",
            "ratio",
            {"zh": "比"},
            "2023",
            None if exact is None else Decimal(round(exact)),
            exact,
            "%",
            0,
            "derived",
            formula="share_of",
            parts=("top", "low"),
        )
        sides.append(Frozen({"ratio": ratio, "top": top, "low": low}, {}, batch=0))
    early, late = sides
    a, b = early.named["ratio"], late.named["ratio"]
    for change in differences.differences(early, late):
        if a.value is not None and b.value is not None:
            assert sum(change.classes.values(), Fraction(0)) == b.value - a.value


def test_the_trail_is_what_tells(year):
    with year.writing() as batch:
        row = batch.add(Signing, signed(year.projects[2], 1))
        number = batch.row.pk
    assert differences.fates("signing", [row.pk], number - 1, None) == {
        ("signing", row.pk): "added"
    }
    assert differences.fates("signing", [row.pk], number, None) == {}
    assert Audit.objects.filter(record_id=row.pk, noun="signing").count() == 1
