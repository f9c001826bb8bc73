"""The routes that need the JavaScript Worker."""

import logging
import math
from collections.abc import Awaitable, Mapping
from http import HTTPStatus
from typing import Any

from workers import Request, Response

from rpc.formatter import Formatter
from web import HttpError, Router, query

NUMBERS = 1_000
LOCALE = "en-GB"
CURRENCY = "EUR"

routes = Router()


@routes.get("/api/rpc/price")
async def price(request: Request, env: Any) -> Response:
    formatter: Formatter = env.FORMATTER
    values = query(request)
    amount = _number(values.get("amount", ""), "amount")
    text = await _known(
        formatter.price(amount, values.get("currency", CURRENCY), values.get("locale", LOCALE))
    )
    return Response.from_json({"price": text})


@routes.get("/api/rpc/summary")
async def summary(request: Request, env: Any) -> Response:
    formatter: Formatter = env.FORMATTER
    values = query(request)
    written: Mapping[str, str] = await _known(
        formatter.summary(_numbers(values), values.get("locale", LOCALE))
    )
    return Response.from_json(dict(written))


async def _known[T](call: Awaitable[T | None]) -> T:
    """What the other Worker answers; 400 if it does not know the language or currency."""
    try:
        answer = await call
    except Exception as error:
        logging.getLogger(__name__).exception("the formatter failed")
        message = "The formatter cannot be reached."
        raise HttpError(HTTPStatus.BAD_GATEWAY, message) from error
    if answer is None:
        raise HttpError(HTTPStatus.BAD_REQUEST, "There is no such language or currency.")
    return answer


def _numbers(values: Mapping[str, str]) -> list[float]:
    numbers = [_number(text, "numbers") for text in values.get("numbers", "").split(",")]
    if len(numbers) > NUMBERS:
        raise HttpError(HTTPStatus.BAD_REQUEST, f"numbers: at most {NUMBERS} of them.")
    return numbers


def _number(text: str, name: str) -> float:
    try:
        number = float(text)
    except ValueError:
        number = math.nan
    if not math.isfinite(number):
        raise HttpError(HTTPStatus.BAD_REQUEST, f"{name}: this has to be a number.")
    return number
