"""Which method and path lead to which function."""

import re
from collections.abc import Awaitable, Callable, Iterator
from dataclasses import dataclass
from http import HTTPStatus
from typing import Any
from urllib.parse import unquote, urlsplit

from workers import Request, Response

from web.errors import HttpError

type Handler = Callable[..., Awaitable[Response]]
"""Called with the request, the bindings, and the values in the path by their names."""

_PARAMETER = re.compile(r"\{(?P<name>[a-z_][a-z0-9_]*)(?P<rest>:path)?\}")


@dataclass(frozen=True, slots=True)
class Route:
    """One entry of a router. `path` is as written: `/api/notes/{note_id}`."""

    method: str
    path: str
    handler: Handler
    pattern: re.Pattern[str]

    def values(self, path: str) -> dict[str, str] | None:
        """The values in a path, decoded, or `None` if the path is not this route's."""
        match = self.pattern.fullmatch(path)
        return match and {name: unquote(value) for name, value in match.groupdict().items()}


class Router:
    """A list of routes, asked in their order: write fixed paths before those with parameters.

    `{name}` stands for one segment, `{name:path}` for the rest of the path.
    """

    def __init__(self) -> None:
        self._routes: list[Route] = []

    def __iter__(self) -> Iterator[Route]:
        return iter(self._routes)

    def get[H: Handler](self, path: str) -> Callable[[H], H]:
        """Answer GET, and HEAD with it."""
        return self._route("GET", path)

    def post[H: Handler](self, path: str) -> Callable[[H], H]:
        return self._route("POST", path)

    def put[H: Handler](self, path: str) -> Callable[[H], H]:
        return self._route("PUT", path)

    def patch[H: Handler](self, path: str) -> Callable[[H], H]:
        return self._route("PATCH", path)

    def delete[H: Handler](self, path: str) -> Callable[[H], H]:
        return self._route("DELETE", path)

    async def respond(self, request: Request, env: Any) -> Response | None:
        """Answer a request, or `None` if no path of this router is the request's.

        An `HttpError` becomes the answer that it describes; other exceptions pass.
        """
        path = urlsplit(request.url).path
        matching = [(route, values) for route in self if (values := route.values(path)) is not None]
        if not matching:
            return None
        # Not `request.method`: it raises for a method that Python has no name for.
        method = str(request.js_object.method)
        sought = "GET" if method == "HEAD" else method
        try:
            for route, values in matching:
                if route.method == sought:
                    return await route.handler(request, env, **values)
            raise _method_not_allowed({route.method for route, _ in matching})
        except HttpError as error:
            return error.response()

    def _route[H: Handler](self, method: str, path: str) -> Callable[[H], H]:
        def register(handler: H) -> H:
            self._routes.append(Route(method, path, handler, _pattern(path)))
            return handler

        return register


def _method_not_allowed(methods: set[str]) -> HttpError:
    if "GET" in methods:
        methods.add("HEAD")
    allowed = ", ".join(sorted(methods))
    return HttpError(HTTPStatus.METHOD_NOT_ALLOWED, f"Allowed here: {allowed}.", {"allow": allowed})


def _pattern(path: str) -> re.Pattern[str]:
    parts: list[str] = []
    end = 0
    for parameter in _PARAMETER.finditer(path):
        parts.append(re.escape(path[end : parameter.start()]))
        parts.append(f"(?P<{parameter['name']}>{'.+' if parameter['rest'] else '[^/]+'})")
        end = parameter.end()
    parts.append(re.escape(path[end:]))
    return re.compile("".join(parts))
