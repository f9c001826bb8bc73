from js import Response


async def on_scheduled(event, env):
    runs = int(await env.LOG.get("runs") or 0)
    await env.LOG.put("runs", str(runs + 1))
    await env.LOG.put("last", event.cron)


def on_fetch(_request, _env):
    return Response.new("nothing to see, I only work at night", status=404)
