"""The counter as a Django app: templates and words of its own, no tables."""

from django.apps import AppConfig
from django.contrib.auth.signals import user_logged_in


class SiteConfig(AppConfig):
    """Sign-in, addresses, the day of a request."""

    name = "zonebook.site"
    label = "site_counter"

    def ready(self) -> None:
        # The day of the last sign-in is personal data that nothing here needs.
        user_logged_in.disconnect(dispatch_uid="update_last_login")
