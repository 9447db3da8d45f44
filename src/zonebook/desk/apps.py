"""The desk as a Django app: templates, styles and words, no tables."""

from django.apps import AppConfig


class DeskConfig(AppConfig):
    """Serves every register."""

    name = "zonebook.desk"
    label = "desk"
