"""Requests as the runtime hands them to `fetch`."""

from collections.abc import Mapping
from typing import Any

from workers import Request

ORIGIN = "https://worker.example"
CLIENT_ADDRESS = "192.0.2.1"


def new_request(
    method: str, target: str, headers: Mapping[str, str] | None = None, content: bytes | None = None
) -> Request:
    """`target` is the path, with the query if there is one."""
    sent = {"cf-connecting-ip": CLIENT_ADDRESS, **(headers or {})}
    # The SDK takes any method, and bytes, though its types do not say so.
    options: dict[str, Any] = {"method": method, "headers": sent, "body": content}
    return Request(f"{ORIGIN}{target}", **options)
