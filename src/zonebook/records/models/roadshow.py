"""招商推介活动: events held to win investors."""

from django.db import models

from zonebook.records.models.base import DayField, Kept, Register


class Roadshow(Register):
    """A promotion event; it counts where its state says that it was held."""

    name = models.CharField(max_length=200)
    held_on = DayField(null=True)
    state = models.CharField(max_length=20)
    place = models.CharField(max_length=200, default="")
    theme = models.CharField(max_length=200, default="")
    guests = models.IntegerField(null=True)
    group = models.CharField(max_length=60, default="")
    document = models.ForeignKey("records.Document", models.PROTECT, null=True, related_name="+")

    kept = Kept("TJ", "promotion", natural_key=("name", "held_on"))

    class Meta(Register.Meta):
        db_table = "roadshow"

    def __str__(self) -> str:
        return self.name
