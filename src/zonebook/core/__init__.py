"""Meaning: values and dates in, values out; no framework, database, network or clock."""
