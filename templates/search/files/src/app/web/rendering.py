"""Renders the pages. The templates are files beside the code; autoescape is on for all of them."""

from collections.abc import Mapping
from datetime import datetime
from functools import cache
from pathlib import Path
from typing import Any

from jinja2 import Environment, FileSystemLoader, StrictUndefined

from app.clock import from_text
from app.config import Config

_DIRECTORY = Path(__file__).parent.parent / "templates"


def render(template: str, config: Config, values: Mapping[str, Any]) -> str:
    return (
        _environment()
        .get_template(template)
        .render(site_name=config.site_name, release=config.release, **values)
    )


@cache
def _environment() -> Environment:
    """Made with the first page: start-up, which every cold start pays for, stays short."""
    environment = Environment(
        loader=FileSystemLoader(_DIRECTORY),
        autoescape=True,
        auto_reload=False,
        trim_blocks=True,
        lstrip_blocks=True,
        undefined=StrictUndefined,
    )
    environment.globals["day"] = _day  # pyright: ignore[reportUnknownMemberType] - untyped there
    return environment


def _day(text: str) -> str:
    moment: datetime = from_text(text)
    return f"{moment.day} {moment:%B %Y}"
