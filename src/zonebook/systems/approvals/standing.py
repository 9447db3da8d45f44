"""What a case is judged by on a day: its procedure, the items beside it, what need not be asked for."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from functools import cache

from django.db.models import Q

from zonebook.core.procedures.case import fold
from zonebook.core.procedures.procedure import Procedure, StageItem, Track
from zonebook.core.procedures.state import Case, ItemCase, Rules
from zonebook.records.models import Application, ApprovalCase, CaseEvent, CreditRecord
from zonebook.systems.approvals import book

PLAIN_TRACK = "material_commitment"  # where a procedure has no track of its own


@dataclass(frozen=True)
class Kin:
    """The items of applications that are kept as cases of their own, read at once."""

    items: Mapping[int, Mapping[str, tuple[ApprovalCase, ItemCase]]] = field(default_factory=dict)

    def of(self, application: Application | None) -> Mapping[str, tuple[ApprovalCase, ItemCase]]:
        """The cases of an application by item, each as its own events leave it."""
        return self.items.get(application.pk, {}) if application else {}


def kin(applications: Iterable[int]) -> Kin:
    """The cases of some applications with their states, in two queries."""
    wanted = set(applications)
    if not wanted:
        return Kin()
    cases = ApprovalCase.objects.filter(application__in=wanted, withdrawn_on=None)
    by_id = {one.pk: one for one in cases.order_by("pk")}
    rows: dict[int, list[CaseEvent]] = {pk: [] for pk in by_id}
    for row in CaseEvent.objects.filter(case__in=list(by_id)).order_by("place"):
        rows[row.case_id].append(row)
    items: dict[int, dict[str, tuple[ApprovalCase, ItemCase]]] = {pk: {} for pk in wanted}
    for pk, case in by_id.items():
        known = book.rules(case.procedure, papers=False)
        state = fold(book.events(rows[pk]), known).items.get(case.item)
        if state is not None:
            items[case.application_id][case.item] = (case, state)
    return Kin(items)


def kin_of(cases: Iterable[ApprovalCase]) -> Kin:
    """The kin of cases."""
    return kin(one.application_id for one in cases if one.application_id)


def needed(application: Application) -> dict[str, tuple[StageItem, ...]]:
    """The items of an application by stage, as its answers call for them."""
    procedure = book.procedures().procedure(application.procedure)
    return procedure.needed(application.answers)


def rules(case: ApprovalCase, on: date, known: Kin | None = None, *, papers: bool = True) -> Rules:
    """What a case is judged by; only a case of an application keeps its materials here."""
    found = alone(case.procedure, papers, has_bad_credit(case.entity_id, on))
    if case.application_id is None:
        return found
    beside = (known or kin([case.application_id])).of(case.application)
    others = {row.item.key: ItemCase(row.item.key)
              for rows in needed(case.application).values() for row in rows}  # fmt: skip
    others |= {key: state for key, (_, state) in beside.items()}
    others.pop(case.item, None)
    return replace(
        found,
        others=others,
        checks_materials=papers,
        shared=shared(case, others, on),
    )


@cache
def alone(procedure: str, papers: bool, bad_credit: bool) -> Rules:
    """What a case of no application is judged by."""
    found = book.rules(procedure, papers=papers)
    return replace(found, has_bad_credit=bad_credit, track=track_of(found.procedure))


def shared(case: ApprovalCase, others: Mapping[str, ItemCase], on: date) -> frozenset[str]:
    """The materials of a case that an earlier item's result or the register already has."""
    found = set()
    for one in book.item(case).materials:
        before = others.get(one.from_item)
        if before is not None and before.stood_on(on):
            found.add(one.key)
        if one.register == "entity.credit_code" and case.entity and case.entity.credit_code:
            found.add(one.key)
    return frozenset(found)


def track_of(procedure: Procedure) -> Track | None:
    """The commitment track that a procedure follows, else the one for single materials."""
    tracks = book.procedures().tracks
    return tracks.get(procedure.commitment_track) or tracks.get(PLAIN_TRACK)


def has_bad_credit(entity: int | None, on: date) -> bool:
    """Whether an applicant has a credit record that is not repaired on a day."""
    if entity is None:
        return False
    rows = CreditRecord.objects.filter(entity=entity, withdrawn_on=None, recorded_on__lte=on)
    return rows.filter(Q(repaired_on__isnull=True) | Q(repaired_on__gt=on)).exists()


def folded(
    case: ApprovalCase, rows: Iterable[CaseEvent], on: date, known: Kin | None = None
) -> tuple[Case, Rules]:
    """A case as its rows leave it, beside the other items of its application.

    Papers that an office's list lacks are no refusal.
    """
    judged = rules(case, on, known, papers=False)
    whole = fold(book.events(rows), judged)
    beside = {key: state for key, state in judged.others.items() if state.events}
    return Case({**beside, **whole.items}, whole.unsound), judged
