import json
from js import Response, console
from pyodide.ffi import to_js
from urllib.parse import urlparse


def reply(data):
    return Response.new(to_js(data))


async def on_fetch(request, env, ctx):
    """Serve
    it."""
    if request.method == "POST":
        await helper(env, lambda: env.X)
    return reply(f"{env.Y!r} {json.dumps([env.Z for _ in urlparse(request.url)])}")


# every hour
async def on_scheduled(controller, env, ctx):
    console.log("hour")
    # done


LIMIT = 3


async def on_queue(batch, env):
    text = """
  keep
"""
    print(
        batch,
        text,
    )


async def helper(env, f):
    return env
