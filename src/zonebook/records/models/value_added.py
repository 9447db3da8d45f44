"""增加值测算表: the worksheet that cross-checks the stated GDP; it never replaces it."""

from django.db import models

from zonebook.records.models.base import Kept, Register


class ValueAdded(Register):
    """One accounting unit's value added of a year (or to a quarter), current and constant prices."""

    year = models.SmallIntegerField()
    quarter = models.SmallIntegerField(null=True)
    unit_code = models.CharField(max_length=20)
    section = models.CharField(max_length=1)
    industry = models.CharField(max_length=80, default="")
    is_high_tech = models.BooleanField(null=True)
    current_fen = models.BigIntegerField(null=True)
    constant_fen = models.BigIntegerField(null=True)
    source = models.CharField(max_length=200, default="")
    document = models.ForeignKey("records.Document", models.PROTECT, null=True, related_name="+")

    kept = Kept(
        "ZZ",
        "economy",
        natural_key=("year", "quarter", "unit_code"),
        law="中华人民共和国统计法",
    )

    class Meta(Register.Meta):
        db_table = "value_added"
