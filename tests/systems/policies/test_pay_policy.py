"""From matching everybody to the ledger: list, notice, consent, payment, return."""

from __future__ import annotations

from datetime import date, timedelta

import pytest

from tests.systems.policies import firms
from zonebook.core.values import Refused
from zonebook.records import write
from zonebook.records.models import Audit, Award, AwardEvent, FundPayment
from zonebook.systems.policies import actions, awards, due, matching

TODAY = firms.TODAY
LATER = TODAY + timedelta(10)
KEY = "trade_growth"
WAN = firms.WAN


def refused(act, **args) -> str:
    with pytest.raises(Refused) as found:
        act(**args)
    return found.value.findings[0].message.key


def consented(ma, found, on=TODAY) -> list[Award]:
    rows = list(found.awards.order_by("pk"))
    for one in rows:
        actions.move(award=one, kind="consented", by=ma, on=on)
    return rows


def states(key=KEY):
    return {one.entity.name[:2]: one.match.state for one in matching.run(key, TODAY).lines}


def test_everybody_is_matched_and_everyone_left_out_has_a_reason(ma, traders):
    assert states() == {"大增": "fits", "小增": "near", "不增": "not", "未报": "unknown"}
    run = matching.run(KEY, TODAY)
    assert [one.entity for one in run.listed] == [traders[0]]
    assert run.total == 20 * WAN
    assert all(one.reasons for one in run.lines if one.match.state != "fits")


def test_a_list_is_on_notice_for_five_working_days(ma, traders):
    found = actions.make_list(policy=KEY, by=ma, on=TODAY)
    assert found.notice_to == date(2024, 2, 24)  # 19 to 23 February
    award = found.awards.get()
    assert award.entity == traders[0] and award.amount_fen == 20 * WAN
    assert found.rule_sha == matching.run(KEY, TODAY).rule_sha
    assert Audit.objects.filter(noun="award", verb="add").count() == 1


def test_nobody_is_listed_twice(ma, traders):
    actions.make_list(policy=KEY, by=ma, on=TODAY)
    assert refused(actions.make_list, policy=KEY, by=ma, on=TODAY) == "policies.nobody_to_list"


def test_nothing_is_paid_before_the_notice_is_over_or_without_consent(ma, traders):
    found = actions.make_list(policy=KEY, by=ma, on=TODAY)
    assert refused(actions.pay, award_list=found, by=ma, on=TODAY) == "policies.notice_runs"
    assert refused(actions.pay, award_list=found, by=ma, on=LATER) == "policies.nobody_to_pay"


def test_a_payment_stands_in_the_ledger_with_its_award(ma, traders):
    found = actions.make_list(policy=KEY, by=ma, on=TODAY)
    (award,) = consented(ma, found)
    (paid,) = actions.pay(award_list=found, by=ma, on=LATER)
    assert (paid.entity, paid.amount_fen, paid.kind) == (traders[0], 20 * WAN, "payment")
    assert (paid.purpose, paid.level, paid.voucher_no) == ("trade", "zone", found.number)
    assert awards.standing([award])[0].state == "paid"
    assert refused(actions.pay, award_list=found, by=ma, on=LATER) == "policies.nobody_to_pay"


def test_an_objection_stops_the_payment_until_it_is_settled(ma, traders):
    found = actions.make_list(policy=KEY, by=ma, on=TODAY)
    (award,) = consented(ma, found)
    assert (
        refused(actions.move, award=award, kind="objected", by=ma, on=TODAY) == "policies.needs_why"
    )
    actions.move(award=award, kind="objected", by=ma, on=TODAY, note="举报虚报收入")
    assert refused(actions.pay, award_list=found, by=ma, on=LATER) == "policies.nobody_to_pay"
    actions.move(award=award, kind="settled", by=ma, on=TODAY, note="核实无误")
    actions.move(award=award, kind="consented", by=ma, on=TODAY)
    assert len(actions.pay(award_list=found, by=ma, on=LATER)) == 1


def test_what_the_ledger_paid_already_is_not_paid_again(ma, traders):
    found = actions.make_list(policy=KEY, by=ma, on=TODAY)
    consented(ma, found)
    with write.batch(by=ma, on=TODAY, kind="edit") as writing:
        writing.add(FundPayment, {
            "entity": traders[0], "programme": "批发零售增长奖励", "purpose": "trade",
            "level": "zone", "amount_fen": 5, "paid_on": date(2024, 1, 9), "kind": "payment",
        })  # fmt: skip
    assert refused(actions.pay, award_list=found, by=ma, on=LATER) == "policies.nobody_to_pay"


def test_what_the_ledger_paid_leaves_an_enterprise_off_the_next_list_with_the_record(ma, traders):
    with write.batch(by=ma, on=TODAY, kind="edit") as writing:
        paid = writing.add(FundPayment, {
            "entity": traders[0], "programme": "批发零售增长奖励", "purpose": "trade",
            "level": "zone", "amount_fen": 5, "paid_on": date(2024, 1, 9), "kind": "payment",
        })  # fmt: skip
    run = matching.run(KEY, TODAY)
    assert run.listed == []
    line = next(one for one in run.lines if one.entity == traders[0])
    assert line.reasons[0].args["record"] == paid.number


def test_money_that_came_back_is_a_negative_payment_and_is_not_paid_again(ma, traders):
    found = actions.make_list(policy=KEY, by=ma, on=TODAY)
    (award,) = consented(ma, found)
    actions.pay(award_list=found, by=ma, on=LATER)
    late = LATER + timedelta(30)
    key = refused(actions.give_back, award=award, fen=21 * WAN, by=ma, on=late, note="误付")
    assert key == "policies.too_much_back"
    back = actions.give_back(award=award, fen=20 * WAN, by=ma, on=late, note="材料不实")
    assert (back.kind, back.amount_fen) == ("return", -20 * WAN)
    stands = awards.standing([award])[0]
    assert (stands.state, stands.paid_fen) == ("returned", 0)
    assert refused(actions.pay, award_list=found, by=ma, on=late) == "policies.nobody_to_pay"


def test_a_budget_that_is_short_pays_the_largest_first_and_the_rest_waits(ma):
    first = firms.trader(ma, 0, "甲商贸有限公司", 400_000, 100_000)  # 50 each at the ceiling
    firms.trader(ma, 1, "乙商贸有限公司", 300_000, 100_000)
    found = actions.make_list(policy=KEY, by=ma, on=TODAY)
    rows = consented(ma, found)
    with write.batch(by=ma, on=TODAY, kind="edit") as writing:
        for at in range(5):  # 260 of the 300 are spent on others
            other = writing.add(type(first), {"kind": "enterprise", "name": f"其他{at}"})
            award = writing.add(Award, {"policy": KEY, "entity": other, "year": 2023,
                                        "fact": KEY, "amount_fen": 52 * WAN})  # fmt: skip
            paid = writing.add(FundPayment, {
                "entity": other, "programme": "另", "purpose": "trade", "level": "zone",
                "amount_fen": 52 * WAN, "paid_on": TODAY, "kind": "payment"})  # fmt: skip
            writing.add(AwardEvent, {"award": award, "kind": "paid", "occurred_on": TODAY,
                                     "payment": paid})  # fmt: skip
    batch = actions.batch_of(found, LATER)
    assert batch.left == 40 * WAN
    assert [(one.award.entity, part.paid) for one, part in batch.parts] == [
        (first, 40 * WAN), (rows[1].entity, 0)]  # fmt: skip
    actions.pay(award_list=found, by=ma, on=LATER)
    assert [one.state for one in awards.standing(rows)] == ["part", "consented"]


def test_the_payments_of_a_batch_stand_together_or_not_at_all(ma, traders, monkeypatch):
    found = actions.make_list(policy=KEY, by=ma, on=TODAY)
    consented(ma, found)

    def broken(self, model, rows, **more):
        if model is AwardEvent:
            raise RuntimeError("the second write fails")
        return whole(self, model, rows, **more)

    whole = write.Writing.add_many
    monkeypatch.setattr(write.Writing, "add_many", broken)
    with pytest.raises(RuntimeError):
        actions.pay(award_list=found, by=ma, on=LATER)
    assert FundPayment.objects.count() == 0


def test_only_who_may_write_policies_makes_lists_and_pays(book, ma, traders):
    assert refused(actions.make_list, policy=KEY, by=book.zhao, on=TODAY) == "permissions.no_write"
    found = actions.make_list(policy=KEY, by=ma, on=TODAY)
    assert refused(actions.pay, award_list=found, by=book.li, on=LATER) == "permissions.no_write"
    key = refused(actions.move, award=found.awards.get(), kind="consented", by=book.zhao, on=TODAY)
    assert key == "permissions.not_your_enterprise"


def test_one_enterprise_is_found_among_all_and_its_reason_with_it(office, ma, traders):
    found = office.get(f"/policies/match/{KEY}", {"q": "不增"}).content.decode()
    table = found[found.index("<tbody>") :]
    assert "不增" in table and "大增" not in table and "不满足" in table


def test_the_pages_lead_from_matching_to_the_ledger(office, ma, traders):
    page = office.get(f"/policies/match/{KEY}").content.decode()
    assert (
        "大增商贸" in page
        and "不满足：营业收入增长率不低于 10%（现为 9.5%，差 0.5 个百分点）" in page
    )
    assert "需补充：2022年度营业收入" in page
    answer = office.post(f"/policies/match/{KEY}/list", follow=True)
    assert "公示名单" in answer.content.decode()
    award = Award.objects.get()
    step = office.post(f"/policies/awards/{award.number}/step", {"kind": "objected", "note": ""})
    assert step.status_code == 400 and "要写明原因" in step.content.decode()
    office.post(f"/policies/awards/{award.number}/step", {"kind": "consented"})
    early = office.post(f"/policies/lists/{award.award_list.number}/pay")
    assert early.status_code == 400 and "公示到" in early.content.decode()
    for address in ("/policies", "/policies-enterprise?q=大增", f"/policies/awards/{award.number}"):
        for lang in ("zh-CN", "en"):
            seen = office.get(address, headers={"accept-language": lang})
            assert seen.status_code == 200 and "policies.award." not in seen.content.decode()


def test_an_outsider_sees_none_of_it(zhao, traders, zone_policies):
    for address in ("/policies", f"/policies/match/{KEY}", "/policies-enterprise", "/my/policies"):
        assert zhao.get(address).status_code == 403


def test_a_list_is_to_be_paid_within_thirty_working_days_of_its_notice(ma, traders, office):
    found = actions.make_list(policy=KEY, by=ma, on=TODAY)
    (one,) = due.running(TODAY)
    assert (one.clock.started_on, one.clock.state) == (date(2024, 2, 23), "running")
    assert one.clock.due_on == date(2024, 4, 8)  # the festival is off, the Sunday before is worked
    page = office.get(f"/policies/lists/{found.number}").content.decode()
    assert "2024-04-08" in page and "个工作日" in page
    assert "2024-04-08" in office.get("/policies-due").content.decode()
    trail = office.get("/trail").content.decode()
    assert "金额：200,000 元" in trail and "公示止：2024-02-24" in trail
    assert "批发零售增长奖励" in trail and KEY not in trail
    assert office.get(f"/records/{found.number}").url == f"/policies/lists/{found.number}"
    (item,) = due.items(ma, TODAY)
    assert item.due_on == date(2024, 4, 8)
    (over,) = due.running(date(2024, 4, 10))
    assert (over.clock.state, over.clock.left) == ("over", -2)
    consented(ma, found, date(2024, 3, 1))
    actions.pay(award_list=found, by=ma, on=date(2024, 3, 4))
    assert due.running(date(2024, 4, 9)) == []
    office.cookies["django_language"] = "en"
    page = office.get(f"/policies/awards/{one.one.award.number}").content.decode()
    assert "paid in time" in page


def test_what_was_declined_runs_no_more(ma, traders):
    found = actions.make_list(policy=KEY, by=ma, on=TODAY)
    actions.move(award=found.awards.get(), kind="declined", by=ma, on=TODAY)
    assert due.running(TODAY) == []
