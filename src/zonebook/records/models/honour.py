"""荣誉、联盟与“唯一、首个”: what the zone was awarded, joined, and claims to be."""

from django.db import models

from zonebook.records.models.base import DayField, Kept, Register


class Honour(Register):
    """A title held by the zone, a carrier, a platform or a brand."""

    name = models.CharField(max_length=200)
    kind = models.CharField(max_length=40)
    level = models.CharField(max_length=20, default="")
    body = models.CharField(max_length=200, default="")
    holder = models.CharField(max_length=200, default="")
    carrier = models.ForeignKey(
        "records.Carrier", models.PROTECT, null=True, related_name="honours"
    )
    platform = models.ForeignKey(
        "records.Platform", models.PROTECT, null=True, related_name="honours"
    )
    granted_on = DayField(null=True)
    valid_to = models.DateField(null=True)
    document = models.ForeignKey("records.Document", models.PROTECT, null=True, related_name="+")

    kept = Kept("RY", "bulletin", natural_key=("name", "level", "holder"))

    class Meta(Register.Meta):
        db_table = "honour"

    def __str__(self) -> str:
        return self.name


class AllianceMembership(Register):
    """The zone's (or another holder's) time in an alliance."""

    alliance = models.CharField(max_length=200)
    holder = models.CharField(max_length=200, default="")
    body = models.CharField(max_length=200, default="")
    joined_on = DayField(null=True)
    left_on = DayField(null=True)
    document = models.ForeignKey("records.Document", models.PROTECT, null=True, related_name="+")

    kept = Kept("LM", "bulletin", natural_key=("alliance", "holder"))

    class Meta(Register.Meta):
        db_table = "alliance_membership"


class Superlative(Register):
    """A claim to be the only, the first or a forerunner: within a scope, as of a day, by a source."""

    name = models.CharField(max_length=200)
    word = models.CharField(max_length=20)
    scope = models.CharField(max_length=100)
    as_of_on = DayField()
    to_on = DayField(null=True)
    source = models.CharField(max_length=300)
    product = models.ForeignKey(
        "records.Product", models.PROTECT, null=True, related_name="superlatives"
    )
    document = models.ForeignKey("records.Document", models.PROTECT, null=True, related_name="+")

    kept = Kept("ZY", "bulletin", natural_key=("name",))

    class Meta(Register.Meta):
        db_table = "superlative"

    def __str__(self) -> str:
        return self.name
