"""The routes of the products. The driver's calls look synchronous; other requests go on meanwhile."""

import logging
from collections.abc import Iterator
from contextlib import contextmanager
from http import HTTPStatus
from typing import Any

from pg8000.exceptions import InterfaceError
from workers import Request, Response

from database.connection import connect
from database.product import NewProduct, whole
from database.store import AlreadyThereError, NotEnoughError, ProductStore
from web import HttpError, Router, fields, query, read_json, whole_number

PAGE_SIZE = 20
PAGE_SIZE_MAXIMUM = 100

routes = Router()


@routes.get("/api/database/products")
async def show_page(request: Request, env: Any) -> Response:
    values = query(request)
    size = whole_number(values, "limit", default=PAGE_SIZE, maximum=PAGE_SIZE_MAXIMUM)
    with _products(env) as products:
        # One more than shown tells whether there is a next page.
        found = products.page(values.get("after", ""), size + 1)
    page = found[:size]
    next_after = page[-1].sku if len(found) > size else None
    return Response.from_json({"products": [product.to_json() for product in page], "next_after": next_after})


@routes.post("/api/database/products")
async def add(request: Request, env: Any) -> Response:
    new = NewProduct.from_json(await read_json(request))
    with _products(env) as products:
        try:
            product = products.add(new)
        except AlreadyThereError as error:
            message = "There is a product with that number."
            raise HttpError(HTTPStatus.CONFLICT, message) from error
    return Response.from_json(product.to_json(), status=HTTPStatus.CREATED)


@routes.get("/api/database/products/{sku}")
async def show(_request: Request, env: Any, sku: str) -> Response:
    with _products(env) as products:
        product = products.get(sku)
    if product is None:
        raise _no_such_product()
    return Response.from_json(product.to_json())


@routes.post("/api/database/products/{sku}/take")
async def take(request: Request, env: Any, sku: str) -> Response:
    values = await read_json(request)
    fields.only(values, "count")
    count = whole(values, "count", minimum=1)
    with _products(env) as products:
        try:
            left = products.take(sku, count)
        except NotEnoughError as error:
            raise HttpError(HTTPStatus.CONFLICT, f"There are only {error.stock} in stock.") from error
    if left is None:
        raise _no_such_product()
    return Response.from_json({"sku": sku, "left": left})


@contextmanager
def _products(env: Any) -> Iterator[ProductStore]:
    try:
        with connect(env.HYPERDRIVE) as connection:
            yield ProductStore(connection)
    except (InterfaceError, OSError) as error:
        logging.getLogger(__name__).exception("no connection to the database")
        message = "The database cannot be reached."
        raise HttpError(HTTPStatus.SERVICE_UNAVAILABLE, message) from error


def _no_such_product() -> HttpError:
    return HttpError(HTTPStatus.NOT_FOUND, "There is no such product.")
