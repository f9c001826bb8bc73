"""Decorators of `fetch`: code around every request, whoever answers it."""

from collections.abc import Awaitable, Callable
from functools import wraps
from inspect import isawaitable
from typing import Any

from workers import Request, Response

type Fetch = Callable[..., Any]
"""A `fetch` method: with or without `async`, with or without further parameters."""

type Answer = Callable[[], Awaitable[Response]]
"""Lets the request go on, and gives what was answered."""

type Middleware = Callable[[Any, Request, Answer], Awaitable[Response]]
"""Called with the worker, whose `env` has the bindings, with the request, and with what answers it."""

_SWITCHING_PROTOCOLS = 101


def middleware(around: Middleware) -> Callable[[Fetch], Fetch]:
    """Make a decorator for `fetch` out of a function that answers around it."""

    def decorate(fetch: Fetch) -> Fetch:
        @wraps(fetch)
        async def handler(worker: Any, request: Request, *rest: Any) -> Response:
            async def answer() -> Response:
                returned = fetch(worker, request, *rest)
                response = await returned if isawaitable(returned) else returned
                # JavaScript's own: of `Response.redirect`, of a binding, of an ASGI application.
                return response if isinstance(response, Response) else Response(response)

            return await around(worker, request, answer)

        return handler

    return decorate


def changeable(response: Response) -> Response:
    """The answer with headers that can be changed, by `js_object.headers`.

    Those of static assets and redirects cannot, and `headers` is a copy. The answer that opens a WebSocket
    stays what it is: a copy would not open it.
    """
    if response.status == _SWITCHING_PROTOCOLS:
        return response
    return response.replace_body(response.body)
