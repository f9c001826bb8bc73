from js import caches


async def find(cache, request):
    return await cache.match(request)


async def on_fetch(request, env):
    cache = caches.default
    hit = await find(cache, request)
    if hit:
        return hit
    answer = await env.ASSETS.fetch(request)
    await cache.put(request, answer)
    return answer
