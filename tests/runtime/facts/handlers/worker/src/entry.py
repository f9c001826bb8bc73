"""Which arguments the runtime passes to the handlers of a class, and what they hold."""

from workers import Response, WorkerEntrypoint


class Default(WorkerEntrypoint):
    async def fetch(self, request, env=None, ctx=None):
        if request.url.endswith("/arguments"):
            return Response.json({"env": env is None, "ctx": ctx is None, "self.env": self.env.WORD})
        return Response(await self.env.KV.get("seen") or "nothing")

    async def scheduled(self, controller, env=None, ctx=None):
        await self.env.KV.put("seen", f"cron {controller.cron} env={env} ctx={ctx}")
