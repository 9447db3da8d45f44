"""A checked draft as a page shows it: marked text, one panel a number, findings, judgements."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from zonebook.core.bulletin.check import Checked, check
from zonebook.core.bulletin.findings import span_of
from zonebook.desk.language import say
from zonebook.systems.drafts import judgements, marks, words
from zonebook.systems.drafts.asked import Asked, Decision
from zonebook.systems.drafts.marks import KeyedFinding, Mark

LEVELS = ("error", "warning", "ask")
SIGNS = {"error": "✕", "warning": "▲", "ask": "▲"}


@dataclass(frozen=True)
class Told:
    """A finding in words, with what was decided about it."""

    key: str
    rule: str
    rule_name: str
    level: str
    level_name: str
    sign: str
    message: str
    formula: str
    intervals: str
    wording: str
    spans: tuple[tuple[int, int], ...]
    marks: tuple[Mark, ...]
    decision: Decision | None

    @property
    def is_open(self) -> bool:
        """Whether nobody has set it aside."""
        return self.decision is None or self.decision.kind != "dismissed"

    @property
    def first(self) -> int:
        """The number of the first stretch it names."""
        return self.marks[0].number if self.marks else 0


@dataclass(frozen=True)
class Panel:
    """What the inspector says of one stretch."""

    mark: Mark
    state: str
    state_name: str
    rows: tuple[tuple[str, str], ...]
    indicator: str
    reason: str
    told: tuple[Told, ...]


@dataclass(frozen=True)
class Shown:
    """A piece of a paragraph as it is drawn; `panel` is None for plain words."""

    text: str
    panel: Panel | None = None


@dataclass(frozen=True)
class Group:
    """The findings of one level."""

    level: str
    name: str
    sign: str
    told: tuple[Told, ...]


@dataclass(frozen=True)
class Counted:
    """The coverage of a check."""

    numbers: int
    claims: int
    with_indicator: int
    others: int
    errors: int
    warnings: int
    asks: int
    dismissed: int

    @property
    def findings(self) -> int:
        """The findings that nobody set aside."""
        return self.errors + self.warnings + self.asks


@dataclass(frozen=True)
class Sheet:
    """A checked draft."""

    asked: Asked
    checked: Checked
    paragraphs: tuple[tuple[Shown, ...], ...]
    panels: tuple[Panel, ...]
    told: tuple[Told, ...]
    groups: tuple[Group, ...]
    dismissed: tuple[Told, ...]
    others: tuple[Panel, ...]
    judgements: tuple[judgements.Judgement, ...]
    counted: Counted
    period: str


def sheet(asked: Asked) -> Sheet:
    """Check a draft against itself."""
    checked = check(asked.text, asked.period or None)
    found = marks.keyed(checked)
    stretches = marks.marks(checked, found)
    told = in_words(found, stretches, asked)
    by_key = {one.key: one for one in told}
    panels = {one.number: panel(one, by_key) for one in stretches}
    lines = marks.paragraphs(checked.reading.text.raw.rstrip(), stretches)
    still = [one for one in told if one.is_open]
    return Sheet(
        asked=asked,
        checked=checked,
        paragraphs=tuple(
            tuple(Shown(one.text, panels[one.mark.number] if one.mark else None) for one in line)
            for line in lines
        ),
        panels=tuple(panels.values()),
        told=tuple(told),
        groups=grouped(still),
        dismissed=tuple(one for one in told if not one.is_open),
        others=tuple(one for one in panels.values() if one.mark.other),
        judgements=tuple(judgements.judgements(checked.reading.text.raw, stretches)),
        counted=counted(stretches, still, len(told)),
        period=words.period(checked.reading.period),
    )


def in_words(found: Sequence[KeyedFinding], stretches: Sequence[Mark], asked: Asked) -> list[Told]:
    """The findings in words, each with the stretches it names."""
    naming: dict[str, list[Mark]] = {}
    for mark in stretches:
        for one in mark.findings:
            naming.setdefault(one.key, []).append(mark)
    return [told(one, tuple(naming.get(one.key, ())), asked) for one in found]


def told(one: KeyedFinding, named: tuple[Mark, ...], asked: Asked) -> Told:
    """One finding in words."""
    finding = one.finding
    both = finding.written is not None and finding.computed is not None
    return Told(
        key=one.key,
        rule=finding.rule,
        rule_name=say(f"check.rule.{finding.rule.lower()}"),
        level=finding.level,
        level_name=say(f"drafts.level.{finding.level}"),
        sign=SIGNS[finding.level],
        message=say(finding.message),
        formula=finding.formula,
        intervals=f"{span_of(finding.written)} ∩ {span_of(finding.computed)} = ∅" if both else "",  # type: ignore[arg-type]
        wording=str(finding.suggestion.args.get("wording", "")) if finding.suggestion else "",
        spans=finding.spans,
        marks=named,
        decision=asked.decided("dismissed", one.key) or asked.decided("accepted", one.key),
    )


def panel(mark: Mark, by_key: dict[str, Told]) -> Panel:
    """What the inspector says of a stretch."""
    findings = tuple(by_key[one.key] for one in mark.findings)
    state = state_of(mark, findings)
    return Panel(
        mark=mark,
        state=state,
        state_name=say(f"drafts.state.{state}"),
        rows=tuple(words.rows(mark.claim)) if mark.claim else (),
        indicator=words.indicator(mark.claim.indicator) if mark.claim else "",
        reason=say(f"drafts.not_claim.{mark.other.reason}") if mark.other else "",
        told=findings,
    )


def state_of(mark: Mark, findings: Sequence[Told]) -> str:
    """The state of a stretch: the worst of its open findings, else what it is."""
    levels = {one.level for one in findings if one.is_open}
    if "error" in levels:
        return "inconsistent"
    if levels:
        return "ask"
    if mark.claim is not None:
        return "text_only"
    return "none" if mark.other is not None else "words"


def grouped(told: Sequence[Told]) -> tuple[Group, ...]:
    """The findings by level, the gravest first."""
    found = []
    for level in LEVELS:
        rows = tuple(one for one in told if one.level == level)
        if rows:
            found.append(Group(level, rows[0].level_name, SIGNS[level], rows))
    return tuple(found)


def counted(stretches: Sequence[Mark], told: Sequence[Told], of: int) -> Counted:
    """共读出 n 个数，其中指标数字 m 个 …"""
    claims = [one.claim for one in stretches if one.claim is not None]
    others = sum(one.other is not None for one in stretches)
    levels = [one.level for one in told]
    return Counted(
        numbers=len(claims) + others,
        claims=len(claims),
        with_indicator=sum(one.indicator is not None for one in claims),
        others=others,
        errors=levels.count("error"),
        warnings=levels.count("warning"),
        asks=levels.count("ask"),
        dismissed=of - len(told),
    )
