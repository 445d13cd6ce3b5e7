"""Deciding between values: the list, one decision, many at once, and what was edited at the same time."""
