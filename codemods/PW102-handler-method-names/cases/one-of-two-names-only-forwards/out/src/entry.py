from workers import Response, WorkerEntrypoint


class Default(WorkerEntrypoint):
    """Serves requests and jobs."""

    async def fetch(self, request):
        return Response("new")

    async def queue(self, batch, env, ctx):
        for message in batch.messages:
            await env.KV.put("last", message.body["id"])
            message.ack()
