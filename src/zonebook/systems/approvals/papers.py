"""The papers of a case: each is written when its event is recorded, and the event keeps it."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from typing import Any

from zonebook.core.procedures.deadline import Deadline
from zonebook.core.procedures.events import Event
from zonebook.core.procedures.procedure import Item
from zonebook.core.procedures.state import ItemCase
from zonebook.core.say import day as day_words
from zonebook.records import zone as zones
from zonebook.records.models import ApprovalCase
from zonebook.systems.approvals import book, replying

BLANK = "＿" * 12  # a line for the pen
LAW = "《中华人民共和国行政许可法》"
REMEDY = "如不服本决定，可自收到之日起六十日内申请行政复议，或者六个月内提起行政诉讼。"
APPLICANT, OFFICE = "applicant", "office"


@dataclass(frozen=True)
class Paper:
    """A paper as it was written: title, number, addressee, paragraphs, who signs, its day."""

    title: str
    number: str
    to: str
    lines: tuple[str, ...]
    by: str
    on: date
    head: str = ""
    sign: str = ""
    foot: str = ""

    def to_json(self) -> dict[str, Any]:
        """The paper as its event keeps it."""
        return {**vars(self), "lines": list(self.lines), "on": self.on.isoformat()}


def read(kept: Mapping[str, Any]) -> Paper:
    """A paper that an event kept."""
    day = date.fromisoformat(kept["on"])
    return Paper(**{**kept, "lines": tuple(kept["lines"]), "on": day})


@dataclass(frozen=True)
class Facts:
    """What a paper is written from."""

    case: ApprovalCase
    event: Event
    item: Item
    state: ItemCase
    promised: Callable[[], Deadline | None]
    note: str = ""

    @cached_property
    def clock(self) -> Deadline | None:
        """The promised clock, which few papers speak of."""
        return self.promised()

    @property
    def about(self) -> str:
        """What the case is about, as papers name it."""
        return f"“{self.case.title}”（{self.item.name['zh']}）"

    @property
    def on(self) -> str:
        """The day of the event in full."""
        return day_words(self.event.on, "zh")

    def text(self, name: str, blank: str = BLANK) -> str:
        """An argument, or room for the pen: what is not known is never invented."""
        return str(self.event.args.get(name) or blank)

    def materials(self, name: str = "materials") -> list[str]:
        """The names of materials that an argument lists."""
        keys = self.event.args.get(name) or ()
        return [self.item.material[key].name["zh"] for key in keys if key in self.item.material]


def papers(facts: Facts) -> list[Paper]:
    """The papers of an event, the one with the number first."""
    kind = facts.event.kind
    titles = TITLES.get(kind, ())
    if kind == "accepted" and not facts.event.args.get("gaps"):
        titles = titles[:1]
    if kind == "gap_opened" and facts.event.args.get("with_acceptance"):
        titles = ()
    return [paper(facts, title) for title in titles]


def paper(facts: Facts, title: str) -> Paper:
    """One paper."""
    case, event = facts.case, facts.event
    writer, side = WRITERS[title]
    applicant, signs = case.applicant or "申请人", office()
    return Paper(
        title=title,
        number=event.document or "（文号待登记）",
        to=signs if side == APPLICANT else recipient(facts, title),
        lines=tuple(writer(facts)),
        by=applicant if side == APPLICANT else signs,
        on=event.on,
        head="" if side == APPLICANT else signs,
        sign=SIGNED.get(title, ""),
        foot=f"（办件 {case.number}，第 {event.number} 号登记）",
    )


def recipient(facts: Facts, title: str) -> str:
    """Whom a paper of the office is for."""
    if title == "征求意见函":
        return facts.text("department")
    return facts.case.applicant or "申请人"


def office() -> str:
    """The name of the bureau that signs."""
    zone = zones.zone()
    rows = [one for one in zone.offices if one["key"] == "approvals"]
    return f"{zone.name['zh']}{rows[0]['name']['zh'] if rows else ''}"


def numbered(names: Sequence[str]) -> Iterator[str]:
    """Names as a numbered list; a line for the pen where there is none."""
    for number, name in enumerate(names or [BLANK], 1):
        yield f"{number}. {name}"


def receipt(facts: Facts) -> Iterator[str]:
    """收件回执."""
    yield f"你单位关于{facts.about}的申请材料，本机关已于{facts.on}收到。"
    names = facts.materials()
    if names:
        yield "收到的材料："
        yield from numbered(names)
    yield (
        f"依照{LAW}第三十二条，本机关将自收到之日起五个工作日内决定是否受理，"
        "或者一次告知需要补正的全部内容。"
    )


def acceptance(facts: Facts) -> Iterator[str]:
    """受理通知书."""
    whole = "符合容缺受理条件" if facts.event.args.get("gaps") else "申请材料齐全、符合法定形式"
    yield f"你单位关于{facts.about}的申请，经审查，{whole}，本机关决定自{facts.on}起受理。"
    clock = facts.clock
    if clock is not None and clock.due_on is not None:
        yield (
            f"本机关承诺在{clock.limit.days}个工作日内办结，至{day_words(clock.due_on, 'zh')}届满"
            "（受理当日不计；依法不计入时限的时间另行书面告知）。"
        )


def gap_notice(facts: Facts) -> Iterator[str]:
    """容缺受理通知书: what is missing, until when, and what follows."""
    yield f"你单位关于{facts.about}的申请，主要材料齐全，下列材料尚缺，本机关予以容缺受理："
    yield from numbered(owed(facts))
    yield f"请于{gap_day(facts)}前补齐。审查、评审、踏勘、公示等照常进行；补齐前不送达许可证件。"
    yield "逾期未补或者补交的材料不符合要求的，本机关终止办理；不可抗力致使不能按期补交的，可书面申请顺延。"


def gap_promise(facts: Facts) -> Iterator[str]:
    """容缺受理承诺书."""
    yield f"我单位申请办理{facts.about}，自愿选择容缺受理，现承诺："
    yield f"一、于{gap_day(facts)}前补齐下列材料，内容真实、完整，与已提交的材料一致；"
    yield from numbered(owed(facts))
    yield "二、补齐前不要求领取许可证件；逾期未补的，同意终止办理，由此产生的后果由我单位承担；"
    yield "三、我单位没有未修复的不良信用记录。"


def owed(facts: Facts) -> list[str]:
    """The materials that may follow."""
    one = facts.event.args.get("material")
    if one in facts.item.material:
        return [facts.item.material[one].name["zh"]]
    return facts.materials("gaps")


def gap_day(facts: Facts) -> str:
    """The day until which missing materials are to come: their own, else the promised limit's."""
    own = facts.event.args.get("due_on")
    if isinstance(own, date):
        return day_words(own, "zh")
    clock = facts.clock
    return day_words(clock.due_on, "zh") if clock and clock.due_on else "　　年　　月　　日"


def not_taken(facts: Facts) -> Iterator[str]:
    """不受理、不予受理."""
    word = "不属于本机关受理范围" if facts.event.kind == "declined" else "不符合受理条件"
    yield f"你单位关于{facts.about}的申请，经审查{word}，本机关决定不予受理。"
    yield f"理由：{facts.text('reason', facts.note or BLANK)}"
    yield REMEDY


def correction(facts: Facts) -> Iterator[str]:
    """一次性告知书."""
    yield (
        f"你单位关于{facts.about}的申请材料需要补正。依照{LAW}第三十二条，"
        "现将需要补正的全部内容一次告知如下："
    )
    yield from numbered(facts.materials())
    if facts.event.args.get("reason"):
        yield f"补正要求：{facts.text('reason')}"
    yield from replying.lines(facts)


def pause(facts: Facts) -> Iterator[str]:
    """特别程序告知书."""
    kind = book.pause_kinds()[facts.event.args["pause"]]
    until = facts.event.args.get("until")
    day = day_words(until, "zh") if isinstance(until, date) else ""
    rest = f"预计至{day}结束。" if day else "结束时间另行告知。"
    yield f"你单位关于{facts.about}的申请需要进行{kind.name['zh']}，自{facts.on}起进行，{rest}"
    if "law" in kind.basis:
        yield f"依照{kind.basis['law']}，{kind.name['zh']}所需时间不计入期限。"
    else:
        yield f"{kind.name['zh']}所需时间不计入承诺时限；法定时限照常计算。"
    if facts.event.args.get("rule"):
        yield f"依据：{facts.text('rule')}。"
    stops = "法定时限和承诺时限" if "legal" in kind.stops else "承诺时限"
    yield f"本告知书送达当日照常计入，自次日起停计{stops}，结束当日不计入。"


def extension(facts: Facts) -> Iterator[str]:
    """延期告知书."""
    yield (
        f"你单位关于{facts.about}的申请，经{facts.text('approver')}批准，依照{LAW}第四十二条，"
        f"办理期限延长{facts.text('days')}个工作日。理由：{facts.text('reason')}。"
    )


def granted(facts: Facts) -> Iterator[str]:
    """准予行政许可决定书."""
    yield f"你单位关于{facts.about}的申请，经审查符合法定条件，本机关决定准予行政许可。"
    yield f"许可结果：{facts.item.result['zh']}。"
    if facts.event.args.get("result_no"):
        yield f"证件编号：{facts.text('result_no')}。"
    if facts.state.open_gaps:
        names = [facts.item.material[one.material].name["zh"] for one in facts.state.open_gaps]
        yield f"下列容缺材料补齐后方予送达证件：{'、'.join(names)}。"
    yield f"依照{LAW}第四十四条，证件自作出决定之日起十个工作日内送达。"


def refused(facts: Facts) -> Iterator[str]:
    """不予行政许可决定书."""
    yield f"你单位关于{facts.about}的申请，经审查，本机关决定不予行政许可。"
    yield f"理由：{facts.text('reason', facts.note or BLANK)}"
    yield REMEDY


def taken_back(facts: Facts) -> Iterator[str]:
    """撤回、撤销决定书."""
    word = "撤回" if facts.event.kind == "recalled" else "撤销"
    yield f"本机关对{facts.about}作出的准予行政许可决定，经核查，现决定予以{word}。"
    yield f"理由：{facts.text('reason', facts.note or BLANK)}"
    yield REMEDY


def proof(facts: Facts) -> Iterator[str]:
    """送达回证."""
    yield f"{facts.about}的决定文书已于{facts.on}送达。"
    yield f"送达方式：{facts.text('how', '直接送达')}。受送达人：{facts.case.applicant or BLANK}。"


def closing(facts: Facts) -> Iterator[str]:
    """办结单: the days of the case in a few lines."""
    state = facts.state
    yield f"{facts.about}已经办结，办理情况如下："
    steps = (("收件", state.received_on), ("受理", state.accepted_on),
             ("作出决定", state.decided_on), ("送达", state.delivered_on))  # fmt: skip
    yield "；".join(f"{name}：{day_words(day, 'zh')}" for name, day in steps if day) + "。"
    for one in state.pauses:
        kind = book.pause_kinds()[one.kind].name["zh"]
        end = day_words(one.ended_on, "zh") if one.ended_on else "未结束"
        yield f"特别程序：{kind}，{day_words(one.opened_on, 'zh')}至{end}。"
    clock = facts.clock
    if clock is not None and clock.used is not None:
        yield f"承诺时限{clock.limit.days}个工作日，实际计入{clock.used}个工作日。"
    for gap in state.gaps:
        name = facts.item.material[gap.material].name["zh"]
        end = day_words(gap.cured_on, "zh") if gap.cured_on else "未补"
        yield f"容缺材料：{name}，补齐日期：{end}。"


def ended(facts: Facts) -> Iterator[str]:
    """终止单."""
    word = "应申请人要求撤件" if facts.event.kind == "withdrawn" else "终止办理"
    yield f"你单位关于{facts.about}的申请，本机关于{facts.on}{word}。"
    yield f"原因：{facts.text('reason', facts.note or BLANK)}"
    yield "已提交的材料请到受理窗口取回；需要继续办理的，可以重新申请。"


def mandate(facts: Facts) -> Iterator[str]:
    """代办委托书."""
    until = facts.event.args.get("until")
    end = day_words(until, "zh") if isinstance(until, date) else "办结之日"
    yield (
        f"我单位委托{facts.text('assistant')}代为办理{facts.about}，委托期限自{facts.on}至{end}。"
    )
    yield f"代办范围：{facts.text('scope', '提交和补正材料、查询进度、领取文书')}。"
    yield "受托人在委托范围内办理的事项，我单位予以认可；涉及承诺、撤件的，须经我单位书面确认。"


def promise(facts: Facts) -> Iterator[str]:
    """承诺书 of a commitment in place of a material, or of the track."""
    names = facts.materials()
    yield f"我单位申请办理{facts.about}，适用告知承诺，现承诺："
    if names:
        yield f"一、下列材料所证明的事项属实，以本承诺代替提交：{'、'.join(names)}；"
    else:
        yield "一、已知悉并达到公布的标准，按标准建设和运行；"
    yield "二、承诺内容真实、准确、完整，接受事后核查；"
    yield "三、承诺不实的，同意撤回或者撤销已作出的决定，并依法承担责任、记入信用记录。"


def asked(facts: Facts) -> Iterator[str]:
    """征求意见函."""
    yield (
        f"{facts.case.applicant or '申请人'}申请办理{facts.about}，现征求你单位意见，"
        f"请自收到之日起{facts.text('days')}个工作日内书面答复。"
    )
    if facts.event.args.get("reason"):
        yield f"征求意见的内容：{facts.text('reason')}"


def spared(facts: Facts) -> Iterator[str]:
    """区域评估告知单."""
    yield (
        f"{facts.about}所在区域已完成区域评估（{facts.text('assessment')}），"
        "项目用地在评估范围和有效期内，该事项不再单独办理。"
    )
    yield f"适用条件：{facts.text('conditions', '无附加条件')}。"


Writer = Callable[[Facts], Iterator[str]]
WRITERS: Mapping[str, tuple[Writer, str]] = {
    "收件回执": (receipt, OFFICE),
    "受理通知书": (acceptance, OFFICE),
    "容缺受理通知书": (gap_notice, OFFICE),
    "容缺受理承诺书": (gap_promise, APPLICANT),
    "不受理通知书": (not_taken, OFFICE),
    "不予受理通知书": (not_taken, OFFICE),
    "一次性告知书": (correction, OFFICE),
    "特别程序告知书": (pause, OFFICE),
    "延期告知书": (extension, OFFICE),
    "准予行政许可决定书": (granted, OFFICE),
    "不予行政许可决定书": (refused, OFFICE),
    "撤回行政许可决定书": (taken_back, OFFICE),
    "撤销行政许可决定书": (taken_back, OFFICE),
    "送达回证": (proof, OFFICE),
    "办结单": (closing, OFFICE),
    "终止单": (ended, OFFICE),
    "代办委托书": (mandate, APPLICANT),
    "承诺书": (promise, APPLICANT),
    "征求意见函": (asked, OFFICE),
    "区域评估告知单": (spared, OFFICE),
}
TITLES: Mapping[str, tuple[str, ...]] = {
    "received": ("收件回执",),
    "accepted": ("受理通知书", "容缺受理通知书", "容缺受理承诺书"),
    "gap_opened": ("容缺受理通知书", "容缺受理承诺书"),
    "declined": ("不受理通知书",),
    "acceptance_refused": ("不予受理通知书",),
    "correction_asked": ("一次性告知书",),
    "pause_opened": ("特别程序告知书",),
    "extended": ("延期告知书",),
    "approved": ("准予行政许可决定书",),
    "approved_with_gaps": ("准予行政许可决定书",),
    "rejected": ("不予行政许可决定书",),
    "recalled": ("撤回行政许可决定书",),
    "revoked": ("撤销行政许可决定书",),
    "delivered": ("送达回证", "办结单"),
    "terminated": ("终止单",),
    "withdrawn": ("终止单",),
    "mandate_given": ("代办委托书",),
    "committed": ("承诺书",),
    "opinion_asked": ("征求意见函",),
    "waived": ("区域评估告知单",),
}
RECEIVED_BY = "收件人（签字）：　　　　　　　　　日期：　　　年　　月　　日"
ENTRUSTED = "委托人（签字、盖章）：\n受托人（签字）：　　　　　　　　　日期：　　　年　　月　　日"
PLEDGED_BY = "（签字、盖章）：　　　　　　　　　日期：　　　年　　月　　日"
SIGNED = {
    "收件回执": RECEIVED_BY,
    "送达回证": RECEIVED_BY,
    "容缺受理承诺书": PLEDGED_BY,
    "代办委托书": ENTRUSTED,
    "承诺书": PLEDGED_BY,
}
