from workers import Response, WorkerEntrypoint


class Default(WorkerEntrypoint):
    async def fetch(self, request):
        return Response("ok")


async def on_scheduled(event, env):
    await env.KV.put("ran", "1")
