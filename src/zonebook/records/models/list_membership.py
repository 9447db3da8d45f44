"""重大项目名录: projects applied for, put on and taken off the lists of province and city."""

from django.db import models

from zonebook.records.models.base import DayField, Kept, Register


class ListMembership(Register):
    """A project's way onto a list of one year; applied for (申报) is not listed (列入)."""

    project = models.ForeignKey("records.Project", models.PROTECT, related_name="lists")
    level = models.CharField(max_length=20)
    year = models.SmallIntegerField()
    kind = models.CharField(max_length=20, default="")
    applied_on = DayField(null=True)
    listed_on = DayField(null=True)
    removed_on = DayField(null=True)
    document = models.ForeignKey("records.Document", models.PROTECT, null=True, related_name="+")

    kept = Kept("LB", "projects", natural_key=("project", "level", "year"))

    class Meta(Register.Meta):
        db_table = "list_membership"
