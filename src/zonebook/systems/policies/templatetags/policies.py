"""Filters of the pages of policies: states, amounts, units, the names of slots."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from decimal import Decimal

from django import template

from zonebook.core.policies.amounts import Range, money
from zonebook.core.policies.clock import Clock
from zonebook.core.policies.matching import Match
from zonebook.core.policies.policy import Policy
from zonebook.core.rules.judging import Plan
from zonebook.core.rules.measures import Measure
from zonebook.core.rules.prose import word
from zonebook.core.say import number
from zonebook.core.values import Reason
from zonebook.desk.language import lang, named, say
from zonebook.systems.policies import asking, book, judged
from zonebook.systems.policies.asking import Field, Slot

register = template.Library()
SOON = 10  # working days within which a clock asks for attention


@register.filter
def worded(value: Reason | Mapping[str, str] | str) -> str:
    """A reason, a text in both languages, or a plain text."""
    if isinstance(value, Reason):
        return say(value)
    return named(value) if isinstance(value, Mapping) else value


@register.filter
def state_name(state: str) -> str:
    """符合, 接近达标, 不符合 …"""
    return say(f"policies.state.{state}")


@register.filter
def award_state(state: str) -> str:
    """What an award's state is called."""
    return say(f"policies.award.{state}")


@register.filter
def status_name(status: str) -> str:
    """The status of one test."""
    return say(f"policies.status.{status}")


@register.filter
def fen(value: int | None) -> str:
    """An amount in fen as people read it."""
    return "—" if value is None else named(money(value))


@register.simple_tag
def money_head() -> str:
    """The unit of a column of amounts, said in its head."""
    return "（万元）" if lang() == "zh" else " (CNY)"


@register.filter
def in_column(value: int | None) -> str:
    """An amount in fen under `money_head`: with two decimals, so that the points stand in line."""
    if value is None:
        return "—"
    exact = Decimal(value) / (1_000_000 if lang() == "zh" else 100)
    short = exact.quantize(Decimal("0.01" if lang() == "zh" else "1"))
    return number(short if short == exact else exact.normalize())


@register.filter
def range_in_column(match: Match) -> str:
    """What a match may pay under `money_head`; in words where there is no highest amount."""
    found = match.amount.range if match.state in ("near", "not") else match.due
    if found.high is None:
        return worded(judged.range_words(found))
    ends = (found.low,) if found.is_exact else (found.low, found.high)
    return "—".join(in_column(one) for one in ends)


@register.filter
def range_name(value: Range) -> str:
    """A range of amounts."""
    return worded(judged.range_words(value))


@register.filter
def money_words(match: Match) -> str:
    """What a match may pay: of who nearly fits, what it would be."""
    shown = match.amount.range if match.state in ("near", "not") else match.due
    return worded(judged.range_words(shown))


@register.filter
def amount_sentence(policy: Policy) -> str:
    """What a policy pays, in a sentence made from its data."""
    return say(judged.amount_words(policy))


@register.filter
def delivery_name(policy: Policy) -> str:
    """免申即享, 快申快享 …"""
    timed = policy.delivery == "paid_without_applying" and policy.workdays
    tail = "_within" if timed else ""
    return say(f"policies.delivery.{policy.delivery}{tail}", days=policy.workdays)


@register.filter
def clock_words(one: Clock) -> str:
    """How a clock stands: 还有12个工作日, 超期3个工作日."""
    days = abs(one.left) if one.left is not None else 0
    return say(f"policies.clock.{one.state}", days=days, on=one.due_on)


@register.filter
def clock_look(one: Clock) -> str:
    """The class of a clock's state: overdue, due, well."""
    looks = {"over": "failed", "late": "failed", "today": "ask", "unknown": "open"}
    if one.state == "running" and (one.left or 0) <= SOON:
        return "ask"
    return looks.get(one.state, "open" if one.state in ("waiting", "closed") else "holds")


@register.filter
def level_name(policy: Policy) -> str:
    """国家级, 区级 …"""
    return say(f"policies.level.{policy.level}")


@register.filter
def document_of(plan: Plan) -> str:
    """The number of the document that a rule rests on."""
    return str(book.policies().rules.documents[plan.rule.document]["doc_no"])


@register.filter
def document_no(key: str) -> str:
    """The number of a document."""
    return str(book.policies().rules.documents[key]["doc_no"])


@register.filter
def unit_words(measure: Measure) -> str:
    """A measure's unit in brackets; nothing where it has none that people name."""
    unit = book.policies().catalog.units.find(measure.unit)
    if measure.type != "number" or unit is None or measure.unit == "day":
        return ""
    name = unit.name(lang())
    return f"（{name}）" if lang() == "zh" else f" ({name})"


@register.filter
def named_slots(one: Field) -> list[tuple[Slot, str]]:
    """The slots of titles or records with the name of each."""
    if one.words:
        names = [named(word(key)) for key in one.words]
    else:
        names = [say(asking.condition(test)) for test in one.tests]
    return list(zip(one.slots, names, strict=True))


@register.filter
def columns_left(one: Field, years: Sequence[str]) -> range:
    """The empty columns after the years that a measure is asked for."""
    return range(len(years) - len(one.slots))


@register.filter
def event_name(kind: str) -> str:
    """What happened to an award."""
    return say(f"policies.event.{kind}")


@register.filter
def result_of(match: Match) -> judged.Result:
    """A match as its tests are shown."""
    return judged.result_of(match.verdict, match)


@register.filter
def act_words(match: Match) -> list[Reason]:
    """What would do, of who nearly fits."""
    if match.state != "near":
        return []
    return [act.text for act in judged.result_of(match.verdict, match).first_acts]
