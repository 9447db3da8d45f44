"""Filters of the pages of policies."""
