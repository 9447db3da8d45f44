"""A register of random enterprises for measuring rules: skewed sizes, gaps, many exactly at 5 %."""

from __future__ import annotations

from typing import Any

import numpy as np
from numpy.typing import NDArray

from zonebook.core.rules.facts import Record
from zonebook.core.rules.measures import Measures
from zonebook.engines.columns.rules_register import Coded, Register

AT_THRESHOLD = 0.4  # enterprises steer to the threshold; this share stands exactly on it
GAP = 0.03
FLAGS = (
    "in_supported_field", "in_excluded_product_list", "resident_enterprise", "research_dishonesty",
    "abnormal_operation_list", "serious_dishonesty_list", "strategic_emerging_product",
    "has_development_activity", "on_advanced_manufacturer_list",
)  # fmt: skip
WORDS = ("rd_institution_level", "chain_role", "construction_qualification")
INDUSTRIES = (
    "C27", "C2710", "C39", "I65", "F51", "F52", "G54", "L72", "M73", "E47", "K7010", "R87", "N77",
)  # fmt: skip
SHARES = {
    "total_income": 1.02, "high_tech_revenue": 0.65, "total_assets": 1.1, "total_liabilities": 0.6,
    "cost_and_expense_total": 0.9, "taxable_income": 0.05, "assets_quarterly_average": 1.1,
    "encouraged_industry_revenue": 0.6,
}  # fmt: skip
STAFF = {"staff_total": 1.0, "science_tech_staff": 0.12, "employees_year_end": 1.0}
COUNTS = {
    "ip_owned": 4, "ip_class1_valid": 4, "ip_class1_self_developed": 3, "ip_class1_high_value": 2,
    "ip_class2_valid": 6, "ip_class1_applied_with_benefit": 5,
}  # fmt: skip
OTHERS = {  # least, most, grains
    "segment_market_rank": (1, 9, 1), "global_market_rank": (1, 9, 1),
    "days_since_registration": (100, 6000, 1), "years_in_segment": (0, 15, 100),
    "segment_market_share": (0, 30, 10_000), "srdi_quality_score": (30, 90, 100),
    "major_incident_days_ago": (1, 9000, 1),
}  # fmt: skip


class Maker:
    """Draws the columns of a register."""

    def __init__(self, size: int, measures: Measures, seed: int = 20231013) -> None:
        self.size, self.measures = size, measures
        self.draw = np.random.default_rng(seed)
        self.register = Register(size)

    def number(self, key: str, back: int, values: NDArray[Any]) -> None:
        """One year of one measure, with gaps."""
        column = np.floor(values.astype(np.float64))
        column[self.draw.random(self.size) < GAP] = np.nan
        self.register.numbers[(key, back)] = column

    def between(self, low: float, high: float) -> NDArray[np.float64]:
        """A factor for each enterprise."""
        return self.draw.uniform(low, high, self.size)

    def coded(self, values: tuple[Any, ...]) -> Coded:
        """Any of the values, or unknown."""
        codes = self.draw.integers(0, len(values) + 1, self.size).astype(np.uint8)
        return Coded(codes, values)

    def years(self, revenue: NDArray[np.float64]) -> None:
        """Three years of money; R&D of many is exactly a twentieth of sales."""
        for back in range(3):
            year = np.floor(revenue * 0.9**back * self.between(0.8, 1.2) / 100) * 100
            for key in ("operating_revenue", "sales_revenue"):
                self.number(key, back, year)
            self.number("main_business_revenue", back, year * self.between(0.5, 1.0))
            exact = self.draw.random(self.size) < AT_THRESHOLD
            rd = np.where(exact, year / 20, year * self.between(0, 0.12))
            self.number("rd_expense", back, rd)
            self.number("rd_expense_domestic", back, rd * self.between(0.5, 1.0))
            self.number("net_assets", back, year * self.between(0.1, 1.0))
            some = self.draw.random(self.size) < 0.2
            self.number("new_equity_investment", back, np.where(some, year * 0.3, 0))
            self.number("technology_transformations", back, self.draw.integers(0, 8, self.size))


def random_register(size: int, measures: Measures, seed: int = 20231013) -> Register:
    """A register of so many enterprises; the same for the same size and seed."""
    maker = Maker(size, measures, seed)
    revenue = np.exp(maker.draw.normal(8.2, 1.4, size)) * 1e6
    maker.years(revenue)
    for key, share in SHARES.items():
        maker.number(key, 0, revenue * share * maker.between(0.6, 1.2))
    staff = maker.draw.integers(5, 900, size) * 100
    for key, share in STAFF.items():
        maker.number(key, 0, staff * share)
    maker.number("employees_quarterly_average", 0, staff)
    for key, most in COUNTS.items():
        maker.number(key, 0, maker.draw.integers(0, most, size))
    for key, (low, high, grain) in OTHERS.items():
        maker.number(key, 0, maker.draw.integers(low, high, size) * grain)
    register = maker.register
    register.coded |= {key: maker.coded((False, True)) for key in FLAGS}
    register.coded |= {key: maker.coded(measures[key].values) for key in WORDS}
    register.coded["industry_code"] = maker.coded(INDUSTRIES)
    held: tuple[Any, ...] = ((), (Record("hnte"),), (Record("srdi_sme"), Record("tech_sme")))
    register.listed["certificate"] = maker.coded(held)
    awards: tuple[Any, ...] = ((), (Record("national", 2024, 2),), (Record("provincial", 2023, 1),))
    register.listed["science_award"] = maker.coded(awards)
    return register
