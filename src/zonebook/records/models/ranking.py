"""排名: the zone's place on a list of one year, of how many, and who ranked."""

from django.db import models

from zonebook.records.models.base import DayField, Kept, Register


class Ranking(Register):
    """A place on a list; a list without ranks still says how many are on it."""

    list = models.CharField(max_length=40)
    year = models.SmallIntegerField()
    data_year = models.SmallIntegerField(null=True)
    rank = models.SmallIntegerField(null=True)
    of_how_many = models.SmallIntegerField(null=True)
    body = models.CharField(max_length=200, default="")
    released_on = DayField(null=True)
    is_public = models.BooleanField(null=True)
    document = models.ForeignKey("records.Document", models.PROTECT, null=True, related_name="+")

    kept = Kept("PM", "economy", natural_key=("list", "year"))

    class Meta(Register.Meta):
        db_table = "ranking"
