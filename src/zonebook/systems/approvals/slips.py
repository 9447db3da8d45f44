"""邀请单: the slip that lets an applicant in, and who may act for an applicant on our pages."""

from __future__ import annotations

from datetime import date

from django.db.models import Q

from zonebook.core.procedures.state import ItemCase
from zonebook.core.values import Reason, Refused
from zonebook.records import invitations, permissions, write
from zonebook.records.invitations import digest_of
from zonebook.records.models import Application, ApprovalCase, Entity, Grant, Invitation, Person
from zonebook.systems.approvals import standing


def issue(
    *,
    by: Person,
    on: date,
    application: Application | None = None,
    case: ApprovalCase | None = None,
    entity: Entity | None = None,
) -> tuple[Invitation, str]:
    """A slip and its code, which is shown once; only its digest is kept."""
    permissions.demand(by, "write", "approvals", on=on)
    code = invitations.new_code()
    if entity is not None:  # an enterprise's account: its own grant says how far it goes
        person = invitations.stranger(code, entity.name)
        slip = invitations.given(entity, person, code, by=by, on=on, systems=("approvals",))
        return slip, invitations.printed(code)
    holder = application or case
    if holder is None:
        raise Refused(Reason("approvals.slip_for_nobody"))
    name = holder.applicant or str(holder)
    with write.batch(by=by, on=on, kind="case", why=name) as writing:
        values = {"application": application, "case": case}
        values |= invitations.slip_values(code, invitations.stranger(code, name), on)
        return writing.add(Invitation, values), invitations.printed(code)


def let_in(code: str, on: date) -> Person:
    """Who a code belongs to; Refused where there is none or it no longer holds."""
    rows = Invitation.objects.select_related("person").filter(digest=digest_of(code))
    found = rows.filter(permissions.in_force(on), withdrawn_on=None).first()
    if found is None or not found.person.is_active:
        raise Refused(Reason("approvals.no_such_slip"))
    person: Person = found.person
    return person


def slips_of(person: Person, on: date) -> list[Invitation]:
    """The slips that a person holds on a day; one for an enterprise needs its grant as well."""
    rows = Invitation.objects.filter(permissions.in_force(on), withdrawn_on=None, person=person)
    found = list(rows.select_related("application", "entity", "case"))
    entities = [one.entity_id for one in found if one.entity_id]
    held = Grant.objects.filter(permissions.in_force(on), enterprise__in=entities,
                                system="approvals", verb="write")  # fmt: skip
    granted = set(held.values_list("enterprise_id", flat=True))
    return [one for one in found if not one.entity_id or one.entity_id in granted]


def applications_of(person: Person, on: date) -> list[Application]:
    """The applications that a person may see as applicant or assistant."""
    wanted = Q(pk__in=[])
    for slip in slips_of(person, on):
        wanted |= Q(pk=slip.application_id) if slip.application_id else Q()
        wanted |= Q(entity=slip.entity_id) if slip.entity_id else Q()
    wanted |= Q(pk__in=assisted(person, on))
    found = Application.objects.filter(wanted, withdrawn_on=None)
    return list(found.select_related("entity", "project").order_by("-filed_on", "pk"))


def assisted(person: Person, on: date) -> set[int]:
    """The applications that somebody assists on a day."""
    given = ApprovalCase.objects.filter(
        events__kind="mandate_given", events__args__person=person.key, application__isnull=False
    )
    wanted = set(given.values_list("application", flat=True))
    return {pk for pk in wanted if any(acts_for(state, person, on)
            for _, state in standing.kin([pk]).items[pk].values())}  # fmt: skip


def assistants(on: date) -> list[tuple[str, str]]:
    """Who may be an assistant, by key and name: those who keep services or approvals."""
    people = Person.objects.filter(is_active=True, posts__isnull=False).order_by("name").distinct()
    return [(one.key, one.name) for one in people
            if {"service", "approvals"} & set(permissions.systems_of(one, "write", on))]  # fmt: skip


def assistant(key: str) -> Person:
    """The assistant that a mandate names; Refused where there is none of that key."""
    found = Person.objects.filter(key=key, is_active=True).first()
    if found is None:
        raise Refused(Reason("approvals.no_assistant"))
    return found


def acts_for(state: ItemCase, person: Person, on: date) -> bool:
    """Whether somebody is the assistant of an item on a day."""
    running = [one for one in state.mandates if one.ended_on is None and one.holds(on)]
    return any(one.person == person.key for one in running)


def cases_of(person: Person, on: date) -> list[ApprovalCase]:
    """The cases of no application that a person may see: by a slip of their own, or an entity's."""
    wanted = Q(pk__in=[])
    for slip in slips_of(person, on):
        wanted |= Q(pk=slip.case_id) if slip.case_id else Q()
        wanted |= Q(entity=slip.entity_id) if slip.entity_id else Q()
    found = ApprovalCase.objects.filter(wanted, withdrawn_on=None, application=None)
    return list(found.order_by("-pk"))


def demand_application(person: Person, application: Application, on: date) -> None:
    """Refused where somebody may not act in an application: it is somebody else's."""
    if application.pk not in {one.pk for one in applications_of(person, on)}:
        raise Refused(Reason("permissions.not_yours"))


def demand_case(person: Person, case: ApprovalCase, on: date) -> None:
    """Refused where somebody may not act in a case: it is somebody else's."""
    if case.application is not None:
        demand_application(person, case.application, on)
    elif case.pk not in {one.pk for one in cases_of(person, on)}:
        raise Refused(Reason("permissions.not_yours"))
