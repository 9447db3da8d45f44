"""The text of a draft from its bytes: plain text in any usual encoding, or DOCX.

Offsets of findings count in this text: without the mark that some programs write before it, with
the line ends as they are. Of a DOCX it is what the page prints, a line for each paragraph and each
row of a table, then the notes, headers and footers.
"""

from __future__ import annotations

import io
import posixpath
import zipfile
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from zonebook.core.bulletin.encodings import chinese
from zonebook.core.values import Reason, Refused

LARGEST = 64 * 1024 * 1024  # bytes of a draft, and of an unpacked DOCX
CONTROLS = bytes(set(range(32)) - {9, 10, 12, 13, 27})
BROKEN = (
    zipfile.BadZipFile,
    EOFError,
    OSError,
    NotImplementedError,
    RuntimeError,  # encrypted, or elements in elements without end
    ValueError,
)
# What no page prints: deleted or moved away, a text box drawn again for old programs, the reading
# above a word, and the properties of a paragraph, whose tab stops are no tabs.
UNPRINTED = frozenset({"del", "moveFrom", "Fallback", "rt", "pPr"})
BLOCKS = UNPRINTED | {"p", "tbl"}
BOX = "txbxContent"
NOTES = {"footnotes": "footnoteReference", "endnotes": "endnoteReference"}
MARGINS = ("header", "footer")
MOST_COLUMNS = 63  # of a table in a word processor
Line = list[tuple[Any, str]]  # elements of a DOCX (None between cells) with the words they give
Parts = Mapping[str, Sequence[Any]]  # roots of a DOCX by what they are: document, footnotes, header


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
    """Bytes as text: UTF-8, UTF-16 with its mark, GB18030, Big5, or line by line where mixed."""
    if given.startswith((b"\xff\xfe", b"\xfe\xff")):
        try:
            return given.decode("utf-16")
        except UnicodeDecodeError:
            raise Refused(Reason("check.binary")) from None
    if given.translate(None, CONTROLS) != given:
        raise Refused(Reason("check.binary"))
    try:
        return given.decode("utf-8-sig")
    except UnicodeDecodeError:
        told = chinese(given)
    return "".join(mixed_lines(given)) if told is None else told


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
    """What a DOCX prints, line by line; a table row is cells cut by |."""
    try:
        parts = docx_parts(given)
        (root,) = parts["document"]
        found = [*lines(root), *note_lines(root, parts), *margin_lines(parts)]
    except BROKEN as error:
        raise Refused(Reason("check.broken_docx", {"problem": type(error).__name__})) from None
    text = "\n".join("".join(words for _, words in line) for line in found)
    if not text.strip():
        raise Refused(Reason("check.empty"))
    return text


def docx_parts(given: bytes) -> Parts:
    """The document with its notes, headers and footers; Refused where it is no Word file."""
    with zipfile.ZipFile(io.BytesIO(given)) as packed:
        if sum(one.file_size for one in packed.infolist()) > LARGEST:
            raise Refused(Reason("check.too_large", {"limit": LARGEST // 1024 // 1024}))
        names = set(packed.namelist())
        main = dict(related(packed, "")).get("officeDocument", "word/document.xml")
        if main not in names:
            raise Refused(Reason("check.other_format"))
        root = parsed(packed.read(main))
        if local(root) != "document":
            raise Refused(Reason("check.other_format"))
        parts: dict[str, list[Any]] = {"document": [root]}
        for kind, path in related(packed, main):
            if (kind in NOTES or kind in MARGINS) and path in names:
                parts.setdefault(kind, []).append(parsed(packed.read(path)))
    return parts


def related(packed: zipfile.ZipFile, part: str) -> list[tuple[str, str]]:
    """What a part of a package names: what it is, and its path inside the package."""
    folder, name = posixpath.split(part)
    path = posixpath.join(folder, "_rels", f"{name}.rels")
    if path not in packed.namelist():
        return []
    found = []
    for one in parsed(packed.read(path)):
        kind, target = one.get("Type", "").rpartition("/")[2], one.get("Target", "")
        inside = posixpath.normpath(posixpath.join("/", folder, target)).lstrip("/")
        found.append((kind, inside))
    return found


def parsed(xml: bytes) -> Any:
    """The root of a part; Refused where it is broken or refers to entities."""
    from xml.etree.ElementTree import ParseError

    from defusedxml.common import DefusedXmlException
    from defusedxml.ElementTree import fromstring

    try:
        return fromstring(xml)
    except (ParseError, DefusedXmlException, ValueError) as error:
        raise Refused(Reason("check.broken_docx", {"problem": type(error).__name__})) from None


def walk(top: Any, closed: frozenset[str]) -> Iterator[Any]:
    """An element and what stands in it, in order, without going into elements of some names."""
    waiting = [top]
    while waiting:
        one = waiting.pop()
        yield one
        if one is top or local(one) not in closed:
            waiting.extend(reversed(list(one)))


def within(top: Any, kind: str, closed: frozenset[str] = UNPRINTED) -> Iterator[Any]:
    """The elements of a kind in an element, without those that stand in one of them."""
    found = walk(top, closed | {kind})
    return (one for one in found if one is not top and local(one) == kind)


def lines(top: Any) -> Iterator[Line]:
    """The lines of a document or text box, each as elements with the words they give."""
    for block in walk(top, BLOCKS):
        if block is top:
            continue
        if local(block) == "p":
            yield paragraph(block)
            yield from box_lines(block)
        elif local(block) == "tbl":
            for row in within(block, "tr"):
                if not is_deleted(row):
                    yield table_row(row)
                    yield from box_lines(row)


def box_lines(block: Any) -> Iterator[Line]:
    """The lines of the text boxes that hang on a paragraph or row, after its own."""
    for box in within(block, BOX):
        yield from lines(box)


def is_deleted(row: Any) -> bool:
    """Whether a tracked change takes a row of a table away."""
    return any(local(one) == "del" for kept in row if local(kept) == "trPr" for one in kept)


def table_row(row: Any) -> Line:
    """The cells of a row, cut by |; a merged cell is followed by an empty one a further column."""
    line: Line = []
    for place, cell in enumerate(within(row, "tc")):
        if place:
            line.append((None, " | "))
        line += cell_words(cell)
        line += [(None, " | ")] * (columns(cell) - 1)
    return line


def cell_words(cell: Any) -> Line:
    """The words of a cell, its paragraphs and their breaks apart by a space."""
    line: Line = []
    for block in within(cell, "p"):
        words = paragraph(block, line_break=" ")
        if line and words:
            line.append((None, " "))
        line += words
    return line


def columns(cell: Any) -> int:
    """How many columns a cell lies over."""
    for kept in cell:
        for one in kept if local(kept) == "tcPr" else ():
            if local(one) == "gridSpan":
                told = attribute(one, "val")
                return min(int(told), MOST_COLUMNS) if told.isascii() and told.isdigit() else 1
    return 1


def paragraph(block: Any, line_break: str = "\n") -> Line:
    """The words of a paragraph without those of its text boxes."""
    line: Line = []
    for one in walk(block, UNPRINTED | {BOX}):
        match local(one):
            case "t":
                line.append((one, one.text or ""))
            case "tab" | "ptab":
                line.append((one, " "))
            case "br" | "cr":
                line.append((one, line_break))
            case "noBreakHyphen":
                line.append((one, "-"))
    return line


def note_lines(root: Any, parts: Parts) -> Iterator[Line]:
    """The footnotes, then the endnotes, in the order of their marks; a line stands at its mark."""
    for kind, reference in NOTES.items():
        notes = {attribute(one, "id"): one for part in parts.get(kind, ()) for one in part}
        for mark in within(root, reference):
            note = notes.get(attribute(mark, "id"), ())
            for line in lines(note) if len(note) else ():
                yield [(mark, "".join(words for _, words in line))]


def margin_lines(parts: Parts) -> Iterator[Line]:
    """The lines of headers and footers, each once."""
    found: dict[str, Line] = {}
    for kind in MARGINS:
        for line in (line for part in parts.get(kind, ()) for line in lines(part)):
            found.setdefault("".join(words for _, words in line).strip(), line)
    return (line for words, line in found.items() if words)


def attribute(element: Any, name: str) -> str:
    """An attribute of an element without its namespace; empty where it has none."""
    for key, value in element.items():
        if key.rpartition("}")[2] == name:
            return str(value)
    return ""


def local(element: Any) -> str:
    """The name of an element without its namespace."""
    return str(element.tag).rpartition("}")[2]
