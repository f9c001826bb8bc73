"""Notes: what one is, which input makes one, where they are kept, and their routes."""

from notes.api import routes

__all__ = ["routes"]
