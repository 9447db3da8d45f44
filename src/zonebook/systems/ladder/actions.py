"""What the ladder's office writes: the plan of an enterprise for a rung."""

from __future__ import annotations

from datetime import date

from zonebook.core.values import Finding, Reason, Ref, Refused
from zonebook.records import permissions, registers, rungs, write
from zonebook.records.models import CultivationPlan, Entity, Person

LONGEST = {"next_step": 300, "helper": 60}


def keep_plan(
    *,
    by: Person,
    on: date,
    entity: Entity,
    target: str,
    next_step: str,
    helper: str,
    due_on: date | None = None,
    state: str = "open",
) -> CultivationPlan:
    """Set or change the plan of an enterprise for a rung; one batch with its trail.

    Refused without the right to write, for a rung that is none, without a next step or an owner.
    """
    permissions.demand(by, "write", "ladder", entity, on=on)
    values = {"next_step": next_step.strip(), "helper": helper.strip(), "due_on": due_on}
    check(rungs.rung(target).key, values, state)
    found: CultivationPlan | None = CultivationPlan.objects.filter(
        entity=entity, target=target, withdrawn_on=None
    ).first()
    why = f"{entity.name}: {target}"
    with write.batch(by=by, on=on, kind="edit", why=why, register="cultivation_plan") as writing:
        if found is None:
            row = {"entity": entity, "target": target, "state": state, **values}
            return writing.add(CultivationPlan, row, why=why)
        writing.change(found, {"state": state, **values}, why=why)
    return found


def check(target: str, values: dict[str, str | date | None], state: str) -> None:
    """Refuse a plan without its words, too long ones, a state or rung that is not in the list."""
    columns = registers.get("cultivation_plan").columns
    wrong = [
        Finding(Reason(f"ladder.plan.no_{name}"), Ref("cell", name))
        for name in LONGEST
        if not values[name]
    ]
    wrong += [
        Finding(Reason("ladder.plan.too_long", {"most": most}), Ref("cell", name))
        for name, most in LONGEST.items()
        if len(str(values[name])) > most
    ]
    if state not in columns["state"].codes or target not in columns["target"].codes:
        wrong.append(Finding(Reason("ladder.plan.unknown_state"), Ref("cell", "state")))
    if wrong:
        raise Refused(*wrong)
