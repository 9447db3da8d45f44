"""The furniture: serves every register."""
