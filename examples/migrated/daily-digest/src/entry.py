from workers import Response, handler
from urllib.parse import urlparse, parse_qs


async def compose(env):
    names = await env.KV.get("names") or ""
    return [n for n in names.split(",") if n]


@handler
async def on_scheduled(controller, env, ctx):
    """Cron: one message for everybody."""
    recipients = await compose(env)
    for name in recipients:
        await env.OUTBOX.send(f"digest for {name}")
    return len(recipients)


@handler
async def on_queue(batch, env, ctx):
    sent = await env.KV.get("sent") or ""
    lines = sent.splitlines()
    for message in batch.messages:
        lines.append(message.body)
        message.ack()
    await env.KV.put("sent", "\n".join(sorted(lines)))


@handler
async def on_fetch(request, env, ctx):
    url = urlparse(request.url)
    if url.path == "/subscribe":
        name = parse_qs(url.query)["name"][0]
        names = await compose(env)
        if name in names:
            return Response("already there", status=409)
        await env.KV.put("names", ",".join(names + [name]))
        return Response("welcome")
    if url.path == "/run":
        # same thing as the cron, by hand
        count = await on_scheduled(None, env, ctx)
        return Response(f"{count} queued")
    if url.path == "/sent":
        return Response(await env.KV.get("sent") or "nothing")
    return Response("", status=404)
