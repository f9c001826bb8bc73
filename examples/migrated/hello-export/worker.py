import json
from workers import Response, WorkerEntrypoint

async def on_fetch(request, env):
    """
    Main request handler
    """
    if request.url.endswith("/json"):
        return Response(json.dumps({"hello": "world"}), status=200)
    return Response("Hello World!")


class Default(WorkerEntrypoint):
    async def fetch(self, request):
        return await on_fetch(request, self.env)


# Export the handler for Cloudflare Workers
export = {
    "fetch": on_fetch
}
