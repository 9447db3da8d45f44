"""文稿核数 for anybody: no account, nothing kept, refusals located, decisions travel with the page."""

from __future__ import annotations

import io
import os
import re
import zipfile

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from docx import Document
from hypothesis import given, settings
from hypothesis import strategies as st

from zonebook.core.bulletin.check import check
from zonebook.systems.drafts import marks, views

WRONG = "2023年签约项目21个，签约总额97.3亿元。\n全年签约项目19个。"


@pytest.fixture
def anybody(home) -> Client:
    """Somebody without an account; no test here may touch the database."""
    return Client()


def page(answer) -> str:
    """The words of a page."""
    return answer.content.decode()


def states(html: str) -> list[tuple[str, str]]:
    """The marked stretches of a page with their states."""
    return re.findall(r'class="mark s-(\w+)[^>]*id="m\d+"[^>]*>([^<]*)<', html) and [
        (text, state)
        for state, text in re.findall(r'class="mark s-(\w+)[^>]*id="m\d+"[^>]*>([^<]*)<', html)
    ]


def key_of(html: str, verb: str = "dismiss") -> str:
    """The key of the first finding that can be decided."""
    return re.search(rf'value="{verb}:([\w-]+)"', html)[1]


def word_file(*paragraphs: str) -> bytes:
    """A Word file of an office."""
    document = Document()
    for one in paragraphs:
        document.add_paragraph(one)
    out = io.BytesIO()
    document.save(out)
    return out.getvalue()


def test_the_page_opens_without_sign_in_and_says_that_nothing_is_kept(anybody):
    answer = anybody.get("/check")
    assert answer.status_code == 200
    assert "不留记录" in page(answer)


def test_numbers_that_contradict_each_other_are_marked(anybody):
    html = page(anybody.post("/check", {"text": WRONG}))
    assert ("21个", "inconsistent") in states(html)
    assert ("19个", "inconsistent") in states(html)
    assert ("97.3亿元", "text_only") in states(html)
    assert ("2023年", "none") in states(html)


def test_a_text_without_a_number_is_not_called_right(anybody):
    html = page(anybody.post("/check", {"text": "园区环境优美，交通便利。"}))
    assert "没有读到数字，无可核对" in html
    assert "没有发现问题" not in html


def test_a_draft_that_has_no_turn_is_told_so_and_keeps_its_text(anybody, monkeypatch):
    monkeypatch.setattr(views, "PATIENCE", 0.01)
    with views.VISITORS, views.VISITORS:
        answer = anybody.post("/check", {"text": WRONG})
        assert anybody.get("/check").status_code == 200
    assert answer.status_code == 503
    assert "请稍等几秒再按" in page(answer)
    assert "签约总额97.3亿元" in page(answer)
    assert anybody.post("/check", {"text": WRONG}).status_code == 200


def test_a_clean_sample_has_no_finding_and_a_flawed_one_six_errors_and_a_question(anybody):
    clean, flawed = (page(anybody.get(f"/check?sample={one}")) for one in ("clean", "flawed"))
    assert "没有发现问题" in clean
    assert "问题清单" not in clean
    assert re.search(r"错误 <b>6</b>", flawed)
    assert re.search(r"请核实 <b>1</b>", flawed)


def test_every_number_has_a_panel_that_a_link_without_script_opens(anybody):
    html = page(anybody.get("/check?sample=flawed"))
    links = re.findall(r'class="mark [^>]*href="#(n\d+)"', html)
    assert links
    assert links == re.findall(r'<section class="panel" id="(n\d+)"', html)


def test_a_number_that_is_no_claim_is_listed_with_its_reason(anybody):
    html = page(anybody.post("/check", {"text": "“十四五”以来，12345热线受理诉求186件。"}))
    assert re.search(r">12345</a> <span class=\"quiet\">[^<]+</span>", html)


def test_judgements_are_listed_with_the_figures_that_could_carry_them(anybody):
    html = page(anybody.post("/check", {"text": "产值稳步提升，达到12.5亿元。\n服务不断优化。"}))
    rows = re.findall(r"<b>(稳步提升|不断优化)</b>.*?</tr>", html, re.S)
    assert rows == ["稳步提升", "不断优化"]
    assert "旁边没有数" in html


def test_a_finding_is_set_aside_with_a_reason_and_taken_back(anybody):
    html = page(anybody.post("/check", {"text": WRONG}))
    key = key_of(html)
    refused = anybody.post("/check", {"text": WRONG, "do": f"dismiss:{key}"})
    assert refused.status_code == 400
    assert "不采纳要写明理由" in page(refused)
    form = {"text": WRONG, "do": f"dismiss:{key}", f"dismiss-{key}": ["", "口径不同，前为协议数"]}
    aside = page(anybody.post("/check", form))
    assert "口径不同，前为协议数" in aside
    assert ("21个", "aside") in states(aside)
    decisions = re.search(r'name="decisions" value="([^"]*)"', aside)[1].replace("&quot;", '"')
    back = {"text": WRONG, "decisions": decisions, "do": f"reopen:{key}"}
    assert ("21个", "inconsistent") in states(page(anybody.post("/check", back)))


def test_an_accepted_wording_is_written_into_the_text_below(anybody):
    wrong = "产值12.5亿元，其中工业10.0亿元，占60.0%。"
    html = page(anybody.post("/check", {"text": wrong}))
    form = {"text": wrong, "do": f"accept:{key_of(html, 'accept')}"}
    accepted = page(anybody.post("/check", form))
    assert "已写进改稿" in accepted
    assert ">产值12.5亿元，其中工业10.0亿元，占80.0%。</textarea>" in accepted
    assert f'name="text" value="{wrong}"' in accepted  # the draft itself is as it was given
    again = page(anybody.post("/check", {"text": wrong.replace("60.0%", "80.0%")}))
    assert "没有发现问题" in again


def test_gb18030_and_word_files_are_read_and_told_by_their_content(anybody):
    for name, content in (
        ("稿.docx", WRONG.encode("gb18030")),
        ("稿.txt", word_file(*WRONG.split("\n"))),
    ):
        upload = SimpleUploadedFile(name, content)
        html = page(anybody.post("/check", {"file": upload}))
        assert ("19个", "inconsistent") in states(html)


@pytest.mark.parametrize(
    ("name", "content", "said"),
    [
        ("空.txt", b" \n ", "文稿是空的"),
        ("图.txt", b"\x89PNG\r\n\x1a\n\x00\x00", "不是文本文件"),
        ("旧.doc", b"\xd0\xcf\x11\xe0" + b"a" * 40, "不支持这种文件格式"),
        ("坏.docx", b"PK\x03\x04broken", "已损坏"),
        ("长.txt", "产值1亿元。".encode() * 10_000, "网页一次最多核"),
        ("大.txt", b"1" * (5 * 1024 * 1024 + 1), "超过 5 MB"),
    ],
)
def test_a_file_that_cannot_be_checked_is_refused_by_name(anybody, name, content, said):
    answer = anybody.post("/check", {"file": SimpleUploadedFile(name, content)})
    assert answer.status_code == 400
    assert said in page(answer)


def test_nothing_typed_is_lost_when_the_period_is_wrong(anybody):
    answer = anybody.post("/check", {"text": WRONG, "period": "去年"})
    assert answer.status_code == 400
    assert "签约总额97.3亿元" in page(answer)


@pytest.mark.parametrize("decisions", ["x", "{}", '[["a","b","c"]]', '[["bound"]]', "[1]"])
def test_a_page_that_was_tampered_with_is_refused_without_a_crash(anybody, decisions):
    answer = anybody.post("/check", {"text": WRONG, "decisions": decisions})
    assert answer.status_code == 400


def test_markup_in_a_draft_stays_words(anybody):
    html = page(anybody.post("/check", {"text": "<script>alert(1)</script>产值3亿元"}))
    assert "<script>alert" not in html


def test_the_english_page_speaks_english_of_the_chinese_draft(anybody):
    html = page(anybody.get("/check?sample=flawed", headers={"accept-language": "en"}))
    assert "Draft check" in html
    assert "Parts add up to their total" in html


@pytest.mark.parametrize(
    ("typed", "said"),
    [("2023", "2023年"), ("2023年上半年", "2023年1—6月"), ("2023-Q3", "2023年三季度")],
)
def test_the_period_is_typed_in_any_usual_way(anybody, typed, said):
    html = page(anybody.post("/check", {"text": "签约项目21个。", "period": typed}))
    assert f"报告期：{said}" in html


def test_a_small_file_that_unpacks_to_a_mountain_is_refused(anybody):
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as packed:
        packed.writestr("word/document.xml", b" " * 17 * 1024 * 1024)
    answer = anybody.post("/check", {"file": SimpleUploadedFile("山.docx", out.getvalue())})
    assert answer.status_code == 400
    assert "超过 16 MB" in page(answer)


def test_a_name_with_line_breaks_is_no_header(anybody):
    form = {"text": WRONG, "name": "a\r\nX-Bad: 1"}
    answer = anybody.post("/check/word", form)
    assert answer.status_code == 200
    assert "X-Bad" not in answer.headers


@settings(max_examples=int(os.environ.get("ZONEBOOK_LONG", "0")) * 500 or 40)
@given(st.text("签约项目2１9个，。全年增长.5%百分点亿元万\n第一年月日|、", max_size=80))
def test_the_marked_paragraphs_are_the_text_whatever_it_says(text):
    checked = check(text)
    found = marks.marks(checked, marks.keyed(checked))
    lines = marks.paragraphs(text, found)
    assert "\n".join("".join(one.text for one in line) for line in lines) == text
    assert [one.number for one in found] == list(range(1, len(found) + 1))
