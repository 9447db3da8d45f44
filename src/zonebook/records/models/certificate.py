"""资格证书: qualifications of enterprises with their validity, and what happened to them."""

from django.db import models

from zonebook.records.models.base import DayField, Event, Kept, Register


class Certificate(Register):
    """A qualification granted to an entity; `valid_to` is the first day that it no longer counts."""

    entity = models.ForeignKey("records.Entity", models.PROTECT, related_name="certificates")
    qualification = models.CharField(max_length=40)
    certificate_no = models.CharField(max_length=60, default="")
    batch = models.CharField(max_length=60, default="")
    kind = models.CharField(max_length=20)
    granted_on = DayField(null=True)
    valid_to = models.DateField(null=True)
    document = models.ForeignKey("records.Document", models.PROTECT, null=True, related_name="+")

    kept = Kept("ZS", "ladder", natural_key=("qualification", "entity", "granted_on"))

    class Meta(Register.Meta):
        db_table = "certificate"
        indexes = [
            models.Index(fields=["qualification", "granted_on"], name="certificate_qualification")
        ]


class CertificateEvent(Event):
    """A certificate was revoked, withdrawn or declared expired."""

    certificate = models.ForeignKey(Certificate, models.PROTECT, related_name="events")
    occurred_on = DayField()

    kept = Kept("ZJ", "ladder")

    class Meta(Event.Meta):
        db_table = "certificate_event"
