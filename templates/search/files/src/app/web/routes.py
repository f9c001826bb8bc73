"""Which address and method lead to which function."""

import re
from collections.abc import Awaitable, Callable
from dataclasses import dataclass, replace

from app.errors import MethodNotAllowedError, NotFoundError
from app.services import Services
from app.web import api, pages
from app.web.health import health
from app.web.http import HttpRequest, HttpResponse

type Handler = Callable[[HttpRequest, Services], Awaitable[HttpResponse]]

# As many digits as ID_MAXIMUM has.
_ID = "(?P<id>[1-9][0-9]{0,14})"


@dataclass(frozen=True, slots=True)
class Route:
    path: re.Pattern[str]
    methods: dict[str, Handler]


def _route(path: str, **methods: Handler) -> Route:
    if "GET" in methods:
        methods["HEAD"] = methods["GET"]
    return Route(re.compile(path), methods)


ROUTES = (
    _route("/", GET=pages.home),
    _route("/search", GET=pages.search),
    _route("/documents", POST=pages.create_document),
    _route("/documents/new", GET=pages.new_document),
    _route(f"/documents/{_ID}", GET=pages.document),
    _route("/api/search", GET=api.search),
    _route("/api/documents", GET=api.list_documents, POST=api.create_document),
    _route(
        f"/api/documents/{_ID}",
        GET=api.get_document,
        PUT=api.replace_document,
        DELETE=api.delete_document,
    ),
    _route("/health", GET=health),
)


def find_route(request: HttpRequest) -> tuple[Handler, HttpRequest]:
    """The function for the request, and the request with the values from its path."""
    for route in ROUTES:
        if match := route.path.fullmatch(request.path):
            handler = route.methods.get(request.method)
            if handler is None:
                raise MethodNotAllowedError(", ".join(sorted(route.methods)))
            return handler, replace(request, path_values=match.groupdict())
    raise NotFoundError
