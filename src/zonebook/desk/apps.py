"""The desk as a Django app: templates, styles and words, no tables."""

from django.apps import AppConfig


class DeskConfig(AppConfig):
    """Serves every register."""

    name = "zonebook.desk"
    label = "desk"
    system = "projects"  # whose lights are read straight from its registers
    rail = (("sponsored", "lights.page"),)
