"""What both kinds of Worker can be asked."""

import json
from abc import ABC, abstractmethod
from collections.abc import Mapping
from typing import Any
from urllib.parse import urlencode

from harness.answer import Answer


class Client(ABC):
    """Follows no redirects and keeps no cookies."""

    origin: str

    @abstractmethod
    def request(
        self, method: str, target: str, headers: Mapping[str, str] | None = None, content: bytes | None = None
    ) -> Answer: ...

    def get(self, target: str, headers: Mapping[str, str] | None = None) -> Answer:
        return self.request("GET", target, headers)

    def call(
        self, method: str, target: str, data: Any = None, headers: Mapping[str, str] | None = None
    ) -> Answer:
        """A request with a JSON body."""
        sent = {"content-type": "application/json", **(headers or {})}
        return self.request(method, target, sent, None if data is None else json.dumps(data).encode())

    def submit(
        self, target: str, fields: Mapping[str, str], headers: Mapping[str, str] | None = None
    ) -> Answer:
        """A form, as a browser sends it from one of the Worker's own pages."""
        sent = {
            "content-type": "application/x-www-form-urlencoded",
            "origin": self.origin,
            "sec-fetch-site": "same-origin",
            **(headers or {}),
        }
        return self.request("POST", target, sent, urlencode(fields).encode())
