"""重大项目名录: projects applied for, put on and taken off the lists of province and city."""

from django.db import models

from zonebook.records.models.base import DayField, Kept, Register


class ListMembership(Register):
    """A project was applied for (申报), put on (列入) or taken off (调出) a list of one year."""

    project = models.ForeignKey("records.Project", models.PROTECT, related_name="lists")
    level = models.CharField(max_length=20)
    year = models.SmallIntegerField()
    list_name = models.CharField(max_length=80, default="")
    kind = models.CharField(max_length=20, default="")
    state = models.CharField(max_length=20)
    occurred_on = DayField(null=True)
    document = models.ForeignKey("records.Document", models.PROTECT, null=True, related_name="+")

    kept = Kept("LB", "projects", natural_key=("project", "level", "year", "state"))

    class Meta(Register.Meta):
        db_table = "list_membership"
