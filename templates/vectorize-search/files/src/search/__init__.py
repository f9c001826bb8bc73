"""Search in the notes, by keyword and by meaning: the routes, and what keeps the vectors in step."""

from search.api import routes
from search.changes import index_changes, indexes_changes

__all__ = ["index_changes", "indexes_changes", "routes"]
