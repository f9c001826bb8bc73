"""Files in R2, by stream, and their routes."""

from files.api import routes

__all__ = ["routes"]
