"""Enterprise service as a Django app: its pages and its line of the rail."""

from django.apps import AppConfig


class ServiceConfig(AppConfig):
    """Matches requests for land, energy, capital and labour to what the zone has."""

    name = "zonebook.systems.service"
    label = "service"
    system = "service"
    rail = (("service-requests", "service.rail"),)
    beside = {"request": "zonebook.systems.service.reads.page_of"}
