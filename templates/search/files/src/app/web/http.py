"""A request and a response as plain data, independent of the runtime that carries them."""

import json
from collections.abc import Awaitable, Callable, Mapping
from dataclasses import dataclass, field
from http import HTTPStatus
from types import MappingProxyType
from typing import Any
from urllib.parse import parse_qsl, urlsplit

_NOTHING: Mapping[str, str] = MappingProxyType({})


@dataclass(frozen=True, slots=True)
class HttpRequest:
    """`headers` has lower-case names, `read_body` takes a limit in bytes, the route gives `path_values`."""

    method: str
    url: str
    headers: Mapping[str, str]
    read_body: Callable[[int], Awaitable[bytes]]
    path_values: Mapping[str, str] = _NOTHING

    @property
    def path(self) -> str:
        return urlsplit(self.url).path

    @property
    def query(self) -> dict[str, str]:
        """The parameters in the address; of several with one name the first."""
        pairs = parse_qsl(urlsplit(self.url).query, keep_blank_values=True)
        return dict(reversed(pairs))

    @property
    def host(self) -> str:
        return urlsplit(self.url).netloc

    @property
    def client(self) -> str:
        """The client's address, set by Cloudflare and not by the client."""
        return self.headers.get("cf-connecting-ip", "unknown")


@dataclass(frozen=True, slots=True)
class HttpResponse:
    status: int
    headers: Mapping[str, str] = field(default_factory=dict[str, str])
    body: str | None = None

    def with_headers(self, headers: Mapping[str, str]) -> "HttpResponse":
        """The same response with more headers; its own win."""
        return HttpResponse(self.status, {**headers, **self.headers}, self.body)

    def without_body(self) -> "HttpResponse":
        return HttpResponse(self.status, self.headers, None)


def json_response(
    data: Any, status: int = HTTPStatus.OK, headers: Mapping[str, str] = _NOTHING
) -> HttpResponse:
    return HttpResponse(
        status,
        {"content-type": "application/json; charset=utf-8", "cache-control": "no-store", **headers},
        json.dumps(data, ensure_ascii=False),
    )


def html_response(
    page: str, status: int = HTTPStatus.OK, headers: Mapping[str, str] = _NOTHING
) -> HttpResponse:
    return HttpResponse(
        status,
        {"content-type": "text/html; charset=utf-8", "cache-control": "no-cache", **headers},
        page,
    )


def see_other(location: str) -> HttpResponse:
    """Send the client on with GET, so that reloading the page does not repeat the change."""
    return HttpResponse(HTTPStatus.SEE_OTHER, {"location": location, "cache-control": "no-store"})
