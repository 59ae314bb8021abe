"""The steps, in the order that each names by the one before it."""
