"""The draft given back as a Word file with comments, and the findings as a list."""

from __future__ import annotations

import csv
import io
import itertools
import os
import re
import zipfile

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from docx import Document
from docx.opc.packuri import PackURI
from docx.opc.part import Part
from docx.oxml import OxmlElement, parse_xml
from docx.oxml.ns import nsdecls, qn
from docx.shared import Pt, RGBColor
from hypothesis import given, settings
from hypothesis import strategies as st

from zonebook.core.bulletin.check import check
from zonebook.core.bulletin.drafts import lines
from zonebook.systems.drafts import comments
from zonebook.systems.drafts.asked import SAMPLES

LEAD = "2023年签约项目21个，签约总额97.3亿元。"
BODY = "全年签约项目19个，"


def commented(content: bytes) -> list[tuple[str, str]]:
    """Each comment of a Word file: the words it lies over, and what it says."""
    document = Document(io.BytesIO(content))
    body = document.element.body
    return [(words_under(body, one.comment_id), one.text) for one in document.comments]


def words_under(body, number: int) -> str:
    """The words between the marks of a comment."""
    told, inside = [], False
    for one in body.iter():
        if one.get(qn("w:id")) == str(number):
            inside = one.tag == qn("w:commentRangeStart")
        if inside and one.tag == qn("w:t"):
            told.append(one.text)
    return "".join(told)


def saved(document) -> bytes:
    """The bytes of a Word file."""
    out = io.BytesIO()
    document.save(out)
    return out.getvalue()


def office_file() -> bytes:
    """A Word file with formatting inside a number, a table and a picture of a run break."""
    document = Document()
    line = document.add_paragraph()
    line.add_run("2023年签约")
    for words, bold in (("项目2", True), ("1个，签约", False)):
        run = line.add_run(words)
        run.bold = bold
        run.font.size, run.font.color.rgb = Pt(15), RGBColor(0x12, 0x34, 0x56)
    line.add_run("总额97.3亿元。")
    document.add_paragraph("\t" + BODY + "其中" + "10亿元以上3个。")
    table = document.add_table(2, 2)
    for i, words in enumerate(("指标", "数值", "时限由", "11个工作日压缩至15个工作日")):
        table.cell(i // 2, i % 2).text = words
    return saved(document)


@pytest.fixture
def anybody(home) -> Client:
    """Somebody without an account."""
    return Client()


def word(anybody, **form) -> bytes:
    """The commented file that the page gives back."""
    answer = anybody.post("/check/word", form)
    assert answer.status_code == 200
    assert ".docx" in answer["Content-Disposition"]
    return b"".join(answer.streaming_content)


def test_a_pasted_text_becomes_a_word_file_with_a_comment_at_the_number(anybody):
    content = word(anybody, text=f"{LEAD}\n{BODY}")
    (over, said), *rest = commented(content)
    assert over == "21个"
    assert "T01" in said
    assert rest == []
    assert [one.text for one in Document(io.BytesIO(content)).paragraphs] == [LEAD, BODY]


def test_an_offices_own_file_keeps_its_words_and_formatting(anybody):
    given = office_file()
    content = word(anybody, file=SimpleUploadedFile("稿.docx", given))
    before, after = (Document(io.BytesIO(one)) for one in (given, content))
    assert [one.text for one in before.paragraphs] == [one.text for one in after.paragraphs]
    looks = [
        (run.text, run.bold, run.font.size)
        for run in after.paragraphs[0].runs
        if run.text and run.font.size
    ]
    assert "".join(text for text, bold, _ in looks if bold) == "项目2"
    assert {size for _, _, size in looks} == {Pt(15)}
    assert after.tables[0].cell(1, 1).text == "11个工作日压缩至15个工作日"


def test_comments_lie_over_numbers_that_formatting_or_a_cell_cuts(anybody):
    content = word(anybody, file=SimpleUploadedFile("稿.docx", office_file()))
    places = [over for over, _ in commented(content)]
    assert "21个" in places
    assert "11个工作日" in places


def noted_file(body: str, note: str, header: str = "") -> bytes:
    """A Word file whose line carries a footnote."""
    document = Document()
    document.add_paragraph(body)
    mark = f'<w:r {nsdecls("w")}><w:footnoteReference w:id="2"/></w:r>'
    document.paragraphs[0]._p.append(parse_xml(mark))
    document.sections[0].header.paragraphs[0].text = header
    kind = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/footnotes"
    notes = (
        f'<w:footnotes {nsdecls("w")}><w:footnote w:id="2"><w:p><w:r><w:t>{note}</w:t></w:r></w:p>'
        "</w:footnote></w:footnotes>"
    )
    content = "application/vnd.openxmlformats-officedocument.wordprocessingml.footnotes+xml"
    part = Part(PackURI("/word/footnotes.xml"), content, notes.encode(), document.part.package)
    document.part.relate_to(part, kind)
    return saved(document)


def test_a_number_in_a_note_is_commented_at_the_mark_of_the_note(anybody):
    given = noted_file("2023年签约项目21个。", "施工许可时限由11个工作日压缩至15个工作日。")
    content = word(anybody, file=SimpleUploadedFile("稿.docx", given))
    ((over, said),) = commented(content)
    assert (over, "T10" in said) == ("", True)  # the mark of a note is no word
    before, after = (Document(io.BytesIO(one)).paragraphs[0].text for one in (given, content))
    assert before == after


def test_a_number_in_a_header_is_commented_where_a_comment_can_stand(anybody):
    given = noted_file("2023年签约项目21个。", "无", header="时限由11个工作日压缩至15个工作日")
    ((over, said),) = commented(word(anybody, file=SimpleUploadedFile("稿.docx", given)))
    assert (over, "T10" in said) == ("2023年签约项目21个。", True)


def test_what_was_set_aside_gets_no_comment_and_stands_in_the_list(anybody):
    html = anybody.post("/check", {"text": f"{LEAD}\n{BODY}"}).content.decode()
    key = re.search(r'value="dismiss:(\w+)"', html)[1]
    decisions = f'[["dismissed", "{key}", "口径不同"]]'
    form = {"text": f"{LEAD}\n{BODY}", "decisions": decisions}
    assert commented(word(anybody, **form)) == []
    listed = b"".join(anybody.post("/check/list", form).streaming_content).decode("utf-8-sig")
    row = next(iter(csv.DictReader(io.StringIO(listed))))
    assert row["原文"] == "21个 · 19个"
    assert row["处理"] == "不采纳，理由：口径不同"


def test_a_cell_of_the_list_is_never_a_formula(anybody):
    text = '2023年签约项目21个。\n=HYPERLINK("x")签约项目19个。'
    listed = b"".join(anybody.post("/check/list", {"text": text}).streaming_content).decode()
    cells = [cell for row in csv.reader(io.StringIO(listed)) for cell in row]
    assert not [cell for cell in cells if cell.startswith(("=", "+", "@"))]


def test_the_list_as_text_names_line_and_rule(anybody):
    form = {"text": f"{LEAD}\n{BODY}", "as": "text"}
    told = b"".join(anybody.post("/check/list", form).streaming_content).decode()
    assert told.startswith("[错误] T01")
    assert "行 1" in told
    wrong = {"text": "2023年固定资产投资12.5亿元，增长6.5个百分点。", "as": "text"}
    told = b"".join(anybody.post("/check/list", wrong).streaming_content).decode()
    assert "\n    建议写为：6.5%\n" in told


def test_a_hard_broken_print_is_commented_across_its_line_break(anybody):
    text = "2023年全区签约项目2\n1个，签约总额97.3亿元。\n全年签约项目19个。"
    places = [over for over, _ in commented(word(anybody, text=text))]
    assert places == ["21个"]


@settings(max_examples=int(os.environ.get("ZONEBOOK_LONG", "0")) * 300 or 25)
@given(st.lists(st.integers(0, len(LEAD + BODY)), max_size=12), st.booleans())
def test_a_comment_lies_over_its_number_however_the_runs_are_cut(cuts, in_link):
    """Word cuts runs anywhere; the words, their order and the place of the comment stay."""
    document = Document()
    line = document.add_paragraph()
    place = [0, *sorted(cuts), len(LEAD + BODY)]
    for start, end in itertools.pairwise(place):
        line.add_run((LEAD + BODY)[start:end]).bold = start % 2 == 0
    if in_link:
        wrap_in_link(line)
    text = "\n".join("".join(words for _, words in one) for one in lines(document.element))
    checked = check(text)
    (finding,) = (one for one in checked.findings if one.rule == "T01")
    found = [list(one) for one in lines(document.element)]
    runs = comments.runs_of(found, text, *finding.spans[0])
    assert "".join(t.text for run in runs for t in run.iter(qn("w:t"))) == "21个"
    after = "\n".join("".join(words for _, words in one) for one in lines(document.element))
    assert after == text


def wrap_in_link(line) -> None:
    """Put the runs of a paragraph into a hyperlink."""
    link = OxmlElement("w:hyperlink")
    for run in list(line._p.iter(qn("w:r"))):
        link.append(run)
    line._p.append(link)


def test_comments_of_colleagues_stay_beside_ours(anybody):
    document = Document()
    line = document.add_paragraph()
    runs = [line.add_run(LEAD), line.add_run(BODY)]
    document.add_comment(runs[0], text="请核", author="办公室")
    upload = SimpleUploadedFile("稿.docx", saved(document))
    told = [text for _, text in commented(word(anybody, file=upload))]
    assert told[0] == "请核"
    assert "T01" in told[1]


def test_a_number_in_a_text_box_gets_its_comment_outside_the_box(anybody):
    document = Document()
    document.add_paragraph(BODY)
    box = (
        f'<w:p {nsdecls("w")}><w:r><w:pict><v:shape xmlns:v="urn:schemas-microsoft-com:vml">'
        f"<v:textbox><w:txbxContent><w:p><w:r><w:t>{LEAD}</w:t></w:r></w:p></w:txbxContent>"
        "</v:textbox></v:shape></w:pict></w:r></w:p>"
    )
    document.element.body.insert(0, parse_xml(box))
    content = word(anybody, file=SimpleUploadedFile("稿.docx", saved(document)))
    body = Document(io.BytesIO(content)).element.body
    starts = list(body.iter(qn("w:commentRangeStart")))
    assert len(starts) == 1
    assert not [one for one in starts[0].iterancestors() if one.tag == qn("w:txbxContent")]


def test_every_comment_has_its_two_ends_its_reference_and_its_text(anybody):
    """What Word and LibreOffice ask of a commented file."""
    text = (SAMPLES / "flawed.txt").read_text(encoding="utf-8")
    content = word(anybody, text=text)
    document = Document(io.BytesIO(content))
    ids = [
        sorted(one.get(qn("w:id")) for one in document.element.body.iter(qn(f"w:{name}")))
        for name in ("commentRangeStart", "commentRangeEnd", "commentReference")
    ]
    assert ids[0] == ids[1] == ids[2]
    assert ids[0] == sorted(str(one.comment_id) for one in document.comments)
    assert len(ids[0]) == 7
    with zipfile.ZipFile(io.BytesIO(content)) as packed:
        assert "word/comments.xml" in packed.namelist()
        assert b"comments+xml" in packed.read("[Content_Types].xml")
        assert b"comments.xml" in packed.read("word/_rels/document.xml.rels")
