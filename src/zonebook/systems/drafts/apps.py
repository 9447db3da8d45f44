"""The draft check as a Django app: its pages."""

from django.apps import AppConfig


class DraftsConfig(AppConfig):
    """The public check of a text, and the offices' check against the book."""

    name = "zonebook.systems.drafts"
    label = "drafts"
