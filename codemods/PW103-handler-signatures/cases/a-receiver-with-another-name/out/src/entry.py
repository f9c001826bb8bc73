from workers import Response, WorkerEntrypoint


class Default(WorkerEntrypoint):
    async def fetch(this, request):
        return Response(this.env.NAME)
