"""The routes of the pictures: R2's stream goes into the Images binding, and that one's to the client."""

import logging
from collections.abc import Awaitable
from http import HTTPStatus
from typing import Any

from workers import Request, Response

from pictures.transformation import transformation
from web import HttpError, Router, query

PICTURE_BYTES = 20 * 1024 * 1024

routes = Router()


@routes.get("/pictures/{name:path}")
async def show(request: Request, env: Any, name: str) -> Response:
    wanted = transformation(query(request))
    file = await _find(env, name)
    headers = {"etag": f'W/"{file.etag}-{wanted.name}"', "cache-control": "public, max-age=3600"}
    if request.headers.get("if-none-match") == headers["etag"]:
        return Response(None, status=HTTPStatus.NOT_MODIFIED, headers=headers)
    picture = env.IMAGES.input(file.body)
    if wanted.resizing:
        picture = picture.transform(wanted.resizing)
    result = await _readable(picture.output(wanted.output))
    return Response(result.image(), headers={**headers, "content-type": result.contentType()})


@routes.get("/api/pictures/{name:path}")
async def describe(_request: Request, env: Any, name: str) -> Response:
    file = await _find(env, name)
    info = await _readable(env.IMAGES.info(file.body))
    # A drawing (SVG) has neither width nor height.
    return Response.from_json(
        {
            "name": name,
            "format": info["format"],
            "bytes": file.size,
            "width": info.get("width"),
            "height": info.get("height"),
        }
    )


async def _find(env: Any, name: str) -> Any:
    """The picture in R2, with its body as a stream."""
    file = await env.FILES.get(name)
    if file is None:
        raise HttpError(HTTPStatus.NOT_FOUND, "There is no such picture.")
    if not (file.httpMetadata.contentType or "").startswith("image/"):
        raise HttpError(HTTPStatus.UNSUPPORTED_MEDIA_TYPE, "This file is not a picture.")
    if file.size > PICTURE_BYTES:
        raise HttpError(HTTPStatus.CONTENT_TOO_LARGE, f"A picture may have at most {PICTURE_BYTES} bytes.")
    return file


async def _readable(work: Awaitable[Any]) -> Any:
    """The outcome; a file that only calls itself a picture is found out here."""
    try:
        return await work
    except Exception as error:
        logging.getLogger(__name__).warning("picture failed: %s", error)
        message = "This picture cannot be read."
        raise HttpError(HTTPStatus.UNPROCESSABLE_CONTENT, message) from error
