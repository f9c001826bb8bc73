"""Stands in for the SDK's ASGI adapter: one request to an application, and its whole answer."""

from collections.abc import Awaitable, Callable, MutableMapping
from typing import Any
from urllib.parse import unquote, urlsplit

import js

from workers import Request

type Message = MutableMapping[str, Any]
type Application = Callable[
    [Message, Callable[[], Awaitable[Message]], Callable[[Message], Awaitable[None]]], Awaitable[None]
]


async def fetch(app: Application, request: Request, env: Any, ctx: Any = None) -> js.Response:
    address = urlsplit(request.url)
    scope: Message = {
        "type": "http",
        "asgi": {"spec_version": "2.0", "version": "3.0"},
        "http_version": "1.1",
        "method": request.js_object.method,
        "scheme": address.scheme,
        "path": unquote(address.path),
        "raw_path": address.path.encode(),
        "query_string": address.query.encode(),
        "headers": [(name.lower().encode(), value.encode()) for name, value in request.headers.items()],
        "server": (address.hostname, 443),
        "client": None,
        "env": env,
    }
    content = await request.bytes()
    started: Message = {}
    sent = bytearray()

    async def receive() -> Message:
        return {"type": "http.request", "body": content, "more_body": False}

    async def send(message: Message) -> None:
        if message["type"] == "http.response.start":
            started.update(message)
        else:
            sent.extend(message.get("body", b""))

    await app(scope, receive, send)
    headers = [(name.decode(), value.decode()) for name, value in started["headers"]]
    return js.Response.new(bytes(sent) or None, status=started["status"], headers=js.Headers.new(headers))
