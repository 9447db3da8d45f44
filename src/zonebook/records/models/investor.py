"""投资方: who stands behind projects, the lists that they are on, and who controls them."""

from django.db import models

from zonebook.records.models.base import DayField, Kept, Register


class Investor(Register):
    """An investing enterprise; 家 counts investors, 个 counts their projects."""

    name = models.CharField(max_length=200)
    entity = models.ForeignKey(
        "records.Entity", models.PROTECT, null=True, related_name="investors"
    )
    parent = models.ForeignKey("self", models.PROTECT, null=True, related_name="subsidiaries")
    is_listed = models.BooleanField(null=True)
    exchange = models.CharField(max_length=20, default="")
    stock_name = models.CharField(max_length=40, default="")
    stock_code = models.CharField(max_length=20, default="")
    listed_on = DayField(null=True)

    kept = Kept("TZ", "promotion", natural_key=("name",))

    class Meta(Register.Meta):
        db_table = "investor"

    def __str__(self) -> str:
        return self.name


class InvestorListing(Register):
    """An investor on a list: a Top-500 list of one year, listed companies, leaders of industries."""

    investor = models.ForeignKey(Investor, models.PROTECT, related_name="listings")
    list = models.CharField(max_length=40)
    year = models.SmallIntegerField(null=True)
    rank = models.SmallIntegerField(null=True)
    document = models.ForeignKey("records.Document", models.PROTECT, null=True, related_name="+")

    kept = Kept("BD", "promotion", natural_key=("investor", "list", "year"))

    class Meta(Register.Meta):
        db_table = "investor_listing"


class ProjectInvestor(Register):
    """An investor's part in a project; a project may have several."""

    project = models.ForeignKey("records.Project", models.PROTECT, related_name="investors")
    investor = models.ForeignKey(Investor, models.PROTECT, related_name="investments")
    role = models.CharField(max_length=20, default="")

    kept = Kept("XT", "promotion", natural_key=("project", "investor"))

    class Meta(Register.Meta):
        db_table = "project_investor"
