"""减税降费: tax and fee relief as the tax bureau reports it, kinds kept apart."""

from django.db import models

from zonebook.records.models.base import DayField, Kept, Register


class TaxRelief(Register):
    """One measure's amount in one month; a deferral is paid later and is no reduction."""

    kind = models.CharField(max_length=20)
    measure = models.CharField(max_length=200, default="")
    month_on = DayField()
    amount_fen = models.BigIntegerField()
    payers = models.IntegerField(null=True)
    issuer = models.CharField(max_length=200, default="")
    document = models.ForeignKey("records.Document", models.PROTECT, null=True, related_name="+")

    kept = Kept(
        "JM",
        "policies",
        natural_key=("kind", "measure", "month_on"),
        law="中华人民共和国税收征收管理法第八条（只存汇总数，不存单户）",
    )

    class Meta(Register.Meta):
        db_table = "tax_relief"
