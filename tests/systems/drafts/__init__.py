"""Tests of the draft check on pages."""
