"""The routes of the cache."""

import time
from http import HTTPStatus
from typing import Any

from workers import Request, Response

from cache.store import BYTES, JSON, TEXT, Cache
from web import HttpError, Router, parse_json_value, query, read_body, whole_number

KEY_BYTES = 500
CONTENT_BYTES = 1024 * 1024
LIFETIME = 3_600
LIFETIME_MAXIMUM = 30 * 24 * 3_600

COUNT_FRESH = 60
COUNT_USABLE = 3_600

# Keys of entries and of what the Worker remembers itself must not meet.
_ENTRY = "entry:"
_COUNT = "count:"

# What is stored is sent again as it came, so it must not be something that a browser would run.
_TYPES = {"application/json": JSON, "text/plain": TEXT, "application/octet-stream": BYTES, "": BYTES}

routes = Router()


@routes.get("/api/cache/entries")
async def list_entries(request: Request, env: Any) -> Response:
    values = query(request)
    page = await Cache(env.CACHE).keys(_entry_key(values.get("prefix", "")), values.get("cursor"))
    keys = [key.removeprefix(_ENTRY) for key in page.keys]
    return Response.from_json({"keys": keys, "cursor": page.cursor})


@routes.get("/api/cache/entries/{key:path}")
async def show(_request: Request, env: Any, key: str) -> Response:
    entry = await Cache(env.CACHE).get(_entry_key(key))
    if entry is None:
        raise HttpError(HTTPStatus.NOT_FOUND, "There is no such entry.")
    headers = {
        "content-type": entry.content_type,
        "cache-control": "no-store",
        "x-content-type-options": "nosniff",
    }
    return Response(entry.content, headers=headers)


@routes.put("/api/cache/entries/{key:path}")
async def store(request: Request, env: Any, key: str) -> Response:
    entry_key = _entry_key(key)
    lifetime = whole_number(query(request), "ttl", default=LIFETIME, maximum=LIFETIME_MAXIMUM)
    content_type = _content_type(request)
    content = await read_body(request, CONTENT_BYTES)
    _check(content, content_type)
    await Cache(env.CACHE).put(entry_key, content, content_type, usable=lifetime)
    return Response(None, status=HTTPStatus.NO_CONTENT)


@routes.delete("/api/cache/entries/{key:path}")
async def delete(_request: Request, env: Any, key: str) -> Response:
    """KV does not say whether there was something to delete."""
    await Cache(env.CACHE).delete(_entry_key(key))
    return Response(None, status=HTTPStatus.NO_CONTENT)


@routes.get("/api/cache/count")
async def count(request: Request, env: Any) -> Response:
    """How many entries there are: KV has to list them all, so the answer is remembered for a while."""
    prefix = query(request).get("prefix", "")
    cache = Cache(env.CACHE)
    key = _checked_key(_COUNT, prefix)
    answer = await cache.remember(key, lambda: _count(cache, prefix), fresh=COUNT_FRESH, usable=COUNT_USABLE)
    stale = COUNT_USABLE - COUNT_FRESH
    headers = {"cache-control": f"public, max-age={COUNT_FRESH}, stale-while-revalidate={stale}"}
    return Response.from_json(answer, headers=headers)


async def _count(cache: Cache, prefix: str) -> dict[str, Any]:
    number, cursor = 0, None
    while True:
        page = await cache.keys(_ENTRY + prefix, cursor)
        number, cursor = number + len(page.keys), page.cursor
        if cursor is None:
            return {"prefix": prefix, "count": number, "counted_at": int(time.time())}


def _entry_key(key: str) -> str:
    return _checked_key(_ENTRY, key)


def _checked_key(kind: str, key: str) -> str:
    if len(key.encode()) > KEY_BYTES:
        raise HttpError(HTTPStatus.BAD_REQUEST, f"A key has at most {KEY_BYTES} bytes.")
    return kind + key


def _content_type(request: Request) -> str:
    media_type, _, _ = (request.headers.get("content-type") or "").partition(";")
    content_type = _TYPES.get(media_type.strip().lower())
    if content_type is None:
        accepted = ", ".join(name for name in _TYPES if name)
        raise HttpError(HTTPStatus.UNSUPPORTED_MEDIA_TYPE, f"Accepted here: {accepted}.")
    return content_type


def _check(content: bytes, content_type: str) -> None:
    """What says that it is JSON or text has to be that."""
    if content_type == BYTES:
        return
    try:
        text = content.decode()
    except UnicodeDecodeError as error:
        raise HttpError(HTTPStatus.BAD_REQUEST, "The body is not valid UTF-8.") from error
    if content_type == JSON:
        parse_json_value(text)
