"""What the book remembers of sheets: header maps, imports with their rows, proposals to other offices."""

from __future__ import annotations

from django.db import models

from zonebook.records.models.door import Guarded


class HeaderMap(models.Model):
    """How the header of an office's sheet was mapped, corrected once and remembered."""

    register = models.CharField(max_length=40)
    signature = models.CharField(max_length=64)
    mapping = models.JSONField()

    objects = Guarded()

    class Meta:
        db_table = "header_map"
        base_manager_name = "objects"
        constraints = [
            models.UniqueConstraint(
                fields=["register", "signature"], name="one_header_map_a_signature"
            )
        ]


class SheetImport(models.Model):
    """One sheet that was imported: its file, where it lay, and which record each row became."""

    batch = models.ForeignKey("records.Batch", models.PROTECT, related_name="sheets")
    file = models.ForeignKey("records.StoredFile", models.PROTECT, related_name="imports")
    register = models.CharField(max_length=40)
    sheet = models.CharField(max_length=100)
    signature = models.CharField(max_length=64)
    book_name = models.CharField(max_length=200)
    counted = models.JSONField(default=dict)
    rows = models.JSONField(default=dict)

    objects = Guarded()

    class Meta:
        db_table = "sheet_import"
        base_manager_name = "objects"


class Draft(models.Model):
    """A dry run that waits for its person: the file, the answers given so far, how far it has come."""

    by = models.ForeignKey("records.Person", models.PROTECT, related_name="+")
    file = models.ForeignKey("records.StoredFile", models.PROTECT, related_name="+")
    register = models.CharField(max_length=40, default="")
    sheet = models.CharField(max_length=100, default="")
    answers = models.JSONField(default=dict)
    progress = models.JSONField(default=dict)
    batch = models.ForeignKey("records.Batch", models.PROTECT, null=True, related_name="+")

    objects = Guarded()

    class Meta:
        db_table = "draft"
        base_manager_name = "objects"


class Proposal(models.Model):
    """A value that another office would put into a column it does not own."""

    batch = models.ForeignKey("records.Batch", models.PROTECT, related_name="proposals")
    noun = models.CharField(max_length=40)
    record_id = models.BigIntegerField()
    number = models.CharField(max_length=20)
    column = models.CharField(max_length=60)
    value = models.JSONField(null=True)
    answer = models.CharField(max_length=10, default="")
    answered_in = models.ForeignKey(
        "records.Batch", models.PROTECT, null=True, related_name="answered_proposals"
    )

    objects = Guarded()

    class Meta:
        db_table = "proposal"
        base_manager_name = "objects"
