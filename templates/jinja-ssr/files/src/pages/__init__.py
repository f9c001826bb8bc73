"""The pages: `pages.site` says which address shows what, `pages.rendering` makes HTML of it."""

from pages.errors import error_pages
from pages.site import routes

__all__ = ["error_pages", "routes"]
