"""Answering a request with an offer of the zone, and taking the answer back."""

from __future__ import annotations

from datetime import date

from zonebook.core.values import Reason, Refused
from zonebook.desk.refusals import missing
from zonebook.records import permissions, write
from zonebook.records.models import Offer, Person, Request, RequestEvent
from zonebook.records.models.base import alive
from zonebook.systems.service import reads


def answer(*, request: str, offer: str, by: Person, on: date, note: str = "") -> RequestEvent:
    """以此供给对接: what is given is no longer there for others; Refused where it does not fit.

    An offer that nearly fits may be given with a word on what is done about the rest.
    """
    permissions.demand(by, "write", "service", on=on)
    note = note.strip()[:500]
    with write.batch(by=by, on=on, kind="request", why=note or offer) as writing:
        # locked, so that two officers cannot give the same thing away twice
        chosen = Offer.objects.select_for_update().filter(number=offer, withdrawn_on=None).first()
        if chosen is None:
            raise missing("record", number=offer)
        locked = Request.objects.select_for_update().filter(number=request).first()
        asked = reads.one(request, on)
        demand_open(asked)
        line = next((one for one in asked.lines if one.offer.pk == chosen.pk), None)
        if line is None:
            raise Refused(Reason("service.not_offered", {"offer": chosen.title}))
        if line.fit.state in ("not", "unknown"):
            raise Refused(*line.fit.in_the_way)
        if line.fit.state == "near" and not note:
            raise Refused(Reason("service.needs_note", {"offer": chosen.title}))
        values = {"request": locked, "offer": chosen, "kind": "offered", "occurred_on": on}
        return writing.add(RequestEvent, values | {"note": note})


def demand_open(asked: reads.Asked) -> None:
    """Refused where a request was closed or is handled under another one."""
    if asked.request.merged_into is not None:
        args = {"request": asked.request.title, "other": asked.request.merged_into.number}
        raise Refused(Reason("service.merged", args))
    if asked.closed_by is not None:
        args = {"request": asked.request.title, "on": asked.closed_by.occurred_on}
        raise Refused(Reason("service.closed", args))


def take_back(*, event: str, by: Person, on: date, why: str) -> RequestEvent:
    """撤回对接: the offer is free again; Refused without a reason. Gives the answer that was."""
    permissions.demand(by, "write", "service", on=on)
    if not why.strip():
        raise Refused(Reason("form.why_needed"))
    with write.batch(by=by, on=on, kind="request", why=why.strip()[:500]) as writing:
        rows = alive(RequestEvent).select_for_update(of=("self",))
        found = rows.filter(number=event, kind="offered").first()
        if found is None:
            raise missing("record", number=event)
        writing.void(found, why=why.strip()[:500])
        return found
