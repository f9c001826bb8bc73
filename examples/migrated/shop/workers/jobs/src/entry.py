from workers import Response, WorkerEntrypoint


class Default(WorkerEntrypoint):
    async def scheduled(self, event, env=None, ctx=None):
        runs = int(await self.env.LOG.get("runs") or 0)
        await self.env.LOG.put("runs", str(runs + 1))
        await self.env.LOG.put("last", event.cron)

    async def fetch(self, req):
        if req.url.endswith("/runs"):
            runs, last = await self.env.LOG.get("runs"), await self.env.LOG.get("last")
            return Response(f"{runs or 0} runs, last by {last or 'nobody'}")
        return Response("nothing to see, I only work at night", status=404)
