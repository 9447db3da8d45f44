"""Rows of one sheet that lean on one another: one project reported twice, a row that needs another."""

from __future__ import annotations

import pytest

from zonebook.records.models import Project, ProjectName, Request, Signing

TALKS = """
项目名称|原项目名称|投资方|拟投资额（万元）|首报日期
祁连云谷智算中心||北京祁云公司|32000|2023-08-01
祁连云谷智算中心项目||北京祁云公司|32000|2023-08-03
"""


def kinds(imported):
    """(row as in Excel, kind) of the only run."""
    return [(one.row + 1, one.kind) for one in imported.runs[0].outcomes]


def test_a_project_under_two_names_in_one_sheet_is_asked_about_and_kept_once(take):
    asked = take(TALKS, "project", commit=True)
    assert kinds(asked) == [(2, "new"), (3, "asked")] and not Project.objects.exists()
    (pair,) = asked.runs[0].outcomes[1].pairs
    assert (pair.number, pair.agrees) == ("row:2", ("investor",))
    take(TALKS, "project", commit=True, same={3: "row:2"})
    assert Project.objects.get().name == "祁连云谷智算中心"
    assert ProjectName.objects.get().name == "祁连云谷智算中心项目"


def test_a_person_may_say_that_they_are_two(take):
    take(TALKS, "project", commit=True, same={3: "new"})
    assert Project.objects.count() == 2


@pytest.mark.parametrize(
    ("second", "kind"),
    [
        ("祁连云谷智算中心项目||另一家公司|32000|2023-08-03", "new"),
        ("祁连云谷智算中心二期||北京祁云公司|32000|2023-08-03", "new"),
        ("云上大数据园|祁连云谷智算中心|北京祁云公司|32000|2023-08-03", "asked"),
        ("祁连云谷智算中心项目|||32000|2023-08-03", "asked"),
    ],
    ids=["another investor", "another phase", "its former name", "no investor said"],
)
def test_which_rows_are_asked_about(take, second, kind):
    head, first = TALKS.strip().splitlines()[:2]
    assert kinds(take(f"{head}\n{first}\n{second}", "project")) == [(2, "new"), (3, kind)]


SIGNED = """
项目名称|投资方|签约日期
祁连云谷智算中心|北京祁云公司|2023-10-08
祁连云谷智算中心项目|北京祁云公司|2023-10-09
"""


def test_two_contracts_of_one_project_under_two_names_bring_one_project(take):
    assert kinds(take(SIGNED, "signing")) == [(2, "new"), (3, "asked")]
    take(SIGNED, "signing", commit=True, same={3: "row:2"})
    assert Project.objects.count() == 1 and Signing.objects.count() == 2


def test_a_row_that_is_another_stays_out_with_it(take):
    bad = TALKS.replace("2023-08-01", "2023-13-01")
    done = take(bad, "project", commit=True, skip=True, same={3: "row:2"})
    assert kinds(done) == [(2, "refused"), (3, "refused")]
    assert done.errors[-1].message.key == "workbooks.row_stays_out"
    bad = SIGNED.replace("2023-10-08", "2023-13-08")
    done = take(bad, "signing", commit=True, skip=True, same={3: "row:2"})
    assert kinds(done) == [(2, "refused"), (3, "refused")] and not Project.objects.exists()


def test_a_row_may_be_another_that_the_book_knows_by_another_name(take):
    take(TALKS.replace("项目||", "二期||"), "project", commit=True)
    number = Project.objects.get(name="祁连云谷智算中心").number
    sheet = TALKS.replace("祁连云谷智算中心||", "祁连云谷超算中心||")
    done = take(sheet, "project", commit=True, file="另表.xlsx", same={2: number, 3: "row:2"})
    assert kinds(done)[1] == (3, "same")
    assert {one.name for one in ProjectName.objects.filter(project__number=number)} == {
        "祁连云谷超算中心",
        "祁连云谷智算中心项目",
    }


MERGED = """
诉求事项|受理编号|收到日期|诉求渠道|诉求类别|并入诉求
增容|A1|2023-13-01|走访|用电|
再请增容|A2|2023-10-01|走访|用电|A1
修路|A3|2023-10-01|走访|其他|
"""


def test_a_row_that_refers_to_a_refused_row_stays_out(take, book):
    done = take(MERGED, "request", commit=True, skip=True, by=book.li)
    assert kinds(done) == [(2, "refused"), (3, "refused"), (4, "new")]
    assert Request.objects.get().code == "A3"
