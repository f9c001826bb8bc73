from workers import Response, WorkerEntrypoint


class Default(WorkerEntrypoint):
    async def fetch(self, request):
        found = await self.env.DB.prepare("select 1").all()
        return Response.json(found.results.to_py())
