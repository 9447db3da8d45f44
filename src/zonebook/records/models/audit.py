"""操作留痕: what was written, by whom, when, why, and what stood there before."""

from __future__ import annotations

from django.db import models
from django.db.models.functions import Now

from zonebook.records.models.door import Guarded


class Batch(models.Model):
    """One writing: an import, an edit, an undo; append-only."""

    kind = models.CharField(max_length=20)
    register = models.CharField(max_length=40, default="")
    why = models.TextField(default="")
    by = models.ForeignKey("records.Person", models.PROTECT, related_name="+", db_index=False)
    on = models.DateField()
    recorded_at = models.DateTimeField(db_default=Now(), editable=False)
    # Its index holds the batches that undo one, alone (0012_lean_case).
    undoes = models.OneToOneField("self", models.PROTECT, null=True, related_name="undone_by")

    objects = Guarded()

    class Meta:
        db_table = "batch"
        base_manager_name = "objects"

    def __str__(self) -> str:
        return f"{self.kind} {self.pk}"


class Audit(models.Model):
    """One changed record of a batch; without foreign keys to records, so that it never hinders them."""

    batch = models.ForeignKey(Batch, models.PROTECT, related_name="audits")
    noun = models.CharField(max_length=40)
    record_id = models.BigIntegerField()
    number = models.CharField(max_length=20, default="")
    verb = models.CharField(max_length=10)
    before = models.JSONField(default=dict)
    after = models.JSONField(default=dict)
    why = models.TextField(default="")

    objects = Guarded()

    class Meta:
        db_table = "audit"
        base_manager_name = "objects"
        indexes = [models.Index(fields=["noun", "record_id"], name="audit_record")]


class Sequence(models.Model):
    """The last number given out under a prefix in a year."""

    prefix = models.CharField(max_length=4)
    year = models.IntegerField()
    last = models.IntegerField(default=0)

    objects = Guarded()

    class Meta:
        db_table = "sequence"
        base_manager_name = "objects"
        constraints = [
            models.UniqueConstraint(
                fields=["prefix", "year"], name="one_sequence_a_prefix_and_year"
            )
        ]
