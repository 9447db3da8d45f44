"""Who uses the book: persons, the offices they work in, and what each office may do."""

from __future__ import annotations

from django.contrib.auth.base_user import AbstractBaseUser, BaseUserManager
from django.db import models
from django.db.models import F, Q

from zonebook.records.models.door import Guarded, GuardedQuerySet

SYSTEMS = (
    "economy",
    "registration",
    "policies",
    "innovation",
    "ladder",
    "promotion",
    "projects",
    "clusters",
    "approvals",
    "service",
    "bulletin",
)
VERBS = ("read", "write", "review", "publish")


class People(BaseUserManager.from_queryset(GuardedQuerySet)):
    """Finds persons by sign-in name."""


class Person(AbstractBaseUser):
    """Someone who signs in; what they may do follows from their offices, never from the person."""

    key = models.CharField(max_length=60, unique=True)
    name = models.CharField(max_length=60)
    name_en = models.CharField(max_length=80, default="")
    is_active = models.BooleanField(default=True)

    objects = People()
    USERNAME_FIELD = "key"

    class Meta:
        db_table = "person"
        base_manager_name = "objects"

    def __str__(self) -> str:
        return self.name

    @property
    def names(self) -> dict[str, str]:
        """The name in both languages, as sentences say it."""
        return {"zh": self.name, "en": self.name_en or self.name}


class Office(models.Model):
    """A bureau of the zone; it may run several of the eleven things that a zone does."""

    key = models.CharField(max_length=40, unique=True)
    name = models.CharField(max_length=80)
    name_en = models.CharField(max_length=120, default="")

    objects = Guarded()

    class Meta:
        db_table = "office"
        base_manager_name = "objects"

    def __str__(self) -> str:
        return self.name


class Post(models.Model):
    """A person's time in an office."""

    person = models.ForeignKey(Person, models.PROTECT, related_name="posts")
    office = models.ForeignKey(Office, models.PROTECT, related_name="posts")
    title = models.CharField(max_length=60, default="")
    from_on = models.DateField()
    to_on = models.DateField(null=True)

    objects = Guarded()

    class Meta:
        db_table = "post"
        base_manager_name = "objects"


class Grant(models.Model):
    """A verb that an office (or, for its own affairs, an enterprise) may use in a system."""

    office = models.ForeignKey(Office, models.PROTECT, null=True, related_name="grants")
    enterprise = models.ForeignKey(
        "records.Entity", models.PROTECT, null=True, related_name="grants"
    )
    system = models.CharField(max_length=20, choices=dict.fromkeys(SYSTEMS, ""))
    verb = models.CharField(max_length=10, choices=dict.fromkeys(VERBS, ""))
    from_on = models.DateField()
    to_on = models.DateField(null=True)

    objects = Guarded()

    class Meta:
        db_table = "grant"
        base_manager_name = "objects"
        constraints = [
            models.CheckConstraint(
                name="grant_to_office_or_enterprise",
                condition=Q(office__isnull=False, enterprise__isnull=True)
                | Q(office__isnull=True, enterprise__isnull=False),
            ),
            models.CheckConstraint(
                name="grant_ends_after_it_begins",
                condition=Q(to_on__isnull=True) | Q(to_on__gt=F("from_on")),
            ),
        ]
