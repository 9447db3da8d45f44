"""Three firms of one trade: one short by 10,000 yuan, its twin on the threshold, one silent."""

from __future__ import annotations

from datetime import date

from tests import cast
from zonebook.records import write
from zonebook.records.models import Certificate, Entity, Filing, FilingValue, Membership

WAN = 1_000_000
SALES = {2021: 3412, 2022: 3842, 2023: 3986}
SHORT, EVEN, SILENT = (168, 187, 206), (168, 188, 206), None
STANDING = {
    "staff_total": 68, "science_tech_staff": 14, "ip_owned": 8, "ip_class1_valid": 1,
    "in_supported_field": "yes", "major_incident_days_ago": "none",
    "expert_grade.ip1": 7, "expert_grade.ip2": 7, "expert_grade.ip4": 5, "expert_grade.or1": 5,
    "expert_grade.or2": 5, "expert_grade.or3": 3, "expert_grade.or4": 4,
}  # fmt: skip


def settle(people) -> list[Entity]:
    """The three with their returns of three years."""
    names = ("陇测智感", "陇测慧观", "陇测远析")
    made = cast.enter(
        people,
        *(
            {"kind": "enterprise", "name": f"兰州{name}科技有限公司", "industry": "4014",
             "established_on": date(2017, 5, 16)}
            for name in names
        ),
    )  # fmt: skip
    for entity, spent in zip(made, (SHORT, EVEN, SILENT), strict=True):
        returns(people, entity, spent)
    return made


def returns(people, entity, spent) -> None:
    """Three yearly returns of one enterprise, confirmed by the office."""
    with write.batch(by=people.wang, on=cast.TODAY, kind="edit", why="test") as batch:
        for at, (year, sales) in enumerate(SALES.items()):
            head = {"entity": entity, "period": str(year), "form": "self_report",
                    "filed_on": date(2024, 1, 30), "reviewed_on": date(2024, 2, 6)}  # fmt: skip
            filing = batch.add(Filing, head)
            money = {"sales_revenue": sales, "operating_revenue": sales, "total_income": sales + 24,
                     "main_business_revenue": 1200 + 320 * at, "net_assets": 4000 + 400 * at,
                     "high_tech_revenue": sales * 72 // 100}  # fmt: skip
            if spent is not None:
                money |= {"rd_expense": spent[at], "rd_expense_domestic": spent[at]}
            rows = [{"measure": key, "value": value * WAN} for key, value in money.items()]
            rows += [{"measure": "technology_transformations", "value": 6}]
            rows += [
                {"measure": key, "word": one}
                if isinstance(one, str)
                else {"measure": key, "value": one}
                for key, one in STANDING.items()
            ]
            batch.add_many(FilingValue, [{"filing": filing, **row} for row in rows])


def certify(people, entity, qualification, granted, valid_to, kind="recognition") -> Certificate:
    """A certificate of an enterprise."""
    row = {"entity": entity, "qualification": qualification, "kind": kind,
           "granted_on": granted, "valid_to": valid_to}  # fmt: skip
    with write.batch(by=people.wang, on=cast.TODAY, kind="edit", why="test") as batch:
        return batch.add(Certificate, row)


def leave(people, entity, on, went) -> None:
    """The enterprise leaves the zone."""
    with write.batch(by=people.li, on=cast.TODAY, kind="edit", why="test") as batch:
        batch.change(Membership.objects.get(entity=entity), {"to_on": on, "went": went})
