"""From a request to a response, whatever happens in between."""

import time
import uuid
from typing import Any

from app import logs
from app.config import Config
from app.errors import AppError
from app.services import Services
from app.web.failures import failure_response
from app.web.http import HttpRequest, HttpResponse
from app.web.routes import find_route
from app.web.security_headers import SECURITY_HEADERS


async def respond(request: HttpRequest, env: Any) -> HttpResponse:
    request_id = request.headers.get("cf-ray") or uuid.uuid4().hex
    config = Config.from_env(env)
    started = time.perf_counter()
    with logs.context(request_id=request_id):
        try:
            response = await _answer(request, env)
        except AppError as error:
            response = failure_response(request, error, config, request_id)
        except Exception as error:  # noqa: BLE001 - the border at which nothing may escape to the client
            logs.error("request_failed", error)
            response = failure_response(request, AppError(), config, request_id)
        logs.info(
            "request",
            method=request.method,
            path=request.path,
            status=int(response.status),
            duration_ms=round((time.perf_counter() - started) * 1000),
        )
    if request.method == "HEAD":
        response = response.without_body()
    return response.with_headers({**SECURITY_HEADERS, "x-request-id": request_id})


async def _answer(request: HttpRequest, env: Any) -> HttpResponse:
    handler, routed = find_route(request)
    return await handler(routed, Services.from_env(env))
