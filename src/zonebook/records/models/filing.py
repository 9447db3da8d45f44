"""填报: what an enterprise reported for a period, value by value."""

from django.db import models

from zonebook.records.models.base import DayField, Kept, Register


class Filing(Register):
    """One return of one entity for one period; a corrected return is the next version."""

    entity = models.ForeignKey("records.Entity", models.PROTECT, related_name="filings")
    period = models.CharField(max_length=20)
    form = models.CharField(max_length=40)
    version = models.SmallIntegerField(default=1)
    filed_on = DayField(null=True)
    reviewed_on = models.DateField(null=True)  # the day its evidence was confirmed by the office
    document = models.ForeignKey("records.Document", models.PROTECT, null=True, related_name="+")

    kept = Kept(
        "SB",
        "ladder",
        natural_key=("entity", "period", "form", "version"),
        law="按报表种类适用（codes/filing_forms）；统计报表依《统计法》不得用于对单个企业的判定",
    )

    class Meta(Register.Meta):
        db_table = "filing"


class FilingValue(Register):
    """One measure of a filing: money in fen, a percentage in ten-thousandths, else whole units.

    `word` holds what is no number: a level, yes or no, none.
    """

    filing = models.ForeignKey(Filing, models.PROTECT, related_name="values")
    measure = models.CharField(max_length=60)
    value = models.BigIntegerField(null=True)
    word = models.CharField(max_length=60, default="")
    observed_on = models.DateField(null=True)
    evidence = models.ForeignKey("records.Document", models.PROTECT, null=True, related_name="+")

    kept = Kept("SZ", "ladder", natural_key=("filing", "measure"))

    class Meta(Register.Meta):
        db_table = "filing_value"
        indexes = [models.Index(fields=["measure", "filing"], name="filing_value_measure")]
