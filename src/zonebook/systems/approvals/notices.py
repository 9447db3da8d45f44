"""Notices as DOCX: each is written from its event and carries the event's number."""

from __future__ import annotations

import io
from collections.abc import Iterator
from datetime import date

from docx import Document
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.oxml.ns import qn
from docx.shared import Cm, Pt

from zonebook.core.procedures.deadline import Deadline
from zonebook.core.procedures.procedure import Item
from zonebook.core.say import day as day_words
from zonebook.core.values import Reason, Refused
from zonebook.records import zone as zones
from zonebook.records.models import ApprovalCase, CaseEvent
from zonebook.systems.approvals import book

TITLES = {
    "received": "收件回执",
    "accepted": "受理通知书",
    "acceptance_refused": "不予受理通知书",
    "correction_asked": "一次性告知书",
    "pause_opened": "特别程序告知书",
    "extended": "延期告知书",
    "approved": "准予行政许可决定书",
    "rejected": "不予行政许可决定书",
    "terminated": "终止办理通知书",
    "delivered": "送达回证",
}
SIGNED = ("delivered", "received")


def name_of(kind: str) -> str:
    """The name of the notice of a kind of event; empty where it has none."""
    return TITLES.get(kind, "")


def notice(case: ApprovalCase, row: CaseEvent, clock: Deadline | None) -> bytes:
    """The notice of an event as a DOCX file; Refused where the event has none."""
    if row.kind not in TITLES:
        name = book.event_kinds()[row.kind].name
        raise Refused(Reason("approvals.no_paper", {"event": name}))
    paper = Document()
    section = paper.sections[0]
    section.page_width, section.page_height = Cm(21), Cm(29.7)
    section.top_margin, section.bottom_margin = Cm(3.7), Cm(3.5)
    section.left_margin, section.right_margin = Cm(2.8), Cm(2.6)
    write(paper, office(), "方正小标宋简体", 22, WD_ALIGN_PARAGRAPH.CENTER)
    write(paper, TITLES[row.kind], "方正小标宋简体", 22, WD_ALIGN_PARAGRAPH.CENTER)
    write(paper, row.paper or "（文号待登记）", "仿宋", 16, WD_ALIGN_PARAGRAPH.RIGHT)
    write(paper, f"{case.applicant or '申请人'}：", "仿宋", 16)
    for text in body(case, row, clock):
        write(paper, text, "仿宋", 16, indent=True)
    write(paper, office(), "仿宋", 16, WD_ALIGN_PARAGRAPH.RIGHT)
    write(paper, day_words(row.occurred_on, "zh"), "仿宋", 16, WD_ALIGN_PARAGRAPH.RIGHT)
    if row.kind in SIGNED:
        write(paper, "收件人（签字）：　　　　　　　　　日期：　　　年　　月　　日", "仿宋", 16)
    write(paper, f"（办件 {case.number}，第 {row.place} 号登记）", "仿宋", 12)
    kept = io.BytesIO()
    paper.save(kept)
    return kept.getvalue()


def office() -> str:
    """The name of the bureau that signs."""
    zone = zones.zone()
    rows = [one for one in zone.offices if one["key"] == "approvals"]
    return f"{zone.name['zh']}{rows[0]['name']['zh'] if rows else ''}"


def write(paper: object, text: str, font: str, size: int, align: object = None,
          indent: bool = False) -> None:  # fmt: skip
    """One paragraph in the type of official documents."""
    line = paper.add_paragraph()  # type: ignore[attr-defined]
    line.paragraph_format.line_spacing = Pt(28)
    line.paragraph_format.space_after = Pt(0)
    if align is not None:
        line.alignment = align
    if indent:
        line.paragraph_format.first_line_indent = Pt(size * 2)
    run = line.add_run(text)
    run.font.name, run.font.size = font, Pt(size)
    run._element.rPr.rFonts.set(qn("w:eastAsia"), font)


def body(case: ApprovalCase, row: CaseEvent, clock: Deadline | None) -> Iterator[str]:
    """The sentences of a notice; what is not known is left for the pen, never invented."""
    item = book.item(case)
    about = f"“{case.title}”（{item.name['zh']}）"
    on = day_words(row.occurred_on, "zh")
    match row.kind:
        case "received":
            yield f"你单位关于{about}的申请材料，本机关已于{on}收到。"
        case "accepted":
            yield f"你单位关于{about}的申请，经审查，申请材料齐全、符合法定形式，本机关决定自{on}起受理。"
            if clock is not None and clock.due_on is not None:
                yield (
                    f"本机关承诺在{clock.limit.days}个工作日内办结，至{due(clock.due_on)}届满"
                    "（受理当日不计；依法不计入时限的时间另行书面告知）。"
                )
        case "acceptance_refused":
            yield f"你单位关于{about}的申请，经审查不符合受理条件，本机关决定不予受理。"
            yield row.note or "理由：　　　　　　　　　　　　　　　　　　　　"
        case "approved":
            yield f"你单位关于{about}的申请，经审查符合法定条件，本机关决定准予行政许可。"
            yield f"许可结果：{item.result['zh']}。"
        case "rejected":
            yield f"你单位关于{about}的申请，经审查，本机关决定不予行政许可。"
            yield row.note or "理由：　　　　　　　　　　　　　　　　　　　　"
            yield "如不服本决定，可依法申请行政复议或者提起行政诉讼。"
        case "terminated":
            yield f"你单位关于{about}的申请，本机关于{on}终止办理。"
        case "delivered":
            yield f"{about}的决定文书已于{on}送达。"
        case _:
            yield from body_of_stop(row, item, about, on)


def body_of_stop(row: CaseEvent, item: Item, about: str, on: str) -> Iterator[str]:
    """The sentences of a notice that stops or lengthens the clock."""
    match row.kind:
        case "correction_asked":
            yield (
                f"你单位关于{about}的申请材料需要补正。依照《中华人民共和国行政许可法》第三十二条，"
                "现将需要补正的全部内容一次告知如下："
            )
            names = [item.material[key].name["zh"] for key in row.args.get("materials", ())
                     if key in item.material]  # fmt: skip
            for number, name in enumerate(names or ["　" * 16], 1):
                yield f"{number}. {name}"
        case "pause_opened":
            kind = book.pause_kinds()[row.args["pause"]]
            until = row.args.get("until")
            rest = (
                f"预计至{due(date.fromisoformat(until))}结束。" if until else "结束时间另行告知。"
            )
            yield f"你单位关于{about}的申请需要进行{kind.name['zh']}，自{on}起进行，{rest}"
            yield f"{kind.basis['zh']}。"
        case "extended":
            args = row.args
            yield (
                f"你单位关于{about}的申请，经{args['approver']}批准，依照《中华人民共和国行政许可法》"
                f"第四十二条，办理期限延长{args['days']}个工作日。理由：{args['reason']}。"
            )


def due(on: date) -> str:
    """A day in full."""
    return day_words(on, "zh")
