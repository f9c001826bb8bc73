"""Answers from a cache."""


async def respond(request, env):
    """Answer from the cache, if the answer is there."""
    return await env.CACHE.get(request.url)
