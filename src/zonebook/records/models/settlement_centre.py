"""区域销售结算中心: group sales companies that settle their region's sales in the zone."""

from django.db import models

from zonebook.records.models.base import DayField, Kept, Register


class SettlementCentre(Register):
    """A centre, there at the latest on `known_by_on`; the sales of all are one statement."""

    name = models.CharField(max_length=200)
    entity = models.ForeignKey(
        "records.Entity", models.PROTECT, null=True, related_name="settlement_centres"
    )
    opened_on = DayField(null=True)
    known_by_on = models.DateField(null=True)
    in_statistics_on = DayField(null=True)
    closed_on = DayField(null=True)
    statement = models.ForeignKey(
        "records.Statement", models.PROTECT, null=True, related_name="settlement_centres"
    )
    document = models.ForeignKey("records.Document", models.PROTECT, null=True, related_name="+")

    kept = Kept("JX", "promotion", natural_key=("name",))

    class Meta(Register.Meta):
        db_table = "settlement_centre"

    def __str__(self) -> str:
        return self.name
