"""Makes HTML of templates. They are files beside the code; everything in them is escaped."""

from collections.abc import Mapping
from datetime import date
from functools import cache
from http import HTTPStatus
from pathlib import Path
from typing import Any

from jinja2 import Environment, FileSystemLoader, StrictUndefined
from workers import Response

_TEMPLATES = Path(__file__).parent / "templates"


def page(
    template: str,
    env: Any,
    values: Mapping[str, Any],
    *,
    status: int = HTTPStatus.OK,
    headers: Mapping[str, str] | None = None,
) -> Response:
    """An answer with a page."""
    content = {"content-type": "text/html; charset=utf-8"}
    return Response(render(template, env, values), status=status, headers={**(headers or {}), **content})


def render(template: str, env: Any, values: Mapping[str, Any]) -> str:
    """The HTML of a template; the layout gets the name of the site and the version of the Worker."""
    metadata = getattr(env, "CF_VERSION_METADATA", None)
    return (
        _environment()
        .get_template(template)
        .render(
            site_name=getattr(env, "SITE_NAME", "Site"),
            release=metadata.id if metadata else "unknown",
            **values,
        )
    )


@cache
def _environment() -> Environment:
    """Made with the first page: start-up, which every cold start pays for, stays short."""
    environment = Environment(
        loader=FileSystemLoader(_TEMPLATES),
        autoescape=True,
        auto_reload=False,
        trim_blocks=True,
        lstrip_blocks=True,
        undefined=StrictUndefined,
    )
    environment.filters["long_date"] = _long_date
    return environment


def _long_date(day: date) -> str:
    return f"{day.day} {day:%B %Y}"
