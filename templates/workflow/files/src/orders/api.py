"""The addresses under /api/orders."""

import uuid
from http import HTTPStatus
from typing import Any

from workers import Request, Response

from orders.order import InvalidOrderError, read_items
from orders.workflow import PAYMENT
from web import HttpError, Router, read_json

REFERENCE_LIMIT = 100

_OVER = ("complete", "errored", "terminated")

routes = Router()


@routes.post("/api/orders")
async def create(request: Request, env: Any) -> Response:
    """Start an order: `{"items": {"green-tea": 2}}`."""
    data = await read_json(request)
    try:
        items = read_items(data.get("items"))
    except InvalidOrderError as error:
        raise HttpError(HTTPStatus.BAD_REQUEST, str(error)) from error
    order_id = str(uuid.uuid4())
    await env.ORDERS.create({"id": order_id, "params": {"items": items}})
    return Response.from_json(
        {"id": order_id}, status=HTTPStatus.ACCEPTED, headers={"location": f"/api/orders/{order_id}"}
    )


@routes.get("/api/orders/{order_id}")
async def show(request: Request, env: Any, order_id: str) -> Response:
    """How far an order is, and what came of it."""
    order = await _order(env, order_id)
    status = await order.status()
    return Response.from_json(
        {
            "id": order_id,
            "status": status["status"],
            "output": status.get("output"),
            "error": _reason(status.get("error")),
        }
    )


@routes.post("/api/orders/{order_id}/payment")
async def pay(request: Request, env: Any, order_id: str) -> Response:
    """Tell an order that its payment is there: `{"reference": …}`."""
    reference = (await read_json(request)).get("reference")
    if not isinstance(reference, str) or not 1 <= len(reference) <= REFERENCE_LIMIT:
        raise HttpError(
            HTTPStatus.BAD_REQUEST, f"`reference` has to be a text of 1 to {REFERENCE_LIMIT} characters."
        )
    order = await _order(env, order_id)
    if (await order.status())["status"] in _OVER:
        raise HttpError(HTTPStatus.CONFLICT, "This order waits for nothing.")
    await order.send_event({"type": PAYMENT, "payload": {"reference": reference}})
    return Response(None, status=HTTPStatus.ACCEPTED)


async def _order(env: Any, order_id: str) -> Any:
    try:
        return await env.ORDERS.get(order_id)
    except Exception as error:
        if "not_found" not in str(error):
            raise
        raise HttpError(HTTPStatus.NOT_FOUND, "There is no such order.") from error


def _reason(error: Any) -> str | None:
    """What went wrong, without the traceback and the exception's name."""
    if not error:
        return None
    last = str(error["message"]).strip().splitlines()[-1]
    return last.partition(": ")[2] or last
