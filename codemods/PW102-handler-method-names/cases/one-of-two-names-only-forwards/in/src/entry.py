from workers import Response, WorkerEntrypoint


class Default(WorkerEntrypoint):
    """Serves requests and jobs."""

    async def fetch(self, request):
        return Response("new")

    # The name that the runtime looked for.
    async def on_fetch(self, request, env, ctx):
        """Calls the other one."""
        return await self.fetch(request)

    async def queue(self, batch, env, ctx):
        return await self.on_queue(batch, env, ctx)

    async def on_queue(self, batch, env, ctx):
        for message in batch.messages:
            await env.KV.put("last", message.body["id"])
            message.ack()
