from workers import Response, WorkerEntrypoint


class Default(WorkerEntrypoint):
    async def fetch(self, request):
        value = await self.env.KV.get("a")
        return Response(f"{value} {self.env.NAME}")

    async def queue(self, batch, env=None, ctx=None):
        await self.env.KV.put("n", str(len(batch.messages)))
        self.ctx.waitUntil(work(self.env))


async def work(env):
    return env
