from js import Headers, fetch
from workers import WorkerEntrypoint


class Default(WorkerEntrypoint):
    async def fetch(self, request):
        headers = Headers.new(request.headers)
        headers.set("x-from", "worker")
        return await fetch("https://example.com/", headers=headers)
