"""核定数: a figure stated by an outside body, with its vintage; a correction is a new vintage."""

from django.db import models

from zonebook.records.models.base import AppendOnly, DayField, Kept


class Statement(AppendOnly):
    """One stated value as it was printed: 352.3 亿元 is digits 3523, decimals 1, unit yi_yuan."""

    indicator = models.CharField(max_length=40)
    period = models.CharField(max_length=20)
    digits = models.BigIntegerField(null=True)
    decimals = models.SmallIntegerField(default=0)
    unit = models.CharField(max_length=20)
    vintage = models.CharField(max_length=20)
    vintage_no = models.SmallIntegerField(default=1)
    released_on = DayField(null=True)
    issuer = models.CharField(max_length=200, default="")
    document = models.ForeignKey("records.Document", models.PROTECT, null=True, related_name="+")

    kept = Kept(
        "HD",
        "economy",
        natural_key=("indicator", "period", "vintage"),
        law="中华人民共和国统计法",
    )

    class Meta(AppendOnly.Meta):
        db_table = "statement"
        indexes = [models.Index(fields=["indicator", "period"], name="statement_indicator_period")]
