"""The numbers of a text: reading them, telling claims from labels, and checking how they agree."""
