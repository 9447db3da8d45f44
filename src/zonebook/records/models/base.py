"""What all records share: a permanent number, the days of withdrawal, the columns a sheet brought."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django.db import models
from django.db.models.functions import Now

from zonebook.records.models.door import DoorClosed, Guarded

PRECISIONS = {"day": "day", "month": "month", "year": "year"}


@dataclass(frozen=True)
class Kept:
    """How a noun is kept: number prefix, owning system, natural key, law."""

    prefix: str
    system: str
    natural_key: tuple[str, ...] = ()
    law: str = ""


class DayField(models.DateField):
    """A day, stored as the first day that it may be, beside `<name>_precision`."""

    def contribute_to_class(self, cls: type[models.Model], name: str, **kwargs: Any) -> None:
        super().contribute_to_class(cls, name, **kwargs)
        if not cls._meta.abstract and not hasattr(cls, f"{name}_precision"):
            precision = models.CharField(max_length=5, default="day", choices=PRECISIONS)
            cls.add_to_class(f"{name}_precision", precision)

    def deconstruct(self) -> Any:
        name, _, args, kwargs = super().deconstruct()
        return name, "django.db.models.DateField", args, kwargs


class Numbered(models.Model):
    """A record with a permanent number that people may write on paper (QY-2023-000123)."""

    number = models.CharField(max_length=20, unique=True)

    objects = Guarded()
    kept: Kept

    class Meta:
        abstract = True
        base_manager_name = "objects"

    def __str__(self) -> str:
        return self.number

    def delete(self, *args: Any, **kwargs: Any) -> Any:
        """Records are withdrawn or voided, never deleted."""
        raise DoorClosed(f"{self.number}: withdraw or void it through zonebook.records.write")


class Register(Numbered):
    """A record that may be corrected and withdrawn, never deleted."""

    withdrawn_on = models.DateField(null=True)
    withdrawn_why = models.TextField(default="")
    extra = models.JSONField(default=dict)

    class Meta(Numbered.Meta):
        abstract = True


class AppendOnly(Numbered):
    """A fact that is never edited: a correction voids the earlier row and says why."""

    voids = models.OneToOneField("self", models.PROTECT, null=True, related_name="voided_by")
    void_why = models.TextField(default="")
    extra = models.JSONField(default=dict)
    recorded_at = models.DateTimeField(db_default=Now(), editable=False)
    recorded_by = models.ForeignKey(  # nobody looks for rows by it: no index to keep
        "records.Person", models.PROTECT, related_name="+", db_index=False
    )
    batch = models.ForeignKey("records.Batch", models.PROTECT, related_name="+")

    class Meta(Numbered.Meta):
        abstract = True

    def void_values(self, values: dict[str, Any]) -> dict[str, Any]:
        """What the row that voids this one holds; a link of a chain says where it hangs."""
        return values


class Event(AppendOnly):
    """Something that happened to a record, on a day that may be known to the month only."""

    kind = models.CharField(max_length=40)
    note = models.TextField(default="")
    document = models.ForeignKey("records.Document", models.PROTECT, null=True, related_name="+")

    class Meta(AppendOnly.Meta):
        abstract = True


def filled(name: str, index: str) -> models.Index:
    """An index of the rows in which a reference stands: those without it do not pay for it."""
    return models.Index(fields=[name], name=index, condition=models.Q((f"{name}__isnull", False)))


def alive(model: type[Numbered]) -> models.QuerySet[Any]:
    """The rows of a noun that stand: not withdrawn, neither voided nor voiding another."""
    if issubclass(model, AppendOnly):
        return model.objects.filter(voids__isnull=True, voided_by=None)
    return model.objects.filter(withdrawn_on__isnull=True)
