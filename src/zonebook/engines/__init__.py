"""Arithmetic at scale: the reference engine, the SQL writer and the column blocks."""
