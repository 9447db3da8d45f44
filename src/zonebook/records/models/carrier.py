"""孵化载体: incubators and other space, and what became of them."""

from django.db import models

from zonebook.records.models.base import DayField, Event, Kept, Register


class Carrier(Register):
    """A space for young enterprises; one inside another (`parent`) adds no area of its own."""

    name = models.CharField(max_length=200)
    kind = models.CharField(max_length=20)
    level = models.CharField(max_length=20, default="")
    area_m2 = models.BigIntegerField(null=True)
    parent = models.ForeignKey("self", models.PROTECT, null=True, related_name="parts")
    entity = models.ForeignKey("records.Entity", models.PROTECT, null=True, related_name="carriers")
    address = models.CharField(max_length=300, default="")
    from_on = DayField(null=True)
    to_on = DayField(null=True)
    document = models.ForeignKey("records.Document", models.PROTECT, null=True, related_name="+")

    kept = Kept(
        "ZT",
        "innovation",
        natural_key=("name",),
        law="科技企业孵化器管理办法（国科发区〔2018〕300号）",
    )

    class Meta(Register.Meta):
        db_table = "carrier"

    def __str__(self) -> str:
        return self.name


class CarrierEvent(Event):
    """A carrier was planned, opened, recognised at a level, or closed."""

    carrier = models.ForeignKey(Carrier, models.PROTECT, related_name="events")
    occurred_on = DayField()

    kept = Kept("ZB", "innovation")

    class Meta(Event.Meta):
        db_table = "carrier_event"
