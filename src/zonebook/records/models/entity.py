"""经营主体: enterprises, sole traders and cooperatives, their former names, and their time in the zone."""

from django.db import models
from django.db.models import F, Q

from zonebook.records.models.base import DayField, Kept, Register


class Entity(Register):
    """A business entity; it is known by its credit code and may be without one."""

    kind = models.CharField(max_length=20)
    name = models.CharField(max_length=200, db_index=True)
    credit_code = models.CharField(max_length=18, null=True)
    is_branch = models.BooleanField(null=True)
    established_on = DayField(null=True)
    closed_on = DayField(null=True)
    closed_how = models.CharField(max_length=20, default="")
    industry = models.CharField(max_length=8, default="")
    registered_capital_fen = models.BigIntegerField(null=True)
    address = models.CharField(max_length=300, default="")

    kept = Kept(
        "QY",
        "registration",
        natural_key=("credit_code",),
        law="市场主体登记管理条例（国务院令第746号）",
    )

    class Meta(Register.Meta):
        db_table = "entity"
        constraints = [
            models.UniqueConstraint(
                fields=["credit_code"],
                condition=Q(withdrawn_on__isnull=True),
                name="one_entity_a_credit_code",
            )
        ]
        indexes = [
            models.Index(fields=["kind", "established_on"], name="entity_kind_established"),
            models.Index(  # the order of the list, whose first page else reads every entity
                fields=["-established_on", "id"],
                condition=Q(withdrawn_on__isnull=True),
                name="entity_listed",
            ),
        ]

    def __str__(self) -> str:
        return self.name


class EntityName(Register):
    """A name that an entity bore, or is written under in somebody's sheet."""

    entity = models.ForeignKey(Entity, models.PROTECT, related_name="names")
    name = models.CharField(max_length=200, db_index=True)
    from_on = DayField(null=True)
    to_on = DayField(null=True)

    kept = Kept("CM", "registration")

    class Meta(Register.Meta):
        db_table = "entity_name"


class Membership(Register):
    """An entity's time in the zone; the credit code tells the registering authority, not the place."""

    entity = models.ForeignKey(Entity, models.PROTECT, related_name="memberships")
    from_on = DayField()
    to_on = DayField(null=True)
    came = models.CharField(max_length=20, default="")
    went = models.CharField(max_length=20, default="")
    document = models.ForeignKey("records.Document", models.PROTECT, null=True, related_name="+")

    kept = Kept("ZQ", "registration")

    class Meta(Register.Meta):
        db_table = "membership"
        constraints = [
            models.CheckConstraint(
                name="membership_ends_after_it_begins",
                condition=Q(to_on__isnull=True) | Q(to_on__gte=F("from_on")),
            )
        ]
