"""Drafts as they come: encodings, DOCX, binary, empty, endless digits, hard breaks."""

import io
import time
import zipfile

import pytest
from hypothesis import given
from hypothesis import strategies as some

from tests.core.bulletin.small_facts import SmallFacts
from zonebook.core.bulletin.against import check_against, check_parts_against
from zonebook.core.bulletin.check import check, check_parts, parts
from zonebook.core.bulletin.drafts import draft_text
from zonebook.core.bulletin.reading import read
from zonebook.core.bulletin.text import read_text
from zonebook.core.values import Refused

PAGE = "2023年，全区签约项目46个，签约总额187.5亿元，同比增长6.3%。\n"


def docx(*paragraphs, rows=()):
    from docx import Document

    document = Document()
    for one in paragraphs:
        document.add_paragraph(one)
    if rows:
        table = document.add_table(rows=0, cols=len(rows[0]))
        for row in rows:
            for cell, text in zip(table.add_row().cells, row, strict=True):
                cell.text = text
    packed = io.BytesIO()
    document.save(packed)
    return packed.getvalue()


def test_big5_is_read_as_what_was_written():
    text = "本月簽約項目46個，合同額97.3億元，同比增長12.5%。"
    assert draft_text(text.encode("big5")) == text
    assert draft_text(text.encode("big5hkscs") * 200) == text * 200


@pytest.mark.parametrize(
    "text", ["签约46个，同比增长12.5%。", "簽約46個，同比增長12.5%。", "到位资金\n", "企业"]
)
def test_gb18030_stays_what_it_is_in_both_scripts(text):
    assert draft_text(text.encode("gb18030")) == text


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "gb18030", "utf-16"])
def test_an_encoding_is_detected(encoding):
    assert draft_text(PAGE.encode(encoding)) == PAGE


def test_lines_of_two_encodings_are_read_line_by_line():
    mixed = (
        "签约46个，同比增长。\n".encode() + "到位资金12亿元。\n".encode("gb18030") + b"\xe5\xbc\x80"
    )
    with pytest.raises(Refused) as refused:
        draft_text(mixed + b"\xff\n")
    assert refused.value.findings[0].message.args["line"] == 3


@pytest.mark.parametrize(
    ("given", "key"),
    [
        (b"", "check.empty"),
        (b" \n\t ", "check.empty"),
        ("\u3000\n".encode(), "check.empty"),
        (b"\x00\x01\x02binary", "check.binary"),
        (b"%PDF-1.7 ...", "check.other_format"),
        (b"\xd0\xcf\x11\xe0old word", "check.other_format"),
        (b"PK\x03\x04broken", "check.broken_docx"),
    ],
)
def test_bad_input_is_refused_with_a_reason(given, key):
    with pytest.raises(Refused) as refused:
        draft_text(given)
    assert refused.value.findings[0].message.key == key


def test_a_workbook_is_no_draft():
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w") as file:
        file.writestr("xl/workbook.xml", "<workbook/>")
    with pytest.raises(Refused) as refused:
        draft_text(packed.getvalue())
    assert refused.value.findings[0].message.key == "check.other_format"


def test_entities_in_a_docx_are_refused():
    bomb = '<?xml version="1.0"?><!DOCTYPE a [<!ENTITY b "c">]><a>&b;</a>'
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w") as file:
        file.writestr("word/document.xml", bomb)
    with pytest.raises(Refused) as refused:
        draft_text(packed.getvalue())
    assert refused.value.findings[0].message.key == "check.broken_docx"


def test_paragraphs_and_tables_of_a_docx_are_read():
    given = docx(
        "2023年重点项目通报",
        "全年完成投资3.48亿元。",
        rows=[("项目", "总投资（亿元）"), ("甲", "6.80"), ("乙", "3.50"), ("合计", "10.30")],
    )
    claims = read(draft_text(given)).claims
    assert [one.value for one in claims] == [348000000, 680000000, 350000000, 1030000000]


SPACES = " ".join(
    f'xmlns:{short}="{name}"'
    for short, name in {
        "w": "http://schemas.openxmlformats.org/wordprocessingml/2006/main",
        "mc": "http://schemas.openxmlformats.org/markup-compatibility/2006",
        "v": "urn:schemas-microsoft-com:vml",
    }.items()
)
KINDS = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"


def run(words):
    return f"<w:r><w:t>{words}</w:t></w:r>"


def cell(*paragraphs, columns=1):
    span = f'<w:tcPr><w:gridSpan w:val="{columns}"/></w:tcPr>' if columns > 1 else ""
    return f"<w:tc>{span}{''.join(f'<w:p>{one}</w:p>' for one in paragraphs)}</w:tc>"


def packed_parts(body, main="word/document.xml", **beside):
    """A Word file of raw XML; `beside` are notes, headers and footers by their kind."""
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w") as file:
        relations = [f'<Relationship Type="{KINDS}/officeDocument" Target="{main}"/>']
        file.writestr("_rels/.rels", f"<Relationships>{relations[0]}</Relationships>")
        file.writestr(main, f"<w:document {SPACES}><w:body>{body}</w:body></w:document>")
        told = ""
        for kind, xml in beside.items():
            told += f'<Relationship Type="{KINDS}/{kind}" Target="{kind}1.xml"/>'
            file.writestr(f"word/{kind}1.xml", f"<w:part {SPACES}>{xml}</w:part>")
        rels = main.replace("word/", "word/_rels/") + ".rels"
        file.writestr(rels, f"<Relationships>{told}</Relationships>")
    return packed.getvalue()


BOX = f"<w:txbxContent><w:p>{run('新增企业71家。')}</w:p></w:txbxContent>"
MARK = '<w:r><w:footnoteReference w:id="2"/></w:r>'


@pytest.mark.parametrize(
    ("body", "printed"),
    [
        (
            f"<w:p>{run('签约46个')}<w:del>{run('，到位9亿元')}</w:del>{run('。')}</w:p>",
            "签约46个。",
        ),
        (
            f"<w:p><w:moveFrom>{run('到位33亿元。')}</w:moveFrom></w:p>"
            f"<w:p><w:moveTo>{run('到位33亿元。')}</w:moveTo></w:p>",
            "\n到位33亿元。",
        ),
        (
            f"<w:p>{run('税收')}<w:r><mc:AlternateContent><mc:Choice>{BOX}</mc:Choice>"
            f"<mc:Fallback>{BOX}</mc:Fallback></mc:AlternateContent></w:r>{run('5亿元。')}</w:p>",
            "税收5亿元。\n新增企业71家。",
        ),
        (
            "<w:p><w:pPr><w:tabs><w:tab/></w:tabs></w:pPr><w:r><w:t>甲</w:t><w:cr/>"
            "<w:t>乙</w:t></w:r></w:p>",
            "甲\n乙",
        ),
        (
            f"<w:tbl><w:tr>{cell(run('12'), run('34'))}{cell('<w:r><w:t>5</w:t><w:br/></w:r>')}"
            "</w:tr></w:tbl>",
            "12 34 | 5 ",
        ),
        (
            f"<w:tbl><w:tr>{cell(run('项目'))}{cell(run('投资'), columns=2)}</w:tr>"
            f"<w:sdt><w:sdtContent><w:tr>{cell('')}{cell(run('计划'))}{cell(run('完成'))}</w:tr>"
            f"</w:sdtContent></w:sdt><w:tr><w:trPr><w:del/></w:trPr>{cell(run('删去'))}</w:tr></w:tbl>",
            "项目 | 投资 | \n | 计划 | 完成",
        ),
    ],
    ids=["deleted", "moved", "text box", "breaks", "paragraphs of a cell", "merged cells"],
)
def test_a_docx_is_read_as_a_page_prints_it(body, printed):
    assert draft_text(packed_parts(body)) == printed


def test_notes_follow_the_text_in_the_order_of_their_marks_then_headers_and_footers():
    note = f'<w:footnote w:id="2"><w:p>{run("按44个口径。")}</w:p></w:footnote>'
    body = f"<w:p>{run('签约46个')}{MARK}{run('。')}</w:p>"
    given = packed_parts(
        body,
        main="word/document2.xml",
        footnotes=f'<w:footnote w:id="-1"><w:p/></w:footnote>{note}',
        header=f"<w:p>{run('快报第9期')}</w:p><w:p/>",
    )
    assert draft_text(given) == "签约46个。\n按44个口径。\n快报第9期"


def test_a_docx_of_boxes_in_boxes_without_end_is_refused():
    depth = 5000
    box = "<w:r><w:txbxContent><w:p>" * depth + "</w:p></w:txbxContent></w:r>" * depth
    with pytest.raises(Refused) as refused:
        draft_text(packed_parts(f"<w:p>{run('签约46个')}{box}</w:p>"))
    assert refused.value.findings[0].message.key == "check.broken_docx"


def test_spans_point_into_the_draft_as_given():
    raw = "　　全区到位资金 27.\n45 亿元，\r\n同比增长 13.9 %。"
    for one in read(raw, "2023").claims:
        assert raw[one.start : one.end] == one.text
    assert [str(one.value) for one in read(raw, "2023").claims] == ["2745000000.00", "13.9"]


def test_reading_keeps_the_place_of_every_character():
    raw = "甲 12 个\n乙\n　　丙 3 家\r\n丁"
    text = read_text(raw)
    assert [raw[text.start(i)] for i, c in enumerate(text.norm) if c not in " \n"] == [
        c for c in text.norm if c not in " \n"
    ]


def test_a_text_without_numbers_has_nothing_to_check():
    checked = check("稳步提升，不断完善。")
    assert (checked.reading.claims, checked.findings) == ((), ())


ADVERSARIAL = [
    "9" * 200_000,
    "1," * 100_000,
    "1.1." * 50_000,
    "1—" * 100_000,
    "一" * 200_000,
    "百" * 100_000,
    "亿万" * 50_000,
    "1亿" * 50_000,
    "占" * 200_000 + "1%",
    "（" * 100_000 + "1个",
    "由1个到" * 20_000,
    "2023年1月" * 20_000,
    "|1" * 50_000 + "\n" + "|2" * 50_000,
    "第" * 100_000 + "1",
    "其中1个，" * 20_000,
    "a" * 100_000 + "1",
    "“" * 100_000 + "1”",
    "1个、" * 30_000,
    "同比增长1%，" * 20_000,
    " " * 200_000 + "1",
    "一是" * 50_000,
]


@pytest.mark.parametrize("raw", ADVERSARIAL, ids=range(len(ADVERSARIAL)))
def test_no_text_takes_more_than_its_time(raw):
    begun = time.process_time()
    for _ in check_parts(raw[: len(raw) // 10] + raw[-10:], "2023"):
        pass
    assert time.process_time() - begun < 10


HOSTILE = [
    "签约项目1个、" * 20_000,
    "企业" * 50_000 + "1户",
    "分别为1亿元、" * 10_000,
    "".join(f"{1900 + n % 200}年签约项目{n}个。" for n in range(8_000)),
    "甲园区签约1个，" * 10_000,
    "占地区生产总值的1%" * 10_000,
    "高新技术企业总数" * 20_000 + "1家",
]


@pytest.mark.parametrize("raw", HOSTILE, ids=range(len(HOSTILE)))
def test_binding_takes_no_more_than_its_time_either(raw):
    facts = SmallFacts({"book": ["n_signed@2023 = 19个", "gdp@2023 = 352.3亿元"]})
    begun = time.process_time()
    for _ in check_parts_against(raw[: len(raw) // 10] + raw[-20:], facts, "2023"):
        pass
    assert time.process_time() - begun < 10


@given(some.text("1234567890.,%亿万元个年月第占由至增长其中—、，。\n|", max_size=400))
def test_any_row_of_digits_is_read_and_bound_in_time(raw):
    begun = time.process_time()
    check_against(raw, SmallFacts({}), "2023")
    assert time.process_time() - begun < 3


def test_a_long_draft_is_read_in_parts_that_lose_nothing():
    raw = PAGE * 30_000
    assert "".join(part for _, part in parts(raw)) == raw
    assert all(raw[at : at + len(part)] == part for at, part in parts(raw))
