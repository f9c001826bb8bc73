"""The addresses under /api/hello."""

from http import HTTPStatus
from typing import Any

from workers import Request, Response

from hello.greeting import LANGUAGES, greeting
from web import HttpError, Router, query, read_json

routes = Router()


@routes.get("/api/hello/{name}")
async def greet(request: Request, env: Any, name: str) -> Response:
    """Greet the name in the path, in the language that `?language=` asks for."""
    return _greet(name, query(request).get("language", "en"))


@routes.post("/api/hello")
async def greet_from_body(request: Request, env: Any) -> Response:
    """Greet the name in the body: `{"name": …, "language"?: …}`."""
    data = await read_json(request)
    return _greet(data.get("name"), data.get("language", "en"))


def _greet(name: object, language: object) -> Response:
    if not isinstance(name, str) or not name.strip():
        raise HttpError(HTTPStatus.BAD_REQUEST, "`name` has to be a text that is not empty.")
    if not isinstance(language, str) or language not in LANGUAGES:
        raise HttpError(HTTPStatus.BAD_REQUEST, f"`language` has to be one of {', '.join(LANGUAGES)}.")
    return Response.from_json({"message": greeting(name.strip(), language)})
