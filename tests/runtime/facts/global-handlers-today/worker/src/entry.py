"""A handler at module level is not seen any more."""

from js import Response


async def on_fetch(request, env):
    return Response.new("never seen")
