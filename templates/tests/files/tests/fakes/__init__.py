"""Bindings for tests, with the values and the limits of the real ones."""
