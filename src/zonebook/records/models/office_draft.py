"""本处室文稿: a draft that an office keeps, each check of it, and what was decided about its numbers.

None of these is a noun of the book: drafts are confidential, so neither the schema, the trail's
pages nor the interface know them; systems.drafts reads them for the office that keeps them.
"""

from __future__ import annotations

from django.db import models
from django.db.models.functions import Now

from zonebook.records.models.door import Guarded


class OfficeDraft(models.Model):
    """A draft that somebody asked to keep for their office; who began it is in its batch."""

    office = models.ForeignKey("records.Office", models.PROTECT, related_name="+")
    title = models.CharField(max_length=200)
    batch = models.ForeignKey("records.Batch", models.PROTECT, related_name="+")

    objects = Guarded()

    class Meta:
        db_table = "office_draft"
        base_manager_name = "objects"


class DraftCheck(models.Model):
    """One check of a draft, the text as it then was; append-only until the office removes the draft.

    `found` are the findings as key, rule, level and words, `counted` the coverage, `file` the Word
    file where one was given.
    """

    draft = models.ForeignKey(OfficeDraft, models.PROTECT, related_name="checks")
    place = models.PositiveIntegerField()
    text = models.TextField()
    name = models.CharField(max_length=200, default="")
    period = models.CharField(max_length=40, default="")
    file = models.ForeignKey("records.StoredFile", models.PROTECT, null=True, related_name="+")
    found = models.JSONField(default=list)
    counted = models.JSONField(default=dict)
    batch = models.ForeignKey("records.Batch", models.PROTECT, related_name="+")
    recorded_at = models.DateTimeField(db_default=Now(), editable=False)

    objects = Guarded()

    class Meta:
        db_table = "draft_check"
        base_manager_name = "objects"
        constraints = [models.UniqueConstraint(fields=["draft", "place"], name="one_check_a_place")]


class DraftDecision(models.Model):
    """What somebody decided about a finding or claim of a draft; a later one stands in for it.

    `kind` is dismissed, accepted, bound or reopened; `what` the key of the finding or claim, `why`
    the reason or the indicator.
    """

    draft = models.ForeignKey(OfficeDraft, models.PROTECT, related_name="decisions")
    kind = models.CharField(max_length=12)
    what = models.CharField(max_length=40)
    why = models.CharField(max_length=200, default="")
    batch = models.ForeignKey("records.Batch", models.PROTECT, related_name="+")

    objects = Guarded()

    class Meta:
        db_table = "draft_decision"
        base_manager_name = "objects"
