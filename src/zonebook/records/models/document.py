"""文件: a paper that facts rest on."""

from django.db import models

from zonebook.records.models.base import DayField, Kept, Register
from zonebook.records.models.door import Guarded


class StoredFile(models.Model):
    """A file of the home, addressed by its content."""

    sha = models.CharField(max_length=64, unique=True)
    name = models.CharField(max_length=200)
    media_type = models.CharField(max_length=120)
    size = models.BigIntegerField()

    objects = Guarded()

    class Meta:
        db_table = "stored_file"
        base_manager_name = "objects"


class Document(Register):
    """A notice, contract, certificate or letter, with its number and issuer."""

    title = models.CharField(max_length=300)
    doc_no = models.CharField(max_length=120, default="")
    issuer = models.CharField(max_length=200, default="")
    issued_on = DayField(null=True)
    kind = models.CharField(max_length=40, default="")
    file = models.ForeignKey(StoredFile, models.PROTECT, null=True, related_name="documents")

    kept = Kept("WJ", "bulletin", natural_key=("doc_no",))

    class Meta(Register.Meta):
        db_table = "document"

    def __str__(self) -> str:
        return self.title
