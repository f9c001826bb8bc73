"""A cache in KV: entries of several kinds, values that are made once, and their routes."""

from cache.api import routes
from cache.store import Cache

__all__ = ["Cache", "routes"]
