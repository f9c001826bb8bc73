import json
from urllib.parse import urlparse

from js import Object
from pyodide.ffi import to_js
from workers import Response, WorkerEntrypoint


def _js(obj):
    return to_js(obj, dict_converter=Object.fromEntries)


async def store(env, order):
    await env.ORDERS.put(f"order:{order['id']}", json.dumps(order))


class Default(WorkerEntrypoint):
    async def fetch(self, request, env):
        path = urlparse(request.url).path
        if request.method == "POST" and path == "/orders":
            order = await request.json()
            if "id" not in order:
                return Response.json({"error": "an order has an id"}, status=422)
            await self.env.ORDER_QUEUE.send(_js({"type": "new", "order": order}))
            return Response.json({"accepted": order["id"]}, status=202)
        if path.startswith("/orders/"):
            stored = await self.env.ORDERS.get("order:" + path[8:])
            if not stored:
                return Response.json({"error": "unknown order"}, status=404)
            return Response(stored, headers={"content-type": "application/json"})
        if path == "/sweeps":
            return Response(await self.env.ORDERS.get("sweeps") or "0")
        return Response("orders", status=404)

    async def scheduled(self, event, env, ctx):
        sweeps = int(await env.ORDERS.get("sweeps") or 0) + 1
        await env.ORDERS.put("sweeps", str(sweeps))
        print(f"sweep {sweeps} ({event.cron})")

    async def queue(self, batch, env):
        for message in batch.messages:
            event = message.body.to_py()
            order = event["order"]
            order["state"] = event["type"]
            await store(env, order)
            message.ack()
