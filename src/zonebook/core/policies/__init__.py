"""Policies for enterprises: who fits, what each pays, which of two that exclude each other."""
