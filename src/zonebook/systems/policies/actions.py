"""What happens to awards: lists and notices, applications and consent, payments and returns."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from zonebook.core.policies.budget import Claim, Part, left_of, use
from zonebook.core.policies.policy import Policy
from zonebook.core.values import Reason, Refused
from zonebook.desk import context
from zonebook.records import invitations, permissions, write
from zonebook.records.models import Award, AwardEvent, AwardList, Entity, FundPayment, Person
from zonebook.records.models import Policy as PolicyRow
from zonebook.systems.policies import awards, book, matching
from zonebook.systems.policies.awards import Standing

NOTICE = 5  # working days of a public notice
PURPOSES = ("science", "trade", "industry", "talent")
LEVELS = {"national": "central"}


def apply(*, entity: Entity, policy: str, by: Person, on: date) -> Award:
    """申请: an enterprise asks for a policy that is paid on application; Refused where it does not fit.

    What a person has to decide may be applied for; where facts are missing they are named.
    """
    acts_for(by, entity, on)
    one = book.policies().find(policy)
    if one.delivery not in ("fast", "special"):
        raise Refused(Reason("policies.no_application", {"policy": one.name}))
    year = on.year - 1
    demand_unpaid(one, entity, year, on)
    line = matching.line(one, book.known(entity, on), on)
    if line.match.state not in ("fits", "review"):
        raise Refused(*(line.reasons or (Reason("policies.does_not_fit", {"policy": one.name}),)))
    with write.batch(by=by, on=on, kind="award", why=one.name["zh"]) as writing:
        found = writing.add(Award, values_of(one, entity, year))
        happened(writing, found, "applied", on)
    return found


def make_list(*, policy: str, by: Person, on: date) -> AwardList:
    """生成名单: everybody who fits as judged today, with the amount, for public notice of 5 workdays.

    Refused where nobody is to be listed. Of a policy paid on application, only who applied.
    """
    permissions.demand(by, "write", "policies", on=on)
    run = matching.run(policy, on)
    chosen = run.listed
    if not chosen:
        raise Refused(Reason("policies.nobody_to_list", {"policy": run.policy.name}))
    notice_to = context.calendar().add(on, NOTICE) + timedelta(1)
    with write.batch(by=by, on=on, kind="award", why=run.policy.name["zh"]) as writing:
        found = writing.add(
            AwardList,
            {
                "policy": policy, "year": run.year, "judged_on": on,
                "rule": run.rule, "rule_sha": run.rule_sha,
                "notice_from": on, "notice_to": notice_to,
            },
        )  # fmt: skip
        applied = {one.award.entity_id: one.award for one in run.applied}
        for line in chosen:
            money = {"amount_fen": line.match.amount.range.low, "award_list": found}
            award = applied.get(line.entity.pk)
            if award is None:
                award = writing.add(Award, values_of(run.policy, line.entity, run.year) | money)
            else:
                writing.change(award, money, why=found.number)
            happened(writing, award, "listed", on)
    return found


def values_of(policy: Policy, entity: Entity, year: int) -> dict[str, Any]:
    """What an award is made from."""
    return {"policy": policy.key, "entity": entity, "year": year, "fact": policy.fact}


def happened(writing: write.Writing, award: Award, kind: str, on: date, **more: Any) -> AwardEvent:
    """An event of an award."""
    return writing.add(AwardEvent, {"award": award, "kind": kind, "occurred_on": on, **more})


@dataclass(frozen=True)
class Move:
    """A step of an award: from which states it may be taken, and whether it must say why."""

    states: tuple[str, ...]
    needs_why: bool = False


MOVES: Mapping[str, Move] = {
    "consented": Move(("listed", "declined")),
    "declined": Move(("listed", "consented")),
    "objected": Move(("listed", "consented"), needs_why=True),
    "settled": Move(("objected",), needs_why=True),
    "removed": Move(("applied", "listed", "objected", "consented", "declined"), needs_why=True),
}


def move(*, award: Award, kind: str, by: Person, on: date, note: str = "") -> AwardEvent:
    """同意领取, 放弃, 异议, 异议不成立, 移出名单: by an officer, or by the enterprise for itself."""
    if kind not in MOVES:
        raise Refused(Reason("policies.no_such_step", {"step": kind}))
    if kind in ("consented", "declined"):
        acts_for(by, award.entity, on)
    else:
        permissions.demand(by, "write", "policies", on=on)
    note = note.strip()
    if MOVES[kind].needs_why and not note:
        raise Refused(Reason("policies.needs_why"))
    with write.batch(by=by, on=on, kind="award", why=note or award.number) as writing:
        locked = Award.objects.select_for_update().get(pk=award.pk)
        (stands,) = awards.standing([locked])
        if stands.state not in MOVES[kind].states:
            args = {"award": award.number, "state": Reason(f"policies.award.{stands.state}")}
            raise Refused(Reason("policies.not_now", args))
        return happened(writing, award, kind, on, note=note)


def acts_for(by: Person, entity: Entity, on: date) -> None:
    """Refused unless somebody is an officer of policies or acts for this enterprise."""
    if permissions.permits(by, "write", "policies", on=on):
        return
    own = invitations.enterprise_of(by, "write", "policies", on)
    if own is None or own.pk != entity.pk:
        raise Refused(Reason("permissions.not_your_enterprise"))


def demand_unpaid(policy: Policy, entity: Entity, year: int, on: date) -> None:
    """Refused where an award of the same fact is open, or was paid."""
    open_ = Award.objects.filter(
        fact=policy.fact, entity=entity, year=year, withdrawn_on=None
    ).first()
    number = open_.number if open_ else awards.paid_before(policy, year, on).get(entity.pk)
    if number:
        raise Refused(Reason("policies.paid_once", {"policy": policy.name, "record": number}))


@dataclass(frozen=True)
class Batch:
    """拨付批次 as it would be paid: each award with its part of what is left of the budget."""

    policy: Policy
    parts: tuple[tuple[Standing, Part], ...]
    waiting: tuple[Standing, ...]  # not consented, objected to, or paid elsewhere meanwhile
    left: int | None  # of the budget before this batch, in fen

    @property
    def total(self) -> int:
        """What the batch pays, in fen."""
        return sum(part.paid for _, part in self.parts)


def batch_of(found: AwardList, on: date) -> Batch:
    """Who would be paid today: consented, unopposed, in the order of the policy's budget."""
    policy = book.policies().find(found.policy)
    rows = awards.standing(found.awards.filter(withdrawn_on=None).select_related("entity"))
    paid = awards.paid_before(policy, found.year, on, [one.award for one in rows])
    ready = [
        one
        for one in rows
        if one.state in ("consented", "part") and one.open_fen and one.award.entity_id not in paid
    ]
    left = left_of(policy.budget, awards.spent_on(policy, found.year))
    ranks = ranks_of(policy, ready, found.judged_on)
    claims = [Claim(one.award.number, one.open_fen, ranks[one.award.pk]) for one in ready]
    share = policy.budget.share if policy.budget else "in_order"
    by_number = {one.award.number: one for one in ready}
    parts = tuple((by_number[one.claim.key], one) for one in use(claims, left, share))
    waiting = tuple(one for one in rows if one not in ready and one.state in WAITING)
    return Batch(policy, parts, waiting, left)


WAITING = ("listed", "objected", "consented")


def ranks_of(
    policy: Policy, rows: Iterable[Standing], judged_on: date
) -> dict[int, tuple[int | str, ...]]:
    """Who comes first: by the measure that the budget names, most first, else who applied first."""
    by = policy.budget.by if policy.budget else None
    found: dict[int, tuple[int | str, ...]] = {}
    for one in rows:
        if by is None:
            first = one.applied_on or one.consented_on or judged_on
            found[one.award.pk] = (first.toordinal(),)
        else:
            values = book.known(one.award.entity, judged_on).facts.numbers.get(by.key, ())
            found[one.award.pk] = (-(values[0] or 0) if values else 0,)
    return found


def pay(*, award_list: AwardList, by: Person, on: date) -> list[FundPayment]:
    """拨付: pay the batch into the ledger; Refused before the notice is over or where nobody is due."""
    permissions.demand(by, "write", "policies", on=on)
    if on < award_list.notice_to:
        last = award_list.notice_to - timedelta(1)
        raise Refused(Reason("policies.notice_runs", {"last": last}))
    with write.batch(by=by, on=on, kind="award", why=award_list.number) as writing:
        same = AwardList.objects.filter(policy=award_list.policy, year=award_list.year)
        list(same.select_for_update())  # one budget, one payer at a time
        batch = batch_of(award_list, on)
        paid = [(one, part.paid) for one, part in batch.parts if part.paid]
        if not paid:
            raise Refused(Reason("policies.nobody_to_pay", {"list": award_list.number}))
        made = writing.add_many(
            FundPayment,
            [payment_of(batch.policy, one.award, fen, on) for one, fen in paid],
        )
        writing.add_many(
            AwardEvent,
            [
                {"award": one.award, "kind": "paid", "occurred_on": on, "payment": payment}
                for (one, _), payment in zip(paid, made, strict=True)
            ],
        )
    return made


def give_back(*, award: Award, fen: int, by: Person, on: date, note: str) -> FundPayment:
    """退回: money that came back is a negative payment; Refused beyond what was paid."""
    permissions.demand(by, "write", "policies", on=on)
    if not note.strip():
        raise Refused(Reason("policies.needs_why"))
    policy = book.policies().find(award.policy)
    with write.batch(by=by, on=on, kind="award", why=note) as writing:
        locked = Award.objects.select_for_update().get(pk=award.pk)
        (stands,) = awards.standing([locked])
        if not 0 < fen <= stands.paid_fen:
            raise Refused(Reason("policies.too_much_back", {"paid": stands.paid_fen // 100}))
        values = payment_of(policy, award, -fen, on) | {"kind": "return", "note": note.strip()}
        payment = writing.add(FundPayment, values)
        happened(writing, award, "returned", on, payment=payment, note=note.strip())
    return payment


def payment_of(policy: Policy, award: Award, fen: int, on: date) -> dict[str, Any]:
    """A row of the ledger of funds."""
    title = book.policies().rules.documents[policy.document]["title"]
    programme = policy.programmes[0] if policy.programmes else policy.name["zh"]
    return {
        "entity": award.entity,
        "policy": PolicyRow.objects.filter(title=title, withdrawn_on=None).first(),
        "programme": programme,
        "purpose": policy.theme if policy.theme in PURPOSES else "other",
        "level": LEVELS.get(policy.level, policy.level),
        "amount_fen": fen,
        "kind": "payment",
        "paid_on": on,
        "voucher_no": award.award_list.number if award.award_list else award.number,
    }


def invite(*, entity: Entity, by: Person, on: date) -> str:
    """开通企业账号: an invitation slip; its code is answered once."""
    return invitations.issue(entity=entity, by=by, on=on)[1]
