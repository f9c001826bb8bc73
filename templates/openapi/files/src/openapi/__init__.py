"""Describes the API as OpenAPI, from the routes that there are."""

from openapi.description import describe
from openapi.served import respond

__all__ = ["describe", "respond"]
