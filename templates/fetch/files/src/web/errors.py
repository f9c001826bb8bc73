"""Failures that the client is told about."""

from collections.abc import Mapping
from http import HTTPStatus

from workers import Response


class HttpError(Exception):
    """Ends a request with a status and a message: `raise HttpError(404, "No such note.")`."""

    def __init__(self, status: int, message: str, headers: Mapping[str, str] | None = None) -> None:
        super().__init__(message)
        self.status = HTTPStatus(status)
        self.message = message
        self.headers = dict(headers or {})

    def response(self) -> Response:
        """The answer that the client gets."""
        return Response.from_json({"error": self.message}, status=self.status, headers=self.headers)
