"""预检 and 确认导入: new, changed, same, refused, asked, gone; again changes nothing; undo."""

from dataclasses import replace

import pytest

from tests import cast
from zonebook.core.catalog import shipped
from zonebook.records import undo
from zonebook.records.models import (
    Audit,
    Batch,
    Certificate,
    Entity,
    EntityName,
    Membership,
    Project,
    ProjectEvent,
    ProjectName,
    Proposal,
    SheetImport,
    Signing,
)
from zonebook.records.workbooks.commit import import_grids
from zonebook.records.workbooks.dryrun import Asking
from zonebook.records.workbooks.picking import Delivery

from .notation import sheet
from .test_read_cells import credit_code

A, B, C = (credit_code(f"MA71000{one}") for one in "ABC")


def kinds(imported):
    (run,) = imported.runs
    return [(one.row + 1, one.kind) for one in run.outcomes]


def keys(imported):
    return [one.message.key.removeprefix("workbooks.") for one in imported.errors]


ROSTER = f"""
名称|统一社会信用代码|类型|成立日期|注册资本（万元）|联系人
甲有限公司|{A}|企业|2020-01-05|100|张三
乙商行|{B}|个体工商户|2021年3月|/|李四
"""


@pytest.fixture
def roster(take, book):
    """The roster of two entities, imported."""
    return take(ROSTER, "entity", by=book.li, commit=True, file="名册.xlsx")


def test_a_new_sheet_brings_new_records_with_their_time_in_the_zone(roster):
    assert kinds(roster) == [(2, "new"), (3, "new")]
    first, second = Entity.objects.order_by("pk")
    assert (first.name, first.kind, first.registered_capital_fen) == (
        "甲有限公司",
        "enterprise",
        100_000_000,
    )
    assert (second.established_on_precision, second.registered_capital_fen) == ("month", None)
    assert first.extra == {"联系人": "张三"}
    assert {(one.entity_id, one.from_on, one.came) for one in Membership.objects.all()} == {
        (first.pk, first.established_on, "established"),
        (second.pk, second.established_on, "established"),
    }
    assert SheetImport.objects.get().rows == {"2": first.number, "3": second.number}


def test_a_dry_run_writes_nothing(take, book):
    run = take(ROSTER, "entity", by=book.li)
    assert kinds(run) == [(2, "new"), (3, "new")]
    assert not Entity.objects.exists() and not Batch.objects.exists()


def test_importing_again_changes_nothing(take, book, roster):
    again = take(ROSTER, "entity", by=book.li, commit=True, file="名册.xlsx")
    assert kinds(again) == [(2, "same"), (3, "same")]
    assert again.batch is None and Batch.objects.count() == 1


def test_a_change_is_shown_column_by_column(take, book, roster):
    run = take(
        ROSTER.replace("|100|", "|150|").replace("李四", "王五"), "entity", by=book.li, commit=True
    )
    assert kinds(run) == [(2, "changed"), (3, "changed")]
    changes = [(c.column, c.before, c.after) for one in run.runs[0].outcomes for c in one.changes]
    assert changes == [
        ("registered_capital_fen", 100_000_000, 150_000_000),
        ("联系人", "李四", "王五"),
    ]
    assert Audit.objects.filter(verb="change").count() == 2


def test_a_blank_cell_says_nothing_against_the_book(take, book, roster):
    run = take(ROSTER.replace("|100|张三", "||"), "entity", by=book.li)
    assert kinds(run) == [(2, "same"), (3, "same")]


def test_closing_an_entity_ends_its_time_in_the_zone(take, book, roster):
    text = f"名称|统一社会信用代码|注销日期|登记状态\n甲有限公司|{A}|2023-06-30|注销"
    take(text, "entity", by=book.li, commit=True, file="注销.xlsx")
    one = Membership.objects.get(entity__credit_code=A)
    assert (str(one.to_on), one.went) == ("2023-06-30", "deregistered")


def test_undo_takes_the_import_back(take, book, roster):
    undone = undo.undo(roster.batch, by=book.li, on=cast.TODAY)
    assert undone.stayed == ()
    assert not Entity.objects.filter(withdrawn_on=None).exists()
    again = take(ROSTER, "entity", by=book.li, commit=True, file="名册.xlsx")
    assert kinds(again) == [(2, "new"), (3, "new")]


def test_a_key_that_stands_twice_is_refused_at_both_rows(take, book):
    text = f"名称|统一社会信用代码\n甲|{A}\n乙|{B}\n丙|{A}"
    run = take(text, "entity", by=book.li, commit=True)
    assert kinds(run) == [(2, "refused"), (3, "new"), (4, "refused")]
    assert keys(run) == ["key_doubled", "key_doubled"]
    assert not Entity.objects.exists()


def test_nothing_is_written_while_a_row_is_refused_unless_it_is_skipped(take, book):
    text = f"名称|统一社会信用代码|成立日期\n甲|{A}|2023-02-30\n乙|{B}|2023-02-03"
    assert keys(take(text, "entity", by=book.li, commit=True)) == ["day_impossible"]
    assert not Entity.objects.exists()
    take(text, "entity", by=book.li, commit=True, skip=True)
    assert [one.name for one in Entity.objects.all()] == ["乙"]


def test_another_offices_person_cannot_import(take, book):
    from zonebook.core.values import Refused

    for person in (book.wang, book.zhao):
        with pytest.raises(Refused) as refused:
            take(ROSTER, "entity", by=person, commit=True)
        assert refused.value.findings[0].message.key == "permissions.no_write"
    assert not Entity.objects.exists()


CERTIFICATES = f"""
高新技术企业台账
企业名称|统一社会信用代码|证书编号|认定日期|有效期至|文号
甲有限公司|{A}|GR1|2022-10-12|2025-10-11|甘科高〔2022〕1号
"""


def test_a_certificate_finds_its_enterprise_by_code(take, roster):
    run = take(CERTIFICATES, "certificate", commit=True)
    one = Certificate.objects.get()
    assert kinds(run) == [(3, "new")]
    assert (one.entity.credit_code, one.qualification, one.kind) == (A, "hnte", "recognition")
    assert str(one.valid_to) == "2025-10-12"
    assert kinds(take(CERTIFICATES, "certificate", commit=True)) == [(3, "same")]


def test_a_former_name_is_known_by_its_code_and_only_remarked(take, roster):
    run = take(CERTIFICATES.replace("甲有限公司", "甲老名公司"), "certificate", commit=True)
    (remark,) = run.runs[0].outcomes[0].remarks
    assert remark.message.key == "workbooks.name_differs"
    assert Certificate.objects.get().entity.name == "甲有限公司"


def test_an_enterprise_without_code_and_unknown_by_name_is_refused(take, roster):
    text = "企业名称|资格类别|认定日期\n无此公司|高企|2022-10-12"
    assert keys(take(text, "certificate")) == ["entity_unknown"]


def test_a_column_of_another_office_is_refused_or_proposed(take, book):
    take("名称|成立日期\n甲有限公司|2020-01-05", "entity", by=book.li, commit=True)
    run = take(CERTIFICATES, "certificate")
    assert keys(run) == ["owned_elsewhere"]
    take(CERTIFICATES, "certificate", commit=True, propose=True)
    proposal = Proposal.objects.get()
    assert (proposal.noun, proposal.column, proposal.value) == ("entity", "credit_code", A)
    assert Entity.objects.get().credit_code is None


SIGNINGS = """
2023年签约项目台账
单位：万元
项目名称|投资方|签约日期|协议类型|总投资|招商组
疫苗产业园一期|兰泰公司|5月6日|框架协议|50000|一组
疫苗产业园一期|兰泰公司|8月9日|正式合同|68000|一组
冷链中心|丰源公司|9月|合同|12000|二组
"""


def test_signings_bring_their_projects_once(take):
    run = take(SIGNINGS, "signing", commit=True)
    assert kinds(run) == [(4, "new"), (5, "new"), (6, "new")]
    assert [(one.name, one.investor) for one in Project.objects.order_by("pk")] == [
        ("疫苗产业园一期", "兰泰公司"),
        ("冷链中心", "丰源公司"),
    ]
    assert [one.kind for one in Signing.objects.order_by("pk")] == [
        "framework",
        "contract",
        "contract",
    ]
    assert kinds(take(SIGNINGS, "signing", commit=True)) == [(4, "same"), (5, "same"), (6, "same")]


def test_a_day_known_better_changes_the_same_record(take):
    take(SIGNINGS, "signing", commit=True)
    run = take(SIGNINGS.replace("9月", "9月15日"), "signing", commit=True)
    (change,) = run.runs[0].outcomes[2].changes
    assert (str(change.before), str(change.after)) == ("2023-09", "2023-09-15")
    assert Signing.objects.count() == 3


def test_a_similar_project_is_asked_about_once_and_its_name_remembered(take):
    take(SIGNINGS, "signing", commit=True)
    other = "项目名称|投资方|签约日期|总投资（亿元）\n兰泰疫苗产业园一期|兰泰公司|2023-10-08|6.2"
    run = take(other, "signing", commit=True, file="二组.xlsx")
    (asked,) = run.runs[0].outcomes
    first = Project.objects.get(name="疫苗产业园一期")
    assert (asked.kind, asked.pairs[0].number) == ("asked", first.number)
    assert Signing.objects.count() == 3
    take(other, "signing", commit=True, file="二组.xlsx", same={2: first.number})
    assert ProjectName.objects.get().name == "兰泰疫苗产业园一期"
    assert Signing.objects.filter(project=first).count() == 3
    assert kinds(take(other, "signing", commit=True, file="二组.xlsx")) == [(2, "same")]


def test_a_similar_project_may_be_another_one(take):
    take(SIGNINGS, "signing", commit=True)
    other = "项目名称|投资方|签约日期\n疫苗产业园一期项目|兰泰公司|2023-10-08"
    take(other, "signing", commit=True, same={2: "new"})
    assert Project.objects.count() == 3


def test_phases_of_a_project_are_not_similar(take):
    take(SIGNINGS, "signing", commit=True)
    other = "项目名称|投资方|签约日期\n疫苗产业园二期|兰泰公司|2023-10-08"
    assert kinds(take(other, "signing")) == [(2, "new")]


def test_rows_of_the_last_import_that_are_missing_now_are_gone(take):
    take(SIGNINGS, "signing", commit=True)
    shorter = SIGNINGS.replace("冷链中心|丰源公司|9月|合同|12000|二组\n", "")
    (run,) = take(shorter, "signing").runs
    number = Signing.objects.get(project__name="冷链中心").number
    assert [(one.number, one.row) for one in run.gone] == [(number, 6)]
    assert run.counted["gone"] == 1
    take(shorter, "signing", commit=True, gone="withdraw")
    assert Signing.objects.get(number=number).withdrawn_on == cast.TODAY


def test_another_sheet_of_the_same_name_has_no_gone_rows(take):
    take(SIGNINGS, "signing", commit=True)
    (run,) = take("项目名称|签约日期\n全新项目|2023-10-08", "signing").runs
    assert run.gone == ()


PROJECTS = """
项目名称|投资方|拟投资额（亿元）|首报日期|洽谈日期
智慧园区|云上公司|3|2023-03-01|2023-04
"""


def test_stages_are_events_and_a_corrected_day_voids_the_old_one(take):
    take(PROJECTS, "project", commit=True)
    assert {(e.kind, str(e.occurred_on)) for e in ProjectEvent.objects.all()} == {
        ("lead", "2023-03-01"),
        ("negotiating", "2023-04-01"),
    }
    run = take(PROJECTS.replace("2023-03-01", "2023-03-02"), "project", commit=True)
    assert kinds(run) == [(2, "changed")]
    standing = ProjectEvent.objects.filter(kind="lead", voids=None, voided_by=None)
    assert str(standing.get().occurred_on) == "2023-03-02"
    again = take(PROJECTS.replace("2023-03-01", "2023-03-02"), "project", commit=True)
    assert kinds(again) == [(2, "same")]


def test_a_former_name_in_the_roster_is_kept(take, book):
    text = f"名称|统一社会信用代码|曾用名\n甲新|{A}|甲老、甲更老"
    take(text, "entity", by=book.li, commit=True)
    assert {one.name for one in EntityName.objects.all()} == {"甲老", "甲更老"}
    assert kinds(take(text, "entity", by=book.li)) == [(2, "same")]


def test_the_sum_of_rows_is_checked_by_the_program(roster):
    (run,) = roster.runs
    counted = run.counted
    assert (
        counted["read"]
        == 3
        == sum(counted[k] for k in ("new", "changed", "same", "refused", "asked", "aside"))
    )
    with pytest.raises(AssertionError):
        type(run)(**{**run.__dict__, "rows_read": 9})


MOVES = f"""
企业名称|统一社会信用代码|变动类型|变动日期
甲有限公司|{A}|迁入|2022-03-01
乙商行|{B}|注销|2023-06-30
"""


def test_a_row_that_ends_what_the_book_never_saw_begin_is_refused_and_says_what_to_do(take, book):
    run = take(MOVES, "membership", by=book.li)
    assert kinds(run) == [(2, "new"), (3, "refused")]
    (finding,) = run.errors
    said = shipped().sentences.say(finding, "zh")
    assert keys(run) == ["begins_nowhere"]
    assert "这一行是“注销”" in said and "请先导入企业名册" in said and "“入区日期”" in said


def test_the_same_row_is_written_where_the_book_saw_it_begin(take, book, roster):
    run = take(MOVES, "membership", by=book.li, commit=True)
    assert kinds(run) == [(2, "new"), (3, "changed")]
    one = Membership.objects.get(entity__credit_code=B)
    assert (str(one.to_on), one.went) == ("2023-06-30", "deregistered")


@pytest.fixture
def take_sheets(book):
    """Imports a workbook of several drawn sheets."""

    def importing(*texts, commit=False, skip=False, hidden=(), names=()):
        asking = Asking(book.wang, cast.TODAY, shipped())
        grids = [
            sheet(text, names[i] if names else f"表{i + 1}", "台账.xlsx")
            for i, text in enumerate(texts)
        ]
        grids = [replace(one, hidden=one.name in hidden) for one in grids]
        given = Delivery(b"", "台账.xlsx", commit=commit, skip_refused=skip)
        return import_grids(grids, given, asking)

    return importing


PHONES = "姓名|手机\n张三|13900000000"


def test_sheets_that_are_not_imported_are_named(take_sheets):
    done = take_sheets(SIGNINGS, PHONES, PHONES, commit=True, hidden=("表3",))
    assert [(one.message.key, one.level) for one in done.skipped] == [
        ("workbooks.sheet_hidden", "warning"),
        ("workbooks.no_register", "warning"),
    ]
    assert done.batch is not None and Signing.objects.count() == 3


def test_a_summary_beside_the_sheets_is_named_and_does_not_hold_them_up(take_sheets):
    summary = "月份|户数|金额（万元）\n1月|9|310\n2月|8|120\n3月|7|99"
    done = take_sheets(SIGNINGS, summary, commit=True, names=("明细", "汇总"))
    assert [(one.message.key, one.level) for one in done.skipped] == [
        ("workbooks.sheet_summary", "warning")
    ]
    assert done.batch is not None and Signing.objects.count() == 3


REQUESTS = """
编号|诉求事项|收到日期|诉求渠道|诉求类别
Z-1|厂区增容|2023.11.7|走访|用电
"""


def test_a_sheet_of_another_office_is_named_and_the_others_may_be_written(take_sheets):
    run = take_sheets(SIGNINGS, REQUESTS, commit=True)
    assert run.batch is None and not Signing.objects.exists()
    assert [one.message.key for one in run.errors] == ["workbooks.sheet_not_yours"]
    assert "表2" in run.errors[0].where.where
    done = take_sheets(SIGNINGS, REQUESTS, commit=True, skip=True)
    assert done.batch is not None and Signing.objects.count() == 3


def test_a_header_is_remembered_though_rows_were_refused(take):
    text = "项目名称|签约日期|对方\n甲|2023-05-06|乙公司\n丙|2023-02-30|丁公司"
    take(text, "signing", commit=True, skip=True, header={"对方": "investor"})
    (run,) = take(text, "signing").runs
    assert {one.header: one.by for one in run.columns}["对方"] == "learned"


def test_a_sheet_without_a_required_column_is_never_written_even_without_its_refused_rows(take):
    run = take("投资方|签约日期\n甲|2023-05-06", "signing", commit=True, skip=True)
    assert run.batch is None and not Signing.objects.exists()
