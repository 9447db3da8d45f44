"""The enterprise's own side: in by slip, card, what-if, filing, consent and application."""

from __future__ import annotations

import pytest
from django.test import Client

from tests.systems.conftest import signed_in
from tests.systems.policies import firms
from zonebook.core.values import Refused
from zonebook.records import filings, invitations
from zonebook.records.models import Award, Filing
from zonebook.systems.policies import actions, awards

TODAY, WAN = firms.TODAY, firms.WAN


@pytest.fixture
def clerk(ma, traders) -> Client:
    """The clerk of the trader that grew by 9.5 %."""
    return signed_in(firms.clerk(ma, traders[1]))


def text_of(answer) -> str:
    return answer.content.decode()


def test_a_slip_and_the_credit_code_open_the_card(office, traders):
    page = text_of(office.post(f"/policies-enterprise/{traders[0].number}/invite"))
    code = page.split('id="code">')[1].split("<")[0]
    anybody = Client()
    wrong = {"credit_code": traders[1].credit_code, "slip": code}
    assert anybody.post("/my/enter", wrong).status_code == 403
    right = {"credit_code": traders[0].credit_code.lower(), "slip": code.lower().replace("-", " ")}
    answer = anybody.post("/my/enter", right, follow=True)
    assert "大增商贸有限公司 · 政策体检卡" in text_of(answer)
    assert anybody.get("/", follow=True).redirect_chain[-1][0] == "/my/policies"


def test_only_an_officer_of_policies_opens_accounts(book, ma, traders):
    with pytest.raises(Refused):
        invitations.issue(entity=traders[0], by=book.zhao, on=TODAY)


def test_the_card_says_what_fits_what_nearly_does_and_by_which_clause(clerk):
    page = text_of(clerk.get("/my/policies"))
    assert "接近达标" in page and "2023年营业收入再增 50 万元" in page
    assert "模拟商贸〔2023〕1号 第二条" in page and "示例，非现行政策" in page
    assert "绝不用于" in page and "附带条件" in page


def test_a_clerk_reaches_nothing_of_the_offices(clerk, traders):
    for address in ("/policies", "/registers/entity", f"/policies-enterprise/{traders[0].number}"):
        assert clerk.get(address).status_code == 403


def test_what_if_is_judged_with_own_numbers_and_not_kept(clerk):
    page = text_of(clerk.get("/my/what-if/trade_growth"))
    assert 'value="10950"' in page and "取自 SB-" in page
    before = Filing.objects.count()
    answer = clerk.post("/my/what-if/trade_growth", {
        "operating_revenue.0": "11000", "operating_revenue.1": "10000",
        "industry_code.0": "F5151", "certificate.above_scale": "yes",
    })  # fmt: skip
    assert answer.context["result"].state == "fits"
    assert "没有保存" in text_of(answer) and Filing.objects.count() == before


def test_a_changed_number_is_saved_as_a_new_version_and_the_rest_stays(clerk, ma, traders):
    firms.filed(ma, traders[1], "2021", operating_revenue=8000)
    typed = {"operating_revenue.0": "1.1亿元", "operating_revenue.1": "10000", "tax_paid.0": "300"}
    answer = clerk.post("/my/filing", typed, follow=True)
    assert "已保存 2 项" in text_of(answer)
    last = Filing.objects.filter(entity=traders[1], period="2023").order_by("-version").first()
    assert last.version == 2
    facts = filings.known(TODAY, [traders[1].pk])[traders[1].pk].facts
    assert facts.numbers["operating_revenue"][:2] == (11_000 * WAN, 10_000 * WAN)
    assert facts.numbers["tax_paid"] == (300 * WAN,)
    assert "2023年营业收入再增" not in text_of(clerk.get("/my/policies"))


def test_what_was_not_changed_is_not_filed_again(clerk):
    before = Filing.objects.count()
    typed = {"operating_revenue.0": "10950", "operating_revenue.1": "10000"}
    assert "已保存 0 项" in text_of(clerk.post("/my/filing", typed, follow=True))
    assert Filing.objects.count() == before


def test_a_wrong_number_is_named_and_nothing_is_saved(clerk):
    before = Filing.objects.count()
    answer = clerk.post("/my/filing", {"operating_revenue.0": "一大笔"})
    assert answer.status_code == 400 and Filing.objects.count() == before


def test_an_enterprise_consents_to_its_own_award_only(ma, traders):
    actions.make_list(policy="trade_growth", by=ma, on=TODAY)
    award = Award.objects.get()
    other = signed_in(firms.clerk(ma, traders[1]))
    address = f"/my/policies/awards/{award.number}"
    assert other.post(address, {"kind": "consented"}).status_code == 400
    assert awards.standing([award])[0].state == "listed"
    own = signed_in(firms.clerk(ma, traders[0]))
    assert "同意领取" in text_of(own.get("/my/policies"))
    answer = own.post(address, {"kind": "consented"}, follow=True)
    assert "已同意领取，公示期满后拨付" in text_of(answer)
    assert awards.standing([award])[0].state == "consented"
    assert own.post(address, {"kind": "removed"}).status_code == 400


def test_an_enterprise_applies_once_for_what_is_paid_on_application(ma, traders):
    own = signed_in(firms.clerk(ma, traders[0]))
    answer = own.post("/my/policies/apply", {"policy": "trade_exhibition"})
    assert answer.status_code == 400 and "需补充" in text_of(answer)
    own.post("/my/filing", {"exhibition_expense.0": "100", "operating_revenue.0": "12000",
                            "operating_revenue.1": "10000"})  # fmt: skip
    answer = own.post("/my/policies/apply", {"policy": "trade_exhibition"}, follow=True)
    assert "申请已提交" in text_of(answer)
    again = own.post("/my/policies/apply", {"policy": "trade_exhibition"})
    assert again.status_code == 400 and "不重复支付" in text_of(again)
    free = own.post("/my/policies/apply", {"policy": "trade_growth"})
    assert free.status_code == 400 and "不需要申请" in text_of(free)
    found = actions.make_list(policy="trade_exhibition", by=ma, on=TODAY)
    assert found.awards.get().amount_fen == 30 * WAN


def test_the_self_check_shows_an_enterprise_no_rail_of_the_offices(office, ma, traders):
    rail = 'class="rail"'
    assert rail in office.get("/selfcheck").content.decode()
    own = signed_in(firms.clerk(ma, traders[0]))
    for address in ("/selfcheck", "/selfcheck/hnte"):
        assert rail not in own.get(address).content.decode()
