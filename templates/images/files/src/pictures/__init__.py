"""Pictures in other sizes and formats, and their routes."""

from pictures.api import routes

__all__ = ["routes"]
