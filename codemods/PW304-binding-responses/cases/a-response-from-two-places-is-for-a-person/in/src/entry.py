from js import Response, fetch
from workers import WorkerEntrypoint


class Default(WorkerEntrypoint):
    async def fetch(self, request):
        if "proxy" in request.url:
            page = await fetch("https://example.com/")
        else:
            page = await self.env.ASSETS.fetch(request)
        return Response.new(page.body, page)
