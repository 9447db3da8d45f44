"""政策资金兑现: money paid under policies; what comes back is a negative payment."""

from django.db import models

from zonebook.records.models.base import DayField, Event, Kept


class FundPayment(Event):
    """Money that left the treasury for a payee, or (kind `return`, negative) came back."""

    entity = models.ForeignKey("records.Entity", models.PROTECT, null=True, related_name="payments")
    payee = models.CharField(max_length=200, default="")
    policy = models.ForeignKey("records.Policy", models.PROTECT, null=True, related_name="payments")
    science_project = models.ForeignKey(
        "records.ScienceProject", models.PROTECT, null=True, related_name="payments"
    )
    programme = models.CharField(max_length=200, default="")
    purpose = models.CharField(max_length=20)
    level = models.CharField(max_length=20)
    amount_fen = models.BigIntegerField()
    paid_on = DayField()
    voucher_no = models.CharField(max_length=60, default="")

    kept = Kept(
        "BF",
        "policies",
        natural_key=("entity", "programme", "level", "paid_on", "amount_fen"),
        law="中华人民共和国预算法",
    )

    class Meta(Event.Meta):
        db_table = "fund_payment"
        constraints = [
            models.CheckConstraint(
                name="fund_return_is_negative",
                condition=models.Q(kind="return", amount_fen__lte=0)
                | models.Q(kind="payment", amount_fen__gte=0),
            )
        ]
