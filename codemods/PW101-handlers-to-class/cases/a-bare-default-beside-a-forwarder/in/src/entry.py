from workers import Response


async def on_fetch(request, env):
    return Response(env.NAME)


async def on_scheduled(event, env, ctx):
    print("tick")


# Other names, for other runtimes.
async def fetch(request, env):
    return await on_fetch(request, env)


class Default:
    async def fetch(self, request, env):
        return await on_fetch(request, env)


__all__ = ["on_fetch"]
