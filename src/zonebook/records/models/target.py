"""目标任务: what an indicator should reach in a year, and who answers for it."""

from django.db import models

from zonebook.records.models.base import Kept, Register


class Target(Register):
    """A target as its document prints it: 6.5 % is digits 65, decimals 1, unit %."""

    indicator = models.CharField(max_length=40)
    year = models.SmallIntegerField()
    digits = models.BigIntegerField()
    decimals = models.SmallIntegerField(default=0)
    unit = models.CharField(max_length=20)
    office = models.CharField(max_length=80, default="")
    document = models.ForeignKey("records.Document", models.PROTECT, null=True, related_name="+")

    kept = Kept("MB", "economy", natural_key=("indicator", "year"))

    class Meta(Register.Meta):
        db_table = "target"
