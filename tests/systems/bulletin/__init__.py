"""Bulletins: texts, outputs, releases and what has changed since."""
