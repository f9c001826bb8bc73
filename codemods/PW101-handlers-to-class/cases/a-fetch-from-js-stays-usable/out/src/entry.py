from js import Response, fetch
from workers import WorkerEntrypoint


class Default(WorkerEntrypoint):
    async def fetch(self, request):
        upstream = await fetch("https://example.com")
        return Response.new(await upstream.text())
