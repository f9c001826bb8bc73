from js import Response


async def on_scheduled(event, env):
    runs = int(await env.LOG.get("runs") or 0)
    await env.LOG.put("runs", str(runs + 1))
    await env.LOG.put("last", event.cron)


async def on_fetch(req, env):
    if req.url.endswith("/runs"):
        runs, last = await env.LOG.get("runs"), await env.LOG.get("last")
        return Response.new(f"{runs or 0} runs, last by {last or 'nobody'}")
    return Response.new("nothing to see, I only work at night", status=404)
