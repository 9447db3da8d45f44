"""免费刻章: seal sets given to new enterprises, and what the shops settled for them."""

from django.db import models

from zonebook.records.models.base import DayField, Kept, Register


class SealSettlement(Register):
    """What one seal shop was paid for one month: the second count of the sets."""

    maker = models.CharField(max_length=200)
    month_on = DayField()
    sets = models.IntegerField()
    amount_fen = models.BigIntegerField(null=True)
    paid_on = DayField(null=True)
    document = models.ForeignKey("records.Document", models.PROTECT, null=True, related_name="+")

    kept = Kept("JS", "registration", natural_key=("maker", "month_on"))

    class Meta(Register.Meta):
        db_table = "seal_settlement"


class SealSet(Register):
    """Seals cut free of charge for one entity; a set is counted, whatever seals it holds."""

    entity = models.ForeignKey(
        "records.Entity", models.PROTECT, null=True, related_name="seal_sets"
    )
    issued_on = DayField()
    sets = models.SmallIntegerField(default=1)
    seals = models.SmallIntegerField(null=True)
    maker = models.CharField(max_length=200, default="")
    unit_price_fen = models.BigIntegerField(null=True)
    settlement = models.ForeignKey(
        SealSettlement, models.PROTECT, null=True, related_name="seal_sets"
    )

    kept = Kept("KZ", "registration", natural_key=("entity", "issued_on"))

    class Meta(Register.Meta):
        db_table = "seal_set"
