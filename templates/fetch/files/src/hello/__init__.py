"""Greetings: an example of routes with values from the path, the address and the body."""

from hello.api import routes

__all__ = ["routes"]
