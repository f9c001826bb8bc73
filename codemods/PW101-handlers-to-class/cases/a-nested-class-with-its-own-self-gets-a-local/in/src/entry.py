from workers import Response


async def on_fetch(request, env):
    class Store:
        def get(self, key):
            return env.KV.get(key)

    return Response(await Store().get("a"))
