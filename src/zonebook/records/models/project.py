"""项目: one noun from first report to production, with its names, its stage log and its signings."""

from django.db import models

from zonebook.records.models.base import DayField, Event, Kept, Register


class Project(Register):
    """A project; a lead is a project whose stage that day is lead or negotiating."""

    name = models.CharField(max_length=200, db_index=True)
    code = models.CharField(max_length=60, default="")
    entity = models.ForeignKey("records.Entity", models.PROTECT, null=True, related_name="projects")
    investor = models.CharField(max_length=200, default="")
    industry = models.CharField(max_length=8, default="")
    total_investment_fen = models.BigIntegerField(null=True)
    group = models.CharField(max_length=60, default="")
    parent = models.ForeignKey("self", models.PROTECT, null=True, related_name="parts")
    phase = models.CharField(max_length=20, default="")

    kept = Kept("XM", "promotion")

    class Meta(Register.Meta):
        db_table = "project"

    def __str__(self) -> str:
        return self.name


class ProjectName(Register):
    """Another name that a project was reported under."""

    project = models.ForeignKey(Project, models.PROTECT, related_name="names")
    name = models.CharField(max_length=200, db_index=True)
    from_on = DayField(null=True)

    kept = Kept("XC", "promotion")

    class Meta(Register.Meta):
        db_table = "project_name"


class ProjectEvent(Event):
    """A stage that a project reached."""

    project = models.ForeignKey(Project, models.PROTECT, related_name="events")
    occurred_on = DayField()

    kept = Kept("XJ", "promotion")

    class Meta(Event.Meta):
        db_table = "project_event"


class Signing(Register):
    """A paper that was signed; which one counts is derived, never stored."""

    project = models.ForeignKey(Project, models.PROTECT, related_name="signings")
    kind = models.CharField(max_length=20)
    signed_on = DayField(null=True)
    amount_fen = models.BigIntegerField(null=True)
    investor = models.CharField(max_length=200, default="")
    partner = models.CharField(max_length=200, default="")
    occasion = models.CharField(max_length=200, default="")
    group = models.CharField(max_length=60, default="")
    document = models.ForeignKey("records.Document", models.PROTECT, null=True, related_name="+")

    kept = Kept("QD", "promotion")

    class Meta(Register.Meta):
        db_table = "signing"
