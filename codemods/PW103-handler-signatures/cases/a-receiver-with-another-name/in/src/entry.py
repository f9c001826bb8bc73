from workers import Response, WorkerEntrypoint


class Default(WorkerEntrypoint):
    async def fetch(this, request, env):
        return Response(env.NAME)
