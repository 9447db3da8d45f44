"""The Django app of the book."""

from django.apps import AppConfig


class RecordsConfig(AppConfig):
    """The only app of ours that has tables."""

    name = "zonebook.records"
    label = "records"
    default_auto_field = "django.db.models.BigAutoField"
