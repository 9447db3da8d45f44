"""Filters of the ladder's pages."""
