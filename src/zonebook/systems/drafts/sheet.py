"""A checked draft as a page shows it: marked text, one panel a number, findings, judgements."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from zonebook.core.bulletin.against import CheckedAgainst, Judged
from zonebook.core.bulletin.check import Checked, check
from zonebook.desk.language import say
from zonebook.systems.drafts import binding, judgements, marks, words
from zonebook.systems.drafts.asked import Asked, Decision
from zonebook.systems.drafts.marks import KeyedFinding, Mark

STATES = (
    "verified",
    "mismatch",
    "inconsistent",
    "ask",
    "revised",
    "unbound",
    "aside",
    "text_only",
    "none",
)
LEVELS = ("error", "warning", "ask")
OF_THE_BOOK = ("D02", "D10")  # rules that say again what the state of a number says
Verdicts = Mapping[tuple[int, int], Judged]
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
    wording: str
    spans: tuple[tuple[int, int], ...]
    marks: tuple[Mark, ...]
    decision: Decision | None
    replaced: tuple[int, int] | None = None

    @property
    def is_rewritten(self) -> bool:
        """Whether its suggested wording was accepted."""
        accepted = self.decision is not None and self.decision.kind == "accepted"
        return accepted and self.replaced is not None and bool(self.wording)

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
    book: binding.InBook | None = None


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
    verified: int
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
    is_against_book: bool

    @property
    def rewritten(self) -> tuple[Told, ...]:
        """The accepted wordings, the last in the text first; of two for one figure the first told."""
        taken: dict[tuple[int, int], Told] = {}
        for one in self.told:
            if one.is_rewritten and one.replaced is not None:
                taken.setdefault(one.replaced, one)
        return tuple(taken[span] for span in sorted(taken, reverse=True))

    @property
    def new_text(self) -> str:
        """The draft with every accepted wording in its place."""
        text = self.asked.text
        for one in self.rewritten:
            if one.replaced is not None:
                start, end = one.replaced
                text = f"{text[:start]}{one.wording}{text[end:]}"
        return text

    @property
    def states(self) -> list[tuple[str, str]]:
        """The states of its numbers with their names, in the order of the legend."""
        found = {one.state: one.state_name for one in self.panels}
        return [(state, found[state]) for state in STATES if state in found]


def sheet(asked: Asked) -> Sheet:
    """Check a draft against itself."""
    return shown(asked, check(asked.text, asked.period or None), {}, None)


def sheet_against_book(asked: Asked, on: date) -> Sheet:
    """Check a draft against itself and the book, as it may be told on a day."""
    checked: CheckedAgainst = binding.check(asked, on)
    judged = {(one.claim.start, one.claim.end): one for one in checked.judged}
    return shown(asked, checked, judged, on)


def shown(asked: Asked, checked: Checked, judged: Verdicts, on: date | None) -> Sheet:
    """A check in words."""
    found = marks.keyed(checked)
    stretches = marks.marks(checked, found)
    told = in_words(found, stretches, asked)
    by_key = {one.key: one for one in told}
    panels = {one.number: panel(one, by_key, judged, asked, on) for one in stretches}
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
        counted=counted(tuple(panels.values()), still, len(told)),
        period=words.period(checked.reading.period),
        is_against_book=on is not None,
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
    return Told(
        key=one.key,
        rule=finding.rule,
        rule_name=say(f"check.rule.{finding.rule.lower()}"),
        level=finding.level,
        level_name=say(f"drafts.level.{finding.level}"),
        sign=SIGNS[finding.level],
        message=say(finding.message),
        formula=words.formula(finding.formula),
        wording=str(finding.suggestion.args.get("wording", "")) if finding.suggestion else "",
        spans=finding.spans,
        marks=named,
        decision=asked.decided("dismissed", one.key) or asked.decided("accepted", one.key),
        replaced=finding.replaced,
    )


def panel(
    mark: Mark, by_key: Mapping[str, Told], judged: Verdicts, asked: Asked, on: date | None
) -> Panel:
    """What the inspector says of a stretch."""
    findings = tuple(by_key[one.key] for one in mark.findings)
    verdict = judged.get((mark.start, mark.end))
    state = state_of(mark, findings, verdict)
    chosen = asked.decided("bound", mark.key)
    return Panel(
        mark=mark,
        state=state,
        state_name=say(f"drafts.state.{state}"),
        rows=tuple(words.rows(mark.claim)) if mark.claim else (),
        indicator=words.indicator(mark.claim.indicator) if mark.claim else "",
        reason=say(f"drafts.not_claim.{mark.other.reason}") if mark.other else "",
        told=findings,
        book=binding.in_book(verdict, chosen, on) if verdict and on else None,
    )


def state_of(mark: Mark, findings: Sequence[Told], verdict: Judged | None) -> str:
    """The state of a stretch: the worst of its open findings, else what the book says, else what it is."""
    open_ = [one for one in findings if one.is_open]
    if verdict is not None and verdict.verdict == "verified" and not open_:
        return "verified"
    if any(one.level == "error" for one in open_):
        alone = all(one.rule.startswith("T") for one in open_ if one.level == "error")
        return "inconsistent" if alone else "mismatch"
    if verdict is not None and verdict.verdict == "revised" and open_:
        return "revised"
    if any(one.rule not in OF_THE_BOOK for one in open_):
        return "ask"
    if findings and not open_:
        return "aside"
    if verdict is not None:
        return verdict.verdict
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


def counted(panels: Sequence[Panel], told: Sequence[Told], of: int) -> Counted:
    """共读出 n 个数，其中指标数字 m 个 …"""
    claims = [one for one in panels if one.mark.claim is not None]
    others = sum(one.mark.other is not None for one in panels)
    levels = [one.level for one in told]
    return Counted(
        numbers=len(claims) + others,
        claims=len(claims),
        with_indicator=sum(bool(one.book.name if one.book else one.indicator) for one in claims),
        verified=sum(one.state == "verified" for one in claims),
        others=others,
        errors=levels.count("error"),
        warnings=levels.count("warning"),
        asks=levels.count("ask"),
        dismissed=of - len(told),
    )
