from urllib.parse import parse_qs, urlparse

from js import Response
from workers import DurableObject


class Counter(DurableObject):
    def __init__(self, state, env):
        self.state = state
        self.env = env
        self.name = None

    async def on_fetch(self, request, env, ctx):
        url = urlparse(request.url)
        value = await self.state.storage.get("value") or 0
        if request.method == "POST":
            value += int(parse_qs(url.query).get("by", ["1"])[0])
            await self.state.storage.put("value", value)
        elif request.method == "DELETE":
            value = 0
            await self.state.storage.delete("value")
        return Response.new(str(value))

    async def history(self):
        """Called over RPC by the worker."""
        return await self.state.storage.get("value") or 0


async def on_fetch(request, env):
    name = urlparse(request.url).path.strip("/")
    if not name:
        return Response.new("which counter?", status=400)
    id = env.COUNTERS.idFromName(name)
    stub = env.COUNTERS.get(id)
    if name.endswith("!"):
        stub = env.COUNTERS.get(env.COUNTERS.idFromName(name[:-1]))
        return Response.new(f"{name[:-1]}={await stub.history()}")
    return await stub.fetch(request)
