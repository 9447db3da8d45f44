"""Arithmetic over whole registers at once, in numpy blocks."""
