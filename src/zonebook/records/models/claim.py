"""首报首谈: who reported a lead first and is protected for a time."""

from django.db import models

from zonebook.records.models.base import DayField, Kept, Register


class Claim(Register):
    """A group's claim on a lead; `to_on` is the first day that protects it no longer."""

    project = models.ForeignKey("records.Project", models.PROTECT, related_name="claims")
    claimant = models.CharField(max_length=80)
    from_on = DayField()
    to_on = DayField(null=True)
    ended_why = models.CharField(max_length=200, default="")

    kept = Kept("RL", "promotion", natural_key=("project", "claimant", "from_on"))

    class Meta(Register.Meta):
        db_table = "claim"
