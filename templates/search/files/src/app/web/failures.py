"""Failures as responses: JSON under `/api`, a page elsewhere. What went wrong inside stays in the logs."""

from typing import Any

from app.config import Config
from app.errors import AppError
from app.web.http import HttpRequest, HttpResponse, html_response, json_response
from app.web.rendering import render


def failure_response(request: HttpRequest, error: AppError, config: Config, request_id: str) -> HttpResponse:
    if request.path.startswith("/api/") or request.path == "/health":
        return json_response(_as_json(error, request_id), error.status, error.headers)
    page = render(
        "error.html",
        config,
        {
            "status": int(error.status),
            "heading": error.status.phrase,
            "messages": list(error.fields.values()) or [error.message],
            "request_id": request_id,
        },
    )
    return html_response(page, error.status, {"cache-control": "no-store", **error.headers})


def _as_json(error: AppError, request_id: str) -> dict[str, Any]:
    content: dict[str, Any] = {
        "code": error.code,
        "message": error.message,
        "request_id": request_id,
    }
    if error.fields:
        content["fields"] = error.fields
    return {"error": content}
