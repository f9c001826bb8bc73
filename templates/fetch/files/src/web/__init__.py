"""Routes, bodies, query parameters and errors: what every module with routes builds on."""

from web.body import parse_json, read_body, read_json
from web.errors import HttpError
from web.parameters import query
from web.router import Handler, Route, Router

__all__ = ["Handler", "HttpError", "Route", "Router", "parse_json", "query", "read_body", "read_json"]
