"""Tells another service what became of an order."""

import json
from http import HTTPMethod, HTTPStatus
from typing import Any

from workers import fetch

_TRY_AGAIN = (HTTPStatus.REQUEST_TIMEOUT, HTTPStatus.TOO_MANY_REQUESTS)


class RefusedError(Exception):
    """The other service will never take this: trying again is of no use."""


class UnavailableError(Exception):
    """The other service cannot take it now."""


async def send(url: str, notice: dict[str, Any]) -> None:
    """Post a notice; without an address, nobody wants to know."""
    if not url:
        return
    headers = {"content-type": "application/json"}
    response = await fetch(url, method=HTTPMethod.POST, headers=headers, body=json.dumps(notice))
    message = f"the other service answered {response.status}"
    if response.status >= HTTPStatus.INTERNAL_SERVER_ERROR or response.status in _TRY_AGAIN:
        raise UnavailableError(message)
    if response.status >= HTTPStatus.BAD_REQUEST:
        raise RefusedError(message)
