"""定稿版 as pages: the list, the frozen report, its files, approval and revisions."""

from __future__ import annotations

from tests import cast
from tests.systems.bulletin.conftest import WAN
from tests.systems.conftest import signed_in
from zonebook.records import releases
from zonebook.systems.bulletin import actions


def released(year):
    return actions.prepare("annual", "2023", by=year.wang, on=cast.TODAY).release


def test_an_empty_shelf_says_how_to_fill_it(wang):
    assert "送审定稿" in wang.get("/reports/releases").content.decode()


def test_the_report_is_sent_for_release_from_its_page(year, wang):
    assert "送审定稿" in wang.get("/reports/annual").content.decode()
    answer = wang.post("/reports/annual/prepare", {"period": "2023"})
    [release] = releases.all_releases("annual", "2023")
    assert answer["Location"] == f"/reports/releases/{release.number}"
    assert f"{release.number}</a>（待审定" in wang.get("/reports/annual").content.decode()
    assert "送审定稿" not in signed_in(year.li).get("/reports/annual").content.decode()
    assert signed_in(year.li).post("/reports/annual/prepare").status_code == 403


def test_the_preparer_sees_it_and_somebody_else_approves_it(year, wang):
    address = f"/reports/releases/{released(year).number}"
    assert ">定稿</button>" not in wang.get(address).content.decode()
    assert wang.post(f"{address}/approve").status_code == 400
    guo = signed_in(year.guo)
    assert ">定稿</button>" in guo.get(address).content.decode()
    assert guo.post(f"{address}/approve").status_code == 302
    assert guo.post(f"{address}/approve").status_code == 400
    assert "郭主任" in guo.get("/reports/releases").content.decode()


def test_files_are_the_frozen_bytes_and_revisions_name_the_rows(year, wang):
    release = released(year)
    with year.writing() as batch:
        batch.change(year.signings[0], {"amount_fen": 600_350 * WAN})
    answer = wang.get(f"/reports/releases/{release.number}/docx")
    assert b"".join(answer.streaming_content) == releases.content(release, "docx")[1]
    assert "attachment" in answer["Content-Disposition"]
    text = wang.get(f"/reports/releases/{release.number}").content.decode()
    assert "签约金额：97.3亿元 → 95.3亿元" in text
    assert year.signings[0].number in text and "修改记录 −2" in text
    hidden = signed_in(year.guo).get(f"/reports/releases/{release.number}").content.decode()
    assert "签约金额：97.3亿元 → 95.3亿元" in hidden
    assert year.signings[0].number not in hidden
    assert "另有 1 行属于您看不到的台账" in hidden


def test_only_those_who_read_bulletins_see_releases(year, zhao, wang):
    release = released(year)
    for page in ("", f"/{release.number}", f"/{release.number}/docx"):
        assert zhao.get(f"/reports/releases{page}").status_code == 403
    assert wang.get("/reports/releases/DG-1999-000001").status_code == 400
    assert wang.get(f"/reports/releases/{release.number}/rows").status_code == 400
