from workers import Response, WorkerEntrypoint


async def on_fetch(request, env):
    return Response(env.NAME)


class Default(WorkerEntrypoint):
    async def fetch(self, request, env):
        return await on_fetch(request, env)

    async def scheduled(self, event, env=None, ctx=None):
        print("tick")


__all__ = ["on_fetch", "Default"]
