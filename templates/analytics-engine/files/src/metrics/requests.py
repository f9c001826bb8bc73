"""A data point for every request."""

import logging
import time
from collections.abc import Callable
from functools import wraps
from inspect import isawaitable
from typing import Any
from urllib.parse import urlsplit

from workers import Request

from metrics.data_point import DataPoint, write

_FAILED = 500


def measured(fetch: Callable[..., Any]) -> Callable[..., Any]:
    """Decorates a Worker's `fetch`: says afterwards what was asked, how it ended and how long it took."""

    @wraps(fetch)
    async def measured_fetch(worker: Any, request: Request, *rest: Any) -> Any:
        # The clock of a Worker only moves while it waits, so this is the time of databases and networks.
        started = time.perf_counter()
        status = _FAILED
        try:
            response = fetch(worker, request, *rest)
            if isawaitable(response):
                response = await response
            status = int(response.status)
            return response
        finally:
            _write(worker.env, request, status, (time.perf_counter() - started) * 1000)

    return measured_fetch


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
