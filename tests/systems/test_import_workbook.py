"""导入台账: a dropped sheet is compared first, written on a word, and taken back on another."""

from __future__ import annotations

import io

import openpyxl
import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from tests import cast
from tests.systems.dropping import BAD, GOOD, HEAD, confirm, drop, sheet, workbook
from zonebook.records.models import Batch, Draft, Project, Signing


def test_a_dry_run_counts_every_row_and_writes_nothing(wang):
    text = wang.get(drop(wang, *GOOD, *BAD)).content.decode()
    assert "共读 9 行 = 新增 2 + 修改 0 + 相同 0 + 退回 3 + 待确认 0 + 非数据行 4" in text
    assert "还没有写入" in text
    for cell in ("D5", "E6", "C7"):
        assert f"✕ {cell}" in text
    assert not Signing.objects.exists()
    assert not Batch.objects.filter(kind="import").exists()


def test_confirming_writes_one_batch_that_can_be_undone(wang):
    answer = confirm(wang, drop(wang, *GOOD))
    batch = Batch.objects.get(kind="import")
    assert answer.url == f"/batches/{batch.pk}"
    assert Signing.objects.count() == 2
    assert "撤销本次导入" in wang.get(answer.url).content.decode()
    assert wang.post(f"/batches/{batch.pk}/undo").status_code == 302
    assert not Signing.objects.filter(withdrawn_on=None).exists()
    assert not Project.objects.filter(withdrawn_on=None).exists()


def test_refused_rows_stay_out_and_the_good_ones_go_in(wang):
    confirm(wang, drop(wang, *GOOD, *BAD))
    assert Signing.objects.count() == 2


def test_the_same_sheet_again_changes_nothing(wang):
    confirm(wang, drop(wang, *GOOD))
    page = wang.get(drop(wang, *GOOD)).context["page"]
    assert page.run.counted["same"] == 2
    assert page.blocked


def test_a_changed_cell_shows_before_and_after(wang):
    confirm(wang, drop(wang, *GOOD))
    changed = [*GOOD[0][:4], 15000, *GOOD[0][5:]]
    text = wang.get(drop(wang, changed, GOOD[1]) + "?tab=changed").content.decode()
    assert "<del>12,000 万元</del> → " in text
    assert "15,000 万元" in text


def test_a_row_that_is_gone_is_asked_about(wang):
    confirm(wang, drop(wang, *GOOD))
    address = drop(wang, GOOD[0])
    text = wang.get(f"{address}?tab=gone").content.decode()
    assert "雁滩中试基地" in text
    gone = Signing.objects.get(project__name="雁滩中试基地")
    wang.post(f"{address}/answers", {f"gone-{gone.number}": "withdraw"})
    confirm(wang, address)
    gone.refresh_from_db()
    assert gone.withdrawn_on == cast.TODAY


def test_a_corrected_header_is_remembered(wang):
    head = [*HEAD[:5], "对方", "备注"]
    address = drop(wang, *GOOD, head=head)
    columns = {
        one.header: one for one in wang.get(f"{address}?tab=columns").context["page"].columns
    }
    assert columns["对方"].column == ""
    wang.post(f"{address}/answers", {f"column-{columns['对方'].index}": "investor"})
    confirm(wang, address)
    assert Signing.objects.filter(investor="兰州雁滩医药有限公司").exists()
    again = wang.get(drop(wang, *GOOD, head=head) + "?tab=columns").context["page"]
    assert {one.header: one.column for one in again.columns}["对方"] == "investor"


def test_a_header_is_remembered_though_rows_of_it_were_refused(wang):
    head = [*HEAD[:5], "对方", "备注"]
    address = drop(wang, *GOOD, *BAD, head=head)
    columns = {
        one.header: one for one in wang.get(f"{address}?tab=columns").context["page"].columns
    }
    wang.post(f"{address}/answers", {f"column-{columns['对方'].index}": "investor"})
    confirm(wang, address)
    again = wang.get(drop(wang, *BAD, head=head) + "?tab=columns").context["page"]
    assert {one.header: one.by for one in again.columns}["对方"] == "以前记住的"


def test_a_header_corrected_in_a_dry_run_is_remembered_before_anything_is_written(wang):
    head = [*HEAD[:5], "对方", "备注"]
    address = drop(wang, *GOOD, head=head)
    wang.get(address)
    wang.post(f"{address}/answers", {"column-5": "investor"})
    wang.get(address)
    again = wang.get(drop(wang, *GOOD, head=head) + "?tab=columns").context["page"]
    assert {one.header: one.column for one in again.columns}["对方"] == "investor"
    assert not Signing.objects.exists()


def test_the_page_counts_while_it_writes(wang, settings, monkeypatch):
    from zonebook.desk import committing, jobs

    address = drop(wang, *GOOD)
    digest = wang.get(address).context["page"].run.digest
    settings.JOBS_IN_THREADS = True
    monkeypatch.setattr(jobs, "AT_ONCE", 0.01)
    draft = Draft.objects.get()
    job = jobs.jobs[committing.key_of(draft)] = jobs.Job()
    job.writing(400, 25000)
    text = wang.get(address).content.decode()
    assert "已写入 400 条记录，共 25,000 条" in text and 'max="25000"' in text
    assert 'http-equiv="refresh"' in text
    assert wang.get(f"{address}/state").json()["at"] == 400
    del jobs.jobs[committing.key_of(draft)]
    settings.JOBS_IN_THREADS = False
    assert wang.post(f"{address}/commit", {"digest": digest}).url.startswith("/batches/")


def test_a_writing_that_is_refused_while_the_page_waits_says_why(wang):
    from zonebook.core.values import Reason, Refused
    from zonebook.desk import committing, jobs

    address = drop(wang, *GOOD)
    wang.get(address)
    job = jobs.jobs[committing.key_of(Draft.objects.get())] = jobs.Job()
    job.refused = Refused(Reason("import.digest_changed"))
    job.done.set()
    assert "账本在预检之后有了变动" in wang.get(address).content.decode()
    assert wang.get(address).context["page"].run.counted["new"] == 2


def test_cells_can_be_pasted(wang):
    cells = "\n".join("\t".join(map(str, row)) for row in [HEAD, *GOOD])
    answer = wang.post("/import", {"cells": cells})
    assert wang.get(answer.url).context["page"].run.counted["new"] == 2


def test_what_changed_since_the_dry_run_is_not_written(wang):
    first, second = drop(wang, *GOOD), drop(wang, *GOOD)
    digest = wang.get(first).context["page"].run.digest
    confirm(wang, second)
    answer = wang.post(f"{first}/commit", {"digest": digest}, follow=True)
    assert "账本在预检之后有了变动" in answer.content.decode()
    assert Signing.objects.count() == 2


@pytest.mark.parametrize(
    ("name", "content", "said"),
    [
        ("台账.xlsx", b"PK\x03\x04 broken", "损坏"),
        ("台账.pdf", b"%PDF-1.4", "不是工作簿"),
        ("台账.xlsx", b"", "空的"),
    ],
)
def test_a_bad_file_says_what_to_do(wang, name, content, said):
    answer = wang.post("/import", {"file": SimpleUploadedFile(name, content)}, follow=True)
    assert answer.status_code == 400
    assert said in answer.content.decode()
    assert not Batch.objects.filter(kind="import").exists()


def test_another_office_cannot_import_it(li):
    answer = li.get(drop(li, *GOOD))
    assert answer.status_code == 400
    assert "没有“招商引资”的填报权限" in answer.content.decode()


def test_someone_without_any_right_sees_nothing(zhao):
    assert zhao.get("/import").status_code == 403
    assert zhao.post("/import", {"file": sheet(*GOOD)}).status_code == 403
    assert not Draft.objects.exists()


def test_a_draft_belongs_to_its_person(wang, li):
    address = drop(wang, *GOOD)
    for path in ("", "/state", "/refused"):
        assert li.get(address + path).status_code == 404
    for path in ("/commit", "/answers"):
        assert li.post(address + path).status_code == 404


def test_reading_verbs_do_not_write(wang):
    address = drop(wang, *GOOD)
    assert wang.get(f"{address}/commit").status_code == 405
    assert wang.get(f"{address}/answers").status_code == 405
    assert wang.put("/import").status_code == 405


def test_undoing_needs_the_right_to_write(wang, li, zhao):
    confirm(wang, drop(wang, *GOOD))
    batch = Batch.objects.get(kind="import")
    for client in (li, zhao):
        assert client.post(f"/batches/{batch.pk}/undo").status_code == 403
        assert client.get(f"/batches/{batch.pk}").status_code == 403
    assert wang.get(f"/batches/{batch.pk}/undo").status_code == 405
    assert Signing.objects.filter(withdrawn_on=None).count() == 2


def test_a_register_comes_back_as_its_own_workbook_and_changes_nothing(wang):
    confirm(wang, drop(wang, *GOOD))
    answer = wang.get("/registers/signing/export")
    content = b"".join(answer.streaming_content)
    assert (
        "签约项目台账" in answer.headers["Content-Disposition"]
        or "filename*=" in (answer.headers["Content-Disposition"])
    )
    again = wang.post("/import", {"file": SimpleUploadedFile("签约项目台账.xlsx", content)})
    counted = wang.get(again.url).context["page"].run.counted
    assert (counted["same"], counted["new"], counted["changed"]) == (2, 0, 0)


def test_only_readers_export(li, zhao):
    for client in (li, zhao):
        assert client.get("/registers/signing/export").status_code == 403


def test_refused_rows_come_back_marked(wang):
    import openpyxl

    address = drop(wang, *GOOD, *BAD)
    answer = wang.get(f"{address}/refused")
    book = openpyxl.load_workbook(io.BytesIO(b"".join(answer.streaming_content)))
    assert "没有这一天" in book.worksheets[0]["D5"].comment.text


THIN = [
    [1, "金河数据中心", "正式合同", "2024年1月5日", 12000, "甘肃金河信息技术有限公司", "重点"],
    ["", "以下为框架协议项目", "", "", "", "", ""],
    [2, "雁滩中试基地", "框架协议", "1月18日", "8000", "兰州雁滩医药有限公司", ""],
]


def answered(client, address: str, **said):
    """Answer on the page and read the sheet again."""
    assert client.post(f"{address}/answers", said).status_code == 302
    return client.get(address).context["page"].run


def test_a_person_says_which_row_is_no_data(wang):
    address = drop(wang, *THIN)
    run = wang.get(address).context["page"].run
    assert {one.row + 1 for one in run.outcomes if one.kind == "refused"} == {4}
    run = answered(wang, address, **{"row-4": "aside"})
    assert run.counted["refused"] == 0
    assert [one.row for one in run.aside if one.text.startswith("以下为")] == [4]
    again = answered(wang, address, **{"row-4": "data"})
    assert [one.row + 1 for one in again.outcomes if one.label.startswith("以下为")] == [4]


def test_a_column_known_by_its_cells_waits_for_one_click_and_is_remembered(wang):
    head = ["序号", "标的", "协议类型", "签约日期", "签约金额（万元）", "投资方", "备注"]
    rows = [[i, f"第{i}中试基地", *GOOD[0][2:]] for i in (1, 2, 3)]
    address = drop(wang, *rows, head=head)
    page = wang.get(address).context["page"]
    assert (page.unsure, page.blocked != "") == (1, True)
    wang.post(f"{address}/commit", {"digest": page.run.digest})
    assert not Signing.objects.exists()
    run = answered(wang, address, confirm="yes")
    assert run.is_sure
    assert wang.get(drop(wang, *rows, head=head)).context["page"].unsure == 0


def test_a_person_names_what_holds_for_every_row_and_where_the_header_stands(wang):
    address = drop(wang, *GOOD)
    run = answered(wang, address, constant="occasion", said="兰洽会")
    assert run.supplied["occasion"] == ("兰洽会", "answered")
    run = answered(wang, address, constant="occasion", said="")
    assert "occasion" not in run.supplied
    run = answered(wang, address, head="2")
    assert run.counted["new"] == 2


def test_a_row_that_may_be_an_earlier_row_of_the_sheet_is_compared_on_the_page(wang):
    head = ["项目名称", "投资方", "首报日期"]
    rows = [
        ["云谷智算中心", "祁云公司", "2024-01-08"],
        ["云谷智算中心项目", "祁云公司", "2024-01-09"],
    ]
    book = workbook(在谈项目=[head, *rows])
    address = wang.post("/import", {"file": book, "register": "project"}).url
    text = wang.get(address).content.decode()
    assert "本表第 2 行 云谷智算中心" in text and 'value="row:2"' in text
    wang.post(f"{address}/answers", {"same-3": "row:2"})
    confirm(wang, address)
    assert Project.objects.get().name == "云谷智算中心"


def test_a_register_of_several_workbooks_can_be_sent_out_whole(wang):
    confirm(wang, drop(wang, *GOOD))
    assert "导出全部" not in wang.get("/registers/signing").content.decode()
    other = workbook(签约项目=[HEAD, [1, "皋兰冷链", "合同", "2024-02-01", 500, "皋兰公司", ""]])
    confirm(wang, wang.post("/import", {"file": other}).url)
    assert (
        'href="/registers/signing/export?whole=1"'
        in wang.get("/registers/signing").content.decode()
    )

    def names(address: str) -> list[str]:
        content = b"".join(wang.get(address).streaming_content)
        found = openpyxl.load_workbook(io.BytesIO(content)).active
        return [str(cell.value) for row in found.iter_rows() for cell in row]

    assert "金河数据中心" not in names("/registers/signing/export")
    assert {"皋兰冷链", "金河数据中心"} <= set(names("/registers/signing/export?whole=1"))
