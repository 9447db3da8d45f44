"""Template tags of enterprise service."""
