from workers import Response, WorkerEntrypoint
from datetime import date
import json


class Default(WorkerEntrypoint):
    async def fetch(self, request):
        day = request.url.split("/")[3]
        if request.method == "PUT":
            names = await request.json()
            await self.env.NAMES.put(day, json.dumps(names))
            return Response(f"{len(names)} names", status=201)
        if day == "today":
            return await self.on_today()
        names = await self.env.NAMES.get(day)
        if not names:
            return Response("nobody", status=404)
        return Response.json(json.loads(names))

    async def on_today(self):
        # not a handler, just a method with an unlucky name
        current = await self.env.NAMES.get("current")
        return Response(current or "ask again tomorrow")

    async def scheduled(self, event, env, ctx):
        await self.env.NAMES.put("current", "set by cron")
