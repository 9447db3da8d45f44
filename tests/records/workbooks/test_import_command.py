"""`zonebook import` and `export` as they are typed: exit codes, located sentences, nothing written."""

import io
import json
from datetime import date

import openpyxl
import pytest

from tests import cast
from tests.systems.approvals.rolls import OPEN, book_of
from zonebook.core.catalog import shipped
from zonebook.records import write
from zonebook.records.models import ApprovalCase, Batch, Entity, Project, Signing
from zonebook.site import command
from zonebook.site.commands import import_, person

from .test_export import office_workbook, opened
from .test_open_files import BAD
from .test_read_cells import credit_code

CODE = credit_code("MA71000A")


@pytest.fixture
def typed(book, home, monkeypatch, capsys):
    """Types a command in the home of the test; answers exit code, output, errors."""
    monkeypatch.setattr("zonebook.site.home.open_home", lambda key: home)
    monkeypatch.setattr(person, "the_day", lambda: cast.TODAY)

    def typing(*words):
        code = command.main([str(word) for word in words])
        said = capsys.readouterr()
        return code, said.out, said.err

    return typing


def written(home, text, name="台账.csv"):
    path = home / name
    path.write_bytes(text if isinstance(text, bytes) else text.encode())
    return path


def test_a_dry_run_is_the_default_and_writes_nothing(typed, home):
    path = written(home, office_workbook(), "签约.xlsx")
    code, out, _ = typed("import", path, "--as", "wang")
    assert code == 0 and "新增 3" in out and "读取行数 9" in out
    assert not Signing.objects.exists()


def test_it_commits_and_undoes(typed, home):
    path = written(home, office_workbook(), "签约.xlsx")
    code, out, _ = typed("import", path, "--as", "wang", "--commit", "--format", "json")
    said = json.loads(out)
    assert (code, said["format"], said["committed"]) == (0, "zonebook.import/1", True)
    assert said["sheets"][0]["counted"]["new"] == Signing.objects.count() == 3
    code, out, _ = typed("import", "--undo", said["batch"], "--as", "wang")
    assert code == 0 and not Signing.objects.filter(withdrawn_on=None).exists()


BAD_SHEETS = {
    "column_missing": "投资方,签约日期\n甲,2023-05-06",
    "column_doubled": "项目名称,项目名称,签约日期\n甲,乙,2023-05-06",
    "header_unit": "项目名称,签约日期,总投资（万磅）\n甲,2023-05-06,5",
    "unit_unreadable": "项目名称,签约日期,总投资\n甲,2023-05-06,5000万磅",
    "day_impossible": "项目名称,签约日期\n甲,2023-02-30",
    "day_in_future": "项目名称,签约日期\n甲,2024-02-19",
    "negative": "项目名称,签约日期,总投资\n甲,2023-05-06,-5",
    "key_doubled": "项目名称,签约日期\n甲,2023-05-06\n甲,2023-05-06",
    "word_unknown": "项目名称,签约日期,协议类型\n甲,2023-05-06,备忘录",
}


@pytest.mark.parametrize("reason", BAD_SHEETS)
@pytest.mark.parametrize("lang", ["zh", "en"])
def test_bad_input_is_located_in_both_languages_and_nothing_is_written(typed, home, reason, lang):
    path = written(home, BAD_SHEETS[reason])
    code, _, err = typed(
        "import", path, "--register", "signing", "--as", "wang", "--commit", "--lang", lang
    )
    assert code == 2
    assert "台账.csv" in err and "{" not in err
    assert not Signing.objects.exists() and not Project.objects.exists()
    assert not Batch.objects.exists()


@pytest.mark.parametrize("reason", BAD)
def test_a_bad_file_is_refused_with_code_two(typed, home, reason):
    path = written(home, BAD[reason], "台账.xlsx")
    code, _, err = typed("import", path, "--as", "wang", "--commit")
    assert code == 2 and "台账.xlsx" in err
    assert not Batch.objects.exists()


def test_a_wrong_check_digit_names_its_cell(typed, home):
    wrong = CODE[:-1] + ("0" if CODE[-1] != "0" else "1")
    path = written(home, f"名称,统一社会信用代码\n甲,{wrong}")
    code, out, err = typed("import", path, "--register", "entity", "--as", "li", "--format", "json")
    assert code == 2 and not Entity.objects.exists()
    (row,) = json.loads(out)["sheets"][0]["rows"]
    assert row["refused"][0]["where"]["key"] == "B2"
    assert row["refused"][0]["key"] == "workbooks.code_check_digit"
    assert "校验位" in row["refused"][0]["text"] and err == ""


def test_refused_rows_are_skipped_only_when_told_so(typed, home):
    path = written(home, f"名称,统一社会信用代码,成立日期\n甲,{CODE},2020-01-05\n乙,,2024-12-01")
    words = ("import", path, "--register", "entity", "--as", "li", "--commit")
    assert typed(*words)[0] == 2 and not Entity.objects.exists()
    assert typed(*words, "--skip-refused")[0] == 0
    assert [one.name for one in Entity.objects.all()] == ["甲"]


def test_another_offices_person_and_nobody_cannot_write(typed, home):
    path = written(home, office_workbook(), "签约.xlsx")
    for words in (("--as", "li"), ("--as", "zhao"), ()):
        code, _, err = typed("import", path, "--register", "signing", "--commit", *words)
        assert code == 2 and err
    assert not Signing.objects.exists() and not Batch.objects.exists()


def test_marked_cells_come_back_in_a_file(typed, home):
    path = written(home, "项目名称,签约日期\n甲,2023-02-30")
    back = home / "退回.xlsx"
    code, *_ = typed("import", path, "--register", "signing", "--as", "wang", "--marked", back)
    assert code == 2
    assert "没有这一天" in opened(back.read_bytes())["B2"].comment.text


def test_decisions_and_answers_are_taken_from_the_command(typed, home):
    typed("import", written(home, office_workbook(), "签约.xlsx"), "--as", "wang", "--commit")
    other = written(
        home, "项目名称,投资方,签约日期\n疫苗产业园一期项目,兰泰公司,2023-11-08", "二组.csv"
    )
    words = ("import", other, "--register", "signing", "--as", "wang", "--commit")
    assert typed(*words)[0] == 2
    number = Project.objects.get(name="疫苗产业园一期").number
    assert typed(*words, "--same", f"2={number}")[0] == 0
    assert Signing.objects.filter(project__number=number).count() == 2


def test_a_file_of_confirmations_joins_rows_of_two_workbooks(typed, home):
    typed("import", written(home, office_workbook(), "签约.xlsx"), "--as", "wang", "--commit")
    other = written(home, "项目名称,投资方,签约日期\n生物制品基地,兰泰公司,2023-11-08", "二组.csv")
    kept = written(
        home,
        "- {workbook: 二组.csv, sheet: '', row: 2, register: project,\n"
        "   same_as: {workbook: 签约.xlsx, sheet: 签约, row: 5}}\n",
        "decisions.yaml",
    )
    words = ("import", other, "--register", "signing", "--as", "wang", "--commit")
    assert typed(*words, "--decisions", kept)[0] == 0
    assert Signing.objects.filter(project__name="疫苗产业园一期").count() == 2


def test_export_writes_the_offices_workbook(typed, home):
    typed("import", written(home, office_workbook(), "签约.xlsx"), "--as", "wang", "--commit")
    out = home / "出.xlsx"
    assert typed("export", "signing", "-o", out)[0] == 0
    assert opened(out.read_bytes())["A1"].value == "2023年签约项目台账"
    code, said, _ = typed("export", "signing", "--format", "json")
    assert code == 0


def test_a_reader_without_grant_cannot_export(typed, home):
    assert typed("export", "signing", "-o", home / "x.xlsx", "--as", "zhao")[0] == 2


def test_every_message_of_workbooks_says_all_in_both_languages():
    rows = shipped().sentences.rows
    for key, row in rows.items():
        if key.startswith("workbooks."):
            places = [
                set(__import__("re").findall(r"\{(\w+)\}", row[lang])) for lang in ("zh", "en")
            ]
            assert places[0] == places[1], key


def test_pairs_on_the_command_line_need_their_sign():
    assert import_.pairs(["7=XM-2023-000001"]) == [("7", "XM-2023-000001")]
    assert date(2024, 2, 18) == cast.TODAY


TWO_SHEETS = {
    "文件": [["文件标题", "文号", "发文日期"], ["认定文件", "甘科〔2023〕1号", "2023-05-06"]],
    "签约": [
        ["项目名称", "投资方", "签约日期", "协议类型"],
        ["冷链", "甲公司", "2023-05-06", "合同"],
    ],
}


def several_sheets():
    """A workbook with a table of papers beside the contracts."""
    book = openpyxl.Workbook()
    book.remove(book.active)
    for name, rows in TWO_SHEETS.items():
        sheet = book.create_sheet(name)
        for row in rows:
            sheet.append(row)
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def test_a_register_leaves_the_sheets_of_others_out_and_says_so(typed, home):
    path = written(home, several_sheets(), "签约.xlsx")
    code, out, err = typed("import", path, "--register", "signing", "--as", "wang")
    assert code == 0 and "新增 1" in out
    assert "工作表“文件”是" in err


def test_the_command_says_what_to_type_and_pages_do_not(typed, home):
    typed("import", written(home, office_workbook(), "签约.xlsx"), "--as", "wang", "--commit")
    other = "项目名称,投资方,签约日期\n疫苗产业园一期项目,兰泰公司,2023-11-08"
    path = written(home, other, "二组.csv")
    code, _, err = typed("import", path, "--register", "signing", "--as", "wang")
    assert code == 2 and "不是：--same 2=new" in err
    code, said, _ = typed(
        "import", path, "--register", "signing", "--as", "wang", "--format", "json"
    )
    assert code == 2 and "疑似同一记录" in said and "--same" not in said


def test_a_sheet_without_a_header_names_the_columns_that_sheets_usually_have(typed, home):
    code, _, err = typed(
        "import", written(home, "本表由招商局维护,\n每月5日前报送,"), "--as", "wang"
    )
    assert code == 2 and "“企业名称、统一社会信用代码、项目名称”" in err


def test_a_dry_run_of_several_sheets_needs_a_person(typed, home):
    path = written(home, several_sheets(), "签约.xlsx")
    code, _, err = typed("import", path)
    assert code == 2 and "请加 --as 人员" in err


def test_a_list_of_cases_is_known_by_its_header_and_written_as_cases(typed, home):
    path = written(home, book_of(OPEN), "办件登记.xlsx")
    code, out, _ = typed("import", path)
    assert code == 0 and "approval_case" in out and "新办件 1" in out
    code, out, _ = typed("import", path, "--as", "li", "--commit", "--format", "json")
    said = json.loads(out)
    assert (code, said["committed"], said["sheets"][0]["counted"]["new"]) == (0, True, 1)
    assert ApprovalCase.objects.get().code == "GX2"
    code, _, err = typed("import", "--undo", said["batch"], "--as", "wang")
    assert code == 2 and "审批" in err and ApprovalCase.objects.get().withdrawn_on is None
    code, _, _ = typed("import", "--undo", said["batch"], "--as", "li")
    assert code == 0 and ApprovalCase.objects.get().withdrawn_on == cast.TODAY


def test_a_list_that_lacks_the_kind_of_project_says_what_to_type(typed, home):
    row = {**OPEN, "项目类型": "", "审批事项": "设计方案审查"}
    path = written(home, book_of(row), "办件登记.xlsx")
    code, out, err = typed("import", path)
    assert code == 2 and "--constant procedure=政府投资" in err and "一行也没有写入" in out
    code, _, _ = typed("import", path, "--constant", "procedure=政府投资", "--as", "li", "--commit")
    assert code == 0 and ApprovalCase.objects.get().item == "design_scheme"


def test_what_is_no_import_is_not_undone_by_the_command(typed, book, home):
    with write.batch(by=book.li, on=cast.TODAY, kind="step") as batch:
        pass
    code, _, err = typed("import", "--undo", batch.row.pk, "--as", "wang")
    assert code == 2 and str(batch.row.pk) in err
