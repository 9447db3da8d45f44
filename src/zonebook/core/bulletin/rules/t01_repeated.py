"""T01: a figure told twice, in title, lead, body or table, must be the same (XBRL duplicate facts)."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator
from fractions import Fraction
from itertools import pairwise

from zonebook.core.bulletin import subjects
from zonebook.core.bulletin.claims import Claim, Reading
from zonebook.core.bulletin.findings import DraftFinding, Say, decimal, with_room
from zonebook.core.bulletin.patterns import lazily
from zonebook.core.bulletin.relations import (
    between,
    clause,
    earlier,
    of_kind,
    shown,
    sure,
    touching,
)
from zonebook.core.values import Interval

KINDS = ("level", "new_in_period", "yoy_growth", "target")
TOTAL_ROW = lazily(r"合\s*计|总\s*计|全区")
GENERIC = lazily(
    r"^(?:惠及企业|受益企业|惠及群众|服务企业|涉及企业|项目|企业|资金|投资|面积|数量|总数|金额|收入|平均|其余|其他)?$"
)
NARROW = lazily(
    r"^已(?!累计|建成)|其中|剔除|扣除|不含|[^，。；]{1,12}的$|分别|原来|此前|上次|拟|每|单|首|第"
)
# 分规模看，小微企业新增减税降费3.37亿元; “五一”假期接待游客58.3万人次: a part of what is told of all.
OF_SOME = lazily(
    r"[\s\u3000]*(?:（[^）]{1,3}）)?(?:其中，?)?[分按从][^，。；：\d]{1,10}(?:看|分|划分)[，：:]|[^，；]*(?:假期|假日|长假|黄金周)"
)
Key = tuple[str, str, str, str | None]
CAPITALS = lazily(r"[壹贰叁肆伍陆柒捌玖拾佰仟]{2,}")
IN_DIGITS = lazily(r"^整?，?[（(]?(?:小写|人民币|大写|即)?[:：]?[¥￥]?$")
IN_OTHER_UNIT = lazily(r"^[，、]?[（(，](?:约|合|折合?|即|计)*$")
A_METRE = Interval.exactly(Fraction(3, 2000))  # mu
say = Say("T01")


def key(claim: Claim) -> Key | None:
    """What makes two claims the same figure; None where a claim names nothing."""
    if claim.unit in ("day", "workday"):
        return None
    name = claim.indicator
    if name is None:
        if len(claim.subject) < 4:
            return None
        name = f"{claim.subject}+" if claim.kind == "yoy_growth" else claim.subject
    return f"{claim.place}{name}", claim.kind, claim.unit, claim.when


def is_told(reading: Reading, claim: Claim) -> bool:
    """Whether a claim tells the figure that its words name, and not one of a narrower kind."""
    if reading.norm.startswith(("（含", "(含"), claim.to):
        return False  # 500万元（含）至2000万元的: a bracket of a scale, whatever stands before it
    if claim.cell is not None and not TOTAL_ROW.search(claim.cell.row_head):
        return False
    before = clause(reading, claim)
    if subjects.OTHER_PLACE.search(before) or is_of_class(reading, claim):
        return False
    lead = reading.norm[reading.sentences[claim.sentence] : claim.at]
    if OF_SOME.match(lead):
        return False
    return claim.indicator is not None or not (
        NARROW.search(before) or GENERIC.match(claim.subject)
    )


def is_among(reading: Reading, claim: Claim) -> bool:
    """Whether a sentence tells by 其中 of a part of what was told right before it."""
    return "其中" in reading.norm[reading.sentences[claim.sentence] : claim.at]


def is_of_class(reading: Reading, claim: Claim) -> bool:
    """Whether a class told before it is what a claim tells of: 10亿元以上项目2个，总投资31.5亿元."""
    for before in reversed(earlier(reading, claim.at)):
        if before.sentence != claim.sentence or "；" in between(reading, before, claim):
            return False
        if before.kind == "threshold":
            return True
    return False


def groups(reading: Reading) -> list[list[Claim]]:
    """Claims of one figure, in order; one that runs through many places is a series."""
    if "repeated" not in reading.memo:
        reading.memo["repeated"] = list(grouped(reading))
    return list(reading.memo["repeated"])


def grouped(reading: Reading) -> Iterator[list[Claim]]:
    """The groups, worked out once."""
    found: dict[Key, list[Claim]] = defaultdict(list)
    for claim in of_kind(reading, *KINDS):
        if (known := key(claim)) is not None:
            found[known].append(claim)
    for alike in found.values():
        if len(alike) < 2:
            continue
        group = [one for one in alike if is_told(reading, one)]
        group = [
            one
            for i, one in enumerate(group)
            if not i or one.sentence - group[i - 1].sentence > 1 or not is_among(reading, one)
        ]
        if len(group) > 1 and not is_series(reading, group):
            yield group


def is_series(reading: Reading, group: list[Claim]) -> bool:
    """Whether one name stands for several things: parks, months or firms told one after another."""
    if len({one.value for one in group if sure(one)}) >= 3:
        return True
    if len({found[0] for one in group if (found := subjects.ZONE.match(one.subject))}) > 1:
        return True
    if len({one.sentence for one in group}) == 1:
        return True
    labelled = [
        reading.norm[max(0, one.at - len(clause(reading, one)) - 1) : one.at][:1] == "："
        for one in group
    ]
    return sum(labelled) > 1 and len({reading.line_of(one.at) for one in group}) > 1


def repeated(reading: Reading) -> Iterator[DraftFinding]:
    """Figures told twice that cannot both be right."""
    yield from in_capitals(reading)
    yield from in_mu(reading)
    for group in groups(reading):
        exact = [one for one in group if sure(one)]
        for other in exact[1:]:
            first = exact[0]
            if first.value == other.value or touching(first.interval(), other.interval()):
                continue
            if same_digits(first, other) or of_part(first, other):
                continue
            if first.kind == "yoy_growth" and other_basis(reading, first, other):
                continue
            yield say(
                "differ",
                "error",
                [first, other],
                f"{with_room(first)} ≠ {with_room(other)}",
                subject=first.subject or other.subject,
                written=first.interval(),
                computed=other.interval(),
            )


def in_capitals(reading: Reading) -> Iterator[DraftFinding]:
    """叁佰陆拾万元整（3600000元）: a sum in capital numerals and the same sum in digits."""
    if not CAPITALS.search(reading.text.raw):
        return
    for first, other in pairwise(reading.claims):
        told = [CAPITALS.match(one.text) is not None for one in (first, other)]
        if first.unit != other.unit or told[0] == told[1] or first.value == other.value:
            continue
        if not IN_DIGITS.match(between(reading, first, other)):
            continue
        if touching(first.interval(), other.interval()) and not all(map(is_whole, (first, other))):
            continue
        yield say(
            "differ",
            "error",
            [first, other],
            f"{with_room(first)} ≠ {with_room(other)}",
            subject=first.subject or other.subject,
            written=first.interval(),
            computed=other.interval(),
        )


def in_mu(reading: Reading) -> Iterator[DraftFinding]:
    """128460平方米（约合192.69亩）: one area in two units, a mu being two thirds of 1000 m2."""
    if "亩" not in reading.norm:
        return
    for first, other in pairwise(reading.claims):
        if {first.unit, other.unit} != {"m2", "mu"}:
            continue
        if not IN_OTHER_UNIT.match(between(reading, first, other)):
            continue
        metres, mu = (first, other) if first.unit == "m2" else (other, first)
        computed = metres.interval() * A_METRE
        about = Fraction(mu.value) / 200
        if touching(computed, mu.interval() + Interval(-about, about)):
            continue
        yield say(
            "differ",
            "error",
            [other, first],
            f"{shown(metres)} = {decimal(Fraction(metres.value) * 3 / 2000)}亩 ≠ {shown(mu)}",
            subject=first.subject,
            written=mu.interval(),
            computed=computed,
        )


def is_whole(claim: Claim) -> bool:
    """Whether a sum is printed to the last yuan; one in capital numerals is."""
    return CAPITALS.match(claim.text) is not None or claim.written.scale == 1


def of_part(first: Claim, other: Claim) -> bool:
    """Whether a table lists some things only: its total is far from what the text tells of all."""
    if (first.cell is None) == (other.cell is None) or not first.value or not other.value:
        return False
    return not Fraction(1, 3) < Fraction(first.value) / Fraction(other.value) < 3


def other_basis(reading: Reading, first: Claim, other: Claim) -> bool:
    """Whether two growth rates are told of amounts in other money or at other prices."""
    told = [
        re.split("[。；\n]", reading.norm[max(0, one.at - 60) : one.at])[-1]
        for one in (first, other)
    ]
    money = [
        re.findall(r"美元|不变价|可比价|现价|名义|剔除|两年平均|当月|单月", one) for one in told
    ]
    return money[0] != money[1]


def same_digits(first: Claim, other: Claim) -> bool:
    """Whether only the scale differs, which T13 tells."""
    if first.value == other.value:
        return False
    a, b = first.value.normalize().as_tuple(), other.value.normalize().as_tuple()
    return a.digits == b.digits and a.exponent != b.exponent
