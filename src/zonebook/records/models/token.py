"""接口令牌: what a program shows instead of a password; the book keeps only its hash."""

from __future__ import annotations

from django.db import models
from django.db.models import F, Q
from django.db.models.functions import Now

from zonebook.records.models.door import Guarded


class ApiToken(models.Model):
    """A token of a person: it may do what `scope` names, and never more than the person may.

    `scope` is a list of `verb:system`; `hint` are the first characters, so that people can tell
    tokens apart; `digest` is the hash of the whole, from which it cannot be made again.
    """

    person = models.ForeignKey("records.Person", models.PROTECT, related_name="tokens")
    name = models.CharField(max_length=80)
    hint = models.CharField(max_length=12)
    digest = models.CharField(max_length=64, unique=True)
    scope = models.JSONField(default=list)
    from_on = models.DateField()
    to_on = models.DateField()
    revoked_on = models.DateField(null=True)
    last_used_on = models.DateField(null=True)
    made_at = models.DateTimeField(db_default=Now(), editable=False)
    batch = models.ForeignKey("records.Batch", models.PROTECT, related_name="+")

    objects = Guarded()

    class Meta:
        db_table = "api_token"
        base_manager_name = "objects"
        constraints = [
            models.CheckConstraint(
                name="token_ends_after_it_begins", condition=Q(to_on__gt=F("from_on"))
            )
        ]

    def __str__(self) -> str:
        return f"{self.hint}… {self.name}"
