from workers import Response, WorkerEntrypoint
from urllib.parse import urlparse, parse_qs


async def compose(env):
    names = await env.KV.get("names") or ""
    return [n for n in names.split(",") if n]


class Default(WorkerEntrypoint):
    async def scheduled(self, controller, env=None, ctx=None):
        """Cron: one message for everybody."""
        recipients = await compose(self.env)
        for name in recipients:
            await self.env.OUTBOX.send(f"digest for {name}")
        return len(recipients)

    async def queue(self, batch, env=None, ctx=None):
        sent = await self.env.KV.get("sent") or ""
        lines = sent.splitlines()
        for message in batch.messages:
            lines.append(message.body)
            message.ack()
        await self.env.KV.put("sent", "\n".join(sorted(lines)))

    async def fetch(self, request):
        url = urlparse(request.url)
        if url.path == "/subscribe":
            name = parse_qs(url.query)["name"][0]
            names = await compose(self.env)
            if name in names:
                return Response("already there", status=409)
            await self.env.KV.put("names", ",".join(names + [name]))
            return Response("welcome")
        if url.path == "/run":
            # same thing as the cron, by hand
            count = await self.scheduled(None)
            return Response(f"{count} queued")
        if url.path == "/sent":
            return Response(await self.env.KV.get("sent") or "nothing")
        return Response("", status=404)
