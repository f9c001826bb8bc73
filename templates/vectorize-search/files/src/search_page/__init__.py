"""The page of the search, for people."""

from search_page.page import routes

__all__ = ["routes"]
