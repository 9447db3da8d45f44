"""培育计划: which rung an enterprise is to reach, what is open, the next step and who owns it."""

from django.db import models

from zonebook.records.models.base import Kept, Register


class CultivationPlan(Register):
    """One enterprise on its way to one rung of the ladder; open gaps come from the verdict."""

    entity = models.ForeignKey("records.Entity", models.PROTECT, related_name="cultivation_plans")
    target = models.CharField(max_length=40)
    next_step = models.CharField(max_length=300, default="")
    helper = models.CharField(max_length=60, default="")
    due_on = models.DateField(null=True)
    state = models.CharField(max_length=20, default="open")

    kept = Kept("PY", "ladder", natural_key=("entity", "target"))

    class Meta(Register.Meta):
        db_table = "cultivation_plan"
