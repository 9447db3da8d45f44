"""T02: parts must add up to their total, within the rounding of the digits written."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence

from zonebook.core.bulletin.claims import Claim, Reading
from zonebook.core.bulletin.findings import DraftFinding
from zonebook.core.bulletin.numerals import chinese
from zonebook.core.bulletin.patterns import lazily
from zonebook.core.bulletin.relations import (
    AMOUNT_KINDS,
    BACK,
    between,
    clause,
    earlier,
    of_kind,
    segments,
    sentences,
    sure,
    total,
    touching,
)
from zonebook.core.bulletin.rules.adding import finding, slipped_by_keys
from zonebook.core.bulletin.rules.dealt_out import sums_missed
from zonebook.core.bulletin.rules.listed import budgets, lists, of_each
from zonebook.core.bulletin.rules.partitions import partitions
from zonebook.core.bulletin.rules.remainders import money_left, remainders

TOTAL_ROW = lazily(r"^(?:合\s*计|总\s*计|全区合计|共计)$")
PART_ROW = lazily(r"其中|小计|^#")
NOT_ADDED = lazily(r"率|增[长速幅]|比重|占比|单价|均价|排名|位次|±|年|面积.*比")
MEMBER = lazily(
    r"[^\d，]{1,8}?([一二三四五六七八九十甲乙丙丁东西南北])[^\d，]{0,3}?(签约|完成|新增|引进|开工|到位)"
)
OWN_MEMBER = lazily(
    r"(?:其中[:：]?)?([一二三四五六七八九十])(?:局|处|组|科|队|部|室|中心|分局|片区)(签约|完成|新增|引进|开工|到位)"
)
DEEDS = ("签约", "完成", "新增", "引进", "开工", "到位")
DEED = lazily("|".join(DEEDS))
IN_ALL = ("合计", "共计", "总计")
TOGETHER = lazily(
    r"^(?:([两二三四五六七八九十]|\d{1,2})[类项者家个块园区镇县地街组局])?(?:合计|共计|总计)(?:签约|完成|引进|新增|实现|投资|开工)?$"
)
# Parts that have nothing in common; what both halves of a pair leave out is nothing where so marked.
HALVES = (
    ("男", "女", True),
    ("内资", "外资", False),
    ("新建", "续建", False),
    ("企业", "个体", False),
    ("城镇", "农村", True),
    ("城镇", "乡村", True),
    ("线上", "线下", True),
    ("一般债务", "专项债务", True),
    ("一般债券", "专项债券", True),
    ("行政许可", "行政处罚", True),
    ("工业", "服务业", False),
    ("工业投资", "房地产", False),
    ("出口", "进口", True),
)
ASSETS = lazily(r"(净资产|所有者权益|资产|负债)(?:总额|总计|合计)?(?:为|达到?)?$")
OTHERS = lazily(r"^(?:其他|其它|其余)")
ORDER = "一二三四五六七八九十"


def sums(reading: Reading) -> Iterator[DraftFinding]:
    """Totals that their parts do not make; each is told once."""
    told: set[tuple[tuple[int, int], ...]] = set()
    for one in missed(reading):
        if one.spans not in told:
            told.add(one.spans)
            yield one


def missed(reading: Reading) -> Iterator[DraftFinding]:
    """The same, by each way to see it."""
    yield from identities(reading)
    yield from tables(reading)
    yield from classes(reading)
    for words, least, asked in ASKED:
        if any(reading.norm.count(word) >= least for word in words):
            yield from asked(reading)
    for whole, row in lists(reading):
        if slipped_by_keys(row, whole):
            yield from filter(None, [finding(row, whole)])
    for parts, whole in (*sums_missed(reading), *of_each(reading), *budgets(reading)):
        yield from filter(None, [finding(parts, whole)])


def net_assets(reading: Reading) -> Iterator[DraftFinding]:
    """资产总额386.2亿元，负债总额239.4亿元，净资产146.8亿元: what is owned is owed or one's own."""
    for group in sentences(reading, "CNY", least=3):
        told: dict[str, Claim] = {}
        for one in group:
            name = ASSETS.search(clause(reading, one)) if one.unit == "CNY" and sure(one) else None
            if name is not None:
                told.setdefault(name[1], one)
        own = told.get("净资产") or told.get("所有者权益")
        if own is not None and "资产" in told and "负债" in told:
            yield from filter(None, [finding([told["负债"], own], told["资产"])])


def with_others(reading: Reading) -> Iterator[DraftFinding]:
    """税收46.2亿元，其中增值税…、企业所得税…、其他税收10.2亿元: parts that leave nothing out."""
    for group in segments(reading, *AMOUNT_KINDS, least=4):
        if "其中" not in within(reading, group):
            continue
        amounts = [one for one in group if one.kind in AMOUNT_KINDS]
        for i, last in enumerate(amounts[3:], 3):
            behind = between(reading, amounts[i - 1], last).lstrip("，、和与及 ")
            if not OTHERS.match(behind):
                continue
            at = next((n for n in range(i - 1, 0, -1) if among(reading, amounts, n)), None)
            row = amounts[at - 1 : i + 1] if at else []
            if len(row) > 3 and all(sure(one) and one.unit == last.unit for one in row):
                yield from filter(None, [finding(row[1:], row[0])])


def among(reading: Reading, amounts: Sequence[Claim], at: int) -> bool:
    """Whether 其中 stands between an amount and the one before it."""
    return "其中" in between(reading, amounts[at - 1], amounts[at])


def within(reading: Reading, group: Sequence[Claim]) -> str:
    """The text from the first claim of a group to its last."""
    return between(reading, group[0], group[-1])


def together(reading: Reading) -> Iterator[DraftFinding]:
    """科技类1.5亿元、工业类1.1亿元，两类合计2.6亿元: the amounts right before a total behind them."""
    for group in sentences(reading, *AMOUNT_KINDS, least=3):
        told = within(reading, group)
        if not any(word in told for word in IN_ALL):
            continue
        for i, whole in enumerate(group[2:], 2):
            found = TOGETHER.match(clause(reading, whole)) if sure(whole) else None
            if found is None or whole.kind not in AMOUNT_KINDS:
                continue
            like = [one for one in group[:i] if one.unit == whole.unit and sure(one)]
            if not found[1]:  # 两家合计 counts over ；, a bare 合计 does not
                like = [one for one in like if "；" not in between(reading, one, whole)]
            like = [one for one in like if one.kind in AMOUNT_KINDS]
            count = int(chinese(found[1]) or found[1]) if found[1] else len(like)
            if any("每" in clause(reading, one) for one in like):
                continue  # 每个奖励50万元, …合计4800万元
            rows = [like[-n:] for n in range(2, len(like) + 1)]
            if not 2 <= count <= len(like):
                continue
            if any(touching(total(row), whole.interval()) for row in rows):
                continue
            if (wrong := finding(like[-count:], whole)) is not None:
                yield wrong


def halves(reading: Reading) -> Iterator[DraftFinding]:
    """从业人员12.6万人，其中男性7.1万人，女性5.8万人: two parts that no member is in at once."""
    for group in segments(reading, *AMOUNT_KINDS, least=3):
        if "其中" not in within(reading, group):
            continue
        counts = [one for one in group if one.unit in ("count", "person", "CNY") and sure(one)]
        for whole, first, second in zip(counts, counts[1:], counts[2:], strict=False):
            if not whole.text[-1] == first.text[-1] == second.text[-1]:
                continue
            heads = [clause(reading, first).removeprefix("其中")]
            heads.append(between(reading, first, second).lstrip("，、和与及 "))
            for one, other, all_told in HALVES:
                names = (one, other) if heads[0].startswith(one) else (other, one)
                if all(map(str.startswith, heads, names)):
                    told = between(reading, whole, first)
                    over = total([first, second]).low > whole.interval().high
                    if "其中" in told and (over or all_told):
                        yield from filter(None, [finding([first, second], whole)])


def identities(reading: Reading) -> Iterator[DraftFinding]:
    """The partitions of the lexicon: GDP and its three industries, trade and its two sides."""
    for one in partitions(reading):
        wrong = finding(one.parts, one.whole, bool(one.rule.get("scope")))
        if wrong is not None:
            yield wrong


def tables(reading: Reading) -> Iterator[DraftFinding]:
    """Columns of a table against their total row."""
    columns: dict[tuple[int, int], list[Claim]] = defaultdict(list)
    for one in reading.claims:
        if one.cell is not None:
            columns[one.cell.table, one.cell.column].append(one)
    for group in columns.values():
        wholes = [one for one in group if one.cell and TOTAL_ROW.match(one.cell.row_head)]
        parts = [one for one in group if one not in wholes]
        if len(wholes) != 1 or len(parts) < 2 or group[0].unit in ("%", "pp", "rank", "times"):
            continue
        heads = [one.cell for one in group if one.cell]
        if NOT_ADDED.search(heads[0].head.replace("年度", "")) or any(
            PART_ROW.search(c.row_head) for c in heads
        ):
            continue
        if (wrong := finding(parts, wholes[0])) is not None:
            yield wrong


def parallel(reading: Reading) -> Iterator[DraftFinding]:
    """甲签约27个、112.3亿元，乙签约…：a row of like members against a total told before."""
    for group in sentences(reading, "count", "CNY", least=3):
        if len(DEED.findall(reading.norm, max(0, group[0].at - BACK), group[-1].at)) < 3:
            continue  # fewer than three members did anything
        for unit in ("count", "CNY"):
            rows = runs(reading, [one for one in group if one.unit == unit and sure(one)])
            for verb, told in rows.items():
                if len(told) >= 3 and (wrong := against_totals(reading, verb, told)) is not None:
                    yield wrong


def runs(reading: Reading, claims: Sequence[Claim]) -> dict[str, list[tuple[str, Claim]]]:
    """Claims whose clause names a member and then the same verb: 招商一局签约."""
    found: dict[str, list[tuple[str, Claim]]] = defaultdict(list)
    amounts = [one for one in claims if one.kind in AMOUNT_KINDS]
    for one in amounts if len(amounts) > 2 else ():
        head = clause(reading, one)
        if member := MEMBER.match(head) or OWN_MEMBER.match(head):
            found[member[2]].append((member[1], one))
    return found


def against_totals(
    reading: Reading, verb: str, rows: Sequence[tuple[str, Claim]]
) -> DraftFinding | None:
    """The sum of a row of members against totals of the same verb told before."""
    parts = [one for _, one in rows]
    wholes = [
        one
        for one in earlier(reading, parts[0].at, of_kind(reading, *AMOUNT_KINDS))
        if one.unit == parts[0].unit and sure(one) and verb in one.subject
    ]
    computed = total(parts)
    if not wholes or any(touching(computed, one.interval()) for one in wholes):
        return None
    added = sum(one.value for one in parts)
    nearest = min(wholes, key=lambda one: abs(one.value - added))
    if "".join(name for name, _ in rows) in ORDER:  # 一局、二局、三局 leave nobody out
        return finding(parts, wholes[0])
    return finding(parts, nearest) if abs(nearest.value - added) * 10 <= nearest.value else None


def classes(reading: Reading) -> Iterator[DraftFinding]:
    """10亿元以上9个，5亿元至10亿元13个，5亿元以下62个：classes that leave nothing out."""
    for group in segments(reading, "threshold", least=3):
        parts: list[Claim] = []
        bounds: list[tuple[str, Claim]] = []
        for i, one in enumerate(group):
            if one.kind in ("threshold", "range_low", "range_high"):
                bounds.append((one.comparator, one))
            elif bounds and group[i - 1] is bounds[-1][1] and one.unit == "count" and sure(one):
                parts.append(one)
        if (
            len(parts) < 2
            or not covers([one for _, one in bounds])
            or len(parts) + 1 < len(bounds) // 2
        ):
            continue
        first = min(one.at for _, one in bounds)
        told = [
            one
            for one in earlier(reading, first, of_kind(reading, *AMOUNT_KINDS))
            if one.unit == "count" and sure(one) and one.value >= max(p.value for p in parts)
        ]
        lead = reading.norm[max(0, first - 12) : first]
        named = [
            one
            for one in told
            if (one.subject and one.subject[-4:] in lead)
            or (one.sentence == group[0].sentence and "其中" in reading.norm[one.to : first])
        ]
        if not named or any(touching(total(parts), one.interval()) for one in named):
            continue
        if (wrong := finding(parts, named[-1])) is not None:
            yield wrong


def covers(bounds: Sequence[Claim]) -> bool:
    """Whether an open top, an open bottom and what lies between meet."""
    tops = [
        one.value for one in bounds if one.kind == "threshold" and one.comparator in (">=", ">")
    ]
    bottoms = [
        one.value for one in bounds if one.kind == "threshold" and one.comparator in ("<", "<=")
    ]
    if len(tops) != 1 or len(bottoms) != 1:
        return False
    lows = sorted(one.value for one in bounds if one.kind == "range_low")
    highs = sorted(one.value for one in bounds if one.kind == "range_high")
    return [*highs, tops[0]] == [*highs, tops[0]] and sorted([bottoms[0], *highs]) == sorted(
        [*lows, tops[0]]
    )


# Most texts hold none of the words without which a way of adding has nothing to say.
ASKED = (
    (DEEDS, 3, parallel),
    (("未", "没有", "待", "其余", "剩余", "余下"), 1, remainders),
    (("剩余", "结余", "还差", "尚差", "尚缺"), 1, money_left),
    (IN_ALL, 1, together),
    (("其中",), 1, halves),
    (("其他", "其它", "其余"), 1, with_others),
    (("净资产", "所有者权益"), 1, net_assets),
)
