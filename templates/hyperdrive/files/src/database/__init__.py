"""Products in Postgres, through Hyperdrive, and their routes."""

from database.api import routes

__all__ = ["routes"]
