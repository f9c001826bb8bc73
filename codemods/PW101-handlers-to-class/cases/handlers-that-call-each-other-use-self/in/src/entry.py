from workers import Response


async def on_fetch(request, env, ctx):
    if request.url.endswith("/run"):
        await on_scheduled(None, env, ctx)
    return Response("ok")


async def on_scheduled(event, env, ctx):
    await env.KV.put("ran", "1")
