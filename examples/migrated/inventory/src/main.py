import json
import logging
from urllib.parse import parse_qs, urlparse

from workers import Response, WorkerEntrypoint

from db import fetch_all, fetch_one

log = logging.getLogger("inventory")


class Default(WorkerEntrypoint):
    async def fetch(self, request):
        url = urlparse(request.url)
        db = self.env.INVENTORY_DB
        try:
            match url.path.strip("/").split("/"):
                case ["items"]:
                    shelf = parse_qs(url.query).get("shelf")
                    if shelf:
                        return Response.json(await fetch_all(db, "SELECT * FROM items WHERE shelf = ? ORDER BY sku", shelf[0]))
                    return Response.json(await fetch_all(db, "SELECT * FROM items ORDER BY sku"))
                case ["items", sku]:
                    item = await fetch_one(db, "SELECT * FROM items WHERE sku = ?", sku)
                    if item is None:
                        return Response.json({"error": f"no item {sku}"}, status=404)
                    return Response.json(item)
                case ["low"]:
                    found = await db.prepare("SELECT sku, qty FROM items WHERE qty < 190 ORDER BY qty").all()
                    # straight through, nobody looks at it here
                    return Response(json.dumps(found.results, separators=(",", ":"), ensure_ascii=False), headers={"content-type": "application/json"})
                case ["take", sku] if request.method == "POST":
                    return await self.take(db, sku, await request.json())
        except Exception:
            log.exception("request failed")
            return Response.json({"error": "internal"}, status=500)
        return Response.json({"error": "not found"}, status=404)

    async def take(self, db, sku, order):
        statements = [
            db.prepare("UPDATE items SET qty = qty - ? WHERE sku = ? AND qty >= ?").bind(order["qty"], sku, order["qty"]),
            db.prepare("SELECT qty FROM items WHERE sku = ?").bind(sku),
        ]
        updated, left = await db.batch(statements)
        if not updated.meta.changes:
            return Response.json({"error": "not enough"}, status=409)
        rows = left.results
        return Response.json({"sku": sku, "left": rows[0]["qty"]})
