from workers import Response


async def on_fetch(request, env):
    return Response(env.NAME)


# Cloudflare Workers entry point
async def fetch(request, env, ctx):
    return await on_fetch(request, env)
