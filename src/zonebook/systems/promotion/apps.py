"""Investment promotion as a Django app: its page and its line of the rail."""

from django.apps import AppConfig


class PromotionConfig(AppConfig):
    """The week of leads, projects and signings."""

    name = "zonebook.systems.promotion"
    label = "promotion"
    system = "promotion"
    rail = (("week", "week.title"),)
