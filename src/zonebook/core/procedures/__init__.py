"""Approvals: the legal clock, procedures as data, and cases as their events."""
