"""创新平台与合作单位: laboratories and centres, and the institutions that the zone works with."""

from django.db import models

from zonebook.records.models.base import DayField, Event, Kept, Register


class Partner(Register):
    """A university, academy or enterprise group that the zone works with."""

    name = models.CharField(max_length=200)
    kind = models.CharField(max_length=20)
    field = models.CharField(max_length=200, default="")

    kept = Kept("HZ", "innovation", natural_key=("name",))

    class Meta(Register.Meta):
        db_table = "partner"

    def __str__(self) -> str:
        return self.name


class PartnerEvent(Event):
    """A step of working together: contact, agreement, settlement in the zone."""

    partner = models.ForeignKey(Partner, models.PROTECT, related_name="events")
    occurred_on = DayField()

    kept = Kept("HB", "innovation")

    class Meta(Event.Meta):
        db_table = "partner_event"


class Platform(Register):
    """A laboratory, centre or base; how far it has come is its log."""

    name = models.CharField(max_length=200)
    kind = models.CharField(max_length=20)
    level = models.CharField(max_length=20, default="")
    entity = models.ForeignKey(
        "records.Entity", models.PROTECT, null=True, related_name="platforms"
    )
    partner = models.ForeignKey(Partner, models.PROTECT, null=True, related_name="platforms")

    kept = Kept("PT", "innovation", natural_key=("name",))

    class Meta(Register.Meta):
        db_table = "platform"

    def __str__(self) -> str:
        return self.name


class PlatformEvent(Event):
    """A platform was planned, agreed, unveiled, put to work or closed."""

    platform = models.ForeignKey(Platform, models.PROTECT, related_name="events")
    occurred_on = DayField()

    kept = Kept("PB", "innovation")

    class Meta(Event.Meta):
        db_table = "platform_event"
