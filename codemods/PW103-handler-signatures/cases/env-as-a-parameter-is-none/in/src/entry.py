from workers import Response, WorkerEntrypoint


class Default(WorkerEntrypoint):
    async def fetch(self, request, env):
        value = await env.KV.get("a")
        return Response(f"{value} {env.NAME}")

    async def queue(self, batch, env, ctx):
        await env.KV.put("n", str(len(batch.messages)))
        ctx.waitUntil(work(env))


async def work(env):
    return env
