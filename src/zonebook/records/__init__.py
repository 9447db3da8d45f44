"""The one book: the only Django app with tables."""
