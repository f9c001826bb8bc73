"""A client that follows no redirects and adds nothing by itself."""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from http.client import HTTPConnection, HTTPSConnection
from typing import Any
from urllib.parse import urlencode, urlsplit

_SECONDS = 30


@dataclass(frozen=True)
class Answer:
    status: int
    headers: Mapping[str, str]
    text: str

    def json(self) -> Any:
        return json.loads(self.text)


class Client:
    def __init__(self, origin: str, api_key: str) -> None:
        self.origin = origin.rstrip("/")
        self.api_key = api_key

    def get(self, target: str) -> Answer:
        return self.request("GET", target)

    def call(self, method: str, target: str, data: Any = None) -> Answer:
        headers = {"authorization": f"Bearer {self.api_key}", "content-type": "application/json"}
        return self.request(method, target, headers, None if data is None else json.dumps(data).encode())

    def submit(self, target: str, fields: Mapping[str, str]) -> Answer:
        headers = {"content-type": "application/x-www-form-urlencoded", "origin": self.origin}
        return self.request("POST", target, headers, urlencode(fields).encode())

    def request(
        self,
        method: str,
        target: str,
        headers: Mapping[str, str] | None = None,
        content: bytes | None = None,
    ) -> Answer:
        address = urlsplit(self.origin)
        connect = HTTPSConnection if address.scheme == "https" else HTTPConnection
        connection = connect(address.netloc, timeout=_SECONDS)
        try:
            connection.request(method, target, content, dict(headers or {}))
            response = connection.getresponse()
            names = {name.lower(): value for name, value in response.getheaders()}
            return Answer(response.status, names, response.read().decode())
        finally:
            connection.close()
