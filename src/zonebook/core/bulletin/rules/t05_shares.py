"""T05: shares, rates and means agree with the figures that they are made of."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from fractions import Fraction
from itertools import pairwise

from zonebook.core.bulletin import subjects
from zonebook.core.bulletin.claims import Claim, Reading
from zonebook.core.bulletin.findings import DraftFinding, Say, decimal, in_print
from zonebook.core.bulletin.patterns import lazily
from zonebook.core.bulletin.relations import (
    AMOUNT_KINDS,
    STOPS,
    agrees,
    between,
    clause,
    earlier,
    following,
    of_unit,
    percent,
    sentences,
    shown,
    slip,
    sure,
)
from zonebook.core.bulletin.rules.dealt_out import shares_missed
from zonebook.core.bulletin.rules.means import mean
from zonebook.core.bulletin.rules.wholes import own_part, whole_before
from zonebook.core.period import Period
from zonebook.core.values import Interval

OF_FIGURE = lazily(r"占[^，。；]{0,16}$")
OF_NAME = lazily(r"占([^，。；\d]{2,16}?)的?(?:比重|比例)?(?:为|达到?|约|近|超过?|不足)*$")
NO_NAME = lazily(r"[一-鿿]*(?:比|全部)")
AMONG = lazily(r"[^，。；]{0,8}中，")
NARROWED = lazily(r"以[上下]|其中")
COUNT_WORD = lazily(r"(?:总数|总量|总额)的?$")
BARE_SHARE = lazily(
    r"占(?:比|总数|全部|总量|总额)?的?(?:比重|比例)?(?:为|达到?|约|近|超过?|不足|接近)*$"
)
RATE = lazily(r"([一-鿿]{2})[率面](?:为|达到?|约|近|超过?|不足|接近|达)*$")
# 提前办结率, 按时办结率: how many of the done, not of all, were done so.
DONE_SO = lazily(r"提前|按[时期]|及时|[限即]时|当[日天场]|网上|[一首]次|如期")
RATED = lazily(r"，[一-鿿]{2}率")  # a part with a rate of its own is the whole of no other
SHORT = {
    "镇化": "城镇",
    "结案": "审结",
    "网办": "网上办理",
    "即办": "即时办",
    "入住": "已入住",
    "达标": "达到标准",
    "合格": "检验合格",
}
PARTED = lazily("[，、；：]")
OF_ALL = lazily(r"^[^，]{0,2}(?:产生|供应|生产|消费|需求|受理|收集)总?量(?:为|达)?$")
BARE_LIST = lazily(r"占(?:比)?(?:为|达到?)?")
DAYS_SHARE = lazily(r"优良(?:天数)?(?:比例|比率|占比|率)(?:为|达到?|达)*$")
RATIO = ("∶", ":", "：")
Pair = tuple[Claim, list[Claim], bool]
say = Say("T05")


def shares(reading: Reading) -> Iterator[DraftFinding]:
    """Shares and means that their parts do not make."""
    seen: list[Claim] = []  # shares of which something is said
    for group in sentences(reading, "share", *AMOUNT_KINDS):
        for rate in group:
            if rate.kind == "share" and rate.unit == "%":
                wrong = share(reading, group, rate)
            elif rate.kind in AMOUNT_KINDS and len(group) > 2:
                wrong = mean(reading, group, rate)
            else:
                continue
            if wrong is not None:
                seen.append(rate)
                yield wrong
        listed = "；" in between(reading, group[0], group[-1]) if len(group) > 3 else False
        for rate, wrong in in_a_list(reading, group) if listed else ():
            if all(rate is not one for one in seen):
                seen.append(rate)
                yield wrong
    for group in sentences(reading, "%", least=2):
        yield from structure(reading, group)
    told = {rate.at for rate in seen}
    for part, whole, rate in whole_behind(reading):
        if rate.at not in told and not agrees(rate, percent(part.interval(), whole.interval())):
            yield from filter(None, [finding(part, whole, rate)])
    for part, whole, rate in shares_missed(reading):
        if rate.at not in told and (missed := finding(part, whole, rate)) is not None:
            yield missed


def share(reading: Reading, group: Sequence[Claim], rate: Claim) -> DraftFinding | None:
    """One share against its part and its whole, where the text tells both."""
    head = clause(reading, rate)
    before = [one for one in group if one.at < rate.at]
    good_days = before and before[-1].unit == "day" and "优良天数" in clause(reading, before[-1])
    if DAYS_SHARE.search(head) or (good_days and BARE_SHARE.fullmatch(head)):
        return of_days(before, rate)
    found = pair(reading, before, rate)
    if found is None:
        return None
    part, wholes, certain = found
    if not wholes or not certain:
        return None
    if any(agrees(rate, percent(part.interval(), one.interval())) for one in wholes):
        return None
    whole = wholes[0]
    if slip(part, whole, rate):
        return None  # T13 tells it
    return finding(part, whole, rate)


def in_a_list(reading: Reading, group: Sequence[Claim]) -> Iterator[tuple[Claim, DraftFinding]]:
    """甲产值186.5亿元，占总产值的45.2%；乙121.3亿元，占29.4%: later shares are of the first one's whole."""
    whole: Claim | None = None
    for i, rate in enumerate(group):
        if rate.kind != "share" or rate.unit != "%" or not i:
            continue
        head, before = clause(reading, rate), group[:i]
        found = pair(reading, before, rate)
        if found is not None and found[1] and found[2]:
            fitting = [
                one
                for one in found[1]
                if agrees(rate, percent(found[0].interval(), one.interval()))
            ]
            whole = fitting[0] if fitting else None
            continue
        part = own_part(reading, group, i)
        if whole is None or part is None or not BARE_LIST.fullmatch(head):
            continue
        if part.unit != whole.unit or part is whole or part.when != whole.when:
            continue
        if found is not None and any(
            agrees(rate, percent(found[0].interval(), one.interval())) for one in found[1]
        ):
            continue
        if agrees(rate, percent(part.interval(), whole.interval())):
            continue
        if (wrong := finding(part, whole, rate)) is not None:
            yield rate, wrong


def finding(part: Claim, whole: Claim, rate: Claim) -> DraftFinding | None:
    """The finding of a share that does not fit."""
    computed = percent(part.interval(), whole.interval())
    if computed is None:
        return None
    exact = Fraction(part.value) / Fraction(whole.value) * 100
    return say(
        "share",
        "error",
        [rate, part, whole],
        f"{shown(part)} ÷ {shown(whole)} = {decimal(exact)}% ≠ {shown(rate)}",
        suggest=in_print(exact, rate),
        written=rate.interval(),
        computed=computed,
    )


def pair(reading: Reading, before: Sequence[Claim], rate: Claim) -> Pair | None:
    """Part, possible wholes (the likeliest first) and whether the first is certain."""
    known = reading.memo.setdefault("pairs", {})
    if rate.at not in known:
        known[rate.at] = paired(reading, clause(reading, rate), before, rate)
    return known[rate.at]  # type: ignore[no-any-return]


def paired(reading: Reading, head: str, before: Sequence[Claim], rate: Claim) -> Pair | None:
    """The same, worked out once for every rate."""
    amounts = [one for one in before if one.kind in (*AMOUNT_KINDS, "target") and sure(one)]
    if not amounts:
        return None
    if len(amounts) == 1 and BARE_SHARE.fullmatch(head):
        whole = whole_before(reading, amounts[0])
        if whole is not None:
            return amounts[0], [whole], True
    last = amounts[-1]
    inside = reading.norm[last.to : rate.at]
    if (
        before[-1] is last
        and inside in ("的", "的比重", "的比例")
        and OF_FIGURE.search(clause(reading, last))
    ):
        parts = [one for one in amounts[:-1] if one.unit == last.unit]
        return (parts[-1], [last], True) if parts else None
    if "分别" in head:
        return None  # 分别占43.3%和56.7%: each has a part of its own
    if BARE_SHARE.search(head) and len(name := BARE_SHARE.sub("", head)) <= 2:
        if name and len(amounts) > 2 and name in reading.norm[amounts[0].to : last.at]:
            amounts = up_to(reading, amounts, name)  # 其中税收…、非税收入…，税收占比82%
            if amounts[-1] is not last:
                return bare_share(reading, amounts)
        if (
            next(one for one in reversed(before) if one.kind in AMOUNT_KINDS or sure(one))
            is not last
        ):
            return None  # 突破6亿元，占比12.9%: the part is told with a hedge
        return bare_share(reading, amounts)
    if (named := OF_NAME.search(head)) and not NO_NAME.match(named[1][-2:]):
        wholes = told_before(reading, COUNT_WORD.sub("", named[1]), last, rate)
        return (last, wholes, True) if wholes and last.at != wholes[0].at else None
    if found := RATE.search(head):
        return done_rate(reading, amounts, found[1], head)
    return None


def whole_behind(reading: Reading) -> Iterator[tuple[Claim, Claim, Claim]]:
    """占全区规上工业总产值的28.4%（全区规上工业总产值912.4亿元）: the whole right behind its share."""
    for group in sentences(reading, "share", least=3):
        for i, (rate, whole) in enumerate(pairwise(group)):
            if rate.kind != "share" or rate.unit != "%" or whole.kind not in AMOUNT_KINDS:
                continue
            named = OF_NAME.search(clause(reading, rate)) if i and sure(whole) else None
            words = between(reading, rate, whole)
            if named is None or words[:1] not in "，（" or words[1:].rstrip("为是") != named[1]:
                continue
            parts = [
                one
                for one in group[:i]
                if one.unit == whole.unit and one.kind in AMOUNT_KINDS and sure(one)
            ]
            if parts:
                yield parts[-1], whole, rate


def up_to(reading: Reading, amounts: Sequence[Claim], name: str) -> list[Claim]:
    """The amounts up to the last one whose words hold the name of a share."""
    for i in range(len(amounts) - 1, 0, -1):
        words = PARTED.split(between(reading, amounts[i - 1], amounts[i]))[-1]
        if words.lstrip("和与其中").startswith(name):
            return list(amounts[: i + 1])
    return list(amounts)


def bare_share(
    reading: Reading, amounts: Sequence[Claim]
) -> tuple[Claim, list[Claim], bool] | None:
    """占比 and 占 without a name: the whole is what 其中 belongs to, or a figure before."""
    part = amounts[-1]
    wholes = [
        one for one in reversed(amounts[:-1]) if one.unit == part.unit and one.value >= part.value
    ]
    among = (
        "其中" in clause(reading, part) or "其中" in reading.norm[wholes[0].to : part.at]
        if wholes
        else False
    )
    far = [
        one
        for one in earlier(reading, part.at, of_unit(reading, part.unit))
        if one.value >= part.value and all(one is not whole for whole in wholes)
    ]
    if not wholes:
        return None
    told = between(reading, wholes[0], part)
    sibling = "；" in told and "占" in told  # 税收12.4亿元，占…的83.7%；非税收入2.41亿元，占16.3%
    alone = len(wholes) == 1 and not far and not sibling
    return part, [*wholes, *reversed(far)], among or alone


def told_before(reading: Reading, name: str, part: Claim, rate: Claim) -> list[Claim]:
    """Figures of a named whole, the nearest first."""
    names = subjects.shipped_names()
    known = subjects.named(subjects.bare(name), names)
    return [
        one
        for one in reversed(earlier(reading, rate.at, of_unit(reading, part.unit)))
        if one.kind in AMOUNT_KINDS
        and sure(one)
        and one.when == part.when
        and one.place == part.place
        and one is not part
        and (
            (known is not None and one.indicator == known)
            or (len(name) >= 3 and one.subject.endswith(name))
            or (len(name) == 2 and in_sight(reading, name, part, one, rate))
        )
    ]


def in_sight(reading: Reading, name: str, part: Claim, whole: Claim, rate: Claim) -> bool:
    """Whether a short name, as of 占项目总数, means a figure of the same sentence."""
    near = whole.sentence == part.sentence and whole.subject.endswith(name)
    near = near and clause(reading, rate).startswith("占")  # 民生支出占支出的: another part
    return near and whole.value >= part.value and not NARROWED.search(clause(reading, whole))


def done_rate(
    reading: Reading, amounts: Sequence[Claim], verb: str, head: str
) -> tuple[Claim, list[Claim], bool] | None:
    """办结721件，办结率: the part names the verb of the rate, the whole came before it."""
    part = amounts[-1]
    beside = RATE.sub("", head)
    if OF_ALL.search(clause(reading, part)) and len(amounts) > 1:
        used = amounts[-2]  # 综合利用量41.7万吨，产生量44.2万吨，综合利用率94.3%
        if used.unit == part.unit and names(clause(reading, used), verb):
            return used, [part], True
    told = clause(reading, part) + STOPS.split(following(reading, part, 8))[0]
    if not names(told, verb) or verb in ("出生", "死亡") or len(beside) > 2:
        return None
    if DONE_SO.search(beside) and f"{beside}{verb}" not in clause(reading, part):
        return None  # 办结721件，按期办结率96%; 按期办结721件，按期办结率96% tells its part
    if len(amounts) > 1 and between(reading, amounts[-2], part)[:1] == "、":
        return None  # 认定智能车间52个、智能工厂11个，认定率47%: the part is told in two
    others = [
        one
        for one in amounts[:-1]
        if not RATED.match(reading.norm, one.to) and "；" not in between(reading, one, part)
    ]
    wholes = [
        one
        for one in others
        if one.unit == part.unit and one.value >= part.value and one.text[-1] == part.text[-1]
    ]
    among = [one for one in wholes if AMONG.match(reading.norm, one.to, one.to + 10)]
    ordered = [*among, *(one for one in reversed(wholes) if one not in among)]
    if not ordered:  # less than its part: one of the two is wrong
        ordered = [
            one for one in others if one.text[-1] == part.text[-1] and one.unit == part.unit
        ][-1:]
    return (part, ordered, True) if ordered else None


def names(head: str, verb: str) -> bool:
    """Whether a clause holds the verb of a rate, or what it is short for: 网上办理 of 网办率."""
    short = len(verb) == 2 and SHORT.get(verb, "") in head and SHORT.get(verb, "") != ""
    return verb in head or short


def of_days(before: Sequence[Claim], rate: Claim) -> DraftFinding | None:
    """Days of good air over the days of the period."""
    days = [one for one in before if one.unit == "day" and sure(one)]
    if not days or rate.when is None:
        return None
    period = Period.parse(rate.when)
    length = (period.end - period.start).days
    part = days[-1]
    computed = percent(part.interval(), Interval.exactly(length))
    if agrees(rate, computed) or computed is None:
        return None
    exact = Fraction(part.value) / length * 100
    return say(
        "days",
        "error",
        [rate, part],
        f"{shown(part)} ÷ {length} = {decimal(exact)}% ≠ {shown(rate)}",
        suggest=in_print(exact, rate),
        days=length,
        written=rate.interval(),
        computed=computed,
    )


def structure(reading: Reading, group: Sequence[Claim]) -> Iterator[DraftFinding]:
    """1.4∶58.5∶40.1 adds up to 100 within half a last digit for each."""
    told = between(reading, group[0], group[-1])
    if not any(sign in told for sign in RATIO):
        return
    run: list[Claim] = []
    for one in [*group, None]:
        if run and one is not None and reading.norm[run[-1].to : one.at] in RATIO:
            run.append(one)
            continue
        if len(run) >= 2 and all(part.unit == "%" for part in run):
            low = sum((part.interval().low for part in run), Fraction(0))
            high = sum((part.interval().high for part in run), Fraction(0))
            if not low <= 100 <= high:
                added = sum(part.value for part in run)
                formula = f"{' + '.join(shown(part) for part in run)} = {added} ≠ 100"
                yield say(
                    "structure",
                    "error",
                    run,
                    formula,
                    written=Interval(low, high),
                    computed=Interval.exactly(100),
                )
        run = [one] if one is not None else []
