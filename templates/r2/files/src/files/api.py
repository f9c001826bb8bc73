"""The routes of the files. Bodies are handed on as JavaScript streams; nothing here reads one."""

from http import HTTPStatus
from typing import Any

from workers import Request, Response

from files.bucket import Bucket
from files.conditions import allows_range, conditions, failed_status
from files.metadata import headers_of, metadata_of
from files.ranges import ByteRange, UnsatisfiableRangeError, find_range
from web import HttpError, Router, query, whole_number

NAME_BYTES = 1_024
FILE_BYTES = 100 * 1024 * 1024
PAGE_SIZE = 100
PAGE_SIZE_MAXIMUM = 1_000

routes = Router()


@routes.get("/files")
async def list_folder(request: Request, env: Any) -> Response:
    bucket: Bucket = env.FILES
    values = query(request)
    folder = values.get("folder", "")
    options: dict[str, Any] = {
        "prefix": folder,
        "delimiter": "/",
        "limit": whole_number(values, "limit", default=PAGE_SIZE, maximum=PAGE_SIZE_MAXIMUM),
        "include": ["httpMetadata"],
    }
    if cursor := values.get("cursor"):
        options["cursor"] = cursor
    found = await bucket.list(options)
    return Response.from_json(
        {
            "folders": found["delimitedPrefixes"],
            "files": [_listed(file) for file in found["objects"]],
            "cursor": found.get("cursor") if found["truncated"] else None,
        }
    )


@routes.get("/files/{name:path}")
async def download(request: Request, env: Any, name: str) -> Response:
    bucket: Bucket = env.FILES
    options = conditions(request)
    part = await _wanted_part(request, bucket, name)
    if part is not None:
        options["range"] = {"offset": part.first, "length": part.length}
    file = await bucket.get(name, options)
    if file is None:
        raise _no_such_file()
    headers = headers_of(file)
    body = getattr(file, "body", None)
    if body is None:
        return Response(None, status=failed_status(request), headers=headers)
    if part is None:
        return Response(body, headers=headers)
    headers["content-range"] = part.content_range(file.size)
    return Response(body, status=HTTPStatus.PARTIAL_CONTENT, headers=headers)


@routes.put("/files/{name:path}")
async def upload(request: Request, env: Any, name: str) -> Response:
    bucket: Bucket = env.FILES
    _check_name(name)
    _check_upload(request)
    options = metadata_of(request) | conditions(request)
    file = await bucket.put(name, request.body or "", options)
    if file is None:
        raise HttpError(HTTPStatus.PRECONDITION_FAILED, "There is another version of this file.")
    return Response.from_json(
        {"name": name, "size": file.size, "etag": file.httpEtag},
        status=HTTPStatus.CREATED,
        headers={"etag": file.httpEtag},
    )


@routes.delete("/files/{name:path}")
async def delete(_request: Request, env: Any, name: str) -> Response:
    """R2 does not say whether there was something to delete."""
    bucket: Bucket = env.FILES
    await bucket.delete(name)
    return Response(None, status=HTTPStatus.NO_CONTENT)


async def _wanted_part(request: Request, bucket: Bucket, name: str) -> ByteRange | None:
    """The range that the request asks for. R2 gets no impossible one: it is asked for the size first."""
    header = request.headers.get("range")
    if header is None:
        return None
    file = await bucket.head(name)
    if file is None:
        raise _no_such_file()
    if not allows_range(request, file):
        return None
    try:
        return find_range(header, file.size)
    except UnsatisfiableRangeError as error:
        raise HttpError(
            HTTPStatus.REQUESTED_RANGE_NOT_SATISFIABLE,
            f"The file has {file.size} bytes.",
            {"content-range": f"bytes */{file.size}"},
        ) from error


def _check_name(name: str) -> None:
    if len(name.encode()) > NAME_BYTES or not name.isprintable():
        message = f"A name has at most {NAME_BYTES} bytes and no control characters."
        raise HttpError(HTTPStatus.BAD_REQUEST, message)


def _check_upload(request: Request) -> None:
    if "content-encoding" in request.headers:
        # The runtime would compress a stored file once more on its way out.
        raise HttpError(HTTPStatus.UNSUPPORTED_MEDIA_TYPE, "Send the file without a Content-Encoding.")
    length = request.headers.get("content-length")
    if length is None:
        if request.body:
            raise HttpError(HTTPStatus.LENGTH_REQUIRED, "R2 has to know the size: send a Content-Length.")
    elif int(length) > FILE_BYTES:
        raise HttpError(HTTPStatus.CONTENT_TOO_LARGE, f"A file may have at most {FILE_BYTES} bytes.")


def _listed(file: Any) -> dict[str, Any]:
    """A file of a list is a JavaScript value, with a JavaScript date."""
    return {
        "name": file.key,
        "size": file.size,
        "type": file.httpMetadata.contentType or None,
        "etag": file.httpEtag,
        "uploaded": file.uploaded.toISOString(),
    }


def _no_such_file() -> HttpError:
    return HttpError(HTTPStatus.NOT_FOUND, "There is no such file.")
