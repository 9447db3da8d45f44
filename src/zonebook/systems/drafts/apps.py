"""The draft check as a Django app: its pages and its lines of the rail."""

from django.apps import AppConfig


class DraftsConfig(AppConfig):
    """The public check of a text, and the offices' check against the book."""

    name = "zonebook.systems.drafts"
    label = "drafts"
    system = "bulletin"
    rail = (("check", "drafts.page"),)
