"""Reports as a Django app: its pages and its lines of the rail."""

from django.apps import AppConfig


class BulletinConfig(AppConfig):
    """The annual report, every figure of which opens."""

    name = "zonebook.systems.bulletin"
    label = "bulletin"
    system = "bulletin"
    pages = {"release": "release"}
    rail = (("annual-report", "report.annual"), ("releases", "release.page.list"))
