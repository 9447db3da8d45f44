"""科技项目: research projects that a level of government approved."""

from django.db import models

from zonebook.records.models.base import DayField, Kept, Register


class ScienceProject(Register):
    """A project approved (立项), not one applied for or still running from before."""

    name = models.CharField(max_length=300)
    entity = models.ForeignKey(
        "records.Entity", models.PROTECT, null=True, related_name="science_projects"
    )
    level = models.CharField(max_length=20)
    programme = models.CharField(max_length=200, default="")
    approval_no = models.CharField(max_length=80, default="")
    applied_on = DayField(null=True)
    approved_on = DayField(null=True)
    granted_fen = models.BigIntegerField(null=True)
    accepted_on = DayField(null=True)
    document = models.ForeignKey("records.Document", models.PROTECT, null=True, related_name="+")

    kept = Kept("KJ", "innovation", natural_key=("approval_no",))

    class Meta(Register.Meta):
        db_table = "science_project"

    def __str__(self) -> str:
        return self.name
