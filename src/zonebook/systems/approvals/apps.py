"""Approvals as a Django app: its pages and its lines of the rail."""

from django.apps import AppConfig


class ApprovalsConfig(AppConfig):
    """The officer's desk of cases and the public clock sheet."""

    name = "zonebook.systems.approvals"
    label = "approvals"
    system = "approvals"
    waiting = "zonebook.systems.approvals.waiting.items"
    rail = (
        ("approvals", "approvals.desk"),
        ("applications", "approvals.applications"),
        ("approvals-regularity", "approvals.regularity"),
        ("approvals-import", "approvals.import"),
        ("clock", "approvals.clock"),
    )
