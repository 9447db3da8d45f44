"""Zonebook (园区一本账): one book of records for a development zone."""

__version__ = "0.1.0"
