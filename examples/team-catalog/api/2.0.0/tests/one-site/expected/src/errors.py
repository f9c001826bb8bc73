"""Errors as the API answers them."""

import json

from workers import Response


class ApiError(Exception):
    """Becomes an answer with a status."""

    def __init__(self, status, message):
        super().__init__(message)
        self.status = status
        self.message = message


def response(error):
    """The answer of an error."""
    return Response(
        json.dumps({"error": error.message}),
        status=error.status,
        headers={"content-type": "application/json"},
    )
