"""What an owner does with a proposal: take the value into the book, or decline it with a reason."""

from __future__ import annotations

from datetime import date

from django.db import IntegrityError

from zonebook.core.values import Reason, Refused
from zonebook.records import permissions, write
from zonebook.records.models import Batch, Person, Proposal
from zonebook.records.workbooks.ways import stored
from zonebook.systems.proposals import places


def accept(pk: int, *, by: Person, on: date) -> Batch:
    """采纳: the value stands in the book, written by the owner, with who proposed it as the reason."""
    why = "proposal {0} of {1}"
    try:
        with write.batch(by=by, on=on, kind="proposal") as writing:
            proposal = waiting(pk, by, on)
            place = places.of(proposal)
            value = places.typed(place, proposal.value)
            said = why.format(pk, proposal.batch.by.name)
            kept = stored(place.way.field, value, is_day=place.way.is_day, blank="")
            if place.way.place in places.OWN:
                writing.change(place.record, kept, why=said)
            else:
                if place.standing is not None:
                    writing.void(place.standing, why=said)
                writing.add(
                    place.way.model, {place.way.reference: place.record, **place.way.pins, **kept}
                )
            settle(proposal, "accepted", writing.row)
            return writing.row
    except IntegrityError:
        raise Refused(Reason("proposals.against_constraint", {"proposal": pk})) from None


def decline(pk: int, *, by: Person, on: date, why: str) -> Batch:
    """不采纳: nothing changes; the reason stays beside what was proposed."""
    if not why.strip():
        raise Refused(Reason("form.why_needed"))
    with write.batch(by=by, on=on, kind="proposal", why=why.strip()[:500]) as writing:
        settle(waiting(pk, by, on), "declined", writing.row)
        return writing.row


def waiting(pk: int, by: Person, on: date) -> Proposal:
    """A proposal that the person may settle and that nobody has settled yet."""
    rows = Proposal.objects.select_related("batch__by").select_for_update(of=("self",))
    proposal: Proposal | None = rows.filter(pk=pk).first()
    if proposal is None:
        raise Refused(Reason("desk.no_such_proposal", {"pk": str(pk)}))
    permissions.demand(by, "write", places.of(proposal).owner, on=on)
    if proposal.answer:
        raise Refused(Reason("proposals.settled", {"proposal": pk}))
    return proposal


def settle(proposal: Proposal, answer: str, batch: Batch) -> None:
    """Note what became of it."""
    proposal.answer, proposal.answered_in = answer, batch
    proposal.save(update_fields=["answer", "answered_in"])
