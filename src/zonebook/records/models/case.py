"""办件: an application on its way through one item, and the chain of what happened to it."""

from __future__ import annotations

from typing import Any

from django.db import models

from zonebook.core.procedures import events as core
from zonebook.core.values import Reason, Refused
from zonebook.records.models.base import Event, Kept, Register, filled


class ApprovalCase(Register):
    """A case: whose application for which item, at which window; its days stand in its events."""

    code = models.CharField(max_length=60, default="")
    title = models.CharField(max_length=200)
    procedure = models.CharField(max_length=60)
    item = models.CharField(max_length=60)
    entity = models.ForeignKey(
        "records.Entity", models.PROTECT, null=True, related_name="cases", db_index=False
    )
    applicant = models.CharField(max_length=200, default="")
    project = models.ForeignKey(
        "records.Project", models.PROTECT, null=True, related_name="cases", db_index=False
    )
    application = models.ForeignKey(
        "records.Application", models.PROTECT, null=True, related_name="cases", db_index=False
    )
    window = models.CharField(max_length=80, default="")
    officer = models.CharField(max_length=60, default="")

    kept = Kept("BJ", "approvals", natural_key=("code",), law="中华人民共和国行政许可法第四十二条")

    class Meta(Register.Meta):
        db_table = "approval_case"
        indexes = [
            models.Index(fields=["officer"], name="case_officer"),
            *(filled(name, f"case_{name}") for name in ("entity", "project", "application")),
        ]

    def __str__(self) -> str:
        return self.title


class CaseEvent(Event):
    """One step of a case; `sha` is over the row and `before`, the hash of the step before it.

    The index of `voids` holds the events that void one, alone (0012_lean_case).
    """

    case = models.ForeignKey(  # found by its place among the events of the case
        ApprovalCase, models.PROTECT, related_name="events", db_index=False
    )
    place = models.PositiveIntegerField()
    item = models.CharField(max_length=60)
    occurred_on = models.DateField()
    occurred_at = models.DateTimeField(null=True)
    actor = models.CharField(max_length=60, default="")
    paper = models.CharField(max_length=80, default="")
    args = models.JSONField(default=dict)
    document = models.ForeignKey(
        "records.Document", models.PROTECT, null=True, related_name="+", db_index=False
    )
    before = models.CharField(max_length=64, default="")
    sha = models.CharField(max_length=64)

    kept = Kept("BS", "approvals", law="中华人民共和国行政许可法第四十二条")

    class Meta(Event.Meta):
        db_table = "case_event"
        constraints = [
            models.UniqueConstraint(fields=["case", "place"], name="one_event_a_place_of_a_case")
        ]
        indexes = [filled("document", "case_event_document")]

    @property
    def is_from_list(self) -> bool:
        """Whether an office's own list told it; such a list may lack papers and moments."""
        return bool(self.extra.get("roll"))

    def void_values(self, values: dict[str, Any]) -> dict[str, Any]:
        """The row that voids this one stands at the end of the chain."""
        last = CaseEvent.objects.filter(case_id=self.case_id).order_by("-place")[0]
        why = values["void_why"]
        told = core.Event(
            last.place + 1,
            self.kind,
            self.occurred_on,
            self.item,
            self.actor,
            self.paper,
            self.occurred_at,
            args=self.args,
            voids=self.place,
            why=why,
        )
        if not str(why).strip():
            raise Refused(Reason("case.void_without_why", {"number": self.place}))
        sha = core.chained([told], last.sha)[0]
        return {**values, "place": told.number, "before": last.sha, "sha": sha}
