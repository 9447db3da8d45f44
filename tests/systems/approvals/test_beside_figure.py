"""The figure of a limit opens to its two rule versions and to the days really taken."""

from __future__ import annotations

import shutil

import pytest

from zonebook.core.catalog import SHIPPED
from zonebook.records import zone as zones
from zonebook.systems.approvals import book as known
from zonebook.systems.approvals import standing

LANZHOU = SHIPPED.parent / "zones" / "lanzhou" / "catalog"
FILES = ("procedures/limits.yaml", "indicators/lim_gov_land.yaml")


def forget() -> None:
    """What the process knows of the catalogue."""
    for one in (zones.catalog, known.procedures, known.rules, standing.alone):
        one.cache_clear()


@pytest.fixture
def zone_limits(home):
    """The home has the limits of the demonstration's zone."""
    for name in FILES:
        place = home / "catalog" / name
        place.parent.mkdir(parents=True, exist_ok=True)
        shutil.copy(LANZHOU / name, place)
    forget()
    yield
    forget()


@pytest.mark.parametrize("lang", ["zh", "en"])
def test_the_figure_names_both_versions_and_leads_to_what_was_measured(zone_limits, li, lang):
    li.cookies["django_language"] = lang
    shown = li.get("/figures/lim_gov_land", {"period": "2023"}).content.decode()
    for days in {"zh": ("15个工作日", "11个工作日"), "en": ("15 working days", "11 working days")}[
        lang
    ]:
        assert days in shown
    assert {"zh": "演示假定", "en": "assumed for the demonstration"}[lang] in shown
    assert "/guide/government_investment" in shown
    assert "/approvals-limits#government_investment-land_use" in shown


def test_who_may_not_see_cases_is_led_to_the_rules_alone(zone_limits, wang):
    shown = wang.get("/figures/lim_gov_land", {"period": "2023"}).content.decode()
    assert "/guide/government_investment" in shown
    assert "/approvals-limits#" not in shown


def test_a_figure_of_no_limit_has_nothing_beside_it(zone_limits, li):
    assert "/approvals-limits#" not in li.get("/figures/gdp").content.decode()
