from js import Response, fetch
from workers import WorkerEntrypoint


class Default(WorkerEntrypoint):
    async def fetch(self, request):
        page = await fetch("https://example.com/")
        return Response.new(page.body, page)
