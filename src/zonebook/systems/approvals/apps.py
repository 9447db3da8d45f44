"""Approvals as a Django app: its pages and its lines of the rail."""

from django.apps import AppConfig


class ApprovalsConfig(AppConfig):
    """The officer's desk of cases and the public clock sheet."""

    name = "zonebook.systems.approvals"
    label = "approvals"
    system = "approvals"
    finds = "zonebook.systems.approvals.finding.cases"
    pages = {"approval_case": "approval-case"}
    stated = "zonebook.systems.approvals.measured.beside"
    takes = "zonebook.systems.approvals.rolls_taken.address_of"
    waiting = "zonebook.systems.approvals.waiting.items"
    rail = (
        ("approvals", "approvals.desk"),
        ("applications", "approvals.applications"),
        ("approvals-regularity", "approvals.regularity"),
        ("approvals-limits", "limits.title"),
        ("approvals-exchange", "exchange.title"),
        ("approvals-import", "approvals.import"),
        ("clock", "approvals.clock"),
    )
    writing = ("approvals-import",)
