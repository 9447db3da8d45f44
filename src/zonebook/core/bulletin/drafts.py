"""The text of a draft from its bytes: plain text in any usual encoding, or DOCX."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Iterator
from typing import Any

from zonebook.core.values import Reason, Refused

LARGEST = 64 * 1024 * 1024  # bytes of a draft, and of an unpacked DOCX
CONTROLS = bytes(set(range(32)) - {9, 10, 12, 13, 27})
Line = list[tuple[Any, str]]  # elements of a DOCX (None between cells) with the words they give


def draft_text(given: bytes) -> str:
    """The text of a draft; Refused where it is empty, too large, binary or broken."""
    if len(given) > LARGEST:
        raise Refused(Reason("check.too_large", {"limit": LARGEST // 1024 // 1024}))
    if not given.strip():
        raise Refused(Reason("check.empty"))
    if given.startswith(b"PK\x03\x04"):
        return docx_text(given)
    if given.startswith((b"%PDF", b"\xd0\xcf\x11\xe0", b"{\\rtf")):
        raise Refused(Reason("check.other_format"))
    text = decoded(given)
    if not text.strip("\ufeff \t\r\n\u3000"):
        raise Refused(Reason("check.empty"))
    return text


def decoded(given: bytes) -> str:
    """Bytes as text: UTF-8, UTF-16 with its mark, GB18030, or line by line where they are mixed."""
    if given.startswith((b"\xff\xfe", b"\xfe\xff")):
        try:
            return given.decode("utf-16")
        except UnicodeDecodeError:
            raise Refused(Reason("check.binary")) from None
    if given.translate(None, CONTROLS) != given:
        raise Refused(Reason("check.binary"))
    for encoding in ("utf-8-sig", "gb18030"):
        try:
            return given.decode(encoding)
        except UnicodeDecodeError:
            continue
    return "".join(mixed_lines(given))


def mixed_lines(given: bytes) -> Iterator[str]:
    """Each line in the encoding that fits it; Refused at the first line that none fits."""
    for number, line in enumerate(given.splitlines(keepends=True), 1):
        for encoding in ("utf-8-sig", "gb18030"):
            try:
                yield line.decode(encoding)
                break
            except UnicodeDecodeError:
                continue
        else:
            raise Refused(Reason("check.undecodable", {"line": number}))


def docx_text(given: bytes) -> str:
    """The paragraphs and tables of a DOCX in their order; a table row is cells cut by |."""
    try:
        with zipfile.ZipFile(io.BytesIO(given)) as packed:
            if sum(one.file_size for one in packed.infolist()) > LARGEST:
                raise Refused(Reason("check.too_large", {"limit": LARGEST // 1024 // 1024}))
            if "word/document.xml" not in packed.namelist():
                raise Refused(Reason("check.other_format"))
            xml = packed.read("word/document.xml")
    except (
        zipfile.BadZipFile,
        EOFError,
        OSError,
        NotImplementedError,
        RuntimeError,
        ValueError,
    ) as error:
        raise Refused(Reason("check.broken_docx", {"problem": type(error).__name__})) from None
    text = "\n".join(blocks(xml))
    if not text.strip():
        raise Refused(Reason("check.empty"))
    return text


def blocks(xml: bytes) -> Iterator[str]:
    """The lines of a document part."""
    from xml.etree.ElementTree import ParseError

    from defusedxml.common import DefusedXmlException
    from defusedxml.ElementTree import fromstring

    try:
        root = fromstring(xml)
    except (ParseError, DefusedXmlException, ValueError) as error:
        raise Refused(Reason("check.broken_docx", {"problem": type(error).__name__})) from None
    for line in lines(root):
        yield "".join(words for _, words in line)


def lines(root: Any) -> Iterator[Line]:
    """The lines of a document's root element, each as elements with the words they give."""
    for body in root:
        for block in body:
            yield from lines_of(block)


def lines_of(block: Any) -> Iterator[Line]:
    """The lines of one paragraph or table; content controls are opened."""
    kind = local(block)
    if kind == "p":
        yield paragraph(block)
    elif kind == "tbl":
        for row in block:
            if local(row) == "tr":
                yield table_row(row)
    elif kind in ("sdt", "sdtContent"):
        for inner in block:
            yield from lines_of(inner)


def table_row(row: Any) -> Line:
    """The cells of a row, cut by |."""
    line: Line = []
    for place, cell in enumerate(one for one in row if local(one) == "tc"):
        if place:
            line.append((None, " | "))
        for inner in cell.iter():
            if local(inner) == "p":
                line += paragraph(inner)
    return line


def paragraph(block: Any) -> Line:
    """The words of a paragraph; deleted text of tracked changes is left out."""
    line: Line = []
    for one in block.iter():
        match local(one):
            case "t":
                line.append((one, one.text or ""))
            case "tab":
                line.append((one, " "))
            case "br":
                line.append((one, "\n"))
            case "noBreakHyphen":
                line.append((one, "-"))
    return line


def local(element: Any) -> str:
    """The name of an element without its namespace."""
    return str(element.tag).rpartition("}")[2]
