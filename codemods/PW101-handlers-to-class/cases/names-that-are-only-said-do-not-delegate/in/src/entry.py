from js import Response

HOOKS = ["on_fetch", "on_scheduled"]


async def on_fetch(request, env):
    print("on_fetch")
    level = getattr(env, "LEVEL", "info")
    return Response.new(f"{level} {HOOKS}")
