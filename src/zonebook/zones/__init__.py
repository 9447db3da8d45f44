"""Read-only templates of zones."""
