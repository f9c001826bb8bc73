import outline
from js import Headers
from workers import Response, WorkerEntrypoint


class Default(WorkerEntrypoint):
    async def fetch(self, request):
        if request.method == "POST":
            await self.env.FILES.put("last", await request.arrayBuffer())
            return await self.env.ASSETS.fetch(request)
        return Response(outline.title("a"))
