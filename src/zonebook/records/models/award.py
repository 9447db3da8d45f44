"""兑现: one enterprise's claim under one policy for one year, from list or application to payment."""

from django.db import models
from django.db.models import F, Q

from zonebook.records.models.base import DayField, Event, Kept, Register

LAW = "优化营商环境条例（国务院令第722号）"


class AwardList(Register):
    """兑现名单: who fits a policy as judged on a day, by which version, and its public notice.

    `policy` is a key of the catalogue; who was left out and why is judged again from the same day.
    `notice_to` is the first day after the notice.
    """

    policy = models.CharField(max_length=60)
    year = models.SmallIntegerField()
    judged_on = models.DateField()
    rule = models.CharField(max_length=60)
    rule_sha = models.CharField(max_length=16)
    notice_from = models.DateField()
    notice_to = models.DateField()

    kept = Kept("MD", "policies", law=LAW)

    class Meta(Register.Meta):
        db_table = "award_list"
        constraints = [
            models.CheckConstraint(
                name="notice_ends_after_it_begins", condition=Q(notice_to__gt=F("notice_from"))
            )
        ]

    def __str__(self) -> str:
        return self.number


class Award(Register):
    """兑现事项: what an enterprise is owed under a policy for a year; paid once for one fact."""

    policy = models.CharField(max_length=60)
    entity = models.ForeignKey("records.Entity", models.PROTECT, related_name="awards")
    year = models.SmallIntegerField()
    fact = models.CharField(max_length=60)
    amount_fen = models.BigIntegerField(null=True)
    award_list = models.ForeignKey(AwardList, models.PROTECT, null=True, related_name="awards")

    kept = Kept("DX", "policies", natural_key=("policy", "entity", "year"), law=LAW)

    class Meta(Register.Meta):
        db_table = "award"
        constraints = [
            models.UniqueConstraint(
                fields=["fact", "entity", "year"],
                condition=Q(withdrawn_on__isnull=True),
                name="one_award_for_a_fact",
            )
        ]

    def __str__(self) -> str:
        return self.number


class AwardEvent(Event):
    """What happened to an award: applied, listed, objected, settled, removed, consented, declined,
    paid (with its payment), returned.
    """

    award = models.ForeignKey(Award, models.PROTECT, related_name="events")
    payment = models.ForeignKey(
        "records.FundPayment", models.PROTECT, null=True, related_name="award_events"
    )
    occurred_on = DayField()

    kept = Kept("DJ", "policies", law=LAW)

    class Meta(Event.Meta):
        db_table = "award_event"
