"""定稿版: a bulletin frozen with its figures, the rows they rest on, and the rendered files."""

from django.db import models
from django.db.models.functions import Now

from zonebook.records.models.base import AppendOnly, Kept
from zonebook.records.models.door import Guarded


class Release(AppendOnly):
    """A bulletin of a period as it was prepared; who prepared it is `recorded_by`.

    `text` is the bulletin's text of the catalogue, `calendar` the edition of each year's holiday
    notice, `program` the version of Zonebook that rendered the files.
    """

    bulletin = models.CharField(max_length=40)
    period = models.CharField(max_length=20)
    title = models.CharField(max_length=200)
    as_of = models.DateField()
    text = models.JSONField(default=dict)
    calendar = models.JSONField(default=dict)
    program = models.CharField(max_length=20)

    kept = Kept("DG", "bulletin")

    class Meta(AppendOnly.Meta):
        db_table = "release"
        indexes = [models.Index(fields=["bulletin", "period"], name="release_bulletin_period")]


class ReleaseApproval(models.Model):
    """Somebody other than the preparer approved a release."""

    release = models.OneToOneField(Release, models.PROTECT, related_name="approval")
    by = models.ForeignKey("records.Person", models.PROTECT, related_name="+")
    on = models.DateField()
    batch = models.ForeignKey("records.Batch", models.PROTECT, related_name="+")
    recorded_at = models.DateTimeField(db_default=Now(), editable=False)

    objects = Guarded()

    class Meta:
        db_table = "release_approval"
        base_manager_name = "objects"


class ReleaseFigure(models.Model):
    """A figure of a release, or a part that such a figure is made of.

    `place` is `gdp@2023`, for a target `target:gdp@2024`; `reference` is how the text names it
    (empty for a part). `rows` and `left_out` map record numbers to table, id, hash and what the
    row adds or why it adds nothing.
    """

    release = models.ForeignKey(Release, models.PROTECT, related_name="figures")
    reference = models.CharField(max_length=80, default="")
    place = models.CharField(max_length=120)
    key = models.CharField(max_length=80)
    name = models.JSONField()
    period = models.CharField(max_length=20)
    value = models.CharField(max_length=40, null=True)
    exact = models.CharField(max_length=80, null=True)
    unit = models.CharField(max_length=20)
    decimals = models.SmallIntegerField()
    basis = models.CharField(max_length=12)
    unknown = models.JSONField(null=True)
    because = models.JSONField(default=list)
    definition = models.JSONField(default=dict)
    formula = models.CharField(max_length=20, default="")
    parts = models.JSONField(default=list)
    rows = models.JSONField(default=dict)
    left_out = models.JSONField(default=dict)

    objects = Guarded()

    class Meta:
        db_table = "release_figure"
        base_manager_name = "objects"
        constraints = [
            models.UniqueConstraint(fields=["release", "place"], name="one_place_a_release")
        ]


class ReleaseFile(models.Model):
    """A rendered file of a release, served for ever as it is; kind `rows` holds the rows' columns."""

    release = models.ForeignKey(Release, models.PROTECT, related_name="files")
    kind = models.CharField(max_length=10)
    lang = models.CharField(max_length=2, default="zh")
    file = models.ForeignKey("records.StoredFile", models.PROTECT, related_name="+")

    objects = Guarded()

    class Meta:
        db_table = "release_file"
        base_manager_name = "objects"
        constraints = [
            models.UniqueConstraint(fields=["release", "kind", "lang"], name="one_file_a_kind")
        ]
