"""A Worker in the real runtime, asked over HTTP."""

import time
from collections.abc import Mapping
from http.client import HTTPConnection, HTTPSConnection
from urllib.parse import urlsplit

from harness.answer import Answer
from harness.client import Client

_ANSWER_SECONDS = 30
_START_SECONDS = 60


class RemoteWorker(Client):
    def __init__(self, origin: str) -> None:
        self.origin = origin.rstrip("/")

    def wait(self) -> None:
        """Wait until somebody answers, whatever the answer is."""
        deadline = time.monotonic() + _START_SECONDS
        while True:
            try:
                self.get("/")
            except OSError as error:
                if time.monotonic() > deadline:
                    message = f"No Worker answers at {self.origin}: {error}"
                    raise ConnectionError(message) from error
                time.sleep(0.5)
            else:
                return

    def request(
        self, method: str, target: str, headers: Mapping[str, str] | None = None, content: bytes | None = None
    ) -> Answer:
        address = urlsplit(self.origin)
        connect = HTTPSConnection if address.scheme == "https" else HTTPConnection
        connection = connect(address.netloc, timeout=_ANSWER_SECONDS)
        try:
            connection.request(method, target, content, dict(headers or {}))
            response = connection.getresponse()
            return Answer(response.status, response.headers, response.read())
        finally:
            connection.close()
