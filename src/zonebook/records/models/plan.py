"""年度计划与月度投资: what a project should invest in a year, as adjusted, and what it did invest."""

from django.db import models

from zonebook.records.models.base import DayField, Kept, Register


class PlanVersion(Register):
    """A project's plan of a year; an adjustment is the next version, with its document."""

    project = models.ForeignKey("records.Project", models.PROTECT, related_name="plans")
    year = models.SmallIntegerField()
    version = models.SmallIntegerField(default=1)
    amount_fen = models.BigIntegerField()
    adopted_on = DayField(null=True)
    why = models.CharField(max_length=200, default="")
    document = models.ForeignKey("records.Document", models.PROTECT, null=True, related_name="+")

    kept = Kept(
        "NJ",
        "projects",
        natural_key=("project", "year", "version"),
        law="政府投资条例（国务院令第712号）",
    )

    class Meta(Register.Meta):
        db_table = "plan_version"


class MonthlyInvestment(Register):
    """Investment completed in a month; the cumulative number of the sheet is kept to check it."""

    project = models.ForeignKey("records.Project", models.PROTECT, related_name="investments")
    month_on = DayField()
    amount_fen = models.BigIntegerField(null=True)
    cumulative_fen = models.BigIntegerField(null=True)
    progress = models.CharField(max_length=300, default="")
    problem = models.CharField(max_length=300, default="")
    document = models.ForeignKey("records.Document", models.PROTECT, null=True, related_name="+")

    kept = Kept("YT", "projects", natural_key=("project", "month_on"))

    class Meta(Register.Meta):
        db_table = "monthly_investment"
        indexes = [models.Index(fields=["month_on"], name="monthly_investment_month")]
