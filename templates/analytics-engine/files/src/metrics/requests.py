"""A data point for every request."""

import logging
import time
from http import HTTPStatus
from typing import Any
from urllib.parse import urlsplit

from workers import Request, Response

from metrics.data_point import DataPoint, write
from web.middleware import Answer, middleware


@middleware
async def measured(worker: Any, request: Request, answer: Answer) -> Response:
    """Say afterwards what was asked, how it ended and how long it took."""
    # The clock of a Worker only moves while it waits, so this is the time of databases and networks.
    started = time.perf_counter()
    status = HTTPStatus.INTERNAL_SERVER_ERROR
    try:
        response = await answer()
        status = response.status
        return response
    finally:
        _write(worker.env, request, int(status), (time.perf_counter() - started) * 1000)


def _write(env: Any, request: Request, status: int, milliseconds: float) -> None:
    """An environment without the binding is not measured."""
    dataset = getattr(env, "METRICS", None)
    if dataset is None:
        return
    path = urlsplit(request.url).path
    blobs = [str(request.js_object.method), path, str(status), _country(request)]
    try:
        write(dataset, DataPoint(index=_section(path), blobs=blobs, doubles=[milliseconds]))
    except Exception:
        # Counting must never be what a request fails of.
        logging.getLogger(__name__).exception("data point not written")


def _section(path: str) -> str:
    """The first part of a path, or two under `/api`: few values, so that sampling is fair to each."""
    parts = path.strip("/").split("/")
    return "/" + "/".join(parts[: 2 if parts[0] == "api" else 1])


def _country(request: Request) -> str:
    """Where the client is, as Cloudflare sees it."""
    return request.headers.get("cf-ipcountry") or ""
