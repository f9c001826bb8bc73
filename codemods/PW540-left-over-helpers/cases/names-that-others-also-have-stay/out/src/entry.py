import outline
from workers import Response, WorkerEntrypoint


class Default(WorkerEntrypoint):
    async def fetch(self, request):
        if request.method == "POST":
            await self.env.FILES.put("last", await request.buffer())
            return await self.env.ASSETS.fetch(request)
        return Response(outline.title("a"))
