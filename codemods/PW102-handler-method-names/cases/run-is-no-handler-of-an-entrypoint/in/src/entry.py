from workers import Response, WorkerEntrypoint


class Default(WorkerEntrypoint):
    async def on_run(self, job):
        return job

    async def fetch(self, request):
        return Response(await self.on_run("x"))
