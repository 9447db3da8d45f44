"""Policies as a Django app: its pages and its lines of the rail."""

from django.apps import AppConfig


class PoliciesConfig(AppConfig):
    """Matching, lists and payments; the enterprise's own card; the public self-check."""

    name = "zonebook.systems.policies"
    label = "policies"
    system = "policies"
    waiting = "zonebook.systems.policies.due.items"
    pages = {"award": "award", "award_list": "award-list"}
    rail = (
        ("policies", "policies.rail.match"),
        ("policies-due", "policies.rail.due"),
        ("policies-enterprise", "policies.rail.card"),
        ("selfcheck", "policies.rail.selfcheck"),
    )
