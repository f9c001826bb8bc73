"""Routes, bodies, query parameters and errors: what every module with routes builds on."""

from web import fields
from web.body import parse_json, parse_json_value, read_body, read_json
from web.errors import HttpError
from web.parameters import query, whole_number
from web.router import Handler, Route, Router

__all__ = [
    "Handler",
    "HttpError",
    "Route",
    "Router",
    "fields",
    "parse_json",
    "parse_json_value",
    "query",
    "read_body",
    "read_json",
    "whole_number",
]
