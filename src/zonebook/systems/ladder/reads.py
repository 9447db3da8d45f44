"""What the pages of the ladder show: accounts of the rungs, who runs out, what a verdict says."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from django.urls import reverse

from zonebook.core.period import Period
from zonebook.core.rules import answers, prose, spoken, tree
from zonebook.core.rules.near import NearMiss, blocking
from zonebook.core.rules.remedies import Remedy
from zonebook.core.rules.rungs import COMES, GOES, Account
from zonebook.core.rules.verdict import Answer, Verdict
from zonebook.core.values import Reason, Refused
from zonebook.desk.language import lang, named, say
from zonebook.desk.refusals import missing
from zonebook.records import figures, registers, rungs, verdicts
from zonebook.records.models import Certificate, CultivationPlan, Entity
from zonebook.records.models.base import alive

MOVES = (*COMES, *GOES)
ANSWERS = ("qualified", "manual_review", "unknown", "not_qualified")


@dataclass(frozen=True)
class Span:
    """The days that a page is about, both included."""

    first: date
    last: date


def span(asked: Mapping[str, str], today: date) -> Span:
    """The span asked for; else the last full year in the first quarter, later the year so far."""
    first, last = day_of(asked.get("from", "")), day_of(asked.get("to", ""))
    if first is None and last is None and today.month <= 3:
        return Span(date(today.year - 1, 1, 1), date(today.year - 1, 12, 31))
    last = last or today
    return Span(first or date(last.year, 1, 1), last)


def day_of(text: str) -> date | None:
    """A day as a form of our own sends it; None for nothing, Refused for anything else."""
    if not text:
        return None
    try:
        return date.fromisoformat(text)
    except ValueError:
        raise Refused(Reason("ladder.no_day", {"text": text[:40]})) from None


@dataclass(frozen=True)
class Line:
    """A rung with its account, and whether the figure says the same."""

    key: str
    name: str
    account: Account
    counts: tuple[tuple[str, str, int], ...]  # move, what it is called, how many
    figure: str
    agrees: bool | None
    address: str
    is_kept: bool  # whether anybody has entered a certificate of this kind

    @property
    def columns(self) -> int:
        """How many columns its numbers take."""
        return len(self.counts) + 3


def lines(asked: Span) -> list[Line]:
    """Every rung in the span, the lowest first."""
    return [line(one, asked) for one in rungs.rungs().values()]


def line(one: rungs.Rung, asked: Span) -> Line:
    """One rung; where a figure counts it, the closing stock is compared with the figure."""
    account = rungs.account(one.key, asked.first, asked.last)
    stated, agrees = None, None
    if one.indicator:
        (figure,) = figures.figures([one.indicator], Period.parse(f"@{asked.last}"))
        stated = figure.value
        agrees = stated is not None and int(stated) == len(account.closing)
    return Line(
        one.key,
        named(one.name),
        account,
        tuple((move, say(f"ladder.move.{move}"), account.count(move)) for move in MOVES),
        one.indicator,
        agrees,
        reverse("ladder-rung", args=[one.key]),
        Certificate.objects.filter(withdrawn_on=None, qualification=one.key).exists(),
    )


@dataclass(frozen=True)
class Named:
    """An enterprise in a list, with the day and the words that belong to it."""

    number: str
    name: str
    day: str = ""
    words: str = ""
    address: str = ""


def names_of(account: Account, move: str) -> list[Named]:
    """Who stands behind a number of the account; Refused for a move that there is not."""
    if move in ("opening", "closing"):
        ids = account.opening if move == "opening" else account.closing
        found = entities(ids)
        return [Named(found[pk].number, found[pk].name) for pk in sorted(ids)]
    if move not in MOVES:
        raise missing("record", number=move)
    rows = account.moves[move]  # type: ignore[index]
    found = entities(pk for pk, _ in rows)
    return [
        Named(found[pk].number, found[pk].name, day.isoformat())
        for pk, day in sorted(rows, key=lambda row: (row[1], row[0]))
    ]


def entities(ids: Iterable[int]) -> dict[int, Entity]:
    """Enterprises by id."""
    return {one.pk: one for one in Entity.objects.filter(pk__in=list(set(ids)))}


@dataclass(frozen=True)
class Ending:
    """A title that runs out: its last day, and whether it may be renewed by now."""

    number: str
    name: str
    certificate: str
    last_day: str
    opens: str
    is_open: bool
    address: str


def endings(rung: rungs.Rung, on: date, months: int) -> list[Ending]:
    """The titles that run out within so many months, the first to go first."""
    until = later(on, months)
    held = {one.key: one for one in rungs.holders(rung.key) if one.holds(on)}
    rows = Certificate.objects.filter(
        withdrawn_on=None, qualification=rung.key, entity__in=list(held), granted_on__lte=on
    ).filter(valid_to__gt=on, valid_to__lte=until)
    found = []
    for one in rows.select_related("entity").order_by("valid_to", "pk"):
        if any(t.until is None or t.until > one.valid_to for t in held[one.entity_id].titles):
            continue  # a later certificate follows without a gap
        opens = rung.opens(one.valid_to)
        found.append(
            Ending(
                one.entity.number,
                one.entity.name,
                one.certificate_no,
                (one.valid_to - timedelta(1)).isoformat(),
                opens.isoformat() if opens else "",
                opens is not None and opens <= on,
                verdict_address(one.entity.number, rung.rule, rung.renewal or "recognition"),
            )
        )
    return found


def later(day: date, months: int) -> date:
    """The day so many months later; the end of a shorter month counts as its last day."""
    month = day.month - 1 + months
    year, month = day.year + month // 12, month % 12 + 1
    for back in range(4):
        try:
            return date(year, month, day.day - back)
        except ValueError:
            continue
    raise ValueError(day)


def verdict_address(number: str, rule: str, kind: str = "recognition") -> str:
    """The page of a verdict."""
    address = reverse("ladder-verdict", args=[number, rule])
    return address + ("?kind=review" if kind == "review" else "")


# -- near misses ---------------------------------------------------------------------------


@dataclass(frozen=True)
class Near:
    """An enterprise one step away: what it fails, by how much, what would do, who helps."""

    number: str
    name: str
    address: str
    test: str
    condition: str
    value: str
    gap: str
    share: str
    acts: tuple[str, ...]
    before: str
    helper: str
    plan: str


def near(rule: str, on: date) -> tuple[verdicts.Whole, list[Near]]:
    """The near misses of a rule that do not hold its title, the least effort first."""
    whole = verdicts.register(rule, on=on)
    rows = [
        (one.share, whole.entity(row).number, row)
        for row, one in whole.near.items()
        if whole.entity(row).pk not in whole.holders
    ]
    plans = plans_of(whole.entity(row).pk for _, _, row in rows)
    return whole, [
        near_line(whole, row, whole.near[row], plans.get((whole.entity(row).pk, rule)))
        for _, _, row in sorted(rows)
    ]


def near_line(whole: verdicts.Whole, row: int, one: NearMiss, plan: CultivationPlan | None) -> Near:
    """One near miss in words."""
    entity, verdict = whole.entity(row), whole.outcome.explain(row)
    rules = verdicts.rules()
    return Near(
        entity.number,
        entity.name,
        verdict_address(entity.number, whole.outcome.plan.rule.family),
        one.answer.key,
        answers.condition_of(one.answer, verdict, rules, lang()),
        said_of(one.answer),
        short_of(one.answer),
        spoken.decimal_up(100 * one.share),
        acts(one.remedies, whole.outcome.on),
        year_before(whole, row, one),
        plan.helper if plan else "",
        plan.number if plan else "",
    )


def acts(remedies: Iterable[Remedy], on: date) -> tuple[str, ...]:
    """What to act on, in words."""
    units = verdicts.rules().catalog.units
    return tuple(say(one.words(units, on.year - 1)) for one in remedies)


def year_before(whole: verdicts.Whole, row: int, one: NearMiss) -> str:
    """The value of the same test a year earlier, from the same returns; empty where unknown."""
    from zonebook.core.rules.measuring import Case, reading, shown

    if one.answer.test is None:
        return ""
    measure = one.answer.test.measure
    case = Case(whole.population.filed[row].facts, whole.outcome.on)
    pair = reading(measure, 1)(case)
    return "" if pair is None else worded(spoken.value_words(shown(measure, pair), measure.unit))


def worded(words: Mapping[str, str] | None) -> str:
    """Words in the reader's language; nothing where there are none."""
    return named(words) if words else ""


def plans_of(ids: Iterable[int]) -> dict[tuple[int, str], CultivationPlan]:
    """The standing plans of enterprises, by enterprise and rung."""
    rows = CultivationPlan.objects.filter(withdrawn_on=None, entity__in=list(ids))
    return {(one.entity_id, one.target): one for one in rows}


# -- one verdict ---------------------------------------------------------------------------


@dataclass(frozen=True)
class Page:
    """A verdict with the plan of its enterprise."""

    entity: Entity
    told: dict[str, Any]
    tests: list[dict[str, Any]]
    plan: CultivationPlan | None
    held: list[Certificate]
    on: date
    kind: tree.Procedure


def verdict(number: str, rule: str, on: date, kind: tree.Procedure) -> Page:
    """The verdict on an enterprise; Refused where there is none of that number."""
    entity = entity_of(number)
    judged = verdicts.judge(rule, entity, on=on, kind=kind)
    told, family = judged.payload(lang()), judged.verdict.rule.family
    held = Certificate.objects.filter(withdrawn_on=None, entity=entity, granted_on__lte=on)
    known = {one.key: one for one in judged.verdict.tests}
    nodes = {node.id: node for node in judged.verdict.plan.slots}  # type: ignore[union-attr]
    tests = [
        one
        | {
            "by_memory": by_memory(one),
            "said": said_of(known[one["key"]]) or none_word(one, judged.verdict),
            "short": short_of(known[one["key"]]),
        }
        for one in told["tests"]
        if not isinstance(nodes[one["key"]], tree.Tier)  # its branch says the same
    ]
    return Page(
        entity,
        told,
        [one for one in tests if one["status"] != "not_applicable"],
        plans_of([entity.pk]).get((entity.pk, family)),
        list(held.order_by("-granted_on")),
        on,
        kind,
    )


def said_of(answer: Answer) -> str:
    """The value of a test for people: 3,986 万元, 74–82 分, 是; nothing where there is none."""
    return worded(spoken.value_words(answer.value, answer.unit, answer.threshold))


def short_of(answer: Answer) -> str:
    """What is missing, with its unit."""
    return worded(spoken.gap_words(answer.gap, answer.unit))


def none_word(test: Mapping[str, Any], found: Verdict) -> str:
    """无 where it was stated that there is nothing of the kind."""
    return named(prose.word("none")) if test["measure"] in found.facts.none else ""


def by_memory(test: Mapping[str, Any]) -> bool:
    """Whether the threshold or the article was written from memory and seen in no public text."""
    return "memory" in (test["verified"], test["article_verified"])


def entity_of(number: str) -> Entity:
    """An enterprise by its number; Refused where there is none."""
    found: Entity | None = Entity.objects.filter(number=number, withdrawn_on=None).first()
    if found is None:
        raise missing("record", number=number)
    return found


def family_of(text: str) -> str:
    """The rule asked for; the high-tech rule where none is."""
    known = [one.rule for one in rungs.rungs().values()]
    return text if text in known else "hnte"


def families() -> list[tuple[str, str]]:
    """The rules of the rungs with their names."""
    return [(one.rule, named(one.name)) for one in rungs.rungs().values()]


@dataclass(frozen=True)
class Planned:
    """A plan with what is open today."""

    plan: CultivationPlan
    target: str
    state: str
    answer: str
    gaps: tuple[str, ...]
    is_late: bool
    address: str


def plans(on: date, most: int) -> tuple[list[Planned], int]:
    """The plans of all enterprises, those that go on and are due first, and how many there are."""
    rows = alive(CultivationPlan)
    shown = rows.select_related("entity").order_by("state", "due_on", "pk")[:most]
    return [planned(one, on) for one in shown], rows.count()


def planned(plan: CultivationPlan, on: date) -> Planned:
    """A plan with the tests that its enterprise does not meet today."""
    rung = rungs.rung(plan.target)
    judged = verdicts.judge(rung.rule, plan.entity, on=on)
    units = verdicts.rules().catalog.units
    gaps = [say(one.because(units)) for one in blocking(judged.verdict, ("unmet", "unknown"))]
    codes = registers.get("cultivation_plan").columns["state"].codes
    state = codes[plan.state]
    return Planned(
        plan,
        named(rung.name),
        named({"zh": state.zh, "en": state.en}),
        say(f"rules.{judged.verdict.answer}"),
        tuple(gaps),
        plan.state == "open" and plan.due_on is not None and plan.due_on < on,
        verdict_address(plan.entity.number, rung.rule),
    )
