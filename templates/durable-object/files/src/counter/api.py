"""The addresses under /api/counter."""

import re
from http import HTTPStatus
from typing import Any

from workers import Request, Response

from web import HttpError, Router, read_json

STEP_LIMIT = 1_000_000
KEEP_SECONDS = 86_400
KEEP_SECONDS_LIMIT = 30 * 86_400

_NAME = re.compile(r"[a-z0-9-]{1,64}")

routes = Router()


@routes.get("/api/counter/{name}")
async def show(request: Request, env: Any, name: str) -> Response:
    """The value of a counter; one that nobody has counted with is at zero."""
    return _answer(name, await _counter(env, name).value())


@routes.post("/api/counter/{name}")
async def count(request: Request, env: Any, name: str) -> Response:
    """Count on: `{"by"?: …, "keep_seconds"?: …}`."""
    counter = _counter(env, name)
    data = await read_json(request)
    by = _whole_number(data, "by", default=1, minimum=-STEP_LIMIT, maximum=STEP_LIMIT)
    keep = _whole_number(data, "keep_seconds", default=KEEP_SECONDS, minimum=1, maximum=KEEP_SECONDS_LIMIT)
    return _answer(name, await counter.increment(by, keep))


@routes.delete("/api/counter/{name}")
async def reset(request: Request, env: Any, name: str) -> Response:
    """Set a counter back to zero."""
    await _counter(env, name).reset()
    return Response(None, status=HTTPStatus.NO_CONTENT)


@routes.get("/api/counter/{name}/state")
async def state(request: Request, env: Any, name: str) -> Response:
    """Let the object itself answer the request."""
    return await _counter(env, name).fetch(request)


def _counter(env: Any, name: str) -> Any:
    """The one object with this name. It need not be made; it is there when it is called."""
    if not _NAME.fullmatch(name):
        raise HttpError(HTTPStatus.BAD_REQUEST, "A name has 1 to 64 small letters, digits and dashes.")
    return env.COUNTERS.getByName(name)


def _answer(name: str, value: int) -> Response:
    return Response.from_json({"name": name, "value": value})


def _whole_number(data: dict[str, Any], name: str, *, default: int, minimum: int, maximum: int) -> int:
    value = data.get(name, default)
    # `True` is an int, too.
    if type(value) is not int or not minimum <= value <= maximum:
        raise HttpError(
            HTTPStatus.BAD_REQUEST, f"`{name}` has to be a whole number from {minimum} to {maximum}."
        )
    return value
