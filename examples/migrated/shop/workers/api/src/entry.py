from __future__ import annotations

import json
from typing import Any

from workers import Response, WorkerEntrypoint

import db


def ok(data: Any, status: int = 200) -> Response:
    return Response(
        json.dumps(data), status=status, headers={"content-type": "application/json"}
    )


async def products(env: Any) -> Response:
    return ok(await db.query(env, "SELECT sku, name, cents FROM products WHERE stock > ? ORDER BY sku", 0))


async def product(env: Any, sku: str) -> Response:
    found = await db.one(env, "SELECT * FROM products WHERE sku = ?", sku)
    if found is None:
        return ok({"error": "no such product"}, 404)
    return ok(found)


async def add_to_cart(request: Any, env: Any, cart: str) -> Response:
    item = await request.json()
    known = await db.one(env, "SELECT stock FROM products WHERE sku = ?", item["sku"])
    if not known or known["stock"] < item.get("n", 1):
        return ok({"error": "not in stock"}, 409)
    changed = await db.run(
        env, "INSERT INTO carts VALUES (?, ?, ?, 0)", cart, item["sku"], item.get("n", 1)
    )
    return ok({"added": changed}, 201)


class Default(WorkerEntrypoint):
    async def fetch(self, request: Any) -> Response:
        path = request.url.split("/", 3)[-1]
        head, _, rest = path.partition("/")
        match (request.method, head):
            case ("GET", "products") if rest:
                return await product(self.env, rest)
            case ("GET", "products"):
                return await products(self.env)
            case ("POST", "carts"):
                return await add_to_cart(request, self.env, rest)
            case ("GET", "carts"):
                return ok(await db.query(self.env, "SELECT sku, n FROM carts WHERE id = ? ORDER BY sku", rest))
        return ok({"error": "not found"}, 404)
