"""Proposals as a Django app; what waits for an owner stands on their home page."""

from django.apps import AppConfig


class ProposalsConfig(AppConfig):
    """Settles what other offices propose."""

    name = "zonebook.systems.proposals"
    label = "proposals"
    waiting = "zonebook.systems.proposals.reads.items"
