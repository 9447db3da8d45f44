"""企业诉求: what enterprises ask for, from every door; the same matter is merged into one."""

from django.db import models

from zonebook.records.models.base import DayField, Event, Kept, Register


class Request(Register):
    """A request as one door received it; `merged_into` is the request that is handled for it."""

    code = models.CharField(max_length=60, default="")
    title = models.CharField(max_length=200)
    entity = models.ForeignKey("records.Entity", models.PROTECT, null=True, related_name="requests")
    received_on = DayField()
    door = models.CharField(max_length=20)
    kind = models.CharField(max_length=20)
    quantity = models.CharField(max_length=100, default="")
    content = models.TextField(default="")
    office = models.CharField(max_length=80, default="")
    due_on = models.DateField(null=True)
    merged_into = models.ForeignKey("self", models.PROTECT, null=True, related_name="merged")

    kept = Kept(
        "SQ",
        "service",
        natural_key=("code",),
        law="优化营商环境条例（国务院令第722号）第四十九条",
    )

    class Meta(Register.Meta):
        db_table = "request"
        indexes = [models.Index(fields=["received_on"], name="request_received")]

    def __str__(self) -> str:
        return self.title


class RequestEvent(Event):
    """A step of a request: accepted, answered, offered (from an `offer`), solved, called back."""

    request = models.ForeignKey(Request, models.PROTECT, related_name="events")
    offer = models.ForeignKey("records.Offer", models.PROTECT, null=True, related_name="answers")
    occurred_on = DayField()

    CLOSING = ("solved", "unsolvable")
    kept = Kept("SJ", "service")

    class Meta(Event.Meta):
        db_table = "request_event"
