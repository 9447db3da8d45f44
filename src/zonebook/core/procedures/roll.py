"""An office's own list of cases (办件台账): one row a case becomes its events; nobody types twice."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from zonebook.core.procedures.events import DECISIONS, Event
from zonebook.core.procedures.pauses import PauseKinds
from zonebook.core.procedures.state import Rules
from zonebook.core.values import Finding, Reason, Ref


@dataclass(frozen=True)
class Row:
    """One row by the keys of its columns, and where each cell stands.

    Keys: received_on, correction_asked_on, correction_made_on, accepted_on, decided_on, decision,
    delivered_on (days); receipt_no, correction_no, acceptance_no, decision_no, delivery_no (papers);
    officer; pause_1_kind, pause_1_opened_on, pause_1_ended_on, pause_1_no, pause_1_until (as told),
    pause_1_began_on (of the review itself), pause_2_… and so on likewise; gap_materials,
    gap_due_on, gap_cured_on, gap_no; reason.
    """

    item: str
    cells: Mapping[str, Any]
    places: Mapping[str, Ref]

    def day(self, key: str) -> date | None:
        """A day of the row; None where the cell is empty."""
        found = self.cells.get(key)
        return found if isinstance(found, date) else None

    def text(self, key: str) -> str:
        """A text of the row."""
        return str(self.cells.get(key) or "").strip()

    def finding(self, column: str, message: str, **args: Any) -> Finding:
        """Something wrong with a cell."""
        return Finding(Reason(f"roll.{message}", args), self.places.get(column))


STEPS = (
    ("received_on", "received", "receipt_no"),
    ("correction_asked_on", "correction_asked", "correction_no"),
    ("correction_made_on", "correction_made", ""),
    ("accepted_on", "window_accepted", ""),
    ("accepted_on", "accepted", "acceptance_no"),
)


def events_of(row: Row, rules: Rules) -> tuple[list[Event], list[Finding]]:
    """The events that a row tells, numbered in the order of their days, and what it leaves open.

    A missing receipt is taken from the acceptance and said; nothing else is filled in.
    """
    findings = list(problems(row, rules))
    told: list[tuple[date, str, str, dict[str, Any]]] = []
    received = row.day("received_on") or row.day("accepted_on")
    for column, kind, paper in STEPS:
        day = received if column == "received_on" else row.day(column)
        if day is not None:
            told.append((day, kind, row.text(paper), {}))
    for number in pauses_in(row):
        found, wrong = pause_of(row, number, rules.pauses)
        told += found
        findings += wrong
    found, wrong = gaps_of(row, rules)
    told += found
    findings += wrong
    decision = decision_of(row, rules)
    decided, delivered = row.day("decided_on"), row.day("delivered_on")
    if decided is not None and decision is not None:
        why = {"reason": row.text("reason")} if row.text("reason") else {}
        told.append((decided, decision, row.text("decision_no"), why))
    elif decided is not None:
        findings.append(row.finding("decision", "unknown_decision", text=row.text("decision")))
    if delivered is not None:
        told.append((delivered, "delivered", row.text("delivery_no"), {}))
    told.sort(key=lambda one: one[0])  # stable: steps of one day keep their order
    officer = row.text("officer")
    events = [
        Event(number, kind, day, row.item, officer, document, args=args)
        for number, (day, kind, document, args) in enumerate(told, 1)
    ]
    return events, findings


def gaps_of(
    row: Row, rules: Rules
) -> tuple[list[tuple[date, str, str, dict[str, Any]]], list[Finding]]:
    """The materials that were to follow, each a debt from the acceptance on, and when they came."""
    text, accepted = row.text("gap_materials"), row.day("accepted_on")
    if not text:
        return [], []
    if accepted is None:
        return [], [row.finding("gap_materials", "gap_without_acceptance", text=text)]
    materials = rules.procedure.find(row.item)[1].item.materials
    by_name = {one.name["zh"]: one.key for one in materials}
    events, findings = [], []
    due, cured = row.day("gap_due_on"), row.day("gap_cured_on")
    for name in filter(None, (part.strip() for part in text.replace("；", "、").split("、"))):
        if name not in by_name:
            may = [one.name for one in materials if one.may_follow]
            findings.append(row.finding("gap_materials", "unknown_material", text=name, known=may))
            continue
        args: dict[str, Any] = {"material": by_name[name]}
        if due is not None:
            args["due_on"] = due
        events.append((accepted, "gap_opened", row.text("gap_no"), args))
        if cured is not None:
            events.append((cured, "gap_cured", "", {"material": by_name[name]}))
    return events, findings


def problems(row: Row, rules: Rules) -> Iterator[Finding]:
    """What the row itself gets wrong or leaves out."""
    for column, value in row.cells.items():
        if column.endswith("_on") and value is not None and not isinstance(value, date):
            yield row.finding(column, "not_a_day", text=str(value))
    if row.day("received_on") is None and row.day("accepted_on") is not None:
        finding = row.finding("received_on", "no_receipt", day=row.day("accepted_on"))
        yield Finding(finding.message, finding.where, "warning")
    unaccepted = row.day("accepted_on") is None and row.day("decided_on") is not None
    if unaccepted and decision_of(row, rules) in DECISIONS:
        yield row.finding("accepted_on", "no_acceptance")


def decision_of(row: Row, rules: Rules) -> str | None:
    """The kind of result that the cell names; the longest word that it begins with wins."""
    text = row.text("decision")
    fitting = [
        (len(word), kind.key)
        for kind in rules.events.values()
        for word in kind.words
        if text.startswith(word)
    ]
    return max(fitting)[1] if fitting else None


def pauses_in(row: Row) -> list[int]:
    """The numbers of the pauses that the row has columns for."""
    return sorted({int(key.split("_")[1]) for key in row.cells if key.startswith("pause_")})


def kind_of(text: str, kinds: PauseKinds) -> str | None:
    """The kind of pause that an office's word names; None where it names none, or several."""
    every = kinds.by_key.values()
    found = [one.key for one in every if text in (one.key, one.name["zh"], *one.words)]
    found = found or [one.key for one in every if text in one.name["zh"] or one.name["zh"] in text]
    return found[0] if len(found) == 1 else None


def pause_of(
    row: Row, number: int, kinds: PauseKinds
) -> tuple[list[tuple[date, str, str, dict[str, Any]]], list[Finding]]:
    """The events of one pause of the row."""
    keys = [f"pause_{number}_{part}" for part in ("kind", "opened_on", "ended_on", "no")]
    opened, ended = row.day(keys[1]), row.day(keys[2])
    text = row.text(keys[0])
    if not text and opened is None:
        return [], []
    key = kind_of(text, kinds) if text else None
    if key is None:
        known = [kind.name for kind in kinds.by_key.values()]
        return [], [row.finding(keys[0], "unknown_pause", text=text, known=known)]
    if opened is None:
        return [], [row.finding(keys[1], "pause_without_day", text=text)]
    if ended is not None and ended < opened:
        return [], [row.finding(keys[2], "pause_reversed", opened=opened, ended=ended)]
    args: dict[str, Any] = {"pause": key}
    told = {
        "until": row.day(f"pause_{number}_until"),
        "began_on": row.day(f"pause_{number}_began_on"),
    }
    args |= {name: day for name, day in told.items() if day is not None}
    events = [(opened, "pause_opened", row.text(keys[3]), args)]
    if ended is not None:
        events.append((ended, "pause_ended", "", {"pause": key}))
    return events, []
