import django.db.models.deletion
import django.db.models.functions.datetime
from django.conf import settings
from django.db import migrations, models

from zonebook.records.triggers import protect


class Migration(migrations.Migration):
    dependencies = [
        ("records", "0007_cases"),
    ]

    operations = [
        migrations.CreateModel(
            name="Release",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("number", models.CharField(max_length=20, unique=True)),
                ("void_why", models.TextField(default="")),
                ("extra", models.JSONField(default=dict)),
                (
                    "recorded_at",
                    models.DateTimeField(
                        db_default=django.db.models.functions.datetime.Now(), editable=False
                    ),
                ),
                ("bulletin", models.CharField(max_length=40)),
                ("period", models.CharField(max_length=20)),
                ("title", models.CharField(max_length=200)),
                ("as_of", models.DateField()),
                ("text", models.JSONField(default=dict)),
                ("calendar", models.JSONField(default=dict)),
                ("program", models.CharField(max_length=20)),
                (
                    "batch",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="records.batch",
                    ),
                ),
                (
                    "recorded_by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "voids",
                    models.OneToOneField(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="voided_by",
                        to="records.release",
                    ),
                ),
            ],
            options={
                "db_table": "release",
                "abstract": False,
                "base_manager_name": "objects",
            },
        ),
        migrations.CreateModel(
            name="ReleaseApproval",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("on", models.DateField()),
                (
                    "recorded_at",
                    models.DateTimeField(
                        db_default=django.db.models.functions.datetime.Now(), editable=False
                    ),
                ),
                (
                    "batch",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="records.batch",
                    ),
                ),
                (
                    "by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "release",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="approval",
                        to="records.release",
                    ),
                ),
            ],
            options={
                "db_table": "release_approval",
                "base_manager_name": "objects",
            },
        ),
        migrations.CreateModel(
            name="ReleaseFigure",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("reference", models.CharField(default="", max_length=80)),
                ("place", models.CharField(max_length=120)),
                ("key", models.CharField(max_length=80)),
                ("name", models.JSONField()),
                ("period", models.CharField(max_length=20)),
                ("value", models.CharField(max_length=40, null=True)),
                ("exact", models.CharField(max_length=80, null=True)),
                ("unit", models.CharField(max_length=20)),
                ("decimals", models.SmallIntegerField()),
                ("basis", models.CharField(max_length=12)),
                ("unknown", models.JSONField(null=True)),
                ("because", models.JSONField(default=list)),
                ("definition", models.JSONField(default=dict)),
                ("formula", models.CharField(default="", max_length=20)),
                ("parts", models.JSONField(default=list)),
                ("rows", models.JSONField(default=dict)),
                ("left_out", models.JSONField(default=dict)),
                (
                    "release",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="figures",
                        to="records.release",
                    ),
                ),
            ],
            options={
                "db_table": "release_figure",
                "base_manager_name": "objects",
            },
        ),
        migrations.CreateModel(
            name="ReleaseFile",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("kind", models.CharField(max_length=10)),
                ("lang", models.CharField(default="zh", max_length=2)),
                (
                    "file",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="records.storedfile",
                    ),
                ),
                (
                    "release",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="files",
                        to="records.release",
                    ),
                ),
            ],
            options={
                "db_table": "release_file",
                "base_manager_name": "objects",
            },
        ),
        migrations.AddIndex(
            model_name="release",
            index=models.Index(fields=["bulletin", "period"], name="release_bulletin_period"),
        ),
        migrations.AddConstraint(
            model_name="releasefigure",
            constraint=models.UniqueConstraint(
                fields=("release", "place"), name="one_place_a_release"
            ),
        ),
        migrations.AddConstraint(
            model_name="releasefile",
            constraint=models.UniqueConstraint(
                fields=("release", "kind", "lang"), name="one_file_a_kind"
            ),
        ),
        protect("release", "release_approval", "release_figure", "release_file"),
    ]
