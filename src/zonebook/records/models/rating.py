"""好差评: how people rated the service that they got, in five grades."""

from django.db import models

from zonebook.records.models.base import DayField, Kept, Register


class Rating(Register):
    """One rating of one matter; a bad one is verified, put right and called back."""

    code = models.CharField(max_length=60, default="")
    grade = models.CharField(max_length=20)
    given_on = DayField()
    request = models.ForeignKey(
        "records.Request", models.PROTECT, null=True, related_name="ratings"
    )
    entity = models.ForeignKey("records.Entity", models.PROTECT, null=True, related_name="ratings")
    case_no = models.CharField(max_length=60, default="")
    office = models.CharField(max_length=80, default="")
    channel = models.CharField(max_length=20, default="")
    content = models.TextField(default="")
    verified = models.CharField(max_length=20, default="")
    put_right_on = DayField(null=True)
    called_back_on = DayField(null=True)

    kept = Kept(
        "PJ",
        "service",
        natural_key=("code",),
        law="国务院办公厅关于建立政务服务“好差评”制度的意见（国办发〔2019〕51号）",
    )

    class Meta(Register.Meta):
        db_table = "rating"
        indexes = [models.Index(fields=["given_on"], name="rating_given")]
