from urllib.parse import parse_qs, urlparse

from workers import DurableObject, Response, WorkerEntrypoint


class Counter(DurableObject):
    def __init__(self, ctx, env):
        super().__init__(ctx, env)
        self.name = None

    async def fetch(self, request):
        url = urlparse(request.url)
        value = await self.ctx.storage.get("value") or 0
        if request.method == "POST":
            value += int(parse_qs(url.query).get("by", ["1"])[0])
            await self.ctx.storage.put("value", value)
        elif request.method == "DELETE":
            value = 0
            await self.ctx.storage.delete("value")
        return Response(str(value))

    async def history(self):
        """Called over RPC by the worker."""
        return await self.ctx.storage.get("value") or 0


class Default(WorkerEntrypoint):
    async def fetch(self, request):
        name = urlparse(request.url).path.strip("/")
        if not name:
            return Response("which counter?", status=400)
        id = self.env.COUNTERS.idFromName(name)
        stub = self.env.COUNTERS.get(id)
        if name.endswith("!"):
            stub = self.env.COUNTERS.get(self.env.COUNTERS.idFromName(name[:-1]))
            return Response(f"{name[:-1]}={await stub.history()}")
        return await stub.fetch(request)
