import json
from urllib.parse import urlparse

from workers import Response, WorkerEntrypoint


async def store(env, order):
    await env.ORDERS.put(f"order:{order['id']}", json.dumps(order))


class Default(WorkerEntrypoint):
    async def fetch(self, request, env):
        path = urlparse(request.url).path
        if request.method == "POST" and path == "/orders":
            order = await request.json()
            if "id" not in order:
                return Response.json({"error": "an order has an id"}, status=422)
            await self.env.ORDER_QUEUE.send({"type": "new", "order": order})
            return Response.json({"accepted": order["id"]}, status=202)
        if path.startswith("/orders/"):
            stored = await self.env.ORDERS.get("order:" + path[8:])
            if not stored:
                return Response.json({"error": "unknown order"}, status=404)
            return Response(stored, headers={"content-type": "application/json"})
        if path == "/sweeps":
            return Response(await self.env.ORDERS.get("sweeps") or "0")
        return Response("orders", status=404)

    async def scheduled(self, event, env=None, ctx=None):
        sweeps = int(await self.env.ORDERS.get("sweeps") or 0) + 1
        await self.env.ORDERS.put("sweeps", str(sweeps))
        print(f"sweep {sweeps} ({event.cron})")

    async def queue(self, batch, env=None, ctx=None):
        for message in batch.messages:
            event = message.body
            order = event["order"]
            order["state"] = event["type"]
            await store(self.env, order)
            message.ack()
