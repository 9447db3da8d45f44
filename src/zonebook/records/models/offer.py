"""要素供给: what the zone has of land, energy, capital and labour for enterprises that ask."""

from django.db import models

from zonebook.records.models.base import DayField, Kept, Register


class Offer(Register):
    """A parcel, spare capacity, a financing product, people looking for work: 20 mu is digits 20.

    `basis` says whether the amount is the total that there is, or the most that each one can get.
    `industry` and `qualification` are conditions that are checked, `conditions` those in words.
    """

    code = models.CharField(max_length=60, default="")
    kind = models.CharField(max_length=20)
    title = models.CharField(max_length=200)
    provider = models.CharField(max_length=200, default="")
    digits = models.BigIntegerField()
    decimals = models.SmallIntegerField(default=0)
    unit = models.CharField(max_length=20)
    basis = models.CharField(max_length=20, default="total")
    industry = models.CharField(max_length=200, default="")
    qualification = models.CharField(max_length=40, default="")
    conditions = models.TextField(default="")
    contact = models.CharField(max_length=200, default="")
    from_on = DayField(null=True)
    to_on = models.DateField(null=True)
    document = models.ForeignKey("records.Document", models.PROTECT, null=True, related_name="+")

    kept = Kept(
        "GJ",
        "service",
        natural_key=("code",),
        law="优化营商环境条例（国务院令第722号）第四十九条",
    )

    class Meta(Register.Meta):
        db_table = "offer"

    def __str__(self) -> str:
        return self.title
