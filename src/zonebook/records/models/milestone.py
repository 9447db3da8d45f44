"""项目节点: the steps of building a project, planned and actual."""

from django.db import models

from zonebook.records.models.base import DayField, Kept, Register


class Milestone(Register):
    """A step of a project; with `not_later` the actual day is only the latest that it may be."""

    project = models.ForeignKey("records.Project", models.PROTECT, related_name="milestones")
    step = models.CharField(max_length=20)
    planned_on = DayField(null=True)
    actual_on = DayField(null=True)
    not_later = models.BooleanField(default=False)
    document = models.ForeignKey("records.Document", models.PROTECT, null=True, related_name="+")

    kept = Kept("JD", "projects", natural_key=("project", "step"))

    class Meta(Register.Meta):
        db_table = "milestone"
