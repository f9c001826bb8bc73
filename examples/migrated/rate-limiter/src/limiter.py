from workers import DurableObject, Response


class Limiter(DurableObject):
    def __init__(self, state, env):
        super().__init__(state, env)
        self.state = state
        self.env = env
        self.storage = state.storage

    async def fetch(self, request):
        if request.method == "DELETE":
            await self.storage.deleteAll()
            return Response("forgotten")
        used = await self.used()
        limit = int(self.env.LIMIT)
        if used["count"] >= limit:
            return Response.json(used, status=429)
        used["count"] += 1
        used["paths"].append(request.url.split("/", 3)[3])
        await self.storage.put("used", used)
        return Response.json(used)

    async def used(self):
        stored = await self.storage.get("used")
        if not stored:
            return {"count": 0, "paths": []}
        return stored

    async def remaining(self):
        used = await self.used()
        return int(self.env.LIMIT) - used["count"]

    async def alarm(self):
        await self.state.storage.deleteAll()
