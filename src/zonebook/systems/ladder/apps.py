"""The ladder as a Django app: its pages and its lines of the rail."""

from django.apps import AppConfig


class LadderConfig(AppConfig):
    """Rungs with their accounts, near misses, reforms, plans."""

    name = "zonebook.systems.ladder"
    label = "ladder"
    system = "ladder"
    rail = (
        ("ladder", "ladder.title"),
        ("ladder-near", "ladder.near.title"),
        ("ladder-watch", "ladder.watch.title"),
        ("ladder-reform", "ladder.reform.title"),
        ("ladder-replay", "ladder.replay.title"),
        ("ladder-plans", "ladder.plans.title"),
    )
