"""The counter as a Django app: templates and words of its own, no tables."""

from django.apps import AppConfig


class SiteConfig(AppConfig):
    """Sign-in, addresses, the day of a request."""

    name = "zonebook.site"
    label = "site_counter"
