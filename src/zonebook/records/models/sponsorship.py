"""包抓: which leader sponsors a project, with which unit, from when to when."""

from django.db import models

from zonebook.records.models.base import DayField, Kept, Register


class Sponsorship(Register):
    """A leader answers for a project and a unit does the work, until somebody else takes over."""

    project = models.ForeignKey("records.Project", models.PROTECT, related_name="sponsorships")
    leader = models.CharField(max_length=60)
    office = models.CharField(max_length=60, default="")
    from_on = DayField(null=True)
    to_on = DayField(null=True)
    document = models.ForeignKey("records.Document", models.PROTECT, null=True, related_name="+")

    kept = Kept("BZ", "projects", natural_key=("project", "leader"))

    class Meta(Register.Meta):
        db_table = "sponsorship"
