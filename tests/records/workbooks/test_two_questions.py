"""A row may be asked about its project and then about itself; both answers are kept."""

from __future__ import annotations

import pytest

from zonebook.records.models import Project, Signing
from zonebook.records.workbooks.answers import Answers, joined

LEDGER = """
项目名称|投资方|签约日期|协议类型|总投资（万元）
河洲医药中试基地|河洲医药集团|2023-09-20|正式合同|50000
"""
OTHER = """
项目名称|投资方|签约日期|协议类型|总投资（万元）
河洲生物医药中试平台|河洲医药集团|2023-09-26|正式合同|50000
"""


def asked(take, **answers):
    """The pairs that the only row of the other sheet is asked about."""
    (row,) = take(OTHER, "signing", **answers).runs[0].outcomes
    return row.kind, [pair.number for pair in row.pairs]


def test_the_second_question_comes_after_the_first_and_takes_nothing_back(take):
    take(LEDGER, "signing", commit=True)
    project, signing = Project.objects.get().number, Signing.objects.get().number
    assert asked(take) == ("asked", [project])
    assert asked(take, same={2: project}) == ("asked", [signing])
    assert asked(take, same={2: joined(project, signing)}) == ("changed", [])


def test_the_same_project_may_have_signed_anew(take):
    take(LEDGER, "signing", commit=True)
    project = Project.objects.get()
    take(OTHER, "signing", commit=True, same={2: joined(project.number, "new")})
    assert Project.objects.count() == 1
    assert Signing.objects.filter(project=project).count() == 2


@pytest.mark.parametrize(
    ("before", "answer", "after"),
    [
        ("", "XM-1", "XM-1"),
        ("XM-1", "QD-2", "XM-1 QD-2"),
        ("XM-1 QD-2", "QD-3", "XM-1 QD-3"),
        ("XM-1", "new", "XM-1 new"),
        ("XM-1 new", "QD-2", "XM-1 QD-2"),
        ("new", "XM-1", "XM-1"),
        ("row:4", "XM-1", "XM-1"),
    ],
)
def test_an_answer_takes_the_place_of_an_earlier_one_of_its_noun(before, answer, after):
    assert joined(before, answer) == after


def test_new_is_said_of_what_has_no_number():
    answers = Answers(same={2: "XM-1 new"})
    assert (answers.number_of(2, "XM"), answers.is_new(2, "XM"), answers.is_new(2, "QD")) == (
        "XM-1",
        False,
        True,
    )
